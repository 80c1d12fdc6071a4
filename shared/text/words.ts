const script = '\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Thai}'
const letter = `[[\\p{L}\\p{M}\\p{N}]--[${script}]]`

// A word: letters, marks and digits, held together by apostrophes and hyphens. Scripts written without spaces count one word a character.
const word = `[${script}]|${letter}+(?:['’ʼ\\u00AD\\-‑]${letter}+)*`

const piece = new RegExp(`${word}|\\s+|[^]`, 'gv')

/** A text cut into words, stretches of white space, and other signs one by one; joined they are the text. */
export function piecesOf(text: string): string[] {
  return text.match(piece) ?? []
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

const NONE = 1
const LETTER = 2
const WHOLE = 3
const JOINER = 4

/** What each UTF-16 unit is in a word; 0 not looked up yet. */
const parts = new Uint8Array(0x10000)
const joiner = /['’ʼ\u00AD\-‑]/u

function partOf(character: string): number {
  if (unspaced.test(character)) return WHOLE
  if (inWord.test(character)) return LETTER
  return joiner.test(character) ? JOINER : NONE
}

const isLow = (code: number) => code >= 0xdc00 && code < 0xe000

/** How many words a plain text has: as many as the pieces that are words, counted without cutting them out. */
export function countWords(text: string): number {
  let count = 0
  // Whether the sign before ended a word that a letter may go on with, or joins it to what follows.
  let before = NONE
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    let part = parts[code]!
    if (code >= 0xd800 && code < 0xdc00 && isLow(text.charCodeAt(at + 1))) part = partOf(text.slice(at, ++at + 1))
    else if (part === 0) {
      part = partOf(text[at]!)
      parts[code] = part
    }
    if (part === WHOLE || (part === LETTER && before !== LETTER && before !== JOINER)) count++
    before = part === JOINER && before !== LETTER ? NONE : part
  }
  return count
}
