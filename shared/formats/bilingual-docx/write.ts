import { Zip, ZipDeflate } from 'fflate'
import type { Side } from '../../model/records.ts'
import { directionOf } from '../../text/direction.ts'
import type { ExportDocument, ExportOptions, ExportProject, ExportUnit } from '../bilingual.ts'
import { clean } from '../characters.ts'
import { marksByRow, type PlacedMark, placeMarks } from '../marks.ts'
import { labelledSlice } from '../plain.ts'
import { segmentsOf } from '../segments.ts'
import { ChunkWriter, concatBytes } from '../xml/write.ts'
import { commentXml, tagEntry } from './comments.ts'
import { fixedParts, w, xmlHead } from './parts.ts'
import { type LanguageProperties, languageProperties, segmentRun, styledRun } from './runs.ts'
import { kindStyles, numberProperties, stylesXml } from './styles.ts'

// A row this long may break over pages; a shorter one stays whole.
const breakableRow = 900

/** The bilingual document as a Word file. Parts are compressed as they are written; only the compressed file is ever held whole. */
export function writeBilingualDocx(project: ExportProject, options: ExportOptions, onProgress: (fraction: number) => void): Uint8Array {
  const pieces: Uint8Array[] = []
  const zip = new Zip((error, bytes) => {
    if (error) throw error
    pieces.push(bytes)
  })
  const part = (path: string, write: (out: ChunkWriter) => void) => {
    const file = new ZipDeflate(path, { level: 6 })
    // The zip's clock has no zone: local fields give the same bytes everywhere.
    file.mtime = new Date(1980, 0, 1)
    zip.add(file)
    const out = new ChunkWriter((bytes) => file.push(bytes))
    out.write(xmlHead)
    write(out)
    out.flush()
    file.push(new Uint8Array(0), true)
  }
  const marks = project.documents.map((document) => (options.tags === 'none' ? [] : placeMarks(document, project.tags)))
  const commented = options.tags === 'comments' && marks.some((list) => list.some(({ row }) => row !== null))
  for (const [path, xml] of fixedParts(project, options.labels.page, commented)) part(path, (out) => out.write(xml))
  part('word/styles.xml', (out) => out.write(stylesXml(project.sourceLanguage, project.targetLanguage)))
  const body = new Body(project, options, marks, onProgress)
  part('word/document.xml', (out) => body.write(out))
  if (commented) part('word/comments.xml', (out) => commentXml(body.comments, options.labels, out))
  zip.end()
  return concatBytes(pieces)
}

class Body {
  /** In the order of their ids, which is that of their places. */
  readonly comments: PlacedMark[] = []
  private readonly project: ExportProject
  private readonly options: ExportOptions
  private readonly marks: readonly (readonly PlacedMark[])[]
  private readonly onProgress: (fraction: number) => void
  private readonly languages: Readonly<Record<Side, LanguageProperties>>
  private readonly interfaceLanguage: LanguageProperties
  private readonly widths: readonly number[]
  private readonly total: number
  private done = 0

  constructor(
    project: ExportProject,
    options: ExportOptions,
    marks: readonly (readonly PlacedMark[])[],
    onProgress: (fraction: number) => void,
  ) {
    this.project = project
    this.options = options
    this.marks = marks
    this.onProgress = onProgress
    this.languages = { source: languageProperties(project.sourceLanguage), target: languageProperties(project.targetLanguage) }
    this.interfaceLanguage = languageProperties(options.labels.language)
    this.widths = options.tags === 'column' ? [680, 5200, 5200, 3490] : [680, 4479, 4479]
    this.total = project.documents.reduce((sum, { units }) => sum + units.length, 0)
  }

  write(out: ChunkWriter): void {
    const { source, target } = this.options.languageNames
    const { sourceLanguage, targetLanguage } = this.project
    out.write(`<w:document ${w} xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><w:body>`)
    out.write(paragraph('Title', styledRun(clean(this.project.name), '', this.languages.target)))
    out.write(paragraph('Subtitle', styledRun(clean(`${source} – ${target}`), '', this.interfaceLanguage)))
    const bidiVisual = directionOf(sourceLanguage) === 'rtl' && directionOf(targetLanguage) === 'rtl' ? '<w:bidiVisual/>' : ''
    for (const [index, document] of this.project.documents.entries()) this.writeDocument(document, this.marks[index]!, bidiVisual, out)
    const [width, height, orient] = this.options.tags === 'column' ? [16838, 11906, ' w:orient="landscape"'] : [11906, 16838, '']
    out.write(
      [
        '<w:sectPr><w:headerReference w:type="default" r:id="header1"/><w:headerReference w:type="first" r:id="header2"/>',
        '<w:footerReference w:type="default" r:id="footer1"/><w:footerReference w:type="first" r:id="footer2"/>',
        `<w:pgSz w:w="${width}" w:h="${height}"${orient}/>`,
        '<w:pgMar w:top="1304" w:right="1134" w:bottom="1247" w:left="1134" w:header="624" w:footer="567" w:gutter="0"/>',
        '<w:titlePg/></w:sectPr></w:body></w:document>',
      ].join(''),
    )
  }

