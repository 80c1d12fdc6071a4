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
  return parts
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
