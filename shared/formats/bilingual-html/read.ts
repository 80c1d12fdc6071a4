import { type UnitKind, type UnitState, unitKinds } from '../../model/records.ts'
import type { ExportOptions, ExportProject } from '../bilingual.ts'
import { expectedOf } from '../expected.ts'
import { type Held, type HeldDocument, type HeldMark, type HeldRow, type HeldText, heldPlain, pushHeld } from '../held.ts'
import { type Attributes, scanXml, type XmlHandler } from '../xml/scan.ts'

const looks: Readonly<Record<string, string>> = { b: 'bold', i: 'italic', u: 'underline', sup: 'superscript', sub: 'subscript' }

/**
 * Reads what writeBilingualHtml wrote: rows and marks from the table, tags and notes from the lists below it.
 * @throws Error where the page is not well-formed or not laid out as the writer does.
 */
export function readBilingualHtml(bytes: Uint8Array): Held {
  const reader = new PageReader()
  scanXml(new TextDecoder('utf-8', { fatal: true }).decode(bytes), reader)
  return reader.result
}

/** What the page should hold. */
export function expectedHtml(project: ExportProject, options: ExportOptions): Held {
  return expectedOf(project, {
    title: true,
    languages: project.documents.length > 0,
    names: true,
    ids: true,
    kinds: true,
    states: true,
    continues: true,
    style: (marks, placeholder) => [...new Set(placeholder ? [...marks, 'placeholder'] : marks)].sort().join(' '),
    annotations: options.tags === 'none' ? null : { author: true, part: true, position: true },
  })
}

interface Element {
  readonly name: string
  readonly classes: string
  readonly attributes: Attributes
}
interface Found {
  row: number
  side: 'source' | 'target'
  from: number
  to: number
}
interface ListEntry {
  tag: string
  note: string
  author: string
  quotes: { id: string; lost: boolean; text: string }[]
}

class PageReader implements XmlHandler {
  readonly result: Held = { documents: [] }
  private readonly path: Element[] = []
  private row: HeldRow | null = null
  private cell: HeldText | null = null
  private length = 0
  private readonly texts: HeldText[] = []
  private found = new Map<string, Found>()
  private entries: ListEntry[] = []

  open(name: string, attributes: Attributes): void {
    const element = { name, classes: attributes.get('class') ?? '', attributes }
    const id = attributes.get('id') ?? ''
    this.path.push(element)
    if (name === 'section' && /^d\d+$/.test(id)) this.result.documents.push({ name: '', rows: [], marks: [] })
    else if (name === 'tr') this.openRow(element, id)
    else if (name === 'th' && attributes.has('lang') && this.last().rows.length === 0) {
      const languages = this.texts.length === 0 && this.result.languages?.length !== 2 ? (this.result.languages ?? []) : null
      if (languages) this.result.languages = [...languages, attributes.get('lang')!]
    } else if (name === 'td' && element.classes !== 'tags') {
      this.cell = []
      this.length = 0
      this.texts.push(this.cell)
    } else if ((name === 'p' || name === 'h3') && this.cell && this.row) this.kind(element.classes)
    else if (name === 'li' && /-a\d+$/.test(id)) this.entries.push({ tag: '', note: '', author: '', quotes: [] })
    else if (name === 'q')
      this.entries.at(-1)?.quotes.push({ id: attributes.get('data-m') ?? '', lost: element.classes === 'lost', text: '' })
  }

  close(name: string): void {
    const element = this.path.pop()!
    if (name === 'td') this.cell = null
    else if (name === 'tr' && this.row) {
      const [source, target] = this.texts
      if (!source || !target || this.texts.length !== 2)
        throw new Error(`row ${this.row.number} has ${this.texts.length} cells instead of two`)
      this.last().rows.push({ ...this.row, source, target })
      this.row = null
    } else if (name === 'section' && /^d\d+$/.test(element.attributes.get('id') ?? '')) this.endDocument(this.last())
  }

  text(text: string): void {
    const element = this.path.at(-1)!
    const entry = this.entries.at(-1)
    if (element.name === 'h1') this.result.title = (this.result.title ?? '') + text
    else if (element.name === 'h2' && /^d\d+-name$/.test(element.attributes.get('id') ?? '')) this.last().name += text
    else if (this.cell && this.row) this.cellText(text)
    else if (this.row && element.name === 'th') this.row.number = Number(text)
    else if (!entry) return
    else if (element.name === 'b') entry.tag += text
    else if (element.name === 'q') entry.quotes.at(-1)!.text += text
    else if (element.classes === 'author') entry.author += text
    else if (element.classes === 'remark') entry.note += text
  }

  private openRow({ classes, attributes }: Element, id: string): void {
    this.texts.length = 0
    if (!/^d\d+-r\d+$/.test(id)) return
    const state = attributes.get('data-state') as UnitState
    this.row = { id: attributes.get('data-unit') ?? '', state, continues: / continues$/.test(classes) }
  }

  private kind(classes: string): void {
    const kind = unitKinds.find((known) => known === classes) as UnitKind | undefined
    if (!kind || (this.row!.kind !== undefined && this.row!.kind !== kind))
      throw new Error(`row ${this.row!.number} has the kind “${classes}”`)
    this.row!.kind = kind
  }

  private cellText(text: string): void {
    const inside = this.path.slice(this.path.findLastIndex(({ name }) => name === 'td') + 2)
    const style = inside.map(({ name, classes }) => looks[name] ?? (classes === 'ph' ? 'placeholder' : '')).filter((look) => look !== '')
    pushHeld(this.cell!, text, style.sort().join(' '))
    const ids = inside.find(({ attributes }) => attributes.has('data-m'))?.attributes.get('data-m')
    const end = this.length + text.length
    for (const id of ids?.split(' ') ?? []) {
      const found = this.found.get(id)
      const side = this.texts.length === 1 ? 'source' : 'target'
      if (!found) this.found.set(id, { row: this.row!.number!, side, from: this.length, to: end })
      else if (found.row !== this.row!.number || found.side !== side || found.to !== this.length)
        throw new Error(`the tinted passage ${id} is torn apart`)
      else found.to = end
    }
    this.length = end
  }

  private endDocument(document: HeldDocument): void {
    for (const { tag, note, author, quotes } of this.entries) {
      for (const [index, { id, lost, text }] of quotes.entries()) {
        const found = this.found.get(id)
        if (!found !== lost) throw new Error(`the passage ${id} is ${lost ? 'listed as lost but tinted' : 'listed but not tinted'}`)
        this.found.delete(id)
        const base = { tag, note: index === 0 ? note : '', author, ...(quotes.length > 1 && { part: `${index + 1}/${quotes.length}` }) }
        document.marks.push(found ? { ...base, ...tinted(document, found) } : { ...base, row: null, side: null, from: null, quote: text })
      }
    }
    const [unlisted] = this.found.keys()
    if (unlisted !== undefined) throw new Error(`the tinted passage ${unlisted} is not listed`)
    this.entries = []
  }

  private last(): HeldDocument {
    const document = this.result.documents.at(-1)
    if (!document) throw new Error('a table stands outside every document')
    return document
  }
}

function tinted(document: HeldDocument, { row, side, from, to }: Found): Pick<HeldMark, 'row' | 'side' | 'from' | 'quote'> {
  return { row, side, from, quote: heldPlain(document.rows[row - 1]?.[side] ?? []).slice(from, to) }
}
