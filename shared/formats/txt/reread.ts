import { isUnspaced } from '../../text/direction.ts'
import { type ExportOptions, type ExportProject, isUntranslated } from '../bilingual.ts'
import { clean } from '../characters.ts'
import type { Held, HeldRow } from '../held.ts'
import { placeholderLabel } from '../marks.ts'

/** Reads an exported translation: its paragraphs, as rows of one document. The importer of foreign texts is read.ts. */
export function rereadTxt(bytes: Uint8Array): Held {
  const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  if (text !== '' && !text.endsWith('\n')) throw new Error('the last line has no end')
  return { documents: [{ rows: text === '' ? [] : text.slice(0, -1).split('\n\n').map(paragraphRow), marks: [] }] }
}

/** The paragraphs a translation should hold. */
export function expectedTxt(project: ExportProject, options: ExportOptions): Held {
  const glue = isUnspaced(project.targetLanguage) ? '' : ' '
  const paragraphs: string[][] = []
  for (const { units } of project.documents) {
    for (const [index, unit] of units.entries()) {
      const rich = isUntranslated(unit) && options.empty === 'source' ? unit.source : unit.target
      const text = clean(rich.map((run) => (run.type === 'text' ? run.text : placeholderLabel(run))).join(''))
      const lines = text.split(/\r\n|\r|\n/).filter((line) => line !== '')
      if (index > 0 && unit.continues) paragraphs.at(-1)!.push(lines.join('\n'))
      else paragraphs.push([lines.join('\n')])
    }
  }
  return { documents: [{ rows: paragraphs.map((parts) => paragraphRow(joinParts(parts, glue))), marks: [] }] }
}

function joinParts(parts: readonly string[], glue: string): string {
  return parts
    .filter((part) => part !== '')
    .reduce((joined, part) => (joined === '' ? part : /\s$/.test(joined) || /^\s/.test(part) ? joined + part : joined + glue + part), '')
}

function paragraphRow(text: string): HeldRow {
  return { target: text === '' ? [] : [{ text, style: '' }] }
}
