import { byOrder } from '../../shared/model/ids.ts'
import { annotationsPath, TAGS_PATH, unitsPath } from '../../shared/model/project-file.ts'
import type { Annotation, Span, Tag, Unit } from '../../shared/model/records.ts'
import type { ProjectState } from '../../shared/model/snapshot.ts'
import { plainText } from '../../shared/text/rich-text.ts'
import type { Findings } from './verify-findings.ts'

/** Parents that are there, and no tag above itself. */
export function checkTags(tags: ReadonlyMap<string, Tag>, findings: Findings): void {
  for (const tag of tags.values()) {
    const seen = new Set([tag.id])
    for (let up = tag.parentId; up !== null; up = tags.get(up)?.parentId ?? null) {
      if (!tags.has(up)) findings.add('unknown-tag', TAGS_PATH, null, `the tag ${tag.id} lies under ${up}, which is not there`)
      if (seen.has(up)) {
        findings.add('tag-circle', TAGS_PATH, null, `the tag ${tag.id} lies under itself`)
        break
      }
      seen.add(up)
    }
  }
}

/** One document's rows and annotations as they are now; holds the annotations and the ids, not the rows. */
export async function checkDocument(state: ProjectState, id: string, findings: Findings): Promise<{ units: number; annotations: number }> {
  const file = annotationsPath(id)
  const spans = new Map<string, { annotation: Annotation; span: Span }[]>()
  const annotationIds = new Set<string>()
  for await (const annotation of state.annotations(id)) {
    const { id: own } = annotation
    if (annotationIds.has(own)) findings.add('duplicate-id', file, null, `two annotations are called ${own}`)
    annotationIds.add(own)
    if (annotation.documentId !== id)
      findings.add('unknown-document', file, null, `the annotation ${own} belongs to ${annotation.documentId}`)
    if (annotation.tagId !== null && !state.tags.has(annotation.tagId)) {
      findings.add('unknown-tag', file, null, `the annotation ${own} has the tag ${annotation.tagId}, which is not there`)
    }
    // An orphan is known to have lost its text.
    if (annotation.orphan) continue
    for (const span of annotation.spans) spans.set(span.unitId, [...(spans.get(span.unitId) ?? []), { annotation, span }])
  }
  const units = await checkUnits(state, id, spans, findings)
  for (const [unitId, list] of spans) {
    for (const { annotation } of list)
      findings.add('unknown-unit', file, null, `the annotation ${annotation.id} stands on ${unitId}, which is not there`)
  }
  return { units, annotations: annotationIds.size }
}

/** Takes away from `spans` those whose unit was found. */
async function checkUnits(
  state: ProjectState,
  id: string,
  spans: Map<string, { annotation: Annotation; span: Span }[]>,
  findings: Findings,
): Promise<number> {
  const file = unitsPath(id)
  const ids = new Set<string>()
  let previous: Unit | null = null
  let row = 0
  for await (const unit of state.units(id)) {
    row++
    if (ids.has(unit.id)) findings.add('duplicate-id', file, row, `two units are called ${unit.id}`)
    ids.add(unit.id)
    if (unit.documentId !== id) findings.add('unknown-document', file, row, `the unit ${unit.id} belongs to ${unit.documentId}`)
    if (previous && byOrder(previous, unit) >= 0) findings.add('order', file, row, `the unit ${unit.id} does not sort after ${previous.id}`)
    previous = unit
    for (const { annotation, span } of spans.get(unit.id) ?? []) checkSpan(unit, annotation, span, findings)
    spans.delete(unit.id)
  }
  return row
}

function checkSpan(unit: Unit, annotation: Annotation, span: Span, findings: Findings): void {
  const text = plainText(unit[span.side])
  const file = annotationsPath(annotation.documentId)
  const where = `the annotation ${annotation.id} on the ${span.side} of ${unit.id}`
  if (span.from >= span.to || span.to > text.length) {
    findings.add('span', file, null, `${where}: ${span.from} to ${span.to} is not inside its ${text.length} characters`)
  } else if (text.slice(span.from, span.to) !== span.quote) {
    findings.add(
      'quote',
      file,
      null,
      `${where} quotes “${span.quote.slice(0, 40)}”, the text holds “${text.slice(span.from, span.to).slice(0, 40)}”`,
    )
  }
}
