import { mapOffset, plainText, type RichText, type Splice } from '../text/rich-text.ts'
import type { SimpleOp } from './changes.ts'
import { equalJson } from './json.ts'
import type { Annotation, Side, Span } from './records.ts'

/** How much text either side of a quote an annotation keeps, in UTF-16 units. */
export const CONTEXT = 32

/** A span with its quote and context. Offsets are UTF-16, end exclusive. */
export function spanOf(unitId: string, side: Side, text: string, from: number, to: number): Span {
  return {
    unitId,
    side,
    from,
    to,
    quote: text.slice(from, to),
    prefix: text.slice(Math.max(0, from - CONTEXT), from),
    suffix: text.slice(to, to + CONTEXT),
  }
}

/** Moves an offset range along; a range that shrinks to nothing has lost its text. */
export type RangeMap = (from: number, to: number) => { from: number; to: number }

/** The range map of one splice: what is typed at a range's edges stays outside it. */
export const spliceMap =
  (splice: Splice): RangeMap =>
  (from, to) => {
    const start = mapOffset(from, splice, 1)
    return { from: start, to: Math.max(start, mapOffset(to, splice, -1)) }
  }

/**
 * The operations that move annotations along with a rewritten side of a unit. A span whose text is gone makes its annotation an
 * orphan: it keeps its quote and its last place, and waits for a person.
 */
export function moveAnnotations(
  annotations: Iterable<Annotation>,
  at: { unitId: string; side: Side },
  after: RichText,
  map: (annotation: Annotation, span: Span) => { from: number; to: number },
): SimpleOp[] {
  const text = plainText(after)
  const ops: SimpleOp[] = []
  for (const annotation of annotations) {
    let orphan = annotation.orphan
    let moved = false
    const spans = annotation.spans.map((span) => {
      // A span that lost its text earlier stays where it was lost.
      if (span.unitId !== at.unitId || span.side !== at.side || span.from === span.to) return span
      const { from, to } = map(annotation, span)
      if (from === span.from && to === span.to && text.slice(from, to) === span.quote) return span
      moved = true
      if (from < to) return { ...span, ...spanOf(at.unitId, at.side, text, from, to) }
      orphan = true
      return { ...span, from, to: from }
    })
    if (!moved) continue
    const { id, documentId } = annotation
    const shifts = orphan === annotation.orphan ? shiftsOf(annotation.spans, spans) : null
    if (shifts) {
      ops.push({ type: 'annotation.shift', annotationId: id, documentId, shifts })
      continue
    }
    ops.push({
      type: 'annotation.setSpans',
      annotationId: id,
      documentId,
      before: { spans: [...annotation.spans], orphan: annotation.orphan },
      after: { spans, orphan },
    })
  }
  return ops
}

/** From where to where spans went, where nothing else of them changed; null where something did. */
function shiftsOf(before: readonly Span[], after: readonly Span[]): [number, number, number, number, number][] | null {
  const shifts: [number, number, number, number, number][] = []
  for (const [i, span] of after.entries()) {
    const old = before[i]!
    if (span === old) continue
    if (!equalJson({ ...old, from: span.from, to: span.to }, span)) return null
    shifts.push([i, old.from, old.to, span.from, span.to])
  }
  return shifts
}

/** An offset moved outwards to the edge of the grapheme it would cut. */
export function graphemeEdge(text: string, offset: number, direction: -1 | 1): number {
  if (offset <= 0 || offset >= text.length) return offset
  const segment = new Intl.Segmenter(undefined, { granularity: 'grapheme' }).segment(text).containing(offset)
  if (!segment || segment.index === offset) return offset
  return direction < 0 ? segment.index : segment.index + segment.segment.length
}
