import type { Annotation, Side, Tag } from '../model/records.ts'
import { PLACEHOLDER_CHARACTER, plainText, type Run } from '../text/rich-text.ts'
import type { ExportDocument } from './bilingual.ts'
import { clean } from './characters.ts'

/** One span of an annotation, as a file shows it. */
export interface PlacedMark {
  readonly annotation: Annotation
  /** 1-based, in the order of the document's annotations. */
  readonly number: number
  /** 1-based among the annotation's spans. */
  readonly part: number
  readonly parts: number
  /** The tag and those above it, e.g. `Cooperation › Security`; empty for a bare note. */
  readonly path: string
  /** 1 to 12; 0 for a bare note. */
  readonly colour: number
  /** 0-based row; null where the passage is gone, and the mark is listed instead. */
  readonly row: number | null
  readonly side: Side
  /** UTF-16 offsets in the plain text, moved out of the middle of a surrogate pair. */
  readonly from: number
  readonly to: number
  /** The passage as it was when the annotation was made, for marks without a row. */
  readonly quote: string
}

/** What is written where a placeholder stands. */
export function placeholderLabel(run: Extract<Run, { type: 'placeholder' }>): string {
  return run.attrs.label === '' ? `[${run.attrs.kind}]` : run.attrs.label
}

/** The names from the root of the codebook down to a tag, by tag id. */
export function tagPaths(tags: readonly Tag[]): (id: string) => string {
  const byId = new Map(tags.map((tag) => [tag.id, tag]))
  return (id) => {
    const names: string[] = []
    const seen = new Set<string>()
    for (let tag = byId.get(id); tag && !seen.has(tag.id); tag = tag.parentId === null ? undefined : byId.get(tag.parentId)) {
      seen.add(tag.id)
      names.unshift(tag.name)
    }
    return clean(names.length === 0 ? id : names.join(' › '))
  }
}

/** Every span of every annotation of a document, in order. A span that is empty, out of range or in no row of the document has no row. */
export function placeMarks(document: ExportDocument, tags: readonly Tag[]): PlacedMark[] {
  const rows = new Map(document.units.map((unit, row) => [unit.id, row]))
  const colours = new Map(tags.map((tag) => [tag.id, tag.colour]))
  const pathOf = tagPaths(tags)
  const plain = new Map<string, string>()
  const plainOf = (row: number, side: Side) => {
    const key = `${row} ${side}`
    const known = plain.get(key) ?? plainText(document.units[row]![side])
    plain.set(key, known)
    return known
  }
  const marks: PlacedMark[] = []
  for (const [index, annotation] of document.annotations.entries()) {
    const path = annotation.tagId === null ? '' : pathOf(annotation.tagId)
    const colour = annotation.tagId === null ? 0 : (colours.get(annotation.tagId) ?? 0)
    for (const [at, span] of annotation.spans.entries()) {
      const row = rows.get(span.unitId)
      const text = row === undefined ? '' : plainOf(row, span.side)
      const placed = row !== undefined && !annotation.orphan && span.from < span.to && span.to <= text.length
      const [from, to] = placed ? wholeCharacters(text, span.from, span.to) : [span.from, span.to]
      const quote = clean(span.quote.replaceAll(PLACEHOLDER_CHARACTER, '□'))
      const base = { annotation, number: index + 1, part: at + 1, parts: annotation.spans.length, path, colour }
      marks.push({ ...base, row: placed ? row : null, side: span.side, from, to, quote })
    }
  }
  return marks
}

/** The marks by their row, so that a writer meets each when it comes to its row. */
export function marksByRow(marks: readonly PlacedMark[]): Map<number, PlacedMark[]> {
  const byRow = new Map<number, PlacedMark[]>()
  for (const mark of marks) {
    if (mark.row === null) continue
    const there = byRow.get(mark.row)
    if (there) there.push(mark)
    else byRow.set(mark.row, [mark])
  }
  return byRow
}

function wholeCharacters(text: string, from: number, to: number): [number, number] {
  const inside = (at: number) => /^[\ud800-\udbff][\udc00-\udfff]/.test(text.slice(at - 1, at + 1))
  return [inside(from) ? from - 1 : from, inside(to) ? to + 1 : to]
}

/** A line of its own for each of the marks of one side, kept over its whole extent: the lowest (0) that is free where it starts. */
export function lanesOf(marks: readonly PlacedMark[]): Map<PlacedMark, number> {
  const lanes = new Map<PlacedMark, number>()
  const ends: number[] = []
  for (const mark of [...marks].sort((a, b) => a.from - b.from || b.to - a.to)) {
    const free = ends.findIndex((end) => end <= mark.from)
    const lane = free < 0 ? ends.length : free
    ends[lane] = mark.to
    lanes.set(mark, lane)
  }
  return lanes
}
