import { joinRich, plainText, type RichText, richLength } from './rich-text.ts'
import { piecesOf } from './words.ts'

export type LetterCase = 'lower' | 'sentence' | 'upper'

/** A stretch in another case, and where its offsets went: a letter may become two (ß, İ). */
export interface Recased {
  readonly text: RichText
  /** From an offset of the stretch before to one after; UTF-16, both counted from its beginning. */
  map(offset: number): number
}

/** The case that follows in the round lower, sentence, upper; null for a text without letters that have cases. */
export function nextCase(text: string, language: string): LetterCase | null {
  const [lower, sentence, upper] = (['lower', 'sentence', 'upper'] as const).map((form) => lettersIn(text, form, language).join(''))
  if (lower === upper) return null
  if (text === lower) return 'sentence'
  return text === sentence && text !== upper ? 'upper' : 'lower'
}

/** A stretch in another case, the way the language has it (Turkish i, Greek accents, Dutch ij). Marks and placeholders stay where they were. */
export function recase(rich: RichText, form: LetterCase, language: string): Recased {
  const plain = plainText(rich)
  const edges: number[] = []
  let text = ''
  let index = 0
  const letters = lettersIn(plain, form, language)
  for (const before of plain) {
    for (let unit = 0; unit < before.length; unit++) edges.push(text.length)
    text += letters[index++]
  }
  const map = (offset: number) => edges[offset] ?? text.length
  let at = 0
  const runs = rich.map((run): RichText => {
    const from = at
    at += richLength([run])
    return run.type === 'text' ? [{ ...run, text: text.slice(map(from), map(at)) }] : [run]
  })
  return { text: joinRich(...runs), map }
}

/** What each code point of a text becomes. */
function lettersIn(text: string, form: LetterCase, language: string): string[] {
  const { lower, upper, head } = casesOf(language)
  let begins = true
  let stopped = false
  return piecesOf(text).flatMap((piece) => {
    if (!/\p{L}/u.test(piece)) {
      if (/^\s/u.test(piece)) begins ||= stopped
      else stopped = /[.!?…。؟]/u.test(piece) || (stopped && /[\p{Pe}\p{Pf}]/u.test(piece))
      return [...piece]
    }
    const capital = form === 'sentence' && begins
    begins = false
    stopped = false
    if (form === 'upper') return converted(piece, upper)
    const count = capital ? [...(head.exec(piece)?.[0] ?? '')].length : 0
    const [first, rest] = [[...piece].slice(0, count).join(''), [...piece].slice(count).join('')]
    // Lowered as a whole, since a letter may be written otherwise at a word's end (ς).
    return [...converted(first, upper), ...converted(piece, lower).slice(count, count + [...rest].length)]
  })
}

/** A word converted, code point by code point. What depends on the letters beside it is kept where no letter becomes two. */
function converted(word: string, convert: (text: string) => string): string[] {
  const whole = [...convert(word)]
  const letters = [...word]
  return whole.length === letters.length ? whole : letters.map(convert)
}

/** Languages whose letters have cases of their own; the Latin alphabets of Turkic languages have i with and without a dot. */
function casesOf(language: string): { lower: (text: string) => string; upper: (text: string) => string; head: RegExp } {
  const tag = language.toLowerCase()
  const dotted = /^(?:tr|az|crh|gag)(?:-|$)(?!.*(?:cyrl|arab))|^(?:kk|tt|ba|ky)-latn/u.test(tag)
  const locale = dotted ? 'tr' : (/^(?:lt|el)(?=-|$)/u.exec(tag)?.[0] ?? 'en')
  return {
    lower: (text) => text.toLocaleLowerCase(locale).normalize('NFC'),
    upper: (text) => text.toLocaleUpperCase(locale).normalize('NFC'),
    head: /^nl(?:-|$)/u.test(tag) ? /^(?:ij|[^\p{L}]*\p{L})/iu : /^[^\p{L}]*\p{L}/u,
  }
}

/** The word round an offset, or right before it; null where there is none. */
export function wordAround(text: string, offset: number): { from: number; to: number } | null {
  let from = 0
  for (const piece of piecesOf(text)) {
    const to = from + piece.length
    if (/\p{L}/u.test(piece) && from <= offset && offset <= to) return { from, to }
    if (from > offset) return null
    from = to
  }
  return null
}
