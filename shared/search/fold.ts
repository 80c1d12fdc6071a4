/** What a search tells apart: true where it matters. */
export interface FoldOptions {
  readonly case: boolean
  readonly diacritics: boolean
}

/** A text as a search compares it. */
export interface Folded {
  readonly text: string
  /**
   * Where in the original the grapheme begins that a UTF-16 unit of the folded text came of, with the original's length at the end; null
   * where the two texts go unit by unit, each a grapheme of its own.
   */
  readonly starts: Uint32Array | null
}

/** A stretch of a text: UTF-16 offsets, end exclusive. */
export interface Match {
  readonly from: number
  readonly to: number
}

/**
 * A text without what a search does not tell apart, grapheme by grapheme, the same in every language. Composed and decomposed letters
 * are one, and so are spaces that break a line and those that don't.
 *
 * Without case: ß is ss (full case folding, Unicode 3.13), ς is σ, and all of i, ı, I, İ are one, since which of them are pairs depends on
 * the language. Without diacritics: accents, stress marks, strokes through Latin letters, Arabic and Hebrew vowel signs go; marks that
 * make another letter stay: й is not и, ї not і, が not か, and no Indic vowel goes. Of Cyrillic letters only ё becomes е, as in print.
 */
export function foldText(text: string, options: FoldOptions): Folded {
  const quick = foldUnits(text, options)
  return quick === null ? foldGraphemes(text, options) : { text: quick, starts: null }
}

/** The stretch of the original that a stretch of the folded text came of; null where that would begin or end inside a grapheme. */
export function originalOf({ text, starts }: Folded, from: number, to: number): Match | null {
  if (!starts) return { from, to }
  const cuts = (at: number) => at > 0 && at < text.length && starts[at] === starts[at - 1]
  return cuts(from) || cuts(to) ? null : { from: starts[from]!, to: starts[to]! }
}

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' })

function foldGraphemes(text: string, options: FoldOptions): Folded {
  let folded = ''
  const starts: number[] = []
  for (const { segment, index } of graphemes.segment(text)) {
    const part = foldGrapheme(segment, options)
    for (let i = 0; i < part.length; i++) starts.push(index)
    folded += part
  }
  starts.push(text.length)
  return { text: folded, starts: Uint32Array.from(starts) }
}

const unbreaking = /^[\u00A0\u2007\u202F]$/

function foldGrapheme(grapheme: string, options: FoldOptions): string {
  if (unbreaking.test(grapheme)) return ' '
  let folded = grapheme.normalize('NFC')
  if (!options.diacritics) folded = withoutMarks(folded)
  // By way of capitals, since only so ß, ſ, ς and ligatures come to what their capitals come to.
  if (!options.case)
    folded = folded
      .toUpperCase()
      .toLowerCase()
      .replace(/i\u0307/g, 'i')
      .normalize('NFC')
  return folded
}

// Signs added to a letter that is the same letter without them; the Japanese voicing marks make another.
const strayMarks =
  /(?![\u3099\u309A])(?=\p{Mn})[\p{Script=Inherited}\p{Script=Cyrillic}\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}]/gu
const cyrillic = /\p{Script=Cyrillic}/u
const cyrillicAccents: Readonly<Record<string, string>> = { Ё: 'Е', ё: 'е', Ѐ: 'Е', ѐ: 'е', Ѝ: 'И', ѝ: 'и' }
// Unicode does not decompose these.
const strokes: Readonly<Record<string, string>> = { Đ: 'D', đ: 'd', Ħ: 'H', ħ: 'h', Ł: 'L', ł: 'l', Ø: 'O', ø: 'o', Ŧ: 'T', ŧ: 't' }

function withoutMarks(composed: string): string {
  let bare = ''
  for (const sign of composed) {
    const isLetter = cyrillic.test(sign) && !strayMarks.test(sign)
    strayMarks.lastIndex = 0
    bare += isLetter ? (cyrillicAccents[sign] ?? sign) : stripped(sign)
  }
  return bare.normalize('NFC')
}

function stripped(sign: string): string {
  const bare = sign.normalize('NFD').replace(strayMarks, '')
  return [...bare].map((part) => strokes[part] ?? part).join('')
}

// Most texts hold only characters that are graphemes by themselves and fold to one UTF-16 unit: a table folds those ten times as fast.

/** In a table: not looked up yet, and not to be folded by itself. */
const UNKNOWN = 0
const SLOW = 0xffff
const tables = new Map<string, Uint16Array>()

/** Characters that join the one before or after them into one grapheme, and those that are but half a character. */
const joining = /[\p{M}\p{Cf}\p{Cs}\r\0\u0D4E\u0E33\u0EB3\u1100-\u11FF\uA960-\uA97F\uD7B0-\uD7FF\uFF9E\uFF9F\uFFFF]/u

/** Whether a UTF-16 unit is a grapheme by itself, whatever stands beside it. */
export const standsAlone = (unit: string): boolean => !joining.test(unit)

function tableOf(options: FoldOptions): Uint16Array {
  const key = `${options.case} ${options.diacritics}`
  const table = tables.get(key) ?? new Uint16Array(0x10000)
  tables.set(key, table)
  return table
}

function lookUp(code: number, options: FoldOptions): number {
  const unit = String.fromCharCode(code)
  if (!standsAlone(unit)) return SLOW
  const folded = foldGrapheme(unit, options)
  return folded.length === 1 ? folded.charCodeAt(0) : SLOW
}

let buffer = new Uint16Array(4096)
/** How many units String.fromCharCode takes at once. */
const MOST_ARGUMENTS = 8192

/** The text folded unit by unit; null where that cannot be done with it. */
function foldUnits(text: string, options: FoldOptions): string | null {
  const table = tableOf(options)
  const { length } = text
  if (buffer.length < length) buffer = new Uint16Array(length * 2)
  let isSame = true
  for (let i = 0; i < length; i++) {
    const code = text.charCodeAt(i)
    let folded = table[code]!
    if (folded === UNKNOWN) {
      folded = lookUp(code, options)
      table[code] = folded
    }
    if (folded === SLOW) return null
    buffer[i] = folded
    if (folded !== code) isSame = false
  }
  if (isSame) return text
  let folded = ''
  for (let at = 0; at < length; at += MOST_ARGUMENTS) {
    // Typed arrays are taken as arguments, though the type says numbers[].
    folded += String.fromCharCode.apply(null, buffer.subarray(at, Math.min(length, at + MOST_ARGUMENTS)) as unknown as number[])
  }
  return folded
}
