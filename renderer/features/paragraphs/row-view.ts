import type { Outline, OutlineRow } from '../../store/outline.ts'

/**
 * The rows shown of a document: all, or those of a filter, in the document's order or another. `place` is a row's 0-based place among those shown,
 * `number` its 1-based place in the document. Immutable.
 */
export class RowView {
  /** The same object as long as the same rows are shown in the same order. */
  readonly order: object
  readonly #outline: Outline
  readonly #ids: readonly string[] | null
  #places: ReadonlyMap<string, number> | undefined

  /** `ids` are the rows shown, in order; null for all. */
  constructor(outline: Outline, ids: readonly string[] | null = null) {
    this.#outline = outline
    this.#ids = ids
    this.order = ids ?? outline.order
  }

  get length(): number {
    return this.#ids?.length ?? this.#outline.length
  }

  get isFiltered(): boolean {
    return this.#ids !== null
  }

  idAt(place: number): string {
    return this.#ids ? this.#ids[place]! : this.#outline.idAt(place)
  }

  row(place: number): OutlineRow | null {
    if (!this.#ids) return this.#outline.row(place)
    const id = this.#ids[place]
    return id === undefined ? null : this.#outline.row(this.#outline.indexOf(id))
  }

  /** The place of a unit among the rows shown; -1 where it is not. */
  indexOf(unitId: string): number {
    if (!this.#ids) return this.#outline.indexOf(unitId)
    this.#places ??= new Map(this.#ids.map((id, place) => [id, place]))
    return this.#places.get(unitId) ?? -1
  }

  /** The 1-based number of a row shown, in its document. */
  numberAt(place: number): number {
    return this.#ids ? this.#outline.indexOf(this.idAt(place)) + 1 : place + 1
  }

  /** The rows shown, in order. */
  *rows(): Generator<OutlineRow> {
    if (!this.#ids) yield* this.#outline.rows()
    else for (let place = 0; place < this.#ids.length; place++) yield this.row(place)!
  }

  /** The first row shown after `place` that is as asked, going round the end; -1 where there is none. */
  next(place: number, asked: (row: OutlineRow) => boolean): number {
    if (!this.#ids) return this.#outline.next(place, asked)
    for (let step = 1; step <= this.length; step++) {
      const at = (place + step + this.length) % this.length
      const row = this.row(at)
      if (row && asked(row)) return at
    }
    return -1
  }

  /** The last row shown before `place` that is as asked, going round the beginning; -1 where there is none. */
  previous(place: number, asked: (row: OutlineRow) => boolean): number {
    const start = Math.max(0, place)
    for (let step = 1; step <= this.length; step++) {
      const at = (start - step + this.length) % this.length
      const row = this.row(at)
      if (row && asked(row)) return at
    }
    return -1
  }

  /**
   * The same rows of an outline as it became: those that are gone are not shown any more, and a row that came right behind one that is shown
   * (a part of it) is.
   */
  follow(outline: Outline): RowView {
    if (outline === this.#outline) return this
    if (!this.#ids || outline.order === this.#outline.order) return new RowView(outline, this.#ids)
    const ids: string[] = []
    for (const id of this.#ids) {
      const at = outline.indexOf(id)
      if (at < 0) continue
      ids.push(id)
      for (let next = at + 1; next < outline.length && this.#outline.indexOf(outline.idAt(next)) < 0; next++) ids.push(outline.idAt(next))
    }
    return new RowView(outline, ids)
  }
}
