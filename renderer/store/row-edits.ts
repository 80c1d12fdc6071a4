import { spanOf } from '../../shared/model/anchors.ts'
import type { SimpleOp } from '../../shared/model/changes.ts'
import { keyBetween, newId } from '../../shared/model/ids.ts'
import { equalJson } from '../../shared/model/json.ts'
import { type Annotation, type Side, type Span, type Unit, unitFlags } from '../../shared/model/records.ts'
import { diffRich, fromPlain, joinRich, plainText, type RichText, richLength, sliceRich } from '../../shared/text/rich-text.ts'
import type { SegmentationRules } from '../../shared/text/segmentation/rules.ts'
import { sentenceEnds } from '../../shared/text/segmentation/sentence-ends.ts'

// Splitting and joining rows. The text of both sides, and what stands on it, goes along; white space at the cut goes, and comes back
// as one space where two rows are joined.

/** Where a row is cut: UTF-16 offsets in the plain text of each side. */
export type Cut = Readonly<Record<Side, number>>

const sides: readonly Side[] = ['source', 'target']

/** A stretch of a row's text after an edit of rows. */
interface Range {
  readonly unitId: string
  readonly from: number
  readonly to: number
}

/** The texts of the rows that an edit leaves, by unit. */
type Texts = ReadonlyMap<string, Readonly<Record<Side, RichText>>>

/**
 * The operations that part a row in two at `cut`: the second row carries on the paragraph of the first. `next` is the row after it, in
 * whose place before it the new one goes. None where a part would have neither source nor translation.
 */
export function splitOps(unit: Unit, cut: Cut, next: Unit | null, annotations: Iterable<Annotation>): SimpleOp[] {
  const parts = Object.fromEntries(sides.map((side) => [side, cutText(unit[side], cut[side])])) as Record<Side, Parted>
  const isEmpty = (part: 'first' | 'second') => sides.every((side) => parts[side][part].length === 0)
  if (isEmpty('first') || isEmpty('second')) return []
  const { id: unitId, documentId } = unit
  // Notes and the bookmark stay with the first part.
  const { notes: _notes, bookmarked: _bookmarked, ...carried } = unit
  const second: Unit = {
    ...carried,
    id: newId(),
    order: keyBetween(unit.order, next?.order ?? null),
    source: [...parts.source.second],
    target: [...parts.target.second],
    state: parts.target.second.length === 0 ? 'initial' : unit.state,
    continues: true,
  }
  const texts = new Map([
    [unitId, { source: parts.source.first, target: parts.target.first }],
    [second.id, { source: parts.source.second, target: parts.target.second }],
  ])
  const place = (span: Span): Range[] => {
    if (span.unitId !== unitId) return []
    const { from, to } = parts[span.side].gap
    const inFirst = { unitId, from: span.from, to: Math.min(span.to, from) }
    const inSecond = { unitId: second.id, from: Math.max(span.from, to) - to, to: span.to - to }
    const held = [inFirst, inSecond].filter((range) => range.from < range.to)
    // Only white space at the cut, or lost before: it stands at the edge of the row it is in.
    if (held.length > 0) return held
    return [span.from <= from ? { unitId, from: span.from, to: span.from } : { ...inSecond, to: inSecond.from }]
  }
  return [
    ...sides.flatMap((side) => rewriteOps(unit, side, parts[side].first)),
    ...(parts.target.first.length === 0 ? stateOp(unit, 'initial') : []),
    { type: 'unit.add', unit: second },
    ...moveOps(annotations, texts, place, documentId),
  ]
}

/**
 * The operations that join a row with the one after it: its text goes behind the first one's. `annotations` are those on either.
 * The joined row is as far as the less far of the two that have a translation; with a part not translated it is not translated.
 */
