// A word: letters, marks and digits, held together by apostrophes and hyphens. Scripts written without spaces count one word a character.
const word =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]|[\p{L}\p{M}\p{N}]+(?:['’ʼ\u00AD\-‑][\p{L}\p{M}\p{N}]+)*/gu

const piece = new RegExp(`${word.source}|\\s+|[^]`, 'gu')

/** A text cut into words, stretches of white space, and other signs one by one; joined they are the text. */
export function piecesOf(text: string): string[] {
  return text.match(piece) ?? []
}

/** How many words a plain text has. */
export function countWords(text: string): number {
  let count = 0
  word.lastIndex = 0
  while (word.exec(text)) count++
  return count
}
