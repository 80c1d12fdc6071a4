import type { OutlineRow } from '../../store/outline.ts'

/** Rows to be read, in order; `place` is 0-based among them. */
export interface ReadRows {
  /** The same object as long as the same rows stand in the same order. */
  readonly order: object
  readonly length: number
  row(place: number): OutlineRow | null
  rows(): Iterable<OutlineRow>
  idAt(place: number): string
  /** -1 where there is no such row. */
  indexOf(unitId: string): number
  /** The 1-based number of a row in its document. */
  numberAt(place: number): number
}

/** So many rows at most are laid out as one paragraph: one that is longer is set in pieces, or a whole book could be one. */
export const LONGEST = 100

/** Which rows make a paragraph together: one, and those after it that carry it on. */
export class Paragraphs {
  readonly #starts: readonly number[]
  /** Those that begin in the middle of a paragraph. */
  readonly #pieces: ReadonlySet<number>
  readonly #length: number

  constructor(rows: ReadRows) {
    const starts: number[] = []
    const pieces = new Set<number>()
    let place = 0
    for (const { continues } of rows.rows()) {
      const carriesOn = continues && place > 0 && rows.numberAt(place) === rows.numberAt(place - 1) + 1
      if (carriesOn && place - starts.at(-1)! >= LONGEST) pieces.add(starts.length)
      if (!carriesOn || pieces.has(starts.length)) starts.push(place)
      place++
    }
    this.#starts = starts
    this.#pieces = pieces
    this.#length = place
  }

  get count(): number {
    return this.#starts.length
  }

  /** Whether a paragraph is only a piece that carries on the one before. */
  isPiece(index: number): boolean {
    return this.#pieces.has(index)
  }

  /** The place of a paragraph's first row, and the place after its last. */
  range(index: number): readonly [from: number, to: number] {
    return [this.#starts[index] ?? this.#length, this.#starts[index + 1] ?? this.#length]
  }

  /** The paragraph that holds the row at a place; -1 for -1. */
  at(place: number): number {
    let low = -1
    let high = this.#starts.length - 1
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if (this.#starts[middle]! <= place) low = middle
      else high = middle - 1
    }
    return low
  }
}
