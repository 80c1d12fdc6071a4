import type { Side, UnitKind, UnitState } from '../model/records.ts'

/** Neighbouring text of one look: its marks in alphabetical order, and `placeholder`, joined by spaces. */
export interface HeldRun {
  text: string
  style: string
}
export type HeldText = HeldRun[]

/** A row as a file holds it; a field the format has no place for is absent. */
export interface HeldRow {
  number?: number
  id?: string
  kind?: UnitKind
  state?: UnitState
  continues?: boolean
  source?: HeldText
  target?: HeldText
}

/**
 * One span of an annotation as a file holds it. `row` (1-based), `side` and `from` (UTF-16 offset in the file's text) are null
 * where it is only listed.
 */
export interface HeldMark {
  tag: string
  note: string
  author?: string
  /** `2/3` where the annotation has several spans. */
  part?: string
  row: number | null
  side: Side | null
  from?: number | null
  quote: string
}

export interface HeldDocument {
  name?: string
  rows: HeldRow[]
  marks: HeldMark[]
}

/** What a file holds, or should hold, in the terms all formats share. */
export interface Held {
  title?: string
  /** The languages of the two columns (BCP 47). */
  languages?: string[]
  documents: HeldDocument[]
}

/** Adds text to a held text, joining it with a neighbour of the same style. */
export function pushHeld(held: HeldText, text: string, style: string): void {
  if (text === '') return
  const last = held.at(-1)
  if (last?.style === style) last.text += text
  else held.push({ text, style })
}

export function heldPlain(held: HeldText): string {
  return held.map(({ text }) => text).join('')
}

/** The first difference, in words a person can act on, or null where the file holds exactly what it should. */
export function firstDifference(expected: Held, file: Held): string | null {
  if (expected.title !== file.title) return differs('the title', expected.title, file.title)
  if (String(expected.languages) !== String(file.languages)) return differs('the languages', expected.languages, file.languages)
  if (expected.documents.length !== file.documents.length) {
    return differs('the number of documents', expected.documents.length, file.documents.length)
  }
  for (const [index, document] of expected.documents.entries()) {
    const difference = documentDifference(document, file.documents[index]!, index)
    if (difference) return difference
  }
  return null
}

function documentDifference(expected: HeldDocument, file: HeldDocument, index: number): string | null {
  const where = expected.name === undefined ? `document ${index + 1}` : `document ${index + 1} “${expected.name}”`
  if (expected.name !== file.name) return differs(`${where}, its name`, expected.name, file.name)
  for (const [at, row] of expected.rows.entries()) {
    const held = file.rows[at]
    if (!held) return `${where}, row ${at + 1}: expected ${expected.rows.length} rows, the file holds ${file.rows.length}`
    for (const field of ['number', 'id', 'kind', 'state', 'continues'] as const) {
      if (row[field] !== held[field]) return differs(`${where}, row ${at + 1}, ${field}`, row[field], held[field])
    }
    for (const side of ['source', 'target'] as const) {
      if (!sameText(row[side], held[side])) return textDifference(`${where}, row ${at + 1}, ${side}`, row[side], held[side])
    }
  }
  if (file.rows.length > expected.rows.length) {
    return `${where}, row ${expected.rows.length + 1}: expected ${expected.rows.length} rows, the file holds ${file.rows.length}`
  }
  return markDifference(where, expected.marks, file.marks)
}

/** Marks are compared as a bag: formats order them by annotation, by place or by row. */
function markDifference(where: string, expected: readonly HeldMark[], file: readonly HeldMark[]): string | null {
  const count = new Map<string, number>()
  for (const mark of file) count.set(markKey(mark), (count.get(markKey(mark)) ?? 0) + 1)
  for (const mark of expected) {
    const left = count.get(markKey(mark)) ?? 0
    if (left === 0) return `${where}, ${markPlace(mark)}: the file does not hold ${describeMark(mark)}`
    count.set(markKey(mark), left - 1)
  }
  const extra = file.find((mark) => (count.get(markKey(mark)) ?? 0) > 0)
  return extra ? `${where}, ${markPlace(extra)}: the file holds ${describeMark(extra)}, which was not expected` : null
}

const markKey = (mark: HeldMark): string =>
  JSON.stringify([mark.tag, mark.note, mark.author, mark.part, mark.row, mark.side, mark.from, mark.quote])
const markPlace = (mark: HeldMark): string => (mark.row === null ? 'the tags without a place' : `row ${mark.row}, ${mark.side}`)
const describeMark = (mark: HeldMark): string =>
  `the ${mark.tag === '' ? 'note' : `tag “${mark.tag}”`} on “${excerpt(mark.quote, 0)}”${mark.from === undefined ? '' : ` at ${mark.from}`}`

function sameText(a: HeldText | undefined, b: HeldText | undefined): boolean {
  if (a === undefined || b === undefined) return a === b
  return a.length === b.length && a.every((run, i) => run.text === b[i]!.text && run.style === b[i]!.style)
}

function textDifference(where: string, expected: HeldText | undefined, file: HeldText | undefined): string {
  const [a, b] = [heldPlain(expected ?? []), heldPlain(file ?? [])]
  if (a === b) {
    const [look, other, at] = firstLook(expected ?? [], file ?? [])
    const show = (style: string) => (style === '' ? 'no marks' : style)
    return `${where}, at character ${at + 1} (“${excerpt(a, at)}”): expected ${show(look)}, the file holds ${show(other)}`
  }
  let at = 0
  while (at < a.length && a[at] === b[at]) at++
  return `${where}, at character ${at + 1}: expected “${excerpt(a, at)}”, the file holds “${excerpt(b, at)}”`
}

/** The first place where two equal texts look different: both styles and the offset. */
function firstLook(expected: HeldText, file: HeldText): [string, string, number] {
  let at = 0
  let [i, j, endOne, endTwo] = [0, 0, expected[0]?.text.length ?? 0, file[0]?.text.length ?? 0]
  while (expected[i]?.style === file[j]?.style && expected[i]) {
    at = Math.min(endOne, endTwo)
    if (endOne === at) endOne += expected[++i]?.text.length ?? 0
    if (endTwo === at) endTwo += file[++j]?.text.length ?? 0
  }
  return [expected[i]?.style ?? '', file[j]?.style ?? '', at]
}

function differs(where: string, expected: unknown, file: unknown): string {
  const show = (value: unknown) => (value === undefined ? 'nothing' : `“${excerpt(String(value), 0)}”`)
  return `${where}: expected ${show(expected)}, the file holds ${show(file)}`
}

function excerpt(text: string, at: number): string {
  const from = Math.max(0, at - 20)
  return `${from > 0 ? '…' : ''}${text.slice(from, at + 40)}${at + 40 < text.length ? '…' : ''}`
}
