import { isUnspaced } from './direction.ts'

/** The quotation marks of a language, opening and closing: of a quotation, and of one inside it. */
export interface QuoteMarks {
  readonly double: readonly [open: string, close: string]
  readonly single: readonly [open: string, close: string]
  readonly apostrophe: string
  /** What a double quote inside a word is, where the language has such a sign (Hebrew abbreviations). */
  readonly inWord?: string
  /** Quotations follow words without a space, so only the marks before tell which one is due. */
  readonly unspaced: boolean
}

// Four marks and the languages that use them: CLDR's delimiters, but « » where the books of a language print them and CLDR does not
// (Kazakh, Kyrgyz, Tajik, Tatar, Bashkir, Mongolian, Arabic, Spanish).
const styles: readonly [marks: string, languages: string][] = [
  ['“”‘’', 'en az tr tk uz lv nl da pt ko zh zh-Hans th vi id ms hi bn ta te mr sw ga cy mt'],
  ['«»“”', 'kk it es ca pt-PT gl eu el sq nn hy-Latn'],
  ['«»„“', 'ru uk be ky tg tt ba cv sah mn uz-Cyrl tk-Cyrl az-Cyrl'],
  ['„“‚‘', 'de bg mk sr cs sk sl lt is lb hsb dsb'],
  ['„”‚’', 'hr bs sr-Latn'],
  ['„”«»', 'pl ro'],
  ['„”»«', 'hu'],
  ['„“«»', 'et ka'],
  ['”“’‘', 'ur'],
  ['””’’', 'sv fi he iw yi'],
  ['«»‘’', 'nb no'],
  ['«»‹›', 'ar fa ps ug ckb sd de-CH de-LI it-CH fr-CH rm hy'],
  ['«»“”', 'fr'],
  ['「」『』', 'ja zh-Hant zh-TW zh-HK zh-MO'],
]
const marksByLanguage = new Map(styles.flatMap(([marks, languages]) => languages.split(' ').map((tag) => [tag.toLowerCase(), marks])))

const NARROW_SPACE = '\u202f'

/** The marks of a language (BCP 47): of the tag itself, else of the longest beginning of it that is known, else “ ” and ‘ ’. */
export function quoteMarksOf(language: string): QuoteMarks {
  const subtags = language.toLowerCase().split('-')
  let marks: string | undefined
  for (let count = subtags.length; count > 0 && !marks; count--) marks = marksByLanguage.get(subtags.slice(0, count).join('-'))
  const [open = '“', close = '”', innerOpen = '‘', innerClose = '’'] = marks ?? '“”‘’'
  const primary = subtags[0]!
  const hebrew = primary === 'he' || primary === 'iw' || primary === 'yi'
  const spaced = primary === 'fr' && open === '«' && subtags[1] !== 'ch'
  return {
    double: spaced ? [open + NARROW_SPACE, NARROW_SPACE + close] : [open, close],
    single: [innerOpen, innerClose],
    apostrophe: hebrew ? '׳' : '’',
    ...(hebrew ? { inWord: '״' } : {}),
    unspaced: isUnspaced(language),
  }
}

/**
 * What a straight quote means where it is typed. It opens at the beginning, after white space, brackets, dashes and opening marks; else
 * it closes; `'` after a letter or digit is an apostrophe unless a mark of its kind is open. `before` is the text up to the caret.
 */
export function typedQuote(before: string, typed: '"' | "'", marks: QuoteMarks): string {
  const pair = typed === '"' ? marks.double : marks.single
  const [open, close] = pair
  const isOpen = isUnclosed(before, pair)
  if (marks.unspaced) return isOpen ? close : open
  const last = /.$/su.exec(before)?.[0] ?? ''
  if (/[\p{L}\p{M}\p{N}]/u.test(last) && !isOpen) return typed === "'" ? marks.apostrophe : (marks.inWord ?? close)
  const closed = last !== '' && [marks.double, marks.single].some((other) => other[1].trim() === last && other[0].trim() !== last)
  const begins = !closed && (last === '' || /[\s\p{Ps}\p{Pi}\p{Pd}/]/u.test(last))
  if (!begins) return close
  // A closing mark with a space of its own may have been given one by hand.
  return isOpen && close !== close.trim() ? close.trim() : open
}

/** Whether the last mark of a kind opened and nothing closed it. */
function isUnclosed(text: string, [open, close]: readonly [string, string]): boolean {
  const [opening, closing] = [open.trim(), close.trim()]
  return opening === closing ? text.split(opening).length % 2 === 0 : text.lastIndexOf(opening) > text.lastIndexOf(closing)
}
