// A word: letters, marks and digits, held together by apostrophes and hyphens. Scripts written without spaces count one word a character.
const word =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]|[\p{L}\p{M}\p{N}]+(?:['’ʼ\u00AD\-‑][\p{L}\p{M}\p{N}]+)*/gu

/** How many words a plain text has. */
export function countWords(text: string): number {
  let count = 0
  word.lastIndex = 0
  while (word.exec(text)) count++
  return count
}
