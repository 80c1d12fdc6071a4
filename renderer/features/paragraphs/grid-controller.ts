import type { SimpleOp } from '../../../shared/model/changes.ts'
import type { Side, Unit, UnitFlag } from '../../../shared/model/records.ts'
import { plainText } from '../../../shared/text/rich-text.ts'
import type { EditorPair } from '../../editor/pair.ts'
import { type SelectedSpan, staticSelection } from '../../editor/static-selection.ts'
import { commitAll, flagOps, type Passage, passageOf, stateOps } from '../../store/edits.ts'
import { Outline, type OutlineRow } from '../../store/outline.ts'
import type { ProjectStore } from '../../store/project-store.ts'
import { cutAlong, mergeOps, splitOps } from '../../store/row-edits.ts'
import { sideRules } from '../../store/row-layout.ts'
import { Topics } from '../../store/topics.ts'
import { commitTyping, type Typed } from './committing.ts'
import { RowView } from './row-view.ts'

/** A row's menu asked for, at the element that was pressed. */
export interface AskedMenu {
  readonly unitId: string
  readonly number: number
  readonly anchor: HTMLElement
}

export type CaretPlace = number | 'start' | 'end' | { x: number; edge: 'top' | 'bottom' }

const noRows = new Outline([])

/** What the grid is about: the document shown, the active row and its live pair, the selection. Commands act on it. */
export class GridController {
  readonly #topics = new Topics()
  #documentId: string
  #activeId: string | null = null
  /** How many rows are being read to become the active one. */
  #coming = 0
  #pair: EditorPair | null = null
  #focusWanted: { side: Side; at: CaretPlace } | null = null
  #held: readonly SelectedSpan[] = []
  #correctsSource = false
  #menu: AskedMenu | null = null
  #view: RowView
  /** Set by the mounted grid: brings a row, by its place in the view, into sight. */
  scrollTo: (place: number, align: 'auto' | 'center') => void = () => {}
  root: HTMLElement | null = null
  /** The row at the top of the view that went last: the next one (rows, running text) begins with it. */
  topId: string | null = null
  /** Hears what could not be done with what was typed; set by the workbench. */
  onFailure: (error: unknown) => void = () => {}
  /** Enter was pressed in a translation; set by the workbench. */
  onEnter: () => void = () => {}
  /** Somebody typed in a locked row, or in a source that is not being corrected; set by the workbench. */
  onRefused: (what: 'locked' | Side) => void = () => {}
  /** A locked row was to be changed by a command; its 1-based number. Set by the workbench. */
  onLocked: (row: number) => void = () => {}
  /** Whether straight quotes typed in a translation become typographic; set by the workbench. */
  typographicQuotes = true
  /** A row's history is asked for; set by the workbench. */
  onHistory: (unitId: string) => void = () => {}

  constructor(
    readonly store: ProjectStore,
    documentId: string,
  ) {
    this.#documentId = documentId
    this.#view = new RowView(this.#outline)
  }

  /** The rows shown, as they are now. */
  get view(): RowView {
    this.#view = this.#view.follow(this.#outline)
    return this.#view
  }

