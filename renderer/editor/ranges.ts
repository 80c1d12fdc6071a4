import type { Annotation, Side, Tag } from '../../shared/model/records.ts'
import type { TagRange } from './segments.ts'

/** The annotations of a unit as the ranges that one of its sides shows. */
export function rangesOf(annotations: readonly Annotation[], tags: ReadonlyMap<string, Tag>, unitId: string, side: Side): TagRange[] {
  return annotations.flatMap((annotation) =>
    annotation.spans.flatMap((span, index) => {
      if (span.unitId !== unitId || span.side !== side || span.from >= span.to) return []
      const colour = annotation.tagId ? (tags.get(annotation.tagId)?.colour ?? 0) : 0
      return { annotationId: annotation.id, span: index, colour, from: span.from, to: span.to }
    }),
  )
}
