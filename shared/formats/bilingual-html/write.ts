import type { Side } from '../../model/records.ts'
import { directionOf } from '../../text/direction.ts'
import type { ExportDocument, ExportOptions, ExportProject, ExportUnit } from '../bilingual.ts'
import { clean } from '../characters.ts'
import { lanesOf, marksByRow, type PlacedMark, placeMarks } from '../marks.ts'
import { type Segment, segmentsOf } from '../segments.ts'
import { xmlAttribute as attribute, ChunkWriter, concatBytes, xmlText } from '../xml/write.ts'
import { annotationList, legend } from './list.ts'
import { pageStyle } from './style.ts'

const elements = { bold: 'b', italic: 'i', underline: 'u', superscript: 'sup', subscript: 'sub' } as const

/** The bilingual document as one self-contained page, written so that it is HTML and well-formed XML at once. */
export function writeBilingualHtml(project: ExportProject, options: ExportOptions, onProgress: (fraction: number) => void): Uint8Array {
  const pieces: Uint8Array[] = []
  const out = new ChunkWriter((bytes) => pieces.push(bytes))
  const { labels, languageNames } = options
  const name = clean(project.name)
  const marks = project.documents.map((document) => (options.tags === 'none' ? [] : placeMarks(document, project.tags)))
  out.write(`<!DOCTYPE html>
<html lang="${attribute(labels.language)}" dir="${directionOf(labels.language)}"><head><meta charset="utf-8"/>
<meta name="viewport" content="width=device-width, initial-scale=1"/><meta name="generator" content="Egiz"/>
<title>${xmlText(name)}</title><style>${pageStyle}</style></head>
<body><header><h1 dir="auto">${xmlText(name)}</h1><p>${xmlText(clean(`${languageNames.source} – ${languageNames.target}`))}</p></header>
`)
  if (project.documents.length > 1) {
    const items = project.documents.map((document, i) => `<li><a href="#d${i + 1}" dir="auto">${xmlText(clean(document.name))}</a></li>`)
    out.write(`<nav><ol>${items.join('')}</ol></nav>\n`)
  }
  out.write(`<main>\n${legend(project, marks.flat(), labels)}`)
  const page = new Page(project, options, onProgress)
  for (const [index, document] of project.documents.entries()) page.writeDocument(document, index + 1, marks[index]!, out)
  out.write('</main></body></html>\n')
  out.flush()
  return concatBytes(pieces)
}

class Page {
  private readonly options: ExportOptions
  private readonly onProgress: (fraction: number) => void
  private readonly sides: Readonly<Record<Side, string>>
  private readonly total: number
  private done = 0

  constructor(project: ExportProject, options: ExportOptions, onProgress: (fraction: number) => void) {
    this.options = options
    this.onProgress = onProgress
    const side = (language: string) => `lang="${attribute(language)}" dir="${directionOf(language)}"`
    this.sides = { source: side(project.sourceLanguage), target: side(project.targetLanguage) }
    this.total = project.documents.reduce((sum, { units }) => sum + units.length, 0)
  }

  writeDocument(document: ExportDocument, number: number, marks: readonly PlacedMark[], out: ChunkWriter): void {
    const { labels, languageNames, tags } = this.options
    const column = tags === 'column'
    const heading = (text: string, side: string) => `<th role="columnheader" scope="col" ${side}>${xmlText(clean(text))}</th>`
    const columns = [
      heading(labels.row, ''),
      heading(languageNames.source, this.sides.source),
      heading(languageNames.target, this.sides.target),
      column ? heading(labels.tags, '') : '',
    ]
    const name = `d${number}-name`
    out.write(`<section id="d${number}" aria-labelledby="${name}"><h2 id="${name}" dir="auto">${xmlText(clean(document.name))}</h2>
<table role="table" aria-labelledby="${name}"><colgroup><col class="n"/><col/><col/>${column ? '<col class="g"/>' : ''}</colgroup>
<thead role="rowgroup"><tr role="row">${columns.join('')}</tr></thead><tbody role="rowgroup">
`)
    const byRow = marksByRow(marks)
    for (const [index, unit] of document.units.entries()) {
      out.write(this.row(unit, number, index + 1, byRow.get(index) ?? []))
      if (++this.done % 500 === 0) this.onProgress(this.done / this.total)
    }
    out.write(`</tbody></table>\n${annotationList(document, number, marks, this.options, this.sides)}</section>\n`)
  }