export function mergeOps(first: Unit, second: Unit, annotations: Iterable<Annotation>): SimpleOp[] {
  const joined = Object.fromEntries(sides.map((side) => [side, joinText(first[side], second[side])])) as Record<Side, Joined>
  const texts = new Map([[first.id, { source: joined.source.text, target: joined.target.text }]])
  const place = (span: Span): Range[] => {
    const shift = span.unitId === second.id ? joined[span.side].second : span.unitId === first.id ? 0 : null
    return shift === null ? [] : [{ unitId: first.id, from: span.from + shift, to: span.to + shift }]
  }
  return [
    { type: 'unit.remove', unit: second },
    ...sides.flatMap((side) => rewriteOps(first, side, joined[side].text)),
    ...stateOp(first, joinedState(first, second)),
    ...carriedOps(first, second),
    ...moveOps(annotations, texts, place, first.documentId),
  ]
}

/** The second row's notes and marks, for the first one. */
function carriedOps(first: Unit, second: Unit): SimpleOp[] {
  const { id: unitId, documentId } = first
  const marks = unitFlags.filter((flag) => second[flag] && !first[flag])
  const count = first.notes?.length ?? 0
  return [
    ...marks.map((flag): SimpleOp => ({ type: 'unit.setFlag', documentId, unitId, flag, before: false, after: true })),
    ...(second.notes ?? []).map((note, i): SimpleOp => ({ type: 'note.add', documentId, unitId, at: count + i, note })),
  ]
}

/**
 * Where the side without the caret is cut when the other is cut at `offset`: at the sentence or word edge nearest to the same share.
 * `rules` are those of that side's language.
 */
export function cutAlong(unit: Unit, side: Side, offset: number, rules: SegmentationRules): Cut {
  const other: Side = side === 'source' ? 'target' : 'source'
  const [text, along] = [plainText(unit[side]), plainText(unit[other])]
  const wanted = text.length === 0 ? 0 : (offset / text.length) * along.length
  const sentences = sentenceEnds(along, rules)
    .slice(0, -1)
    .filter((edge) => Math.abs(edge - wanted) <= along.length * 0.25)
  const candidates = offset === 0 || offset === text.length ? [wanted] : sentences.length > 0 ? sentences : wordStarts(along)
  const nearest = candidates.reduce((best, edge) => (Math.abs(edge - wanted) < Math.abs(best - wanted) ? edge : best), candidates[0] ?? 0)
  return { [side]: offset, [other]: Math.round(nearest) } as Record<Side, number>
}

const words = new Intl.Segmenter(undefined, { granularity: 'word' })

/** Where words of a text may begin a row, its first one left out: behind white space, or before what opens them; anywhere in scripts without spaces. */
function wordStarts(text: string): number[] {
  return [...words.segment(text)].flatMap(({ index, isWordLike }) => {
    if (!isWordLike) return []
    let start = index
    while (opens.test(text[start - 1] ?? '')) start--
    const before = text[start - 1] ?? ''
    return start > 0 && (/\s/u.test(before) || unspaced.test(before)) ? [start] : []
  })
}

/** Quotes and brackets that stand right before a word; a straight quote after white space is one, too. */
const opens = /[\p{Ps}\p{Pi}"'‚„]/u

interface Parted {
  readonly first: RichText
  readonly second: RichText
  /** The white space at the cut, which neither part keeps. */
  readonly gap: { readonly from: number; readonly to: number }
}

function cutText(text: RichText, offset: number): Parted {
  const plain = plainText(text)
  const from = plain.slice(0, offset).trimEnd().length
  const to = offset + plain.slice(offset).length - plain.slice(offset).trimStart().length
  return { first: sliceRich(text, 0, from), second: sliceRich(text, to, plain.length), gap: { from, to } }
}

interface Joined {
  readonly text: RichText
  /** Where the second text begins in it. */
  readonly second: number
}

// Written without spaces between words: Han, kana, Thai, Lao, Khmer, Myanmar, Tibetan.
const unspaced =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}\p{Script=Tibetan}、。]/u

