import { keysBetween, newId } from '../model/ids.ts'
import type { DocumentRecord, ImportReport, StoredFile, Unit } from '../model/records.ts'
import { fromPlain } from '../text/rich-text.ts'
import type { SegmentationRules } from '../text/segmentation/rules.ts'
import { sentencesOf } from '../text/segmentation/sentence-ends.ts'
import { type Paragraph, type ParagraphKind, putBack, type Removed, type TextImport } from './txt/read.ts'

/** A paragraph beyond this many UTF-16 units is laid over several rows: a screen of text cannot be worked in, and browsers lay it out slowly. */
export const LONGEST_ROW = 20_000

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
  /** Kinds that differ from those guessed, by index in `putBack(read, putBack)`. */
  readonly kinds?: ReadonlyMap<number, ParagraphKind>
  /** One row a sentence, by these rules; without them one a paragraph. */
  readonly sentences?: SegmentationRules | null
}

/**
 * The records of a document read from plain text: its own, with the report of the import, and one unit a paragraph or a sentence, in order, with
 * new ids and an empty translation. What stays removed is in the report, each line with the unit it stood before (or inside); null at the end.
 */
export function documentFromText(read: TextImport, place: DocumentPlace): { document: DocumentRecord; units: Unit[] } {
  const back = place.putBack ?? []
  const paragraphs = back.length > 0 ? putBack(read, back) : read.paragraphs
  const rows = paragraphs.flatMap((paragraph, i) =>
    paragraphRows({ ...paragraph, kind: place.kinds?.get(i) ?? paragraph.kind }, place.sentences ?? null),
  )
  const orders = keysBetween(null, null, rows.length)
  const units = rows.map(({ kind, text, continues }, i): Unit => {
    return {
      id: newId(),
      documentId: place.documentId,
      order: orders[i]!,
      kind,
      source: [...fromPlain(text)],
      target: [],
      state: 'initial',
      continues,
    }
  })
  const firstRows: number[] = []
  for (const [i, row] of rows.entries()) if (!row.continues) firstRows.push(i)
  const kept = new Set(back)
  const left = read.removed.filter((_removed, i) => !kept.has(i))
  const report: ImportReport = {
    format: 'txt',
    encoding: read.encoding,
    shape: read.shape,
    lines: read.lines,
    characters: read.characters,
    removed: left.map(({ text, line, reason }) => ({
      text,
      line,
      reason,
      unitId: units[firstRows[paragraphAfter(paragraphs, line)] ?? -1]?.id ?? null,
    })),
    notes: read.notes.map(({ code, count }) => ({ code, count })),
  }
  const { documentId: id, order, name, original } = place
  return { document: { id, order, name, original, report }, units }
}

export interface RowText {
  readonly kind: Paragraph['kind']
  readonly text: string
  readonly continues: boolean
}

/** Whether a kind is written in sentences; the others stay whole. */
export const isInSentences = (kind: ParagraphKind): boolean => kind === 'body' || kind === 'listItem' || kind === 'note'

/** A paragraph as the texts of its rows: one, or one a sentence. */
export function paragraphRows({ kind, text }: Pick<Paragraph, 'kind' | 'text'>, sentences: SegmentationRules | null): RowText[] {
  if (sentences === null || !isInSentences(kind)) return rowsOf(kind, text)
  return sentencesOf(text, sentences).flatMap((sentence, i) =>
    rowsOf(kind, sentence.trim()).map((row) => ({ ...row, continues: row.continues || i > 0 })),
  )
}

/** A text as one row; a longer one than a row can be worked in, as several that carry one another on. No character but the space between is lost. */
function rowsOf(kind: ParagraphKind, text: string): RowText[] {
  const rows: RowText[] = []
  for (let from = 0; from < text.length; ) {
    const end = rowEnd(text, from)
    const part = text.slice(from, end)
    rows.push({ kind, text: end < text.length ? part.trimEnd() : part, continues: from > 0 })
    // The space at a cut belongs to neither row: the rows stand for it.
    from = end
    while (/\s/u.test(text[from] ?? '')) from++
  }
  return rows
}

/** Where a row that begins at `from` ends: behind the last sentence that fits, else the last word, else where it is full (never inside a surrogate pair). */
function rowEnd(text: string, from: number): number {
  const full = from + LONGEST_ROW
  if (text.length <= full) return text.length
  const part = text.slice(from, full)
  const sentence = Math.max(...['. ', '! ', '? ', '… ', '؟ ', '。'].map((end) => part.lastIndexOf(end) + 1))
  if (sentence > LONGEST_ROW / 2) return from + sentence
  const space = part.lastIndexOf(' ')
  if (space > 0) return from + space
  const code = text.charCodeAt(full - 1)
  return code >= 0xd800 && code < 0xdc00 ? full - 1 : full
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