  private writeDocument(document: ExportDocument, marks: readonly PlacedMark[], bidiVisual: string, out: ChunkWriter): void {
    out.write(paragraph('Heading1', styledRun(clean(document.name), '', this.languages.source)))
    out.write(
      [
        `<w:tbl><w:tblPr><w:tblStyle w:val="BilingualTable"/>${bidiVisual}`,
        `<w:tblW w:w="${this.widths.reduce((a, b) => a + b)}" w:type="dxa"/><w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>`,
        `${this.widths.map((width) => `<w:gridCol w:w="${width}"/>`).join('')}</w:tblGrid>`,
      ].join(''),
    )
    out.write(this.headingRow())
    const byRow = marksByRow(marks)
    for (const [index, unit] of document.units.entries()) {
      out.write(this.row(unit, index, byRow.get(index) ?? [], document.units[index + 1]?.continues === true))
      if (++this.done % 500 === 0) this.onProgress(this.done / this.total)
    }
    out.write('</w:tbl>')
    const unplaced = marks.filter(({ row }) => row === null)
    if (unplaced.length > 0)
      out.write(paragraph('UnplacedHeading', styledRun(clean(this.options.labels.unplaced), '', this.interfaceLanguage)))
    for (const mark of unplaced)
      out.write(paragraph('TagEntry', tagEntry(mark, mark.quote, '', this.options.labels, this.languages[mark.side])))
    // Two tables with nothing between them would become one.
    if (unplaced.length === 0) out.write('<w:p/>')
  }

  private headingRow(): string {
    const { languageNames, labels, tags } = this.options
    const cell = (index: number, text: string, language: LanguageProperties) =>
      this.cell(
        index,
        '',
        paragraph(index === 0 ? 'RowNumber' : 'LanguageHeading', styledRun(clean(text), '', language), language.paragraph),
      )
    const cells = [
      cell(0, '', this.interfaceLanguage),
      cell(1, languageNames.source, this.languages.source),
      cell(2, languageNames.target, this.languages.target),
      ...(tags === 'column' ? [cell(3, labels.tags, this.interfaceLanguage)] : []),
    ]
    return `<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>${cells.join('')}</w:tr>`
  }

  private row(unit: ExportUnit, index: number, marks: readonly PlacedMark[], continued: boolean): string {
    const column = this.options.tags === 'column'
    const open = unit.continues && index > 0
    const borders =
      open || continued
        ? `<w:tcBorders>${open ? '<w:top w:val="nil"/>' : ''}${continued ? '<w:bottom w:val="nil"/>' : ''}</w:tcBorders>`
        : ''
    const side = (name: Side, at: number) =>
      this.cell(
        at,
        borders,
        paragraph(
          kindStyles[unit.kind],
          this.sideRuns(unit, name, column ? [] : marks.filter((mark) => mark.side === name)),
          this.languages[name].paragraph,
        ),
      )
    const entries = marks.map((mark) => {
      const quote = labelledSlice(unit[mark.side], mark.from, mark.to)
      return paragraph(
        'TagEntry',
        tagEntry(mark, quote, this.options.languageNames[mark.side], this.options.labels, this.languages[mark.side]),
      )
    })
    const length = Math.max(lengthOf(unit.source), lengthOf(unit.target))
    const whole = length < breakableRow ? '<w:trPr><w:cantSplit/></w:trPr>' : ''
    const number = this.cell(0, borders, paragraph('RowNumber', styledRun(String(index + 1), ''), numberProperties[unit.kind]))
    const tags = column ? this.cell(3, borders, entries.join('') || paragraph('TagEntry', '')) : ''
    return `<w:tr>${whole}${number}${side('source', 1)}${side('target', 2)}${tags}</w:tr>`
  }

  private sideRuns(unit: ExportUnit, side: Side, marks: readonly PlacedMark[]): string {
    const ids = new Map<PlacedMark, number>()
    let xml = ''
    for (const segment of segmentsOf(unit[side], marks)) {
      for (const mark of segment.starts) {
        ids.set(mark, this.comments.length)
        this.comments.push(mark)
        xml += `<w:commentRangeStart w:id="${ids.get(mark)}"/>`
      }
      xml += segmentRun(segment, this.languages[side])
      for (const mark of segment.ends) {
        const id = ids.get(mark)
        xml += [
          `<w:commentRangeEnd w:id="${id}"/><w:r><w:rPr><w:rStyle w:val="CommentReference"/></w:rPr>`,
          `<w:commentReference w:id="${id}"/></w:r>`,
        ].join('')
      }
    }
    return xml
  }

  private cell(column: number, borders: string, content: string): string {
    return `<w:tc><w:tcPr><w:tcW w:w="${this.widths[column]}" w:type="dxa"/>${borders}</w:tcPr>${content}</w:tc>`
  }
}

function paragraph(style: string, runs: string, properties = ''): string {
  return `<w:p><w:pPr><w:pStyle w:val="${style}"/>${properties}</w:pPr>${runs}</w:p>`
}

function lengthOf(rich: ExportUnit['source']): number {
  return rich.reduce((sum, run) => sum + (run.type === 'text' ? run.text.length : run.attrs.label.length), 0)
}
