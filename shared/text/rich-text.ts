import { z } from 'zod'
import { equalJson, stableJson } from '../model/json.ts'

/** What stands in a unit's plain text where a placeholder is: one UTF-16 unit, like the placeholder's own length. */
export const PLACEHOLDER_CHARACTER = '\uFFFC'

export const markTypes = ['bold', 'italic', 'underline', 'superscript', 'subscript'] as const
export type MarkType = (typeof markTypes)[number]

export const markSchema = z.looseObject({ type: z.enum(markTypes) })
export type Mark = z.infer<typeof markSchema>

export const textRunSchema = z.looseObject({ type: z.literal('text'), text: z.string().min(1), marks: z.array(markSchema).optional() })
export const placeholderRunSchema = z.looseObject({
  type: z.literal('placeholder'),
  attrs: z.looseObject({ kind: z.string(), label: z.string(), data: z.string().optional() }),
  marks: z.array(markSchema).optional(),
})
export const runSchema = z.discriminatedUnion('type', [textRunSchema, placeholderRunSchema])
export type Run = z.infer<typeof runSchema>

/** One side of a unit: inline runs, in the JSON form of ProseMirror's inline content. Empty text is the empty list. */
export type RichText = readonly Run[]
export const richTextSchema = z.array(runSchema)

/** A rewriting of one stretch of a rich text. It carries both texts, so it can be inverted without looking at anything else. */
export const spliceSchema = z.looseObject({ at: z.number().int().min(0), removed: richTextSchema, inserted: richTextSchema })
export interface Splice {
  /** UTF-16 offset in the unit's plain text. */
  readonly at: number
  readonly removed: RichText
  readonly inserted: RichText
}

const runLength = (run: Run): number => (run.type === 'text' ? run.text.length : 1)

/** Plain text without marks as rich text. */
export function fromPlain(text: string): RichText {
  return text === '' ? [] : [{ type: 'text', text }]
}

/** The plain text, a placeholder counting as one U+FFFC. */
export function plainText(rich: RichText): string {
  let text = ''
  for (const run of rich) text += run.type === 'text' ? run.text : PLACEHOLDER_CHARACTER
  return text
}

/** Length in UTF-16 units, a placeholder counting 1. */
export function richLength(rich: RichText): number {
  let length = 0
  for (const run of rich) length += runLength(run)
  return length
}

/** The part from `from` to `to` (UTF-16 offsets, end exclusive), marks kept. */
export function sliceRich(rich: RichText, from: number, to: number): RichText {
  const part: Run[] = []
  let start = 0
  for (const run of rich) {
    const end = start + runLength(run)
    if (end > from && start < to) {
      if (run.type === 'text') part.push({ ...run, text: run.text.slice(Math.max(0, from - start), Math.min(run.text.length, to - start)) })
      else part.push(run)
    }
    start = end
  }
  return normalise(part)
}

/** The parts one after another, runs of the same marks made one. */
export function joinRich(...parts: RichText[]): RichText {
  return normalise(parts.flat())
}

/**
 * The text after a splice.
 * @throws RangeError where the text does not hold what the splice says it removes: the caller's copy is stale.
 */
export function applySplice(rich: RichText, splice: Splice): RichText {
  const end = splice.at + richLength(splice.removed)
  const there = sliceRich(rich, splice.at, end)
  if (!sameRich(there, splice.removed)) {
    throw new RangeError(`at ${splice.at} the text holds “${plainText(there)}”, not “${plainText(splice.removed)}”`)
  }
  return joinRich(sliceRich(rich, 0, splice.at), splice.inserted, sliceRich(rich, end, richLength(rich)))
}

export function invertSplice(splice: Splice): Splice {
  return { ...splice, removed: splice.inserted, inserted: splice.removed }
}

/** The smallest single splice that turns `before` into `after`, or null where they are equal. Linear in the texts' lengths. */
export function diffRich(before: RichText, after: RichText): Splice | null {
  if (sameRich(before, after)) return null
  const styles = new Map<string, number>()
  const a = plainText(before)
  const b = plainText(after)
  const aStyles = styleOfEach(before, a.length, styles)
  const bStyles = styleOfEach(after, b.length, styles)
  const same = (i: number, j: number) => a.charCodeAt(i) === b.charCodeAt(j) && aStyles[i] === bStyles[j]
  const shared = Math.min(a.length, b.length)
  let head = 0
  while (head < shared && same(head, head)) head++
  let tail = 0
  while (tail < shared - head && same(a.length - 1 - tail, b.length - 1 - tail)) tail++
  while (head > 0 && (splitsPair(a, head) || splitsPair(b, head))) head--
  while (tail > 0 && (splitsPair(a, a.length - tail) || splitsPair(b, b.length - tail))) tail--
  return { at: head, removed: sliceRich(before, head, a.length - tail), inserted: sliceRich(after, head, b.length - tail) }
}

export function sameRich(a: RichText, b: RichText): boolean {
  return a === b || (a.length === b.length && a.every((run, i) => equalJson(run, b[i])))
}

/**
 * Where an offset of the old text lies after the splice. An offset strictly inside what was removed, or right at a pure insertion,
 * goes before (`side` -1) or after (1) what came in; the edges of a replaced stretch stay its edges (as in prosemirror-transform's StepMap).
 */
export function mapOffset(offset: number, splice: Splice, side: -1 | 1): number {
  const removed = richLength(splice.removed)
  const end = splice.at + removed
  if (offset < splice.at) return offset
  const grown = richLength(splice.inserted)
  if (offset > end) return offset - removed + grown
  const before = removed > 0 && offset === splice.at ? true : removed > 0 && offset === end ? false : side < 0
  return splice.at + (before ? 0 : grown)
}

/** Empty runs dropped, neighbours with the same marks joined. */
export function normalise(rich: RichText): RichText {
  const runs: Run[] = []
  for (const run of rich) {
    if (run.type === 'text' && run.text === '') continue
    const last = runs.at(-1)
    if (last?.type === 'text' && run.type === 'text' && styleKey(last) === styleKey(run)) {
      runs[runs.length - 1] = { ...last, text: last.text + run.text }
    } else {
      runs.push(run)
    }
  }
  return runs
}

const styleKey = (run: Run): string => {
  const { text: _text, ...rest } = run as Record<string, unknown>
  return stableJson(rest)
}

/** A number for the style of every UTF-16 unit; equal styles get equal numbers over one `styles` map. */
function styleOfEach(rich: RichText, length: number, styles: Map<string, number>): Uint32Array {
  const each = new Uint32Array(length)
  let at = 0
  for (const run of rich) {
    const key = styleKey(run)
    const number = styles.get(key) ?? styles.size
    styles.set(key, number)
    each.fill(number, at, at + runLength(run))
    at += runLength(run)
  }
  return each
}

function splitsPair(text: string, at: number): boolean {
  const before = text.charCodeAt(at - 1)
  const after = text.charCodeAt(at)
  return before >= 0xd800 && before < 0xdc00 && after >= 0xdc00 && after < 0xe000
}
