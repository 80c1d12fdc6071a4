import { unzipSync } from 'fflate'
import type { Side, UnitKind } from '../../model/records.ts'
import type { ExportOptions, ExportProject } from '../bilingual.ts'
import { expectedOf } from '../expected.ts'
import { type Held, type HeldMark, type HeldText, heldPlain, pushHeld } from '../held.ts'
import { type Attributes, scanXml, type XmlHandler } from '../xml/scan.ts'
import { kindStyles } from './styles.ts'

const kindOf = new Map(Object.entries(kindStyles).map(([kind, style]) => [style, kind as UnitKind]))
const entryStyles = ['TagName', 'TagPart', 'TagSource', 'TagTarget', 'TagQuote', 'TagNote'] as const
type Entry = Partial<Record<(typeof entryStyles)[number], string>> & { author?: string }

interface Paragraph {
  style: string
  text: HeldText
  length: number
  entry: Entry
}
interface Cell {
  paragraphs: Paragraph[]
  language: string
}

/**
 * Reads what writeBilingualDocx wrote: from the bytes alone, by the names of styles and the order of cells.
 * @throws Error where the zip, a part's XML or the table is not as it should be.
 */
export function readBilingualDocx(bytes: Uint8Array): Held {
  const files = unzipSync(bytes)
  const decoder = new TextDecoder('utf-8', { fatal: true })
  const xmlOf = (path: string) => {
    const file = files[path]
    if (!file) throw new Error(`the part ${path} is missing`)
    return decoder.decode(file)
  }
  const related = new Map<string, string>()
  for (const path of Object.keys(files)) {
    if (path === 'word/document.xml' || path === 'word/comments.xml') continue
    const open = (name: string, attributes: Attributes) => {
      if (name === 'Relationship') related.set(attributes.get('Id') ?? '', attributes.get('Target') ?? '')
    }
    scanXml(xmlOf(path), path === 'word/_rels/document.xml.rels' ? { open } : {})
  }
  for (const target of related.values()) xmlOf(`word/${target}`)
  const reader = new BodyReader(related, files['word/comments.xml'] ? readComments(xmlOf('word/comments.xml')) : new Map())
  scanXml(xmlOf('word/document.xml'), reader)
  return reader.held()
}

/** What the file should hold. Word has one vertical position a run, and shows the language where there is a table. */
export function expectedDocx(project: ExportProject, options: ExportOptions): Held {
  const comments = options.tags === 'comments'
  const held = expectedOf(project, {
    title: true,
    languages: project.documents.length > 0,
    names: true,
    ids: false,
    kinds: true,
    states: false,
    continues: false,
    style: (marks, placeholder) => styleOf(marks, placeholder),
    annotations: options.tags === 'none' ? null : { author: comments, part: true, position: comments },
  })
  for (const mark of held.documents.flatMap(({ marks }) => marks)) if (mark.row === null) delete mark.author
  return held
}

function styleOf(marks: readonly string[], placeholder: boolean): string {
  if (marks.length === 0) return placeholder ? 'placeholder' : ''
  const set = new Set(placeholder ? [...marks, 'placeholder'] : marks)
  if (set.has('superscript')) set.delete('subscript')
  return [...set].sort().join(' ')
}

/** Follows paragraphs and runs; what a paragraph belongs to is left to the parts. */
abstract class ParagraphReader implements XmlHandler {
  protected paragraph: Paragraph | null = null
  private inRun = false
  private inText = false
  private runStyle = ''
  private marks: string[] = []
  protected language = ''

  open(name: string, attributes: Attributes): void {
    const value = attributes.get('w:val') ?? ''
    if (name === 'w:p') this.paragraph = { style: '', text: [], length: 0, entry: {} }
    else if (name === 'w:pStyle' && this.paragraph) this.paragraph.style = value
    else if (name === 'w:r') {
      this.inRun = true
      this.runStyle = ''
      this.marks = []
    } else if (this.inRun) this.openInRun(name, value, attributes)
    this.opened(name, attributes)
  }

  close(name: string): void {
    if (name === 'w:t') this.inText = false
    else if (name === 'w:r') this.inRun = false
    this.closed(name)
    if (name === 'w:p') this.paragraph = null
  }

  text(text: string): void {
    if (this.inText) this.push(text)
  }

  protected abstract opened(name: string, attributes: Attributes): void
  protected abstract closed(name: string): void

  private openInRun(name: string, value: string, attributes: Attributes): void {
    if (name === 'w:t') this.inText = true
    else if (name === 'w:tab') this.push('\t')
    else if (name === 'w:br') this.push('\n')
    else if (name === 'w:cr') this.push('\r')
    else if (name === 'w:rStyle') this.runStyle = value
    else if (name === 'w:b') this.marks.push('bold')
    else if (name === 'w:i') this.marks.push('italic')
    else if (name === 'w:u') this.marks.push('underline')
    else if (name === 'w:vertAlign') this.marks.push(value)
    else if (name === 'w:lang') this.language = value || attributes.get('w:bidi') || attributes.get('w:eastAsia') || ''
  }

