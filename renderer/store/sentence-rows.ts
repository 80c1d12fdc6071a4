import { isInSentences, LONGEST_ROW } from '../../shared/formats/document-import.ts'
import { addressOf, applyTo } from '../../shared/model/apply.ts'
import type { SimpleOp } from '../../shared/model/changes.ts'
import type { Annotation, Side, Unit } from '../../shared/model/records.ts'
import { plainText, richLength } from '../../shared/text/rich-text.ts'
import type { SegmentationRules } from '../../shared/text/segmentation/rules.ts'
import { sentenceEnds } from '../../shared/text/segmentation/sentence-ends.ts'
import { type Cut, mergeOps, splitOps } from './row-edits.ts'

// One row a sentence, and back to one a paragraph. Nothing is made anew: rows are parted and joined as by hand, so translations, tags and
// notes go along. Locked rows are left alone.

/** By which rules each side's sentences end. */
export type SideRules = Readonly<Record<Side, SegmentationRules>>

/**
 * The operations that lay a paragraph's rows over one row a sentence of the source. `next` is the row after the paragraph, `annotations`
 * those on any of its rows. Both sides are cut at ends of sentences only: where one has more of them, at those where as much of it lies
 * before; so a row keeps several sentences whose translation is one.
 */
export function sentenceRowOps(units: readonly Unit[], annotations: Iterable<Annotation>, next: Unit | null, rules: SideRules): SimpleOp[] {
  const ops: SimpleOp[] = []
  let marked = [...annotations]
  for (const [i, unit] of units.entries()) {
    if (unit.locked || !isInSentences(unit.kind)) continue
    let first = unit
    let after = units[i + 1] ?? next
    // From the end: each change then carries one sentence, not all that follow.
    for (const cut of cutsOf(unit, rules).reverse()) {
      const parted = splitOps(first, cut, after, marked)
      ops.push(...parted)
      first = applied(parted, first)
      marked = marked.map((annotation) => applied(parted, annotation))
      for (const op of parted) if (op.type === 'unit.add') after = op.unit
    }
  }
  return ops
}

/** The operations that join a paragraph's rows into one, as far as it does not grow too long to be worked in. `annotations` are those on any of them. */
export function paragraphRowOps(units: readonly Unit[], annotations: Iterable<Annotation>): SimpleOp[] {
  const ops: SimpleOp[] = []
  let marked = [...annotations]
  let first: Unit | null = null
  for (const unit of units) {
    if (unit.locked) first = null
    else if (first === null || first.kind !== unit.kind || isTooLong(first, unit)) first = unit
    else {
      const joined = mergeOps(first, unit, marked)
      ops.push(...joined)
      first = applied(joined, first)
      marked = marked.map((annotation) => applied(joined, annotation))
    }
  }
  return ops
}

const isTooLong = (first: Unit, second: Unit): boolean =>
  (['source', 'target'] as const).some((side) => richLength(first[side]) + richLength(second[side]) >= LONGEST_ROW)

/** A record after operations, those on other records left aside. None of them takes it away. */
function applied<T extends Unit | Annotation>(ops: readonly SimpleOp[], record: T): T {
  return ops.reduce((now, op) => (addressOf(op).id === record.id ? (applyTo(op, now) as T) : now), record)
}

/** Where a row is cut, in order. A row without a translation is cut at every sentence of its source. */
function cutsOf(unit: Unit, rules: SideRules): Cut[] {
  const [source, target] = [plainText(unit.source), plainText(unit.target)]
  const ends = sentenceEnds(source, rules.source).slice(0, -1)
  if (target === '') return ends.map((end) => ({ source: end, target: 0 }))
  const along = sentenceEnds(target, rules.target).slice(0, -1)
  const sources = ends.length > along.length ? nearest(along, target.length, ends, source.length) : ends
  const targets = along.length > ends.length ? nearest(ends, source.length, along, target.length) : along
  return sources.map((end, i) => ({ source: end, target: targets[i]! }))
}

/** Of `edges` in a text of `length`, as many as there are `cuts` in a text of another length, in order: those nearest to the same shares. */
function nearest(cuts: readonly number[], otherLength: number, edges: readonly number[], length: number): number[] {
  let from = 0
  return cuts.map((cut, i) => {
    const wanted = (cut / otherLength) * length
    const last = edges.length - (cuts.length - 1 - i)
    let best = from
    for (let at = from; at < last; at++) if (Math.abs(edges[at]! - wanted) < Math.abs(edges[best]! - wanted)) best = at
    from = best + 1
    return edges[best]!
  })
}
