import type { ExportOptions, ExportProject } from '../bilingual.ts'
import { clean } from '../characters.ts'
import { marksByRow, type PlacedMark, placeMarks } from '../marks.ts'
import { labelledSlice, labelledText } from '../plain.ts'
import { ChunkWriter, concatBytes } from '../xml/write.ts'

export const tsvColumns = ['document', 'row', 'id', 'kind', 'state', 'source', 'target', 'tags'] as const

/** One unit a record, in UTF-8 with a byte order mark (README.md has the rules). The columns' names are fixed: scripts read them. */
export function writeTsv(project: ExportProject, options: ExportOptions, onProgress: (fraction: number) => void): Uint8Array {
  const pieces: Uint8Array[] = []
  const out = new ChunkWriter((bytes) => pieces.push(bytes))
  out.write(`\ufeff${tsvColumns.join('\t')}\n`)
  const total = project.documents.reduce((sum, { units }) => sum + units.length, 0)
  let done = 0
  for (const document of project.documents) {
    const marks = options.tags === 'none' ? [] : placeMarks(document, project.tags)
    const byRow = marksByRow(marks)
    for (const [index, unit] of document.units.entries()) {
      const tags = (byRow.get(index) ?? []).map((mark) => markCell(mark, labelledSlice(unit[mark.side], mark.from, mark.to)))
      const cells = [
        document.name,
        String(index + 1),
        unit.id,
        unit.kind,
        unit.state,
        labelledText(unit.source),
        labelledText(unit.target),
        tags.join('; '),
      ]
      out.write(record(cells))
      if (++done % 500 === 0) onProgress(done / total)
    }
    for (const mark of marks) {
      if (mark.row === null) out.write(record([document.name, '', '', '', '', '', '', markCell(mark, mark.quote)]))
    }
  }
  out.flush()
  return concatBytes(pieces)
}

function record(cells: readonly string[]): string {
  return `${cells.map((cell) => field(clean(cell))).join('\t')}\n`
}

/** A cell a spreadsheet would run as a formula begins with one more apostrophe, which the reader takes away again. */
function field(cell: string): string {
  const safe = /^'*\s*[=+\-@＝＋－＠\t\r]/.test(cell) ? `'${cell}` : cell
  return /["\t\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** `tag: side: quote: note`, with what could be taken for a separator behind a backslash; the note only where there is one. */
function markCell(mark: PlacedMark, quote: string): string {
  const note = mark.part === 1 ? mark.annotation.note : ''
  const fields = [mark.path, mark.row === null ? '' : mark.side, quote, ...(note === '' ? [] : [note])]
  return fields.map(escaped).join(': ')
}

function escaped(text: string): string {
  return text
    .replace(/[\\:;]/g, '\\$&')
    .replaceAll('\n', '\\n')
    .replaceAll('\r', '\\r')
    .replaceAll('\t', '\\t')
}
