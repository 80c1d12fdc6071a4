import { diffArrays } from 'diff'
import { piecesOf } from './words.ts'

/** A stretch that two texts share, or that only one of them has. */
export interface DiffPart {
  readonly kind: 'same' | 'removed' | 'added'
  readonly text: string
}

/** How many words may differ before what differs is told as one stretch: the time goes with the square of it. */
const MOST_EDITS = 1500

/**
 * What became of a text, word by word: the parts joined without `added` are the old text, without `removed` the new one.
 * The shortest edit script is Myers's, by the package diff.
 */
export function diffWords(before: string, after: string): DiffPart[] {
  const [a, b] = [piecesOf(before), piecesOf(after)]
  const parts: DiffPart[] = []
  const script = diffArrays(a, b, { maxEditLength: MOST_EDITS })
  if (!script) return diffEnds(a, b)
  for (const { added, removed, value } of script) {
    parts.push({ kind: added ? 'added' : removed ? 'removed' : 'same', text: value.join('') })
  }
  return readable(parts)
}

/** Of two texts that share less than this, the words they share by chance say nothing. */
const LEAST_SHARED = 0.35

/** For the eye: words that stand between two changes by chance go with them, and texts that share little are told whole. */
function readable(parts: readonly DiffPart[]): DiffPart[] {
  const letters = (kinds: readonly DiffPart['kind'][]) =>
    parts.reduce((sum, { kind, text }) => sum + (kinds.includes(kind) ? text.replace(/\P{L}/gu, '').length : 0), 0)
  const longer = Math.max(letters(['same', 'removed']), letters(['same', 'added']))
  const isOther = letters(['removed']) > 0 && letters(['added']) > 0 && letters(['same']) < LEAST_SHARED * longer
  const clear: DiffPart[] = []
  let [removed, added] = ['', '']
  const flush = () => {
    if (removed !== '') clear.push({ kind: 'removed', text: removed })
    if (added !== '') clear.push({ kind: 'added', text: added })
    ;[removed, added] = ['', '']
  }
  for (const [i, { kind, text }] of parts.entries()) {
    const isBetween = i > 0 && i < parts.length - 1 && !/[\p{L}\p{N}]/u.test(text) && removed !== '' && added !== ''
    if (kind === 'removed' || (kind === 'same' && (isOther || isBetween))) removed += text
    if (kind === 'added' || (kind === 'same' && (isOther || isBetween))) added += text
    if (kind !== 'same' || isOther || isBetween) continue
    flush()
    clear.push({ kind, text })
  }
  flush()
  return clear
}

/** The common beginning and end, and what lies between. */
function diffEnds(before: readonly string[], after: readonly string[]): DiffPart[] {
  const shared = Math.min(before.length, after.length)
  let head = 0
  while (head < shared && before[head] === after[head]) head++
  let tail = 0
  while (tail < shared - head && before.at(-1 - tail) === after.at(-1 - tail)) tail++
  const between = (words: readonly string[]) => words.slice(head, words.length - tail).join('')
  const parts: DiffPart[] = [
    { kind: 'same', text: before.slice(0, head).join('') },
    { kind: 'removed', text: between(before) },
    { kind: 'added', text: between(after) },
    { kind: 'same', text: before.slice(before.length - tail).join('') },
  ]
  return parts.filter(({ text }) => text !== '')
}
