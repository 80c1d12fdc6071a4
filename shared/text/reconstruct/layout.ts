import type { Row } from './rows.ts'

/** What a text's own lines say about how it was set. */
export interface Layout {
  /** Most letters have case, so small and capital openings are evidence. */
  cased: boolean
  /** Empty lines between any two lines, where they mean nothing. */
  gap: number
  /** The indent most lines have. */
  indent: number
  /** The white space most lines end with. */
  trailing: number
  /** The usual right edge round each row, in columns. */
  widths: Float64Array
  /** How much room a line inside a paragraph may leave, in columns: below nothing for even widths, several for proportional type. */
  tolerance: number
  /** Lines are filled by counting characters: a word that would have fitted was not left out by chance. */
  sharp: boolean
  /** Wide gaps stand in many lines, so they mean no columns. */
  justified: boolean
}

/** Rows on either side that set the usual width of a row: about half a page, so that columns and quotations get their own. */
const REACH = 14
const LEAST_KNOWN = 5
/** The share of lines inside paragraphs that end before the right edge: nearly all, so that one line run wild does not set it. */
const FULL = 0.95
/** A line shorter than the width by more than this share was ended for another reason than its width. */
const RAGGED = 0.15

/** Measures how a text is set. `rows` without page furniture. */
export function measureLayout(rows: readonly Row[]): Layout {
  const cased = isCased(rows)
  const known = rows.map((row, i) => runsOn(row, rows[i + 1], cased))
  const widths = usualWidths(rows, known)
  return {
    cased,
    gap: mostCommon(rows.slice(1).map((row) => row.gap)),
    indent: mostCommon(rows.map((row) => row.indent)),
    trailing: mostCommon(rows.map((row) => row.trailing)),
    widths,
    justified: rows.filter((row) => row.holes > 0).length > rows.length * 0.25,
    ...tolerances(slacksOf(rows, known, widths), widths[0] ?? 0),
  }
}

/** The words alone say that a paragraph goes on here, whatever the lengths: no stop, and a small letter follows where there are any. */
export function runsOn(row: Row, next: Row | undefined, cased: boolean): boolean {
  if (next === undefined) return false
  if (row.ending === 'hyphen' || row.ending === 'comma') return next.opening !== 'number' && next.opening !== 'bullet'
  if (row.ending === 'digit') return cased && next.opening === 'lower'
  if (row.ending !== 'word' && row.ending !== 'open' && row.ending !== 'dash') return false
  return cased ? next.opening === 'lower' : next.opening === 'caseless'
}

/** The room left on a row by its first follower, in columns: not below zero, that word would have fitted. */
export function slackOf(row: Row, next: Row, width: number): number {
  return width - (row.edge + 1 + next.first)
}

export function isCased(rows: readonly Row[]): boolean {
  let cased = 0
  let caseless = 0
  for (const row of rows) {
    if (row.opening === 'lower' || row.opening === 'upper') cased++
    else if (row.opening === 'caseless') caseless++
  }
  return cased >= caseless
}

function usualWidths(rows: readonly Row[], known: readonly boolean[]): Float64Array {
  const knownEdges = rows.filter((_, i) => known[i]).map((row) => row.edge)
  const edges = rows.map((row) => row.edge)
  const overall = knownEdges.length >= LEAST_KNOWN ? quantile(knownEdges, FULL) : quantile(edges, 0.9)
  const widths = new Float64Array(rows.length)
  for (let i = 0; i < rows.length; i++) {
    const near: number[] = []
    for (let k = Math.max(0, i - REACH); k <= Math.min(rows.length - 1, i + REACH); k++) {
      if (known[k]) near.push(rows[k]?.edge ?? 0)
    }
    widths[i] = near.length >= LEAST_KNOWN ? Math.max(quantile(near, FULL), overall * 0.5) : overall
  }
  return widths
}

function slacksOf(rows: readonly Row[], known: readonly boolean[], widths: Float64Array): number[] {
  const slacks: number[] = []
  for (let i = 0; i + 1 < rows.length; i++) {
    const row = rows[i]
    const next = rows[i + 1]
    if (known[i] && row && next && row.ending !== 'hyphen') slacks.push(slackOf(row, next, widths[i] ?? 0))
  }
  return slacks
}

function tolerances(slacks: readonly number[], width: number): { tolerance: number; sharp: boolean } {
  if (slacks.length < LEAST_KNOWN) return { tolerance: 0, sharp: false }
  const filled = slacks.filter((slack) => slack <= width * RAGGED)
  return { tolerance: Math.max(quantile(filled, 0.92), -1), sharp: filled.length >= 12 && quantile(filled, 0.97) <= 0 }
}

/** The value below which the given share of numbers lies. */
export function quantile(numbers: readonly number[], share: number): number {
  if (numbers.length === 0) return 0
  const sorted = Float64Array.from(numbers).sort()
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0
}

export function mostCommon(numbers: readonly number[]): number {
  const counts = new Map<number, number>()
  for (const n of numbers) counts.set(n, (counts.get(n) ?? 0) + 1)
  let best = 0
  let most = 0
  for (const [n, count] of counts) {
    if (count > most || (count === most && n < best)) {
      best = n
      most = count
    }
  }
  return best
}
