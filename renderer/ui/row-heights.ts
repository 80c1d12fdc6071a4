/**
 * The heights of rows, and where each begins: a tree of partial sums (P. M. Fenwick, A new data structure for cumulative frequency
 * tables, 1994), so that a row among a hundred thousand is resized, placed and found in a few steps. Pixels.
 */
export class RowHeights {
  readonly #heights: Float64Array
  readonly #sums: Float64Array

  /** Takes the heights over. */
  constructor(heights: Float64Array) {
    this.#heights = heights
    this.#sums = new Float64Array(heights.length + 1)
    for (let i = 1; i <= heights.length; i++) {
      this.#sums[i]! += heights[i - 1]!
      const above = i + (i & -i)
      if (above <= heights.length) this.#sums[above]! += this.#sums[i]!
    }
  }

  get count(): number {
    return this.#heights.length
  }

  /** The height of all rows. */
  get total(): number {
    return this.start(this.count)
  }

  /** The height of a row; 0 where there is none. */
  height(index: number): number {
    return this.#heights[index] ?? 0
  }

  /** Where a row begins; the end of the last for the row after it. */
  start(index: number): number {
    let sum = 0
    for (let i = Math.min(index, this.count); i > 0; i -= i & -i) sum += this.#sums[i]!
    return sum
  }

  /** The row at an offset: the last that begins at or before it; -1 where there are no rows. */
  at(offset: number): number {
    let index = 0
    let left = offset
    for (let step = 1 << (31 - Math.clz32(Math.max(1, this.count))); step > 0; step >>= 1) {
      const sum = this.#sums[index + step]
      if (sum === undefined || sum > left) continue
      index += step
      left -= sum
    }
    return Math.min(index, this.count - 1)
  }

  set(index: number, height: number): void {
    const more = height - this.#heights[index]!
    this.#heights[index] = height
    for (let i = index + 1; i <= this.count; i += i & -i) this.#sums[i]! += more
  }
}
