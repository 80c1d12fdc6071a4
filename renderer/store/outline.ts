import type { UnitFlag, UnitKind, UnitState } from '../../shared/model/records.ts'
import { unitStates } from '../../shared/model/records.ts'
import { continuesAt, flagsOf, kindOf, type OutlinePage, stateOf } from './pages.ts'

/** What shows on a row beside its texts: its marks, and whether it has notes. */
export type RowFlags = Readonly<Record<UnitFlag | 'noted', boolean>>

/** A row of the screen, as far as it is known without its texts. */
export interface OutlineRow {
  readonly id: string
  readonly page: number
  readonly state: UnitState
  readonly kind: UnitKind
  readonly sourceLength: number
  readonly targetLength: number
  readonly flags: RowFlags
  /** It carries on the paragraph of the row above. The same as long as the rows stand in the same order. */
  readonly continues: boolean
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

/**
 * The rows of one document in order: which unit is at which place, in which page, in which state. Immutable; replace() gives a new one,
 * in time that grows with the pages and not with the rows.
 */
export class Outline {
  readonly length: number
  readonly progress: Progress
  /** The same object as long as the same rows stand in the same order, whatever else became of them. */
  readonly order: object
  readonly #pages: readonly OutlinePage[]
  /** The row number of each page's first row. */
  readonly #starts: Uint32Array
  readonly #places: Places

  constructor(pages: readonly OutlinePage[], before?: { order: object; places: Places }) {
    this.#pages = pages
    this.#starts = new Uint32Array(pages.length)
    this.#places = before?.places ?? new Places(pages)
    this.order = before?.order ?? {}
    const sum = noProgress()
    for (const [i, page] of pages.entries()) {
      this.#starts[i] = sum.total
      addProgress(sum, progressOf(page))
    }
    this.length = sum.total
    this.progress = sum
  }

  /** The pages' numbers, in order. */
  get pages(): readonly number[] {
    return this.#pages.map((page) => page.page)
  }

  /** The ids of a page's rows; null where there is no such page. */
  idsOf(number: number): readonly string[] | null {
    return this.#pages[this.#at(number)]?.ids ?? null
  }

  /** The outline of a page by its number; null where there is none. */
  pageOutline(number: number): OutlinePage | null {
    return this.#pages[this.#at(number)] ?? null
  }

