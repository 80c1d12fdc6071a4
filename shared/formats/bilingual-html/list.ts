import { byOrder } from '../../model/ids.ts'
import type { Side, Tag } from '../../model/records.ts'
import type { ExportDocument, ExportLabels, ExportOptions, ExportProject } from '../bilingual.ts'
import { clean } from '../characters.ts'
import { authorOf } from '../expected.ts'
import type { PlacedMark } from '../marks.ts'
import { labelledSlice } from '../plain.ts'
import { xmlText } from '../xml/write.ts'

/** The tags the file uses, in the order of the codebook, each with its colour and description. */
export function legend(project: ExportProject, marks: readonly PlacedMark[], labels: ExportLabels): string {
  const used = new Map(marks.filter(({ path }) => path !== '').map((mark) => [mark.annotation.tagId, mark]))
  if (used.size === 0) return ''
  const tags = codebookOrder(project.tags).filter(({ id }) => used.has(id))
  const item = ({ id, colour, description }: Tag) =>
    [
      `<li><span class="swatch" style="--a:var(--tag-${colour})"></span>${xmlText(used.get(id)!.path)}`,
      `${description === '' ? '' : ` – ${xmlText(clean(description))}`}</li>`,
    ].join('')
  return [
    `<section class="legend" aria-labelledby="legend"><h2 id="legend">${xmlText(clean(labels.tags))}</h2><ul>`,
    `${tags.map(item).join('')}</ul></section>\n`,
  ].join('')
}

/** Every annotation of a document: those with a place in the text, then those without. */
export function annotationList(
  document: ExportDocument,
  number: number,
  marks: readonly PlacedMark[],
  options: ExportOptions,
  sides: Readonly<Record<Side, string>>,
): string {
  const byAnnotation = new Map<number, PlacedMark[]>()
  for (const mark of marks) byAnnotation.set(mark.number, [...(byAnnotation.get(mark.number) ?? []), mark])
  const all = [...byAnnotation.values()]
  const section = (title: string, list: readonly (readonly PlacedMark[])[]) =>
    list.length === 0
      ? ''
      : [
          `<section><h3>${xmlText(clean(title))}</h3>`,
          `<ol>\n${list.map((spans) => entry(spans, document, number, options, sides)).join('')}</ol></section>\n`,
        ].join('')
  const placed = all.filter((spans) => spans.every(({ row }) => row !== null))
  const lost = all.filter((spans) => spans.some(({ row }) => row === null))
  return all.length === 0
    ? ''
    : `<div class="list">${section(options.labels.tags, placed)}${section(options.labels.unplaced, lost)}</div>\n`
}

function entry(
  spans: readonly PlacedMark[],
  document: ExportDocument,
  number: number,
  options: ExportOptions,
  sides: Readonly<Record<Side, string>>,
): string {
  const first = spans[0]!
  const { note } = first.annotation
  const name = first.path === '' ? `<span class="bare">${xmlText(clean(options.labels.note))}</span>` : `<b>${xmlText(first.path)}</b>`
  const rows = [...new Set(spans.flatMap(({ row }) => (row === null ? [] : [row + 1])))]
  const links = rows.map((row) => `<a href="#d${number}-r${row}">${row}</a>`).join(', ')
  const quote = (span: PlacedMark) => {
    const text = span.row === null ? span.quote : labelledSlice(document.units[span.row]![span.side], span.from, span.to)
    return [
      ` <q data-m="${span.number}.${span.part}" class="${span.row === null ? 'lost' : 'placed'}" ${sides[span.side]}>`,
      `${xmlText(text)}</q>`,
    ].join('')
  }
  return [
    `<li id="d${number}-a${first.number}" style="--a:var(--tag-${first.colour})"><span class="n">${links}</span><span>`,
    `${name}${spans.map(quote).join('')} <span class="author">${xmlText(authorOf(first.annotation))}</span>`,
    `${note === '' ? '' : `<span class="remark">${xmlText(clean(note))}</span>`}</span></li>\n`,
  ].join('')
}

function codebookOrder(tags: readonly Tag[]): Tag[] {
  const ids = new Set(tags.map(({ id }) => id))
  const children = new Map<string | null, Tag[]>()
  for (const tag of tags) {
    const parent = tag.parentId !== null && ids.has(tag.parentId) ? tag.parentId : null
    children.set(parent, [...(children.get(parent) ?? []), tag])
  }
  const below = (parent: string | null): Tag[] => [...(children.get(parent) ?? [])].sort(byOrder).flatMap((tag) => [tag, ...below(tag.id)])
  const ordered = below(null)
  // Tags that are their own ancestors hang from nothing; they are shown all the same.
  return [...ordered, ...tags.filter((tag) => !ordered.includes(tag))]
}
