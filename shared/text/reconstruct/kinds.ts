import type { Layout } from './layout.ts'
import type { Row } from './rows.ts'
import { endingOf, markOf, openingOf } from './signs.ts'

export type ParagraphKind = 'heading' | 'body' | 'listItem' | 'caption' | 'note' | 'tableRow'

/** One paragraph as its kind is guessed: its text and the rows it was made from. */
export interface Draft {
  text: string
  rows: readonly Row[]
  /** Its first row is set in the middle of the page. */
  centred: boolean
}

const LABELS =
  'кесте|сурет|диаграмма|таблица|табл|рисунок|рис|схема|график|table|figure|fig|chart|tablo|şekil|çizelge|جدول|الجدول|شكل|الشكل|صورة'
/** `Table 3`, `3-кесте`, `Рис. 2.` at the start; the words for it are few in each language and shared by all its books. */
const CAPTION = new RegExp(
  `^(?:(?:${LABELS})\\.?\\s*(?:№\\s*)?[\\p{Nd}IVX]+|\\p{Nd}+(?:\\.\\p{Nd}+)*\\s*[-–.]?\\s*(?:${LABELS})(?![\\p{L}]))`,
  'iu',
)
const NOTE_WORDS = 'дереккөз|ескерту|ескертпе|источник|примечание|source|note|notes|kaynak|not|المصدر|ملاحظة'
const NOTE = new RegExp(`^(?:(?:${NOTE_WORDS})\\s*:|[¹²³⁴-⁹*†‡]+\\s*\\S)`, 'iu')
const LONGEST_HEADING = 160

/** Guesses what each paragraph is, from its own shape and its neighbours. */
export function guessKinds(drafts: readonly Draft[], layout: Layout | undefined): ParagraphKind[] {
  const kinds: ParagraphKind[] = []
  for (const [i, draft] of drafts.entries()) kinds.push(guessKind(draft, drafts[i - 1], drafts[i + 1], kinds[i - 1], layout))
  return kinds
}

function guessKind(
  draft: Draft,
  before: Draft | undefined,
  after: Draft | undefined,
  kindBefore: ParagraphKind | undefined,
  layout: Layout | undefined,
): ParagraphKind {
  const { text } = draft
  if (text.length < 300 && CAPTION.test(text)) return 'caption'
  if (NOTE.test(text)) return 'note'
  if (isTableRow(draft, layout)) return 'tableRow'
  const opening = openingOf(text)
  const mark = markOf(text)
  if (opening === 'bullet') return 'listItem'
  if (mark) return isNumberedHeading(draft, before, after) ? 'heading' : 'listItem'
  // A bare label above a centred title: the title belongs to the table.
  if (kindBefore === 'caption' && before && before.text.length < 20 && endingOf(text) === 'word' && text.length < 300) return 'caption'
  const ending = endingOf(text)
  if (ending === 'semicolon') return 'listItem'
  if (kindBefore === 'listItem' && before && endingOf(before.text) === 'semicolon') return 'listItem'
  if (isHeading(draft, after, layout)) return 'heading'
  return 'body'
}

function isTableRow({ text, rows }: Draft, layout: Layout | undefined): boolean {
  if (!/\p{L}/u.test(text)) return /\p{Nd}/u.test(text)
  const columns = layout === undefined ? 2 : 1
  return rows.length === 1 && layout?.justified !== true && (rows[0]?.holes ?? 0) >= columns
}

function isNumberedHeading(draft: Draft, before: Draft | undefined, after: Draft | undefined): boolean {
  if (draft.text.length > 100 || endingOf(draft.text) !== 'word' || openingOf(withoutMark(draft.text)) === 'lower') return false
  const listed = (other: Draft | undefined) => other !== undefined && markOf(other.text) !== undefined && other.text.length < 200
  return !listed(before) && !listed(after) && after !== undefined
}

function withoutMark(text: string): string {
  return text.replace(/^\S+\s/, '')
}

function isHeading(draft: Draft, after: Draft | undefined, layout: Layout | undefined): boolean {
  const { text, rows, centred } = draft
  if (text.length > LONGEST_HEADING || after === undefined || !/\p{L}/u.test(text)) return false
  const ending = endingOf(text)
  if (ending !== 'word' && ending !== 'digit' && !(ending === 'stop' && /[?!]$/.test(text))) return false
  if (openingOf(text) === 'lower' || openingOf(text) === 'dash') return false
  if (centred || rows[0]?.capitals) return true
  const width = layout?.widths[0] ?? 80
  return text.length < Math.max(60, width * 1.2) && after.text.length > text.length
}
