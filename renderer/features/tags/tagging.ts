import type { SimpleOp } from '../../../shared/model/changes.ts'
import type { Annotation } from '../../../shared/model/records.ts'
import { commitAll, newAnnotation, newTag, type Passage } from '../../store/edits.ts'
import type { ProjectStore } from '../../store/project-store.ts'
import { tagTree } from './tag-tree.ts'

/** Lays a tag on passages; the same tag on the very same passage is not laid twice. Returns the annotation, or null. */
export async function tagPassages(
  store: ProjectStore,
  passages: readonly Passage[],
  tagId: string,
  author: string,
): Promise<Annotation | null> {
  if (passages.length === 0 || isTagged(store, passages, tagId)) return null
  const annotation = newAnnotation(passages, tagId, author)
  await store.commit({ type: 'annotation.add', annotation })
  return annotation
}

/** A new tag, laid on the passages at once where there are any: one edit. */
export async function tagWithNew(store: ProjectStore, passages: readonly Passage[], name: string, author: string): Promise<void> {
  const tag = newTag(store, { name })
  const ops: SimpleOp[] = [{ type: 'tag.add', tag }]
  if (passages.length > 0) ops.push({ type: 'annotation.add', annotation: newAnnotation(passages, tag.id, author) })
  await commitAll(store, ops)
}

/** The tag that a digit key stands for: the first nine in reading order. */
export function tagOfDigit(store: ProjectStore, digit: number): string | null {
  return tagTree(store.records.tagList)[digit - 1]?.tag.id ?? null
}

function isTagged(store: ProjectStore, passages: readonly Passage[], tagId: string): boolean {
  const [first, ...rest] = passages
  if (!first || rest.length > 0) return false
  return store.records
    .annotationsOf(first.unit.id)
    .some(
      ({ tagId: other, spans, orphan }) =>
        other === tagId &&
        !orphan &&
        spans.length === 1 &&
        spans.every((span) => span.side === first.side && span.from === first.from && span.to === first.to),
    )
}