  /** Shows only these rows, in this order; null for all. The active row is left where it is not among them. */
  showOnly(ids: readonly string[] | null): void {
    this.#view = new RowView(this.#outline, ids)
    if (this.#activeId && this.#view.indexOf(this.#activeId) < 0) this.deactivate()
    this.publish('view')
  }

  get menu(): AskedMenu | null {
    return this.#menu
  }

  openMenu(menu: AskedMenu): void {
    this.#menu = menu
    this.publish('menu')
  }

  closeMenu(): void {
    this.#menu = null
    this.publish('menu')
  }

  get documentId(): string {
    return this.#documentId
  }

  get activeId(): string | null {
    return this.#activeId
  }

  /** The active row's 0-based place in its document; -1 where there is none. */
  get activeIndex(): number {
    return this.#activeId ? this.#outline.indexOf(this.#activeId) : -1
  }

  /** The active row's 0-based place among the rows shown; -1 where it is not. */
  get activePlace(): number {
    return this.#activeId ? this.view.indexOf(this.#activeId) : -1
  }

  /** Whether a row is active, or was asked for and is being read. */
  get hasRow(): boolean {
    return this.#activeId !== null || this.#coming > 0
  }

  get activeUnit(): Unit | null {
    return this.#activeId ? this.store.unit(this.#documentId, this.#activeId) : null
  }

  /** Whether something was typed that is not committed yet. */
  get isTyping(): boolean {
    return this.#pair?.isTyping ?? false
  }

  get pair(): EditorPair | null {
    return this.#pair
  }

  /** What is selected, in the live pair or in static rows; empty where nothing is. */
  get selection(): readonly SelectedSpan[] {
    // The page's own selection first: the editor hears of it a moment later.
    const shown = this.root ? staticSelection(this.root) : []
    if (shown.length > 0) return this.#withRowsBetween(shown)
    const live = this.#pair?.hasFocus ? this.#pair.selection : null
    return live && this.#activeId ? [{ unitId: this.#activeId, ...live }] : []
  }

  /** A selection with the rows in its middle that are not laid out. */
  #withRowsBetween(shown: readonly SelectedSpan[]): readonly SelectedSpan[] {
    const { view } = this
    const [first, last] = [view.indexOf(shown[0]!.unitId), view.indexOf(shown.at(-1)!.unitId)]
    if (first < 0 || last - first < shown.length) return shown
    const { side } = shown[0]!
    const known = new Map(shown.map((span) => [span.unitId, span]))
    return Array.from({ length: last - first + 1 }, (_, i) => view.row(first + i)).flatMap((row): SelectedSpan[] => {
      const span = row && known.get(row.id)
      if (span || !row) return span ? [span] : []
      const length = side === 'source' ? row.sourceLength : row.targetLength
      return length > 0 ? [{ unitId: row.id, side, from: 0, to: length }] : []
    })
  }

  subscribe(topic: string, listener: () => void): () => void {
    return this.#topics.subscribe(topic, listener)
  }

  publish(topic: 'active' | 'selection' | 'input' | 'document' | 'view' | 'menu' | 'correcting'): void {
    this.#topics.publish([topic])
  }

  /** Whether the source of the active row is being corrected. */
  get correctsSource(): boolean {
    return this.#correctsSource
  }

