import { measureLayout, runsOn, slackOf } from './layout.ts'
import type { Row } from './rows.ts'

/** A head is a name, not a sentence nor a piece of one. */
export const SENTENCE_ENDS: ReadonlySet<string> = new Set(['stop', 'comma', 'semicolon', 'colon', 'hyphen', 'open', 'dash'])

/** A head that comes only once is believed only when it is short. */
const LONGEST_SINGLE = 50

/** What the surroundings of a row say about a page end. */
export class Places {
  readonly #rows: readonly Row[]
  readonly #maybe: ReadonlySet<number>
  readonly #found: { has(at: number): boolean }
  readonly #numbers: ReadonlySet<number>
  readonly #cased: boolean
  readonly #gap: number
  readonly #widths: Float64Array
  readonly #tolerance: number
  readonly #justified: boolean

  /** `maybe`: rows that could be furniture; `numbers`: those that are a bare number; `found`: those already known, growing. */
  constructor(
    rows: readonly Row[],
    maybe: ReadonlySet<number>,
    numbers: ReadonlySet<number>,
    found: { has(at: number): boolean },
    cased: boolean,
  ) {
    this.#rows = rows
    this.#numbers = numbers
    this.#maybe = maybe
    this.#found = found
    this.#cased = cased
    const layout = measureLayout(rows)
    this.#gap = layout.gap
    this.#widths = layout.widths
    this.#tolerance = layout.tolerance
    this.#justified = layout.justified
  }

  line(at: number): number {
    return this.#rows[at]?.line ?? 0
  }

  /** A sentence goes on across the row, or a page ends or another piece of furniture stands right beside it. */
  atPageEnd(at: number): boolean {
    return at === 0 || at === this.#rows.length - 1 || this.betweenPages(at)
  }

  /** The same, but the two ends of the text prove nothing. */
  betweenPages(at: number): boolean {
    return this.#atFeed(at) || this.besideFound(at) || this.interrupts(at)
  }

  /** First or last on a page that a form feed ends, or next to such a row that may itself be furniture. */
  #atFeed(at: number): boolean {
    if (this.#rows[at]?.page === true || this.#rows[at + 1]?.page === true) return true
    return (this.#maybe.has(at - 1) && this.#rows[at - 1]?.page === true) || (this.#maybe.has(at + 1) && this.#rows[at + 2]?.page === true)
  }

  besideFound(at: number): boolean {
    return [-2, -1, 1, 2].some((step) => this.#found.has(at + step) && (Math.abs(step) === 1 || this.#maybe.has(at + step / 2)))
  }

  interrupts(at: number): boolean {
    const before = this.#rows[this.#pastFurniture(at, -1)]
    const after = this.#rows[this.#pastFurniture(at, 1)]
    if (before === undefined || after === undefined) return false
    return runsOn(before, after, this.#cased) && this.standsOut(at)
  }

  /** Short, set apart or spread over the line: a row of the running text is neither. */
  standsOut(at: number): boolean {
    const row = this.#rows[at]
    const width = this.#widths[at] ?? 0
    if (row === undefined) return false
    const next = this.#rows[at + 1]
    if (next === undefined || (row.holes > 0 && !this.#justified)) return true
    const apart = next.gap > this.#gap || this.#numbers.has(at + 1) || this.#found.has(at + 1)
    if (row.edge - row.indent >= (row.capitals ? 0.95 : 0.75) * width) return false
    return apart || slackOf(row, next, width) > Math.max(1, this.#tolerance)
  }

  /** More empty lines on both sides than usual. */
  isolated(at: number): boolean {
    return (this.#rows[at]?.gap ?? 0) > this.#gap && (this.#rows[at + 1]?.gap ?? this.#gap + 1) > this.#gap
  }

  /** Rows right beside a number that a sentence runs across: a head that came only once. */
  headsBeside(at: number): number[] {
    if (!this.interrupts(at)) return []
    const heads: number[] = []
    for (const step of [-1, 1] as const) {
      const end = this.#pastFurniture(at, step)
      for (let place = at + step; place !== end; place += step)
        if (this.#isHeadLike(place) && (this.#rows[place]?.text.length ?? 0) <= LONGEST_SINGLE) heads.push(place)
    }
    return heads
  }

  #pastFurniture(at: number, step: 1 | -1): number {
    let place = at + step
    for (let n = 0; n < 3; n++) {
      const besideNumber = this.#numbers.has(place - step) && this.#isHeadLike(place)
      if (!this.#maybe.has(place) && !this.#found.has(place) && !besideNumber) break
      place += step
    }
    return place
  }

  #isHeadLike(at: number): boolean {
    const row = this.#rows[at]
    return row !== undefined && row.opening !== 'lower' && !SENTENCE_ENDS.has(row.ending) && row.mark === undefined && this.standsOut(at)
  }
}
