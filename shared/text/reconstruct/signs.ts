// What the ends of a line say in any script. Classes come from Unicode properties and short lists of punctuation; no language's words.

/** How a line ends. */
export type Ending = 'stop' | 'abbreviation' | 'colon' | 'semicolon' | 'comma' | 'hyphen' | 'dash' | 'open' | 'digit' | 'word'
/** How a line begins. */
export type Opening = 'lower' | 'upper' | 'caseless' | 'digit' | 'bullet' | 'number' | 'dash' | 'closing' | 'sign'

const STOPS = new Set('.!?…؟۔。！？।։።჻')
const COLONS = new Set(':：')
const SEMICOLONS = new Set(';؛；')
const COMMAS = new Set(',،、，')
const HYPHENS = new Set('-\u00ad\u2010\u2011')
const DASHES = new Set('–—―−')
const CLOSERS = new Set(')]}»”’"\'›』」）】*\u200e\u200f\u202c\u2069')
const OPENERS = new Set('([{«„“‘‹「『（"\'¿¡\u200e\u200f\u202a\u202b\u2067\u2066')
const SUPERSCRIPTS = new Set('¹²³⁰⁴⁵⁶⁷⁸⁹')
const BULLETS = new Set('•·▪▫■□●○◦‣⁃◆◇►▶➢➤✓✔❖*§\u2043\u25b8\uf0b7\uf0a7\uf0d8\uf076\uf0fc')

const LETTER = /\p{L}/u
const UPPER = /\p{Lu}|\p{Lt}/u
const LOWER = /\p{Ll}/u
const DIGIT = /\p{Nd}/u
const INITIAL = /^\p{Lu}$/u

/** How many characters of an end are looked at: a citation in brackets fits, a whole paragraph on one line costs nothing. */
const REACH = 40

/** The class of a line's end, behind closing brackets, quotes and note calls. */
export function endingOf(text: string): Ending {
  let tail = text.slice(-REACH)
  const bare = stripClosers(tail)
  const last = bare.at(-1) ?? ''
  if (HYPHENS.has(tail.at(-1) ?? '')) return isInk(tail.at(-2)) ? 'hyphen' : 'dash'
  if (DASHES.has(tail.at(-1) ?? '')) return 'dash'
  if (OPENERS.has(tail.at(-1) ?? '') && !CLOSERS.has(tail.at(-1) ?? '')) return 'open'
  tail = bare
  if (STOPS.has(last)) return last === '.' && isAbbreviation(tail) ? 'abbreviation' : 'stop'
  if (COLONS.has(last)) return 'colon'
  if (SEMICOLONS.has(last)) return 'semicolon'
  if (COMMAS.has(last)) return 'comma'
  return DIGIT.test(last) ? 'digit' : 'word'
}

/** Closing signs and a note call (superscript, or up to three digits right behind a stop) taken off the end. */
function stripClosers(tail: string): string {
  let end = tail.length
  while (end > 0 && (CLOSERS.has(tail[end - 1] ?? '') || SUPERSCRIPTS.has(tail[end - 1] ?? ''))) end--
  let digits = end
  while (digits > 0 && end - digits < 3 && DIGIT.test(tail[digits - 1] ?? '')) digits--
  const behind = tail[digits - 1] ?? ''
  if (digits < end && STOPS.has(behind) && !DIGIT.test(tail[digits - 2] ?? '')) end = digits
  while (end > 0 && CLOSERS.has(tail[end - 1] ?? '')) end--
  return tail.slice(0, end)
}