  /** Lets the active row's source be corrected, until Esc, until the row is left, or until told otherwise. Whether that changed anything. */
  correctSource(on: boolean): boolean {
    if (on === this.#correctsSource || !this.#pair) return false
    if (on && this.activeUnit?.locked) {
      this.onRefused('locked')
      return false
    }
    this.#correctsSource = on
    this.#pair.setSourceEditable(on)
    if (on && !(this.#pair.hasFocus && this.#pair.side === 'source')) this.#pair.focus('source', 'start')
    this.publish('correcting')
    return true
  }

  /** Keeps what is selected, and shows it, while focus goes to a palette; {@link passages} then answers with it. Where it is on the screen. */
  holdSelection(): DOMRect | null {
    this.#held = this.selection
    const range = this.#held.length > 0 ? window.getSelection()?.getRangeAt(0).cloneRange() : undefined
    if (!range) return null
    CSS.highlights.set('held', new Highlight(range))
    return range.getBoundingClientRect()
  }

  /** The palette is closed: nothing is held on the screen any more. */
  releaseSelection(): void {
    CSS.highlights.delete('held')
  }

  /** The selection, in the document's order, with its units read. Typing that waits is committed first, so that offsets fit what is stored. */
  async passages(): Promise<Passage[]> {
    this.#pair?.commitNow()
    const spans = this.selection.length > 0 ? this.selection : this.#held
    const place = ({ unitId }: SelectedSpan) => this.#outline.indexOf(unitId)
    const passages: Passage[] = []
    for (const span of spans.toSorted((a, b) => place(a) - place(b))) {
      const unit = await this.store.readUnit(this.#documentId, span.unitId)
      if (unit) passages.push(passageOf(unit, span.side, span.from, span.to))
    }
    return passages
  }

  show(documentId: string): void {
    if (documentId === this.#documentId) return
    this.#pair?.commitNow()
    this.deactivate()
    this.#documentId = documentId
    this.#view = new RowView(this.#outline)
    this.publish('document')
    this.publish('view')
  }

  /** Makes a row the active one and puts the caret into it. */
  async activate(unitId: string, side: Side = 'target', at: CaretPlace = 'end', align: 'auto' | 'center' = 'auto'): Promise<void> {
    if (this.#pair?.composing) return
    this.#coming++
    const unit = await this.store.readUnit(this.#documentId, unitId).finally(() => this.#coming--)
    if (!unit) return
    this.#held = []
    // A row that is not shown is asked for: all are shown.
    if (this.view.indexOf(unitId) < 0) this.showOnly(null)
    this.scrollTo(this.view.indexOf(unitId), align)
    if (unitId === this.#activeId && this.#pair) {
      this.#pair.focus(side, at)
      return
    }
    this.#focusWanted = { side, at }
    this.#activeId = unitId
    this.publish('active')
  }

  /** Puts the focus back into the active row, where its caret was; into the running text where that is shown. */
  focusBack(): void {
    if (this.#pair) this.#pair.focus(this.#pair.side, this.#pair.caret)
    else this.root?.focus()
  }

  /** Makes the row at a 0-based place of its document the active one. */
  async activateIndex(index: number, side: Side = 'target', at: CaretPlace = 'end', align: 'auto' | 'center' = 'auto'): Promise<void> {
    const row = this.#outline.row(index)
    if (row) await this.activate(row.id, side, at, align)
  }

  /** Goes up or down among the rows shown. */
  async move(step: number, at: CaretPlace = 'end'): Promise<void> {
    const side = this.#pair?.side ?? 'target'
    const here = this.activePlace
    const place = here < 0 ? 0 : Math.max(0, Math.min(this.view.length - 1, here + step))
    if (place !== here && place < this.view.length) await this.activate(this.view.idAt(place), side, at)
  }

  /** Goes to the next row shown that is as asked, or the one before, going round; false where there is no other. */
  async goToNext(asked: (row: OutlineRow) => boolean, step: 1 | -1 = 1): Promise<boolean> {
    const { view, activePlace } = this
    const next = step === 1 ? view.next(activePlace, asked) : view.previous(activePlace, asked)
    if (next < 0 || next === activePlace) return false
    await this.activate(view.idAt(next))
    return true
  }

  /** A view of the rows goes: what it showed at its top, and whether the active row was in it. Where it was, it has the caret again in the rows. */
  leave(topId: string | null, isActiveShown: boolean): void {
    this.topId = topId
    if (!isActiveShown || !this.#activeId) this.#focusWanted = null
    else if (this.#pair) this.#focusWanted = { side: this.#pair.side, at: this.#pair.caret }
    else this.#focusWanted ??= { side: 'target', at: 'end' }
  }

  deactivate(): void {
    if (this.#activeId === null) return
    this.#activeId = null
    this.publish('active')
  }

  /** Changes a row by a command, after what is being typed in it. A locked one is not changed, which is said. */
  async change(unitId: string | null, make: (unit: Unit) => readonly SimpleOp[]): Promise<void> {
    this.#pair?.commitNow()
    const unit = unitId ? await this.store.readUnit(this.#documentId, unitId) : null
    if (unit && this.#mayChange(unit)) await commitAll(this.store, make(unit))
  }

  /** Marks a row, or takes the mark off; locked rows, too. Whether it is marked now. */
  async toggleMark(unitId: string, flag: UnitFlag): Promise<boolean> {
    this.#pair?.commitNow()
    const unit = await this.store.readUnit(this.#documentId, unitId)
    if (!unit) return false
    await commitAll(this.store, flagOps(unit, flag, !unit[flag]))
    return !unit[flag]
  }

  /** Whether none of the rows is locked; the first that is, is told. */
  #mayChange(...units: readonly Unit[]): boolean {
    const locked = units.find((unit) => unit.locked)
    if (locked) this.onLocked(this.#outline.indexOf(locked.id) + 1)
    return !locked
  }

  /** Confirms the active row and goes to the next row not translated. A row without a translation, or a locked one, is only left. */
  async confirm(): Promise<void> {
    this.#pair?.commitNow()
    const unit = this.activeUnit
    if (unit && unit.target.length > 0 && unit.state === 'initial' && !unit.locked)
      await commitAll(this.store, stateOps(unit, 'translated'))
    const isNext = await this.goToNext((row) => row.state === 'initial' && !row.flags.locked)
    if (!isNext && !unit && this.view.length > 0) await this.activate(this.view.idAt(0))
  }

  /** Puts the source into the translation where the caret is. */
  copySource(): void {
    const unit = this.activeUnit
    if (unit && this.#mayChange(unit)) this.#pair?.insert(unit.source)
  }

  /**
   * Parts the active row at the caret; the other side is cut where as much of it lies before. The caret goes to the beginning of the new
   * row. Null where the caret stands at an edge, with nothing to part; else the other side, and the last words before its cut, which are
   * empty where a locked row was left as it is.
   */
  async split(): Promise<{ side: Side; before: string } | null> {
    const pair = this.#pair
    pair?.commitNow()
    const unit = this.activeUnit
    if (!pair || !unit) return null
    const { side, caret } = pair
    if (!this.#mayChange(unit)) return { side, before: '' }
    const next = await this.#neighbour(1)
    const other: Side = side === 'source' ? 'target' : 'source'
    const cut = cutAlong(unit, side, caret, sideRules(this.store)[other])
    const ops = splitOps(unit, cut, next, this.store.records.annotationsOf(unit.id))
    const added = ops.find((op) => op.type === 'unit.add')
    if (!added) return null
    await commitAll(this.store, ops)
    await this.activate(added.unit.id, side, 'start')
    const before = plainText(unit[other]).slice(0, cut[other]).trim().split(/\s+/).slice(-3).join(' ')
    return { side: other, before }
  }

  /** Joins the active row with the next one (1) or the one above (-1); the caret stays between the same words. Neither may be locked. False where there is none. */
  async merge(step: 1 | -1): Promise<boolean> {
    const pair = this.#pair
    pair?.commitNow()
    const unit = this.activeUnit
    const other = await this.#neighbour(step)
    if (!pair || !unit || !other) return unit === null
    if (!this.#mayChange(unit, other)) return true
    const { side, caret } = pair
    const [first, second] = step === 1 ? [unit, other] : [other, unit]
    const annotations = new Set([first, second].flatMap(({ id }) => this.store.records.annotationsOf(id)))
    const ops = mergeOps(first, second, annotations)
    const length = plainText(first[side]).length + plainText(second[side]).length
    if (step === -1) this.deactivate()
    await commitAll(this.store, ops)
    const joined = await this.store.readUnit(this.#documentId, first.id)
    const spaces = joined ? plainText(joined[side]).length - length : 0
    const at = step === 1 ? caret : plainText(first[side]).length + spaces + caret
    await this.activate(first.id, side, at)
    return true
  }

  async #neighbour(step: 1 | -1): Promise<Unit | null> {
    // The last row that has come has a neighbour that has not.
    if (this.activeIndex + step >= this.#outline.length) await this.store.whenFilled()
    const row = this.#outline.row(this.activeIndex + step)
    return row ? this.store.readUnit(this.#documentId, row.id) : null
  }

  /** The grid's row mounted the live pair. */
  attach(pair: EditorPair): void {
    this.#pair = pair
    const wanted = this.#focusWanted
    this.#focusWanted = null
    if (wanted) {
      pair.focus(wanted.side, wanted.at)
      // Now that its height is known: the whole row into view, where it fits.
      requestAnimationFrame(() => this.#pair === pair && this.scrollTo(this.activePlace, 'auto'))
    }
    this.publish('selection')
  }

  detach(pair: EditorPair): void {
    if (this.#pair !== pair) return
    this.#pair = null
    this.#correctsSource = false
    this.publish('correcting')
  }

  /** Typing came to rest in a side of a unit's pair. */
  commitTyping(unitId: string, ...typed: Typed): void {
    commitTyping(this.store, this.#documentId, unitId, typed).catch(this.onFailure)
  }

  get #outline(): Outline {
    return this.store.records.outlines.get(this.#documentId) ?? noRows
  }
}
