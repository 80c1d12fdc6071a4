import type { UnitKind, UnitState } from '../../shared/model/records.ts'
import { unitStates } from '../../shared/model/records.ts'
import { kindOf, type OutlinePage, stateOf } from './pages.ts'

/** A row of the screen, as far as it is known without its texts. */
export interface OutlineRow {
  readonly id: string
  readonly page: number
  readonly state: UnitState
  readonly kind: UnitKind
  readonly sourceLength: number
  readonly targetLength: number
}

/** Whether two rows say the same. */
export function sameRow(a: OutlineRow, b: OutlineRow): boolean {
  return (Object.keys(a) as (keyof OutlineRow)[]).every((field) => a[field] === b[field])
}

/** A row with a translation that nobody confirmed yet. */
export const isBegun = (row: OutlineRow): boolean => row.state === 'initial' && row.targetLength > 0

export interface Progress {
  readonly units: Readonly<Record<UnitState, number>>
  readonly words: Readonly<Record<UnitState, number>>
  /** Rows with a translation that nobody confirmed yet; counted among `initial` too. */
  readonly begun: number
  readonly total: number
  readonly totalWords: number
}

/** The rows of one document in order: which unit is at which place, in which page, in which state. Immutable; replace() gives a new one. */
export class Outline {
  readonly length: number
  readonly progress: Progress
  readonly #pages: readonly OutlinePage[]
  /** The row number of each page's first row. */
  readonly #starts: readonly number[]
  #places: Map<string, [page: number, at: number]> | undefined

  constructor(pages: readonly OutlinePage[]) {
    this.#pages = pages
    const starts: number[] = []
    const units = { initial: 0, translated: 0, reviewed: 0, final: 0 }
    const words = { initial: 0, translated: 0, reviewed: 0, final: 0 }
    let begun = 0
    let total = 0
    let totalWords = 0
    for (const page of pages) {
      starts.push(total)
      total += page.ids.length
      for (let at = 0; at < page.ids.length; at++) {
        const state = unitStates[page.states.charCodeAt(at) - 48]!
        units[state]++
        words[state] += page.words[at]!
        totalWords += page.words[at]!
        if (state === 'initial' && page.targetLengths[at]! > 0) begun++
      }
    }
    this.#starts = starts
    this.length = total
    this.progress = { units, words, begun, total, totalWords }
  }

  /** The pages' numbers, in order. */
  get pages(): readonly number[] {
    return this.#pages.map((page) => page.page)
  }

  /** The ids of a page's rows; null where there is no such page. */
  idsOf(number: number): readonly string[] | null {
    return this.#pages.find((page) => page.page === number)?.ids ?? null
  }

  /** The row at a 0-based place. */
  row(index: number): OutlineRow | null {
    if (index < 0 || index >= this.length) return null
    let low = 0
    let high = this.#starts.length - 1
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if (this.#starts[middle]! <= index) low = middle
      else high = middle - 1
    }
    const page = this.#pages[low]!
    const at = index - this.#starts[low]!
    return {
      id: page.ids[at]!,
      page: page.page,
      state: stateOf(page, at),
      kind: kindOf(page, at),
      sourceLength: page.sourceLengths[at]!,
      targetLength: page.targetLengths[at]!,
    }
  }

  /** The 0-based place of a unit, -1 where the document has no such unit. */
  indexOf(unitId: string): number {
    const place = this.#place(unitId)
    return place ? this.#starts[place[0]]! + place[1] : -1
  }

  /** The number of the page that holds a unit. */
  pageOf(unitId: string): number | null {
    const place = this.#place(unitId)
    return place ? this.#pages[place[0]]!.page : null
  }

  /** The page into which a unit of this order key falls; 0 in an empty document. */
  pageForOrder(order: string): number {
    let found = this.#pages[0]?.page ?? 0
    for (const page of this.#pages) {
      if (page.first > order) break
      found = page.page
    }
    return found
  }

  /** The first row after `index` in a state, going round the end; -1 where there is none. */
  nextInState(index: number, state: UnitState): number {
    return this.next(index, (row) => row.state === state)
  }

  /** The first row after `index` that is as asked, going round the end; -1 where there is none. */
  next(index: number, asked: (row: OutlineRow) => boolean): number {
    for (let step = 1; step <= this.length; step++) {
      const at = (index + step + this.length) % this.length
      const row = this.row(at)
      if (row && asked(row)) return at
    }
    return -1
  }

  /** The outline with some pages replaced, added, or (null) taken out. */
  replace(changed: ReadonlyMap<number, OutlinePage | null>): Outline {
    const pages = this.#pages.filter((page) => !changed.has(page.page))
    for (const page of changed.values()) if (page) pages.push(page)
    return new Outline(pages.sort((a, b) => a.page - b.page))
  }

  #place(unitId: string): [number, number] | undefined {
    if (!this.#places) {
      this.#places = new Map()
      for (const [i, page] of this.#pages.entries()) for (const [at, id] of page.ids.entries()) this.#places.set(id, [i, at])
    }
    return this.#places.get(unitId)
  }
}