/** A full stop that shortens a word: after one letter, or after a small-letter word of at most three that itself follows a short one or digits. */
function isAbbreviation(tail: string): boolean {
  const word =
    tail
      .slice(0, -1)
      .split(/[\s\u00a0([«„“"]/u)
      .at(-1) ?? ''
  const piece = word.split('.').at(-1) ?? ''
  if (INITIAL.test(piece)) return true
  if (piece.length === 1 && LOWER.test(piece)) return true
  return word.includes('.') && piece.length <= 3 && LOWER.test(piece)
}

/** The class of a line's beginning, behind opening brackets and quotes. */
export function openingOf(text: string): Opening {
  const head = text.slice(0, REACH)
  if (markOf(head) !== undefined) return 'number'
  const first = head[0] ?? ''
  const second = head[1] ?? ''
  if (BULLETS.has(first) && (second === ' ' || second === '\u00a0' || second === '\t' || isPrivate(first))) return 'bullet'
  if ((DASHES.has(first) || first === '-') && /[\s\u00a0]/.test(second)) return 'dash'
  if (first === '-' || DASHES.has(first)) return UPPER.test(second) ? 'dash' : 'sign'
  if (/[)\]}»”›,;:!?%،؛؟]/.test(first)) return 'closing'
  let at = 0
  while (at < head.length && OPENERS.has(head[at] ?? '')) at++
  const letter = String.fromCodePoint(head.codePointAt(at) ?? 0x20)
  if (LOWER.test(letter)) return 'lower'
  if (UPPER.test(letter)) return 'upper'
  if (DIGIT.test(letter)) return 'digit'
  return LETTER.test(letter) ? 'caseless' : 'sign'
}

export interface Mark {
  /** Which series it belongs to: the shape of the mark with its value left out. */
  series: string
  value: number
}

/** A numbering mark that a paragraph may begin with: `3.` `3)` `(3)` `2.1.` `b)` `IV.` `[12]`, in any script's digits. */
export function markOf(text: string): Mark | undefined {
  const head = text.slice(0, 16)
  const digits = /^([[(]?)(\p{Nd}{1,3})([.)\]:]|\.\)|\s?[-–—](?=\s))[\s\u00a0]/u.exec(head) ?? /^([[(])(\p{Nd}{1,3})([)\]])/u.exec(head)
  if (digits) return { series: `${digits[1]}#${digits[3]?.trim()}`, value: digitsValue(digits[2] ?? '') }
  const deep = /^(\p{Nd}{1,2}(?:\.\p{Nd}{1,2})*)\.(\p{Nd}{1,2})\.?[\s\u00a0]/u.exec(head)
  if (deep) return { series: `${deep[1]}.#`, value: digitsValue(deep[2] ?? '') }
  const roman = /^([IVX]{1,5})([.)])[\s\u00a0]/.exec(head)
  if (roman) return { series: `I${roman[2]}`, value: romanValue(roman[1] ?? '') }
  const letter = /^(\(?)(\p{L})\)[\s\u00a0]/u.exec(head)
  if (letter) return { series: `${letter[1]}a)`, value: letter[2]?.toLowerCase().codePointAt(0) ?? 0 }
  return undefined
}

/** The value of decimal digits of any script. */
export function digitsValue(digits: string): number {
  let value = 0
  for (const digit of digits) value = value * 10 + digitValue(digit)
  return value
}

function digitValue(digit: string): number {
  const code = digit.codePointAt(0) ?? 0
  if (code < 0x80) return code - 0x30
  // Decimal digits stand in unbroken tens (Unicode 4.6), so the zero is found by stepping back.
  let zero = code
  while (code - zero < 9 && DIGIT.test(String.fromCodePoint(zero - 1))) zero--
  return code - zero
}

const ROMAN: Record<string, number> = { i: 1, v: 5, x: 10, l: 50, c: 100, d: 500, m: 1000 }

/** The value of a Roman number, or 0 when it is not written as the Romans' heirs write it. */
export function romanValue(text: string): number {
  const small = text.toLowerCase()
  if (!/^m{0,3}(cm|cd|d?c{0,3})(xc|xl|l?x{0,3})(ix|iv|v?i{0,3})$/.test(small) || small === '') return 0
  let total = 0
  for (let i = 0; i < small.length; i++) {
    const here = ROMAN[small[i] ?? ''] ?? 0
    total += here < (ROMAN[small[i + 1] ?? ''] ?? 0) ? -here : here
  }
  return total
}

/** Letters all capitals, at least four of them. */
export function isCapitals(text: string): boolean {
  const head = text.slice(0, 200)
  let upper = 0
  for (const character of head) {
    if (LOWER.test(character)) return false
    if (UPPER.test(character)) upper++
  }
  return upper >= 4
}

function isInk(character: string | undefined): boolean {
  return character !== undefined && /[\p{L}\p{M}\p{Nd}]/u.test(character)
}

function isPrivate(character: string): boolean {
  return character >= '\ue000' && character <= '\uf8ff'
}
