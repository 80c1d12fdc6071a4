import type { ExportLabels } from '../bilingual.ts'
import { clean } from '../characters.ts'
import { authorOf } from '../expected.ts'
import type { PlacedMark } from '../marks.ts'
import { type ChunkWriter, xmlAttribute } from '../xml/write.ts'
import { w } from './parts.ts'
import { type LanguageProperties, styledRun } from './runs.ts'

/** word/comments.xml: a comment a span. The first of an annotation's spans carries its note, the others say which part they are. */
export function commentXml(marks: readonly PlacedMark[], labels: ExportLabels, out: ChunkWriter): void {
  out.write(`<w:comments ${w}>`)
  for (const [id, mark] of marks.entries()) {
    const author = authorOf(mark.annotation)
    const date = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/.exec(mark.annotation.at)?.[0]
    const reference = '<w:r><w:rPr><w:rStyle w:val="CommentReference"/></w:rPr><w:annotationRef/></w:r>'
    out.write(
      [
        `<w:comment w:id="${id}" w:author="${xmlAttribute(author)}"${date ? ` w:date="${date}Z"` : ''}`,
        ` w:initials="${xmlAttribute(initialsOf(author))}">`,
        `<w:p><w:pPr><w:pStyle w:val="CommentText"/></w:pPr>${reference}${nameRuns(mark, labels)}</w:p>`,
      ].join(''),
    )
    const note = noteOf(mark)
    if (note !== '') out.write(`<w:p><w:pPr><w:pStyle w:val="CommentText"/></w:pPr>${styledRun(note, 'TagNote')}</w:p>`)
    out.write('</w:comment>')
  }
  out.write('</w:comments>')
}

/** One line of the tag column, or (`sideName` empty) of the list of tags without a place: tag, side, quote, note. */
export function tagEntry(mark: PlacedMark, quote: string, sideName: string, labels: ExportLabels, language: LanguageProperties): string {
  const note = noteOf(mark)
  return [
    nameRuns(mark, labels),
    sideName === '' ? '' : styledRun(' · ', '') + styledRun(clean(sideName), mark.side === 'source' ? 'TagSource' : 'TagTarget'),
    quote === '' ? '' : styledRun(' ', '') + styledRun(quote, 'TagQuote', language),
    note === '' ? '' : styledRun(' — ', '') + styledRun(note, 'TagNote'),
  ].join('')
}

function nameRuns(mark: PlacedMark, labels: ExportLabels): string {
  const name = mark.path === '' ? styledRun(clean(labels.note), '') : styledRun(mark.path, 'TagName')
  return mark.parts > 1 ? `${name}${styledRun(' ', '')}${styledRun(`${mark.part}/${mark.parts}`, 'TagPart')}` : name
}

const noteOf = (mark: PlacedMark): string => (mark.part === 1 ? clean(mark.annotation.note) : '')

function initialsOf(author: string): string {
  const initials = author.split(/\s+/).map((word) => [...word][0] ?? '')
  return initials.slice(0, 4).join('')
}
