import { type MarkType, markTypes, type RichText } from '../text/rich-text.ts'
import { clean } from './characters.ts'
import { type PlacedMark, placeholderLabel } from './marks.ts'

/** A stretch of one side in which neither the marks nor the annotations change. */
export interface Segment {
  readonly text: string
  readonly marks: readonly MarkType[]
  readonly placeholder: boolean
  /** The annotation spans that cover it. */
  readonly covers: readonly PlacedMark[]
  readonly starts: readonly PlacedMark[]
  readonly ends: readonly PlacedMark[]
}

/** Cuts one side at every run and every edge of an annotation span on it. Every span starts and ends at some segment. */
export function segmentsOf(rich: RichText, spans: readonly PlacedMark[]): Segment[] {
  const edges = [...new Set(spans.flatMap(({ from, to }) => [from, to]))].sort((a, b) => a - b)
  const segments: Segment[] = []
  let at = 0
  let edge = 0
  for (const run of rich) {
    const marks = markTypes.filter((type) => run.marks?.some((mark) => mark.type === type))
    const end = at + (run.type === 'text' ? run.text.length : 1)
    const start = at
    while (at < end) {
      while (edge < edges.length && edges[edge]! <= at) edge++
      const to = Math.min(end, edges[edge] ?? end)
      const from = at
      const text = run.type === 'text' ? clean(run.text.slice(from - start, to - start)) : clean(placeholderLabel(run))
      const covers = spans.length === 0 ? spans : spans.filter((span) => span.from <= from && span.to >= to)
      segments.push({
        text,
        marks,
        placeholder: run.type === 'placeholder',
        covers,
        starts: covers.length === 0 ? covers : covers.filter((span) => span.from === from),
        ends: covers.length === 0 ? covers : covers.filter((span) => span.to === to),
      })
      at = to
    }
  }
  return segments
}
