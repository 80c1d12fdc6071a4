import { normalizeText, splitLines } from '../../../shared/text/lines.ts'
import { scorePlaces } from '../../../shared/text/reconstruct/breaks.ts'
import { removeFurniture } from '../../../shared/text/reconstruct/furniture.ts'
import { isCased } from '../../../shared/text/reconstruct/layout.ts'
import { measureRows, type Row } from '../../../shared/text/reconstruct/rows.ts'
import { type Feature, TABLE, type Table } from '../../../shared/text/reconstruct/weights.ts'
import type { SetText } from './setting.ts'

const KINDS = ['gap', 'indent', 'trailing'] as const
/** Pull of each weight towards where it started, in places: rare evidence, and quirks of generated texts, must not be believed too much. */
const PULL = 12
/** The trust in a kind of signal is pulled harder: a generator keeps its own rules better than any publisher. */
const PULL_TRUST = 3000

interface Place {
  features: Feature[]
  odds: number[]
  breaks: boolean
  /** Places of one text share one vote, so that long texts do not drown short ones. */
  weight: number
}

/**
 * Fits the table of weights to texts whose paragraphs are known: logistic regression by gradient descent, taken in turns with the
 * learning of layout signals, which depends on the weights. Run by hand when features change; the result is copied into `weights.ts`.
 */
export function fitTable(samples: readonly SetText[], turns = 3): Table {
  let table: Table = TABLE
  const prepared = samples.map((sample) => {
    const measured = measureRows(splitLines(normalizeText(sample.text)))
    return { rows: removeFurniture(measured, isCased(measured)).rows, owner: sample.owner }
  })
  for (let turn = 0; turn < turns; turn++)
    table = descend(
      prepared.flatMap(({ rows, owner }) => placesOf(rows, owner, table)),
      TABLE,
    )
  return table
}

function placesOf(rows: readonly Row[], owner: readonly number[], table: Table): Place[] {
  const { evidence, signals, meaning } = scorePlaces(rows, table)
  return evidence.flatMap((features, i) => {
    const here = owner[(rows[i]?.line ?? 0) - 1] ?? -1
    const next = owner[(rows[i + 1]?.line ?? 0) - 1] ?? -1
    const signal = signals[i]
    if (here < 0 || next < 0 || signal === undefined) return []
    const odds = KINDS.map((kind) => meaning[kind].get(signal[kind]) ?? 0)
    return [{ features, odds, breaks: here !== next, weight: 60 / Math.sqrt(rows.length) }]
  })
}

function descend(places: readonly Place[], start: Table): Table {
  const names = Object.keys(start.weights) as Feature[]
  const index = new Map(names.map((name, i) => [name, i]))
  const size = names.length + KINDS.length
  const weights = Float64Array.from([...names.map((name) => start.weights[name]), ...KINDS.map((kind) => start.trust[kind])])
  const origin = Float64Array.from(weights)
  const rows = places.map((place) => place.features.map((name) => index.get(name) ?? 0))
  const speed = new Float64Array(size)
  const total = places.reduce((sum, place) => sum + place.weight, 0)
  for (let step = 0; step < 400; step++) {
    const slope = new Float64Array(size)
    for (const [p, place] of places.entries()) {
      let score = 0
      for (const f of rows[p] ?? []) score += weights[f] ?? 0
      for (const [k, odds] of place.odds.entries()) score += odds * (weights[names.length + k] ?? 0)
      const error = (1 / (1 + Math.exp(-score)) - (place.breaks ? 1 : 0)) * place.weight
      for (const f of rows[p] ?? []) slope[f] = (slope[f] ?? 0) + error
      for (const [k, odds] of place.odds.entries()) slope[names.length + k] = (slope[names.length + k] ?? 0) + error * odds
    }
    for (let f = 0; f < size; f++) {
      const pull = (f < names.length ? PULL : PULL_TRUST) * ((weights[f] ?? 0) - (origin[f] ?? 0))
      const gradient = ((slope[f] ?? 0) + pull) / total
      // Adagrad: evidence that is rare moves as fast as evidence that is common.
      speed[f] = (speed[f] ?? 0) * 0.95 + gradient * gradient
      weights[f] = (weights[f] ?? 0) - (0.05 * gradient) / (Math.sqrt(speed[f] ?? 0) + 1e-6)
    }
  }
  const round = (x: number) => Math.round(x * 100) / 100
  return {
    weights: Object.fromEntries(names.map((name, i) => [name, round(weights[i] ?? 0)])) as Table['weights'],
    trust: Object.fromEntries(KINDS.map((kind, k) => [kind, round(weights[names.length + k] ?? 0)])) as Table['trust'],
  }
}
