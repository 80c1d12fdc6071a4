import { keysBetween, newId } from '../model/ids.ts'
import type { DocumentRecord, ImportReport, StoredFile, Unit } from '../model/records.ts'
import { fromPlain } from '../text/rich-text.ts'
import { type Paragraph, putBack, type Removed, type TextImport } from './txt/read.ts'

export interface DocumentPlace {
  /** As people see it: the file's name without its extension, usually. */
  readonly name: string
  readonly documentId: string
  /** The document's order key in its project. */
  readonly order: string
  /** The imported file as the host keeps it. */
  readonly original: StoredFile
  /** Which of the removed lines are kept as paragraphs of their own: indices into `read.removed`. */
  readonly putBack?: readonly number[]
}

/**
 * The records of a document read from plain text: its own, with the report of the import, and one unit a paragraph, in order, with new
 * ids and an empty translation. What stays removed is in the report, each line with the unit it stood before (or inside); null at the end.
 */
export function documentFromText(read: TextImport, place: DocumentPlace): { document: DocumentRecord; units: Unit[] } {
  const back = place.putBack ?? []
  const paragraphs = back.length > 0 ? putBack(read, back) : read.paragraphs
  const orders = keysBetween(null, null, paragraphs.length)
  const units = paragraphs.map((paragraph, i): Unit => {
    return {
      id: newId(),
      documentId: place.documentId,
      order: orders[i]!,
      kind: paragraph.kind,
      source: [...fromPlain(paragraph.text)],
      target: [],
      state: 'initial',
      continues: false,
    }
  })
  const kept = new Set(back)
  const left = read.removed.filter((_removed, i) => !kept.has(i))
  const report: ImportReport = {
    format: 'txt',
    encoding: read.encoding,
    shape: read.shape,
    lines: read.lines,
    characters: read.characters,
    removed: left.map(({ text, line, reason }) => ({ text, line, reason, unitId: units[paragraphAfter(paragraphs, line)]?.id ?? null })),
    notes: read.notes.map(({ code, count }) => ({ code, count })),
  }
  const { documentId: id, order, name, original } = place
  return { document: { id, order, name, original, report }, units }
}

/** The index of the first paragraph that ends after a line: the one it stood before or inside. Paragraphs are in order of lines. */
function paragraphAfter(paragraphs: readonly Paragraph[], line: Removed['line']): number {
  let low = 0
  let high = paragraphs.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (paragraphs[middle]!.lastLine < line) low = middle + 1
    else high = middle
  }
  return low
}