  /** The row at a 0-based place. */
  row(index: number): OutlineRow | null {
    if (index < 0 || index >= this.length) return null
    const place = this.#pageAt(index)
    return rowAt(this.#pages[place]!, index - this.#starts[place]!)
  }

  /** The unit at a 0-based place, which must be one. */
  idAt(index: number): string {
    const place = this.#pageAt(index)
    return this.#pages[place]!.ids[index - this.#starts[place]!]!
  }

  /** All rows in order, from a 0-based place on. */
  *rows(from = 0): Generator<OutlineRow> {
    if (from >= this.length) return
    const first = this.#pageAt(from)
    for (let place = first; place < this.#pages.length; place++) {
      const page = this.#pages[place]!
      for (let at = place === first ? from - this.#starts[place]! : 0; at < page.ids.length; at++) yield rowAt(page, at)
    }
  }

  /** The longer of source and target of each row, in UTF-16 units. */
  longestSides(): Uint32Array {
    const lengths = new Uint32Array(this.length)
    let i = 0
    for (const { sourceLengths, targetLengths } of this.#pages)
      for (let at = 0; at < sourceLengths.length; at++) lengths[i++] = Math.max(sourceLengths[at]!, targetLengths[at]!)
    return lengths
  }

  /** The 0-based place of a unit, -1 where the document has no such unit. */
  indexOf(unitId: string): number {
    const place = this.#placeOf(unitId)
    return place < 0 ? -1 : this.#starts[place]! + this.#pages[place]!.ids.indexOf(unitId)
  }

  /** The number of the page that holds a unit. */
  pageOf(unitId: string): number | null {
    return this.#pages[this.#placeOf(unitId)]?.page ?? null
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

  /** The first row after `index` that is as asked, going round the end; -1 where there is none. */
  next(index: number, asked: (row: OutlineRow) => boolean): number {
    const start = Math.max(0, index + 1)
    let at = start
    for (const row of this.rows(start)) {
      if (asked(row)) return at
      at++
    }
    at = 0
    for (const row of this.rows()) {
      if (at >= start) return -1
      if (asked(row)) return at
      at++
    }
    return -1
  }

  /** The outline with some pages replaced, added, or (null) taken out. */
  replace(changed: ReadonlyMap<number, OutlinePage | null>): Outline {
    const pages = this.#pages.slice()
    const added: OutlinePage[] = []
    let isSameOrder = true
    for (const [number, page] of changed) {
      const place = this.#at(number)
      const old = pages[place]
      isSameOrder &&= old !== undefined && page !== null && sameIds(old.ids, page.ids)
      if (page && old) pages[place] = page
      else if (page) added.push(page)
    }
    const kept = added.length > 0 || [...changed.values()].includes(null) ? pages.filter((page) => changed.get(page.page) !== null) : pages
    const sorted = added.length > 0 ? [...kept, ...added].sort((a, b) => a.page - b.page) : kept
    return new Outline(sorted, isSameOrder ? { order: this.order, places: this.#places } : undefined)
  }

  /** The place among the pages of the page with a number; -1 where there is none. */
  #at(number: number): number {
    let low = 0
    let high = this.#pages.length - 1
    while (low <= high) {
      const middle = (low + high) >> 1
      const found = this.#pages[middle]!.page
      if (found === number) return middle
      if (found < number) low = middle + 1
      else high = middle - 1
    }
    return -1
  }

  /** The place among the pages of the page with the row at `index`. */
  #pageAt(index: number): number {
    let low = 0
    let high = this.#starts.length - 1
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if (this.#starts[middle]! <= index) low = middle
      else high = middle - 1
    }
    return low
  }

  #placeOf(unitId: string): number {
    return this.#places.of(unitId)
  }
}

/** In which page of the list each unit stands; made at the first question, and kept as long as the order stays. */
class Places {
  readonly #pages: readonly OutlinePage[]
  #byId: Map<string, number> | undefined

  constructor(pages: readonly OutlinePage[]) {
    this.#pages = pages
  }

  /** -1 where it stands in none. */
  of(unitId: string): number {
    if (!this.#byId) {
      this.#byId = new Map()
      for (const [place, page] of this.#pages.entries()) for (const id of page.ids) this.#byId.set(id, place)
    }
    return this.#byId.get(unitId) ?? -1
  }
}

function rowAt(page: OutlinePage, at: number): OutlineRow {
  return {
    id: page.ids[at]!,
    page: page.page,
    state: stateOf(page, at),
    kind: kindOf(page, at),
    sourceLength: page.sourceLengths[at]!,
    targetLength: page.targetLengths[at]!,
    flags: flagsOf(page, at),
    continues: continuesAt(page, at),
  }
}

const sameIds = (a: readonly string[], b: readonly string[]) => a.length === b.length && a.every((id, i) => id === b[i])

type Sum = { -readonly [K in keyof Progress]: K extends 'units' | 'words' ? Record<UnitState, number> : number }

const noStates = () => ({ initial: 0, translated: 0, reviewed: 0, final: 0 })
const noProgress = (): Sum => ({ units: noStates(), words: noStates(), begun: 0, total: 0, totalWords: 0 })

function addProgress(sum: Sum, more: Progress): void {
  for (const state of unitStates) {
    sum.units[state] += more.units[state]
    sum.words[state] += more.words[state]
  }
  sum.begun += more.begun
  sum.total += more.total
  sum.totalWords += more.totalWords
}

const pageProgress = new WeakMap<OutlinePage, Progress>()

/** A page's own progress, counted once. */
function progressOf(page: OutlinePage): Progress {
  const known = pageProgress.get(page)
  if (known) return known
  const sum = noProgress()
  for (let at = 0; at < page.ids.length; at++) {
    const state = stateOf(page, at)
    sum.units[state]++
    sum.words[state] += page.words[at]!
    sum.totalWords += page.words[at]!
    if (state === 'initial' && page.targetLengths[at]! > 0) sum.begun++
  }
  sum.total = page.ids.length
  pageProgress.set(page, sum)
  return sum
}