  private push(text: string): void {
    const paragraph = this.paragraph
    if (!paragraph) throw new Error('text outside a paragraph')
    pushHeld(paragraph.text, text, styleOf(this.marks, this.runStyle === 'Placeholder'))
    paragraph.length += text.length
    const style = entryStyles.find((known) => known === this.runStyle)
    if (style) paragraph.entry[style] = (paragraph.entry[style] ?? '') + text
  }
}

class CommentsReader extends ParagraphReader {
  readonly comments = new Map<string, Entry>()
  private entry: Entry = {}

  protected opened(name: string, attributes: Attributes): void {
    if (name !== 'w:comment') return
    this.entry = { author: attributes.get('w:author') ?? '' }
    this.comments.set(attributes.get('w:id') ?? '', this.entry)
  }

  protected closed(name: string): void {
    if (name === 'w:p' && this.paragraph) Object.assign(this.entry, this.paragraph.entry)
  }
}

function readComments(xml: string): ReadonlyMap<string, Entry> {
  const reader = new CommentsReader()
  scanXml(xml, reader)
  return reader.comments
}

class BodyReader extends ParagraphReader {
  private readonly result: Held = { documents: [] }
  private readonly related: ReadonlyMap<string, string>
  private readonly comments: ReadonlyMap<string, Entry>
  private readonly used = new Set<string>()
  private readonly ranges = new Map<string, number>()
  private cells: Cell[] | null = null
  private heading = false

  constructor(related: ReadonlyMap<string, string>, comments: ReadonlyMap<string, Entry>) {
    super()
    this.related = related
    this.comments = comments
  }

  held(): Held {
    for (const id of this.comments.keys()) if (!this.used.has(id)) throw new Error(`comment ${id} stands at no passage`)
    return this.result
  }

  protected opened(name: string, attributes: Attributes): void {
    const part = attributes.get('r:id')
    if (part !== undefined && !this.related.has(part)) throw new Error(`the ${name} names the part ${part}, which is not there`)
    if (name === 'w:tr') {
      this.cells = []
      this.heading = false
    } else if (name === 'w:tblHeader') this.heading = true
    else if (name === 'w:tc') {
      this.cells?.push({ paragraphs: [], language: '' })
      this.language = ''
    } else if (name === 'w:commentRangeStart') this.ranges.set(attributes.get('w:id') ?? '', this.paragraph?.length ?? 0)
    else if (name === 'w:commentRangeEnd') this.endComment(attributes.get('w:id') ?? '')
  }

  protected closed(name: string): void {
    if (name === 'w:tr') this.endRow()
    else if (name === 'w:tc' && this.cells) this.cells.at(-1)!.language = this.language
    else if (name === 'w:p' && this.paragraph) {
      if (this.cells) this.cells.at(-1)?.paragraphs.push(this.paragraph)
      else this.endParagraph(this.paragraph)
    }
  }

  private endParagraph({ style, text, entry }: Paragraph): void {
    if (style === 'Title') this.result.title = heldPlain(text)
    else if (style === 'Heading1') this.result.documents.push({ name: heldPlain(text), rows: [], marks: [] })
    else if (style === 'TagEntry') this.last().marks.push(markOf(entry, null, null))
  }

  private endRow(): void {
    const [number, source, target, tags] = this.cells ?? []
    this.cells = null
    if (!number || !source || !target) throw new Error('a row has fewer than three cells')
    if (this.heading) {
      this.result.languages = [source.language, target.language]
      return
    }
    const [left, right] = [onlyParagraph(source), onlyParagraph(target)]
    const kind = kindOf.get(left.style)
    const document = this.last()
    if (!kind || left.style !== right.style)
      throw new Error(`row ${document.rows.length + 1} has the styles “${left.style}” and “${right.style}”`)
    const row = Number(heldPlain(onlyParagraph(number).text))
    document.rows.push({ number: row, kind, source: left.text, target: right.text })
    for (const { entry } of tags?.paragraphs ?? []) {
      if (Object.keys(entry).length > 0) document.marks.push(markOf(entry, row, entry.TagSource === undefined ? 'target' : 'source'))
    }
  }

  private endComment(id: string): void {
    const from = this.ranges.get(id)
    const entry = this.comments.get(id)
    const side = this.cells?.length === 2 ? 'source' : 'target'
    if (from === undefined || !entry || !this.paragraph || this.used.has(id))
      throw new Error(`comment ${id} has no text, no start or two places`)
    this.used.add(id)
    const document = this.last()
    document.marks.push({
      ...markOf(entry, document.rows.length + 1, side),
      from,
      quote: heldPlain(this.paragraph.text).slice(from),
      author: entry.author ?? '',
    })
  }

  private last() {
    const document = this.result.documents.at(-1)
    if (!document) throw new Error('rows stand before the first document')
    return document
  }
}

function markOf(entry: Entry, row: number | null, side: Side | null): HeldMark {
  return {
    tag: entry.TagName ?? '',
    note: entry.TagNote ?? '',
    ...(entry.TagPart !== undefined && { part: entry.TagPart }),
    row,
    side,
    quote: entry.TagQuote ?? '',
  }
}

function onlyParagraph(cell: Cell): Paragraph {
  const [paragraph, ...more] = cell.paragraphs
  if (!paragraph || more.length > 0) throw new Error(`a cell holds ${cell.paragraphs.length} paragraphs instead of one`)
  return paragraph
}
