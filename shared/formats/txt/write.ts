import { isUnspaced } from '../../text/direction.ts'
import { type ExportOptions, type ExportProject, isUntranslated } from '../bilingual.ts'
import { labelledText } from '../plain.ts'
import { ChunkWriter, concatBytes } from '../xml/write.ts'

/** The translation alone: paragraphs parted by one empty line, UTF-8, LF (README.md has the rules). */
export function writeTxt(project: ExportProject, options: ExportOptions, onProgress: (fraction: number) => void): Uint8Array {
  const pieces: Uint8Array[] = []
  const out = new ChunkWriter((bytes) => pieces.push(bytes))
  const glue = isUnspaced(project.targetLanguage) ? '' : ' '
  const total = project.documents.reduce((sum, { units }) => sum + units.length, 0)
  let paragraph: string | null = null
  let first = true
  let done = 0
  const end = () => {
    if (paragraph === null) return
    out.write(`${first ? '' : '\n\n'}${paragraph}`)
    first = false
    paragraph = null
  }
  for (const document of project.documents) {
    for (const [index, unit] of document.units.entries()) {
      const text = oneParagraph(labelledText(isUntranslated(unit) && options.empty === 'source' ? unit.source : unit.target))
      const open: string | null = unit.continues && index > 0 ? paragraph : null
      if (open === null) {
        end()
        paragraph = text
      } else paragraph = open === '' || text === '' || /\s$/.test(open) || /^\s/.test(text) ? open + text : open + glue + text
      if (++done % 500 === 0) onProgress(done / total)
    }
  }
  end()
  if (!first) out.write('\n')
  out.flush()
  return concatBytes(pieces)
}

/** Line ends at the edges go and an empty line inside closes up, since an empty line parts paragraphs. */
function oneParagraph(text: string): string {
  if (!/[\r\n]/.test(text)) return text
  return text
    .replace(/\r\n?/g, '\n')
    .replace(/^\n+|\n+$/g, '')
    .replace(/\n{2,}/g, '\n')
}