  private row(unit: ExportUnit, document: number, row: number, marks: readonly PlacedMark[]): string {
    const state = attribute(clean(this.options.labels.states[unit.state]))
    const classes = `k-${unit.kind}${unit.continues ? ' continues' : ''}`
    const cell = (side: Side) =>
      `<td role="cell" ${this.sides[side]}>${sideMarkup(
        unit,
        side,
        marks.filter((mark) => mark.side === side),
      )}</td>`
    const chips = marks.filter(({ annotation }, i) => marks.findIndex((other) => other.annotation === annotation) === i)
    const chip = ({ number, path, colour }: PlacedMark) =>
      [
        `<li style="--a:var(--tag-${colour})"><a href="#d${document}-a${number}">`,
        `${xmlText(path === '' ? clean(this.options.labels.note) : path)}</a></li>`,
      ].join('')
    const tags = chips.length === 0 ? '' : `<ul>${chips.map(chip).join('')}</ul>`
    return [
      `<tr role="row" id="d${document}-r${row}" class="${classes}" data-unit="${attribute(unit.id)}" data-state="${unit.state}">`,
      `<th role="rowheader" scope="row"><span class="state" role="img" aria-label="${state}" title="${state}"></span>${row}`,
      `</th>${cell('source')}${cell('target')}`,
      `${this.options.tags === 'column' ? `<td role="cell" class="tags">${tags}</td>` : ''}</tr>\n`,
    ].join('')
  }
}

function sideMarkup(unit: ExportUnit, side: Side, marks: readonly PlacedMark[]): string {
  const segments = segmentsOf(unit[side], marks)
  const lanes = lanesOf(marks)
  // An empty heading would be one more stop for a screen reader.
  const element = unit.kind === 'heading' && segments.length > 0 ? 'h3' : 'p'
  const role = unit.kind === 'note' ? ' role="note"' : ''
  return `<${element} class="${unit.kind}"${role}>${segments.map((segment) => segmentMarkup(segment, lanes)).join('')}</${element}>`
}

const shownLanes = ['a', 'b', 'c']

/** A passage under more than three tags at once shows three lines; its title and the list name them all. */
function segmentMarkup({ text, marks, placeholder, covers }: Segment, lanes: ReadonlyMap<PlacedMark, number>): string {
  let markup = placeholder ? `<span class="ph">${xmlText(text)}</span>` : xmlText(text)
  for (const mark of marks) markup = `<${elements[mark]}>${markup}</${elements[mark]}>`
  if (covers.length === 0) return markup
  const colours = shownLanes.map((_, lane) => covers.find((mark) => lanes.get(mark) === lane)?.colour)
  const height = colours.findLastIndex((colour) => colour !== undefined) + 1
  const style = colours
    .slice(0, height)
    .map((colour, lane) => `--${shownLanes[lane]}:${colour === undefined ? 'transparent' : `var(--tag-${colour})`}`)
  if (height > 1) {
    // The tint is that of the mark that began last, and stronger where more lie on top of each other.
    const top = covers.reduce((a, b) => (b.from >= a.from ? b : a))
    style.push(`--x:var(--tag-${top.colour})`, `--k:${Math.min(covers.length, 4) * 6 + 7}%`)
  }
  const title = covers
    .map(({ path, annotation, part }) => [path, part === 1 ? clean(annotation.note) : ''].filter((s) => s !== '').join(': '))
    .join('\n')
  const ids = covers.map(({ number, part }) => `${number}.${part}`).join(' ')
  return [
    `<span class="t${height > 1 ? ` t${height}` : ''}" style="${style.join(';')}" data-m="${ids}" title="${attribute(title)}">`,
    `${markup}</span>`,
  ].join('')
}
