import { RowHeights } from './row-heights.ts'

/** The rows to be placed. */
export interface PlacedRows {
  /** Another object whenever other rows stand in it, or in another order. */
  readonly order: object
  readonly count: number
  idAt(index: number): string
  /** -1 where there is no such row. */
  indexOf(id: string): number
  /** Likely heights of all rows before they are laid out. Pixels. */
  estimate(): Float64Array
  /** Whatever the heights depend on beside the rows: measured ones hold as long as it stays the same. */
  readonly shape: string
}

export type Align = 'auto' | 'start' | 'center'

/** Rows are laid out this far above and below the view. Pixels. */
const OVERSCAN = 700
/** Height of the head that sticks to the top of the view. */
export const HEAD = 32
/** … and so many rows at least, however tall: where the Tab key goes next is there. */
const NEIGHBOURS = 2
/** Room left between a row brought into view and the view's edge. */
const EDGE = 8

/**
 * Which rows are laid out, and where. Heights are guessed until a row is laid out; when one turns out otherwise, what the person looks at
 * stays where it is: the active row, else the first in view, or the row just asked for.
 */
export class RowScroller {
  readonly #onChange: (isPainting: boolean) => void
  readonly #slots = new Set<HTMLElement>()
  readonly #resizes: ResizeObserver
  #element: HTMLElement | null = null
  #body: HTMLElement | null = null
  #rows: PlacedRows | null = null
  #heights = new RowHeights(new Float64Array())
  #measured = new Map<string, number>()
  #window: readonly [first: number, last: number] = [0, -1]
  #active = -1
  #kept: readonly number[] = []
  #anchor: { id: string; offset: number } | null = null
  #goal: { id: string; align: Align } | null = null
  #lastTop = 0
  /** The view's height without its head. */
  #room = 0
  #isRebuilt = false

  /** `onChange` is called when other rows are to be laid out, or elsewhere; `isPainting` says that a frame is about to be shown. */
  constructor(onChange: (isPainting: boolean) => void) {
    this.#onChange = onChange
    this.#resizes = new ResizeObserver(() => this.settle(true))
  }

  get heights(): RowHeights {
    return this.#heights
  }

  /** The row at the top of the view, one that shows only its end left out; null where there is none. It can still be asked for when the view is gone. */
  get topId(): string | null {
    const index = this.#heights.at(this.#lastTop + EDGE)
    return this.#rows && index >= 0 && index < this.#rows.count ? this.#rows.idAt(index) : null
  }

  /** Whether a row is in the view, or a part of it. */
  shows(id: string | null): boolean {
    return id !== null && this.#rows !== null && this.#isInView(this.#rows.indexOf(id))
  }