// No space stands before these, or after those.
const closing = /^[\p{Pe}\p{Pf}.,;:!?…%]/u
const opening = /[\p{Ps}\p{Pi}]$/u

function joinText(first: RichText, second: RichText): Joined {
  const [before, after] = [plainText(first), plainText(second)]
  const head = joinRich(first, fromPlain(jointOf(before, after)))
  return { text: joinRich(head, second), second: richLength(head) }
}

/** What stands between two texts where they are joined: a space, or nothing where one is there or none belongs there. */
export function jointOf(before: string, after: string): '' | ' ' {
  const isOpen = before !== '' && after !== '' && !/\s$/.test(before) && !/^\s/.test(after)
  const isTight = (unspaced.test(before.at(-1)!) && unspaced.test(after[0]!)) || closing.test(after) || opening.test(before)
  return isOpen && !isTight ? ' ' : ''
}

function joinedState(first: Unit, second: Unit): Unit['state'] {
  const far = ['initial', 'translated', 'reviewed', 'final'] as const
  const isDone = (unit: Unit) => unit.target.length > 0 || unit.source.length === 0
  if (!isDone(first) || !isDone(second)) return 'initial'
  return far[Math.min(far.indexOf(first.state), far.indexOf(second.state))]!
}

function rewriteOps(unit: Unit, side: Side, text: RichText): SimpleOp[] {
  const splice = diffRich(unit[side], text)
  if (!splice) return []
  const type = side === 'source' ? 'unit.setSource' : 'unit.setTarget'
  const { at, removed, inserted } = splice
  return [{ type, documentId: unit.documentId, unitId: unit.id, splice: { at, removed: [...removed], inserted: [...inserted] } }]
}

function stateOp(unit: Unit, after: Unit['state']): SimpleOp[] {
  return unit.state === after ? [] : [{ type: 'unit.setState', documentId: unit.documentId, unitId: unit.id, before: unit.state, after }]
}

/** Annotations carried to where their text went; what a joint brought side by side becomes one span. */
function moveOps(annotations: Iterable<Annotation>, texts: Texts, place: (span: Span) => Range[], documentId: string): SimpleOp[] {
  const ops: SimpleOp[] = []
  for (const annotation of annotations) {
    const spans: Span[] = []
    let orphan = annotation.orphan
    for (const [i, span] of annotation.spans.entries()) {
      const ranges = place(span)
      if (ranges.length === 0) spans.push(span)
      for (const range of ranges) {
        if (range.from === range.to && span.from < span.to) orphan = true
        const moved = placed(span, range, texts)
        const last = spans.at(-1)
        const wasApart = annotation.spans[i - 1]?.unitId !== span.unitId
        if (last && wasApart && touches(last, moved, texts)) spans.splice(-1, 1, placed(last, { ...last, to: moved.to }, texts))
        else spans.push(moved)
      }
    }
    if (equalJson(spans, annotation.spans)) continue
    const before = { spans: [...annotation.spans], orphan: annotation.orphan }
    ops.push({ type: 'annotation.setSpans', annotationId: annotation.id, documentId, before, after: { spans, orphan } })
  }
  return ops
}

function placed(span: Span, { unitId, from, to }: Range, texts: Texts): Span {
  // A span that lost its text keeps the quote of what it stood on.
  if (from >= to) return { ...span, unitId, from, to: from }
  return { ...span, ...spanOf(unitId, span.side, plainText(texts.get(unitId)![span.side]), from, to) }
}

/** Whether two stretches lie in one text with nothing but white space between them. */
function touches(a: Span, b: Span, texts: Texts): boolean {
  if (a.unitId !== b.unitId || a.side !== b.side || a.from === a.to || b.from === b.to || a.to > b.from) return false
  return plainText(texts.get(a.unitId)![a.side]).slice(a.to, b.from).trim() === ''
}
