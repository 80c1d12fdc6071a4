import { collectEvidence, type Evidence, itemSeams } from './features.ts'
import { measureLayout } from './layout.ts'
import type { Row } from './rows.ts'
import { learnMeaning, type Meaning, oddsOfSignals, readSignals, type Signals } from './signals.ts'
import { TABLE, type Table } from './weights.ts'

/** Rounds of learning what the layout signals mean: the second settles it, a third changes next to nothing. */
const ROUNDS = 3

/** All that was seen at the places between rows, and what came of it. Entry `i` of each list is the place before row `i + 1`. */
export interface Scored {
  evidence: Evidence[]
  signals: Signals[]
  meaning: Meaning
  scores: Float64Array
}

/**
 * The log odds that a paragraph begins at each row (entry `i` for row `i`; the first row always begins one). The words and widths speak
 * first; then the text's own empty lines, indents and trailing spaces are given the meaning they have at the places already clear
 * (self-training: an expectation-maximisation over one hidden yes or no a place).
 */
export function scoreBreaks(rows: readonly Row[]): Float64Array {
  const scores = new Float64Array(rows.length)
  if (rows.length === 0) return scores
  scores.set(scorePlaces(rows, TABLE).scores, 1)
  scores[0] = Number.POSITIVE_INFINITY
  return scores
}

/** Scores every place between rows with a table of weights. */
export function scorePlaces(rows: readonly Row[], table: Table): Scored {
  const layout = measureLayout(rows)
  const evidence = collectEvidence(rows, layout)
  const words = evidence.map((found) => found.reduce((sum, name) => sum + table.weights[name], 0))
  const signals = readSignals(rows, layout)
  const scores = new Float64Array(words.length)
  const likely = new Float64Array(words.length)
  let seams: readonly boolean[] = []
  let meaning = learnMeaning([], [])
  for (let round = 0; round < ROUNDS; round++) {
    for (const [i, signal] of signals.entries()) {
      const score = (words[i] ?? 0) + (seams[i] ? table.weights['item-seam'] : 0) + oddsOfSignals(signal, meaning, table.trust)
      scores[i] = score
      likely[i] = 1 / (1 + Math.exp(-score))
    }
    if (round === ROUNDS - 1) break
    seams = itemSeams(rows, (i) => (scores[i - 1] ?? 0) > 0)
    meaning = learnMeaning(signals, likely)
  }
  for (const [i, found] of evidence.entries()) if (seams[i]) found.push('item-seam')
  return { evidence, signals, meaning, scores }
}
