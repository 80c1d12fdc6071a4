import { type Side, sides, type UnitKind, type UnitState } from '../../model/records.ts'
import type { ExportOptions, ExportProject } from '../bilingual.ts'
import { expectedOf, type Holds } from '../expected.ts'
import type { Held, HeldDocument, HeldMark } from '../held.ts'

/**
 * Reads what writeTsv wrote. Rows of one document follow one another; a row number that does not grow starts another document.
 * @throws Error where a record does not have the eight columns.
 */
export function readTsv(bytes: Uint8Array): Held {
  const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  if (!text.startsWith('\ufeff')) throw new Error('the byte order mark is missing')
  const [header, ...records] = parseRecords(text.slice(1))
  if (header?.join(' ') !== 'document row id kind state source target tags') throw new Error('the header is not the one expected')
  const documents: HeldDocument[] = []
  for (const [index, record] of records.entries()) {
    if (record.length !== 8) throw new Error(`record ${index + 2} has ${record.length} columns instead of 8`)
    const [name, row, id, kind, state, source, target, tags] = record.map(unguard) as [
      string,
      string,
      string,
      UnitKind,
      UnitState,
      string,
      string,
      string,
    ]
    const number = row === '' ? null : Number(row)
    let document = documents.at(-1)
    if (!document || (number !== null && number !== document.rows.length + 1) || document.name !== name) {
      document = { name, rows: [], marks: [] }
      documents.push(document)
    }
    if (number !== null) {
      const held = (text: string) => (text === '' ? [] : [{ text, style: '' }])
      document.rows.push({ number, id, kind, state, source: held(source), target: held(target) })
    }
    document.marks.push(...parseMarks(tags, number))
  }
  return { documents }
}

/** RFC 4180 with a tab for the comma. */
function parseRecords(text: string): string[][] {
  const records: string[][] = []
  let record: string[] = []
  let at = 0
  while (at < text.length) {
    let cell = ''
    if (text[at] === '"') {
      for (at++; ; at++) {
        const quote = text.indexOf('"', at)
        if (quote < 0) throw new Error('a quoted cell has no end')
        cell += text.slice(at, quote)
        at = quote + 1
        if (text[at] !== '"') break
        cell += '"'
      }
    } else {
      const length = text.slice(at).search(/[\t\n]/)
      cell = length < 0 ? text.slice(at) : text.slice(at, at + length)
      at += cell.length
    }
    record.push(cell)
    const after = text[at++]
    if (after === '\n' || after === undefined) {
      records.push(record)
      record = []
    } else if (after !== '\t') throw new Error(`a cell is followed by “${after}”`)
  }
  if (text !== '' && !text.endsWith('\n')) throw new Error('the last record has no end')
  return records
}

function unguard(cell: string): string {
  return /^''*\s*[=+\-@＝＋－＠\t\r]/.test(cell) ? cell.slice(1) : cell
}

function parseMarks(cell: string, row: number | null): HeldMark[] {
  if (cell === '') return []
  return splitEscaped(cell, '; ').map((part) => {
    const [tag = '', side = '', quote = '', note = ''] = splitEscaped(part, ': ').map(unescaped)
    const placed = sides.includes(side as Side) && row !== null
    return { tag, note, row: placed ? row : null, side: placed ? (side as Side) : null, quote }
  })
}

/** Splits at a separator whose first character is not behind a backslash; escapes are left as they are. */
function splitEscaped(text: string, separator: string): string[] {
  const parts: string[] = []
  let start = 0
  for (let at = 0; at < text.length; at++) {
    if (text[at] === '\\') at++
    else if (text.startsWith(separator, at)) {
      parts.push(text.slice(start, at))
      start = at + separator.length
      at = start - 1
    }
  }
  return [...parts, text.slice(start)]
}

function unescaped(text: string): string {
  return text.replace(/\\(.)/g, (_whole, c: string) => ({ n: '\n', r: '\r', t: '\t' })[c] ?? c)
}

/** What the file should hold. A document without rows is known by its name only, so it is one with a neighbour of the same name. */
export function expectedTsv(project: ExportProject, options: ExportOptions): Held {
  const documents: HeldDocument[] = []
  for (const document of expectedOf(project, tsvHolds(options)).documents) {
    const before = documents.at(-1)
    if (document.rows.length === 0 && document.marks.length === 0) continue
    if (before && before.name === document.name && (before.rows.length === 0 || document.rows.length === 0)) {
      before.rows.push(...document.rows)
      before.marks.push(...document.marks)
    } else documents.push(document)
  }
  return { documents }
}

function tsvHolds(options: ExportOptions): Holds {
  const annotations = options.tags === 'none' ? null : { author: false, part: false, position: false }
  return { title: false, languages: false, names: true, ids: true, kinds: true, states: true, continues: false, style: null, annotations }
}
