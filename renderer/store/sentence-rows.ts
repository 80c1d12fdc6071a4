import { isInSentences, LONGEST_ROW } from '../../shared/formats/document-import.ts'
import { addressOf, applyTo } from '../../shared/model/apply.ts'
import type { SimpleOp } from '../../shared/model/changes.ts'
import type { Annotation, Side, Unit } from '../../shared/model/records.ts'
import { plainText, richLength } from '../../shared/text/rich-text.ts'
import type { SegmentationRules } from '../../shared/text/segmentation/rules.ts'
import { sentenceEnds } from '../../shared/text/segmentation/sentence-ends.ts'
import { mergeOps, splitOps, wordStarts } from './row-edits.ts'

// One row a sentence, and back to one a paragraph. Nothing is made anew: rows are parted and joined as by hand, so translations, tags and
// notes go along. Locked rows are left alone.

/** By which rules each side's sentences end. */
export type SideRules = Readonly<Record<Side, SegmentationRules>>

/**
 * The operations that lay a paragraph's rows over one row a sentence of the source. `next` is the row after the paragraph, `annotations`
 * those on any of its rows. The translation is cut where as many sentences have ended, or, where it has another number of them, where as
 * much of it lies before.
 */
export function sentenceRowOps(units: readonly Unit[], annotations: Iterable<Annotation>, next: Unit | null, rules: SideRules): SimpleOp[] {
  const ops: SimpleOp[] = []
  let marked = [...annotations]
  for (const [i, unit] of units.entries()) {
    if (unit.locked || !isInSentences(unit.kind)) continue
    const cuts = sentenceEnds(plainText(unit.source), rules.source).slice(0, -1)
    const along = cutsAlong(cuts, unit, rules.target)
    let first = unit
    let after = units[i + 1] ?? next
    // From the end: each change then carries one sentence, not all that follow.
    for (const [k, source] of [...cuts.entries()].reverse()) {
      const parted = splitOps(first, { source, target: along[k]! }, after, marked)
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

/** Where the translation of a row is cut when its source is cut at `cuts`, in order. */
function cutsAlong(cuts: readonly number[], unit: Unit, rules: SegmentationRules): number[] {
  const [source, target] = [plainText(unit.source), plainText(unit.target)]
  const sentences = sentenceEnds(target, rules).slice(0, -1)
  if (sentences.length === cuts.length) return sentences
  const edges = sentences.length > cuts.length ? sentences : [...new Set([...sentences, ...wordStarts(target)])].sort((a, b) => a - b)
  // A sentence that ends a little off is a better place than a word that begins right there.
  const worth = target.length / (cuts.length + 1) / 2
  const isEnd = new Set(sentences)
  let from = 0
  return cuts.map((cut, i) => {
    const wanted = (cut / source.length) * target.length
    const last = Math.max(from + 1, edges.length - (cuts.length - 1 - i))
    let best = from
    const cost = (at: number) => Math.abs((edges[at] ?? target.length) - wanted) - (isEnd.has(edges[at] ?? -1) ? worth : 0)
    for (let at = from; at < last; at++) if (cost(at) < cost(best)) best = at
    from = best + 1
    return edges[best] ?? target.length
  })
}
