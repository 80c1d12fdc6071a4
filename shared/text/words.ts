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

const unspaced = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u
const inWord = /[\p{L}\p{M}\p{N}]/u

/** Whether a UTF-16 unit holds its neighbours together: 1 no, 2 yes; 0 not looked up yet. */
const holding = new Uint8Array(0x10000)

/** Whether the character that the UTF-16 unit at `at` is of holds its neighbours together. */
function holds(text: string, at: number): boolean {
  const code = text.charCodeAt(at)
  if (code >= 0xd800 && code < 0xe000) {
    const character = text.slice(code < 0xdc00 ? at : at - 1, code < 0xdc00 ? at + 2 : at + 1)
    return inWord.test(character) && !unspaced.test(character)
  }
  if (holding[code] === 0) holding[code] = inWord.test(text[at]!) && !unspaced.test(text[at]!) ? 2 : 1
  return holding[code] === 2
}

/**
 * Whether a word may begin or end at a UTF-16 offset: not between two letters, marks or digits. Hyphens and apostrophes do not hold a word
 * together here: who looks for НАТО means the one in НАТО-ның, too. In scripts written without spaces every character has an edge.
 */
export function isWordEdge(text: string, offset: number): boolean {
  return offset <= 0 || offset >= text.length || !holds(text, offset - 1) || !holds(text, offset)
}