  /** The places of the rows to be laid out, in order. */
  get shown(): readonly number[] {
    const [first, last] = this.#window
    const shown = new Set(this.#kept)
    for (let i = first; i <= last; i++) shown.add(i)
    return [...shown].filter((i) => i >= 0 && i < this.#heights.count).sort((a, b) => a - b)
  }

  /** Follows the scrolling of an element, whose rows lie in `body`; returns what ends that. */
  mount(element: HTMLElement, body: HTMLElement): () => void {
    this.#element = element
    this.#body = body
    const scrolled = () => {
      if (this.#element && Math.abs(element.scrollTop - this.#lastTop) > 1) this.#look()
      this.#place()
    }
    const taken = () => {
      this.#goal = null
    }
    const inputs = ['wheel', 'pointerdown', 'touchstart'] as const
    element.addEventListener('scroll', scrolled, { passive: true })
    for (const input of inputs) element.addEventListener(input, taken, { passive: true })
    this.#resizes.observe(element)
    this.#place()
    return () => {
      element.removeEventListener('scroll', scrolled)
      for (const input of inputs) element.removeEventListener(input, taken)
      this.#resizes.disconnect()
      this.#element = null
    }
  }

  /** The rows as they are now, the active one (-1 for none), and others that stay laid out wherever the view is. To be called whenever they are rendered. */
  use(rows: PlacedRows, active: number, others: readonly number[]): void {
    this.#active = active
    this.#kept = [active, ...others]
    const before = this.#rows
    this.#rows = rows
    if (before?.order === rows.order && before.shape === rows.shape) return
    if (before?.shape !== rows.shape) this.#measured.clear()
    const heights = rows.estimate()
    if (this.#measured.size > 0) for (let i = 0; i < heights.length; i++) heights[i] = this.#measured.get(rows.idAt(i)) ?? heights[i]!
    this.#heights = new RowHeights(heights)
    this.#isRebuilt = true
    this.#window = this.#windowNow()
  }

  /** A row's element comes (a function to be called when it goes is returned). Its place is in `data-index`; `data-pending` says that its text is not there yet. */
  slot(element: HTMLElement): () => void {
    this.#slots.add(element)
    this.#resizes.observe(element)
    return () => {
      this.#slots.delete(element)
      this.#resizes.unobserve(element)
    }
  }

  /** Brings a row into view; of one taller than the view, its beginning. */
  scrollTo(index: number, align: Align): void {
    if (!this.#rows || index < 0 || index >= this.#rows.count) return
    this.#goal = { id: this.#rows.idAt(index), align }
    this.#moveTo(this.#wanted())
    this.#place()
  }

  /** After the rows were laid out: takes in their heights, and puts the view where it belongs. */
  settle(isPainting = false): void {
    const [element, rows] = [this.#element, this.#rows]
    if (!element || !rows) return
    if (!this.#isRebuilt && Math.abs(element.scrollTop - this.#lastTop) > 1) this.#look()
    let isChanged = this.#isRebuilt
    let isPending = false
    for (const slot of this.#slots) {
      const index = Number(slot.dataset.index)
      if (slot.dataset.pending !== undefined) isPending = true
      else if (index < rows.count) isChanged = this.#measure(index, slot.getBoundingClientRect().height) || isChanged
    }
    this.#isRebuilt = false
    if (isChanged || this.#goal) this.#moveTo(this.#wanted())
    if (!isChanged && !isPending) this.#goal = null
    if (isChanged) this.#onChange(isPainting)
    this.#place()
  }

  /** Takes in a row's height; says whether it is another than was known. */
  #measure(index: number, height: number): boolean {
    this.#measured.set(this.#rows!.idAt(index), height)
    if (Math.abs(height - this.#heights.height(index)) < 0.5) return false
    this.#heights.set(index, height)
    return true
  }

  /** Where the view belongs: so that the row asked for is in it, else so that the row looked at stays. */
  #wanted(): number | null {
    const rows = this.#rows!
    if (this.#goal) return this.#goalTop(rows.indexOf(this.#goal.id), this.#goal.align)
    if (!this.#anchor) return null
    const index = rows.indexOf(this.#anchor.id)
    return index < 0 ? null : this.#heights.start(index) + this.#anchor.offset
  }

  #goalTop(index: number, align: Align): number | null {
    if (index < 0) return null
    const { scrollTop, clientHeight } = this.#element!
    const room = clientHeight - HEAD
    const [start, height] = [this.#heights.start(index), this.#heights.height(index)]
    if (align === 'start' || height > room) return start
    if (align === 'center') return start - (room - height) / 2
    if (start < scrollTop) return start
    const end = start + height + EDGE - room
    return end > scrollTop ? end : scrollTop
  }

  #moveTo(top: number | null): void {
    const element = this.#element
    if (!element || !this.#body) return
    // Before the view is moved: it goes no further than its content.
    this.#body.style.height = `${this.#heights.total}px`
    const asked = top === null ? null : Math.max(0, top)
    if (asked !== null && Math.abs(asked - element.scrollTop) > 0.5) element.scrollTop = asked
    this.#look()
  }

  /** Remembers what the person looks at. */
  #look(): void {
    const [element, rows] = [this.#element!, this.#rows]
    this.#lastTop = element.scrollTop
    this.#room = element.clientHeight - HEAD
    if (!rows || rows.count === 0) return
    const index = this.#isInView(this.#active) ? this.#active : this.#heights.at(element.scrollTop)
    this.#anchor = { id: rows.idAt(index), offset: element.scrollTop - this.#heights.start(index) }
  }

  #isInView(index: number): boolean {
    const start = this.#heights.start(index)
    return index >= 0 && start < this.#lastTop + this.#room && start + this.#heights.height(index) > this.#lastTop
  }

  #windowNow(): [number, number] {
    const top = this.#element?.scrollTop ?? 0
    const height = this.#element?.clientHeight ?? 0
    const first = Math.min(this.#heights.at(top - OVERSCAN), this.#heights.at(top) - NEIGHBOURS)
    const last = Math.max(this.#heights.at(top + height + OVERSCAN), this.#heights.at(top + height) + NEIGHBOURS)
    return [Math.max(0, first), Math.min(last, this.#heights.count - 1)]
  }

  /** Lays out other rows where the view has gone elsewhere. */
  #place(): void {
    const [first, last] = this.#windowNow()
    if (first === this.#window[0] && last === this.#window[1]) return
    this.#window = [first, last]
    this.#onChange(false)
  }
}
