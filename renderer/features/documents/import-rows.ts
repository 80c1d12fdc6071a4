import { type Paragraph, type ParagraphKind, putBack, type Removed, type TextImport } from '../../../shared/formats/txt/read.ts'

/** What the person changed: removed lines put back (indices in `read.removed`), and kinds by the first physical line of a paragraph. */
export interface ImportEdits {
  putBack: ReadonlySet<number>
  kinds: ReadonlyMap<number, ParagraphKind>
}

export const noEdits: ImportEdits = { putBack: new Set(), kinds: new Map() }

/** A row of the preview: a paragraph as it will be imported, or a line that was taken out, where it stood. */
export type PreviewRow =
  | {
      type: 'paragraph'
      /** 1-based place among the paragraphs. */
      number: number
      paragraph: Paragraph
      kind: ParagraphKind
      /** It is a removed line that was put back: its index in `read.removed`. */
      back: number | null
    }
  | { type: 'removed'; index: number; removed: Removed }

/** The paragraphs to import, with the lines taken out in between, each above the paragraph it stood before or inside. */
export function previewRows(read: TextImport, edits: ImportEdits): PreviewRow[] {
  const paragraphs = putBack(read, [...edits.putBack])
  const backByLine = new Map<number, number>()
  for (const index of edits.putBack) {
    const removed = read.removed[index]
    if (removed !== undefined) backByLine.set(removed.line, index)
  }
  const left = read.removed.map((removed, index) => ({ removed, index })).filter(({ index }) => !edits.putBack.has(index))
  const rows: PreviewRow[] = []
  let next = 0
  const takeUpTo = (line: number) => {
    for (let entry = left[next]; entry !== undefined && entry.removed.line <= line; entry = left[++next])
      rows.push({ type: 'removed', ...entry })
  }
  for (const [i, paragraph] of paragraphs.entries()) {
    takeUpTo(paragraph.lastLine)
    const alone = paragraph.firstLine === paragraph.lastLine
    rows.push({
      type: 'paragraph',
      number: i + 1,
      paragraph,
      kind: edits.kinds.get(paragraph.firstLine) ?? paragraph.kind,
      back: alone ? (backByLine.get(paragraph.firstLine) ?? null) : null,
    })
  }
  takeUpTo(Number.POSITIVE_INFINITY)
  return rows
}

/** How many paragraphs there are of each kind, commonest first; kinds that do not occur are left out. */
export function countKinds(rows: readonly PreviewRow[]): [ParagraphKind, number][] {
  const counts = new Map<ParagraphKind, number>()
  for (const row of rows) if (row.type === 'paragraph') counts.set(row.kind, (counts.get(row.kind) ?? 0) + 1)
  return [...counts].sort((a, b) => b[1] - a[1])
}

/** The changed kinds by the index of their paragraph among those to import. */
export function kindsByIndex(rows: readonly PreviewRow[]): Map<number, ParagraphKind> {
  const kinds = new Map<number, ParagraphKind>()
  for (const row of rows) if (row.type === 'paragraph' && row.kind !== row.paragraph.kind) kinds.set(row.number - 1, row.kind)
  return kinds
}
