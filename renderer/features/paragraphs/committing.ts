import type { Annotation, Side, Span } from '../../../shared/model/records.ts'
import type { RichText, Splice } from '../../../shared/text/rich-text.ts'
import type { TagRange } from '../../editor/segments.ts'
import { commitAll, commitTyped, flagOps, textOps } from '../../store/edits.ts'
import type { ProjectStore } from '../../store/project-store.ts'

/** What came to rest in a side of a row's pair, as the pair tells it. */
export type Typed = readonly [side: Side, splice: Splice, text: RichText, ranges: readonly TagRange[], how: 'typed' | 'inserted']

/** Commits typing, at once where the row is in memory. A source that is typed in is marked as corrected. @throws ConflictError */
export async function commitTyping(
  store: ProjectStore,
  documentId: string,
  unitId: string,
  [side, splice, text, ranges, how]: Typed,
): Promise<void> {
  // The row's page may have left memory meanwhile; the typing waits for it rather than be dropped.
  const unit = store.unit(documentId, unitId) ?? (await store.readUnit(documentId, unitId))
  if (!unit) return
  const places = new Map(ranges.map((range) => [`${range.annotationId} ${range.span}`, range]))
  const rangeOf = (annotation: Annotation, span: Span) => places.get(`${annotation.id} ${annotation.spans.indexOf(span)}`) ?? span
  const commit = how === 'typed' ? commitTyped : commitAll
  const ops = textOps(unit, side, splice, text, store.records.annotationsOf(unitId), rangeOf)
  await commit(store, [...ops, ...(side === 'source' ? flagOps(unit, 'corrected', true) : [])])
}
