import { collapseSpaces, type Line } from '../lines.ts'
import { type Ending, endingOf, isCapitals, type Mark, markOf, type Opening, openingOf } from './signs.ts'

/** A line with words on it, measured. Widths and places are in columns: one a character, none for combining marks. */
export interface Row {
  /** Physical line, 1-based. */
  line: number
  /** Trimmed, with runs of white space as one space. */
  text: string
  /** White space before the first character. */
  indent: number
  /** The column behind the last character. */
  edge: number
  /** White space behind the last character. */
  trailing: number
  /** Empty lines between the row before and this one. */
  gap: number
  /** A page ends between the row before and this one. */
  page: boolean
  /** Columns of the first word: what would have had to fit on the row before. */
  first: number
  opening: Opening
  ending: Ending
  mark: Mark | undefined
  capitals: boolean
  /** Wide gaps inside the line: columns of a table, or a justified line. */
  holes: number
}

const SOFT_HYPHEN = '\u00ad'

/** Soft hyphens dropped, but for one at the very end, where it cut a word. */
function withoutInnerHints(text: string): string {
  if (!text.includes(SOFT_HYPHEN)) return text
  return text.replaceAll(SOFT_HYPHEN, '').trimEnd() + (text.trimEnd().endsWith(SOFT_HYPHEN) ? SOFT_HYPHEN : '')
}

const TAB = 4
/** A line longer than this is no wrapped line; its measures are capped so that one giant costs nothing. */
const LONGEST = 2000

/** The rows among lines: empty lines become the gap of the row behind them. */
export function measureRows(lines: readonly Line[]): Row[] {
  const rows: Row[] = []
  let gap = 0
  let page = false
  for (const line of lines) {
    page ||= line.page
    const text = collapseSpaces(withoutInnerHints(line.text))
    if (text === '' || text === SOFT_HYPHEN) {
      gap++
      continue
    }
    const ink = line.text.trimStart()
    const lead = line.text.slice(0, line.text.length - ink.length)
    const body = ink.trimEnd()
    const indent = columns(lead)
    rows.push({
      line: line.number,
      text,
      indent,
      edge: indent + columns(body),
      trailing: ink.length - body.length,
      gap: rows.length === 0 ? 0 : gap,
      page: page && rows.length > 0,
      first: firstWidth(text),
      opening: openingOf(text),
      ending: endingOf(text),
      mark: markOf(text),
      capitals: isCapitals(text),
      holes: body.length > LONGEST ? 0 : (body.match(/ {3,}|\t/g)?.length ?? 0),
    })
    gap = 0
    page = false
  }
  return rows
}

const IDEOGRAPH = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u
const WEIGHTLESS = /[\p{M}\p{Cf}]/u

function firstWidth(text: string): number {
  if (IDEOGRAPH.test(text[0] ?? '')) return 1
  const end = text.search(/[\s\u00a0]/)
  const word = end < 0 ? text.slice(0, LONGEST) : text.slice(0, end)
  return columns(word)
}

/** Columns a piece of text takes: combining marks, format characters and second surrogates take none. */
export function columns(text: string): number {
  if (text.length > LONGEST) return text.length
  let count = 0
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (code === 9) count += TAB
    else if (code < 0x300) count++
    else if (code >= 0xdc00 && code <= 0xdfff) continue
    else if (code >= 0x370 && code < 0x483) count++
    else if (!WEIGHTLESS.test(text[i] ?? '')) count++
  }
  return count
}
