import { graphemeEdge, moveAnnotations, type RangeMap, spanOf, spliceMap } from '../../shared/model/anchors.ts'
import type { Op, SimpleOp } from '../../shared/model/changes.ts'
import { keyBetween, newId } from '../../shared/model/ids.ts'
import type { Annotation, Side, Span, Tag, Unit, UnitFlag, UnitState } from '../../shared/model/records.ts'
import { diffRich, plainText, type RichText, type Splice } from '../../shared/text/rich-text.ts'
import type { ProjectStore } from './project-store.ts'

// Edits as a person means them, each made into one change.

/** One operation, or several as a group; null for none. */
export function asOne(ops: readonly SimpleOp[]): Op | null {
  return ops.length > 1 ? { type: 'group', ops: [...ops] } : (ops[0] ?? null)
}

/** Commits operations as one change; nothing where there are none. */
export async function commitAll(store: ProjectStore, ops: readonly SimpleOp[]): Promise<void> {
  const op = asOne(ops)
  if (op) await store.commit(op)
}

/** Commits what was typed as one change. */
export async function commitTyped(store: ProjectStore, ops: readonly SimpleOp[]): Promise<void> {
  const op = asOne(ops)
  if (op) await store.commitTyping(op)
}

export type RangeOf = (annotation: Annotation, span: Span) => { from: number; to: number }

/** A rewritten side with the annotations of the row moved along, by `rangeOf` or, without it, by the splice. */
export function textOps(
  unit: Unit,
  side: Side,
  splice: Splice,
  after: RichText,
  annotations: Iterable<Annotation>,
  rangeOf?: RangeOf,
): SimpleOp[] {
  const map: RangeMap = spliceMap(splice)
  const { id: unitId, documentId } = unit
  const { at, removed, inserted } = splice
  const type = side === 'source' ? 'unit.setSource' : 'unit.setTarget'
  const moved = moveAnnotations(annotations, { unitId, side }, after, rangeOf ?? ((_annotation, span) => map(span.from, span.to)))
  return [{ type, documentId, unitId, splice: { at, removed: [...removed], inserted: [...inserted] } }, ...moved]
}

/** The operations that make the target of a unit a given text; none where it is that already. */
export function setTargetOps(store: ProjectStore, unit: Unit, target: RichText): SimpleOp[] {
  const splice = diffRich(unit.target, target)
  return splice ? textOps(unit, 'target', splice, target, store.records.annotationsOf(unit.id)) : []
}

export function stateOps(unit: Unit, after: UnitState): SimpleOp[] {
  if (unit.state === after) return []
  return [{ type: 'unit.setState', documentId: unit.documentId, unitId: unit.id, before: unit.state, after }]
}

/** Marks a row, or takes its mark off. */
export function flagOps(unit: Unit, flag: UnitFlag, after: boolean): SimpleOp[] {
  if ((unit[flag] === true) === after) return []
  return [{ type: 'unit.setFlag', documentId: unit.documentId, unitId: unit.id, flag, before: !after, after }]
}

/** A new tag behind the last one under its parent. */
export function newTag(store: ProjectStore, face: { name: string; colour?: number; description?: string; parentId?: string | null }): Tag {
  const parentId = face.parentId ?? null
  const siblings = store.records.tagList.filter((tag) => tag.parentId === parentId)
  const used = new Set(store.records.tagList.map((tag) => tag.colour))
  const free = Array.from({ length: 12 }, (_, i) => i + 1).find((colour) => !used.has(colour))
  return {
    id: newId(),
    order: keyBetween(siblings.at(-1)?.order ?? null, null),
    parentId,
    name: face.name,
    colour: face.colour ?? free ?? (store.records.tagList.length % 12) + 1,
    description: face.description ?? '',
  }
}

export interface Passage {
  readonly unit: Unit
  readonly side: Side
  readonly from: number
  readonly to: number
}

/** A stretch of one side of a unit, widened to whole graphemes: an annotation never begins or ends inside one. */
export function passageOf(unit: Unit, side: Side, from: number, to: number): Passage {
  const text = plainText(unit[side])
  return { unit, side, from: graphemeEdge(text, from, -1), to: graphemeEdge(text, to, 1) }
}

/** An annotation on one or more passages of one document. */
export function newAnnotation(passages: readonly Passage[], tagId: string | null, author: string, note = ''): Annotation {
  const spans = passages.map(({ unit, side, from, to }) => spanOf(unit.id, side, plainText(unit[side]), from, to))
  return { id: newId(), documentId: passages[0]!.unit.documentId, tagId, note, author, at: new Date().toISOString(), spans, orphan: false }
}

/** Takes a tag and its children away with every annotation that has one of them. */
export function removeTagOps(store: ProjectStore, tag: Tag): SimpleOp[] {
  const children = store.records.tagList.filter((other) => other.parentId === tag.id)
  const annotations = [...store.records.annotations.values()].filter((annotation) => annotation.tagId === tag.id)
  return [
    ...children.flatMap((child) => removeTagOps(store, child)),
    ...annotations.map((annotation): SimpleOp => ({ type: 'annotation.remove', annotation })),
    { type: 'tag.remove', tag },
  ]
}
