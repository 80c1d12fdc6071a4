import { collectEvidence } from './features.ts'
import { measureLayout } from './layout.ts'
import type { Row } from './rows.ts'
import { learnMeaning, oddsOfSignals, readSignals } from './signals.ts'
import { WEIGHTS } from './weights.ts'

/** Rounds of learning what the layout signals mean: the second settles it, a third changes next to nothing. */
const ROUNDS = 3

/**
 * The log odds that a paragraph begins at each row (entry `i` for row `i`; the first row always begins one). The words and widths speak
 * first; then the text's own empty lines, indents and trailing spaces are given the meaning they have at the places already clear
 * (self-training: an expectation-maximisation over one hidden yes or no a place).
 */
export function scoreBreaks(rows: readonly Row[]): Float64Array {
  const scores = new Float64Array(rows.length)
  if (rows.length === 0) return scores
  scores[0] = Number.POSITIVE_INFINITY
  const layout = measureLayout(rows)
  const words = collectEvidence(rows, layout).map((found) => found.reduce((sum, name) => sum + WEIGHTS[name], 0))
  const signals = readSignals(rows, layout)
  let meaning = learnMeaning([], [])
  const likely = new Float64Array(words.length)
  for (let round = 0; round < ROUNDS; round++) {
    for (let i = 0; i < words.length; i++) {
      const signal = signals[i]
      const score = (words[i] ?? 0) + (signal ? oddsOfSignals(signal, meaning) : 0)
      scores[i + 1] = score
      likely[i] = 1 / (1 + Math.exp(-score))
    }
    meaning = learnMeaning(signals, likely)
  }
  return scores
}
