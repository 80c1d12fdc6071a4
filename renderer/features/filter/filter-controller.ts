import { allRows, type Condition, chosen, isAll, type RowFilter, toggled } from '../../../shared/analysis/row-filter.ts'
import { ChangedRows } from '../../store/changed-rows.ts'
import type { ProjectStore } from '../../store/project-store.ts'
import { fitsStill, isQuickFilter, matchQuickly, matchRows } from '../../store/row-matching.ts'
import { Topics } from '../../store/topics.ts'

/** The rows as a filter needs them: which document is shown, and which rows of it. */
export interface FilteredGrid {
  readonly documentId: string
  readonly view: { readonly length: number; readonly isFiltered: boolean; idAt(place: number): string; indexOf(unitId: string): number }
  readonly pair: { commitNow(): void } | null
  /** The active row's place among those shown; -1 where it is not. */
  readonly activePlace: number
  scrollTo(place: number, align: 'auto'): void
  showOnly(ids: readonly string[] | null): void
  subscribe(topic: 'view' | 'document', listener: () => void): () => void
}

export interface FilterState {
  readonly filter: RowFilter
  /** The saved filter that was chosen, as long as nothing was changed in it. */
  readonly savedId: string | null
  /** How much is read, 0 to 1, while rows are looked for; null when they are shown. */
  readonly share: number | null
  /** Other rows would be shown by now. */
  readonly isStale: boolean
}

/** How long changes rest before it is looked whether other rows would be shown. Milliseconds. */
const REST = 400
const off: FilterState = { filter: allRows, savedId: null, share: null, isStale: false }

/**
 * Which rows are shown. A filter's rows are a list made at one time: a row stays in it while one works on it, until the filter is applied
 * anew. It holds for each document that is shown, until it is cleared or a row that it leaves out is gone to.
 */
export class FilterController {
  readonly changed: ChangedRows
  readonly #store: ProjectStore
  readonly #grid: FilteredGrid
  readonly #topics = new Topics()
  readonly #touched = new Set<string>()
  #state = off
  #work: AbortController | null = null
  #isShowing = false
  #timer: ReturnType<typeof setTimeout> | undefined
  /** Hears that a row was gone to which the filter leaves out, so that all are shown again; set by the workbench. */
  onLifted: (filter: RowFilter, savedId: string | null) => void = () => {}
  /** Hears what could not be read; set by the workbench. */
  onFailure: (error: unknown) => void = () => {}

  constructor(store: ProjectStore, grid: FilteredGrid) {
    this.#store = store
    this.#grid = grid
    this.changed = new ChangedRows(store)
  }

  get state(): FilterState {
    return this.#state
  }

  get isOn(): boolean {
    return !isAll(this.#state.filter)
  }

  subscribe(topic: 'state', listener: () => void): () => void {
    return this.#topics.subscribe(topic, listener)
  }

  /** Follows the grid and the project; returns what ends that. */
  begin(): () => void {
    const ends = [
      this.#grid.subscribe('document', () => this.isOn && void this.#apply(true)),
      this.#grid.subscribe('view', () => this.#seeView()),
      this.#store.subscribe('filling', () => this.isOn && this.refresh()),
      this.#store.subscribe('changes', () => this.#lookLater()),
      this.#store.onRows(({ units }) => this.#hear(units)),
    ]
    return () => {
      for (const end of ends) end()
      this.#stop()
    }
  }

  /** Shows the rows of a filter; returns when they are shown, or another filter was chosen meanwhile. */
  show(filter: RowFilter, savedId: string | null = null): Promise<void> {
    this.#state = { ...off, filter, savedId }
    return this.#apply(false)
  }

  /** Shows these rows alone, or all again where they are shown alone; with `adds`, these as well, or without these. */
  press(condition: Condition, adds: boolean): void {
    void this.show((adds ? toggled : chosen)(this.#state.filter, condition))
  }

  /** Takes a condition away, by its place. */
  remove(place: number): void {
    const { filter } = this.#state
    void this.show({ ...filter, conditions: filter.conditions.toSpliced(place, 1) })
  }

  /** Shows all rows. */
  clear(): void {
    void this.show(allRows)
  }

  /** Looks for the rows once more. */
  refresh(): void {
    void this.#apply(false)
  }

  /** The filter is one that was saved, as it is now. */
  isSavedAs(savedId: string): void {
    this.#tell({ savedId })
  }

  async #apply(isOtherDocument: boolean): Promise<void> {
    this.#stop()
    this.#grid.pair?.commitNow()
    const { filter } = this.#state
    const { documentId } = this.#grid
    this.#tell({ isStale: false })
    if (isAll(filter)) this.#showOnly(null)
    else if (isQuickFilter(filter)) this.#showOnly(matchQuickly(this.#store, documentId, filter))
    else {
      // Rows of another document are not shown before it is known which.
      if (isOtherDocument) this.#showOnly([])
      await this.#look(documentId, filter).catch(this.onFailure)
    }
  }

  async #look(documentId: string, filter: RowFilter): Promise<void> {
    const work = new AbortController()
    this.#work = work
    this.#tell({ share: 0 })
    try {
      const onProgress = (share: number) => this.#work === work && this.#tell({ share })
      const rows = await matchRows({ store: this.#store, changed: this.changed, signal: work.signal, onProgress }, documentId, filter)
      if (this.#work === work) this.#showOnly(rows)
    } catch (error) {
      if (!work.signal.aborted) throw error
    } finally {
      if (this.#work === work) {
        this.#work = null
        this.#tell({ share: null })
      }
    }
  }

  #stop(): void {
    clearTimeout(this.#timer)
    this.#touched.clear()
    this.#work?.abort()
    this.#work = null
    if (this.#state.share !== null) this.#tell({ share: null })
  }

  #showOnly(ids: readonly string[] | null): void {
    this.#isShowing = true
    this.#grid.showOnly(ids)
    this.#isShowing = false
    // Once the rows are laid out: the one that is worked on, else the first.
    if (ids !== null) requestAnimationFrame(() => this.#grid.scrollTo(Math.max(0, this.#grid.activePlace), 'auto'))
    this.#topics.publish(['state'])
  }

  /** Somebody else showed all rows. */
  #seeView(): void {
    if (this.#isShowing || !this.isOn || this.#grid.view.isFiltered) return
    const { filter, savedId } = this.#state
    this.#stop()
    this.#tell(off)
    this.onLifted(filter, savedId)
  }

  #hear(units: ReadonlyMap<string, string>): void {
    if (!this.isOn) return
    for (const [id, documentId] of units) if (documentId === this.#grid.documentId) this.#touched.add(id)
  }

  #lookLater(): void {
    if (!this.isOn || this.#work) return
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => {
      const isStale = this.#wouldShowOthers()
      if (isStale !== this.#state.isStale) this.#tell({ isStale })
    }, REST)
  }

  #wouldShowOthers(): boolean {
    const { filter } = this.#state
    const { view, documentId } = this.#grid
    if (isQuickFilter(filter)) {
      const ids = matchQuickly(this.#store, documentId, filter)
      return ids.length !== view.length || ids.some((id, place) => id !== view.idAt(place))
    }
    return [...this.#touched].some((id) => {
      const isShown = view.indexOf(id) >= 0
      return fitsStill(this.#store, documentId, id, filter, isShown) !== isShown
    })
  }

  #tell(state: Partial<FilterState>): void {
    this.#state = { ...this.#state, ...state }
    this.#topics.publish(['state'])
  }
}
