import type { Unit } from '../../shared/model/records.ts'
import type { SearchUnit, SideText } from '../../shared/search/search-index.ts'
import { plainText } from '../../shared/text/rich-text.ts'
import type { ProjectStore } from './project-store.ts'
import { Topics } from './topics.ts'

/** What takes the rows in: the search worker, or an index in a test. */
export interface SearchSink {
  setUnits(documentId: string, units: readonly SearchUnit[]): void
  removeUnits(documentId: string, unitIds: readonly string[]): void
  removeDocument(documentId: string): void
}

/** How many rows are handed over at once: eight pages, after which the screen gets a turn. */
const ROWS_A_TURN = 512

/** Gives an index every row of the project, and each row anew that changes; tells `progress` to those who listen. */
export class SearchFeed {
  readonly #store: ProjectStore
  readonly #sink: SearchSink
  readonly #topics = new Topics()
  readonly #waiting = new Set<string>()
  /** The document being read, and rows of it that were given meanwhile, newer than what was read. */
  #reading: { documentId: string; given: Set<string> } | null = null
  #tagNames = new Map<string, string>()
  #ends: (() => void)[] = []
  #done = 0
  /** Hears why a document could not be read. */
  onFailure: (error: unknown) => void = () => {}

  constructor(store: ProjectStore, sink: SearchSink) {
    this.#store = store
    this.#sink = sink
  }

  /** Rows given, of how many; null before the start and when all are. */
  get progress(): { done: number; of: number } | null {
    if (this.#waiting.size === 0 && !this.#reading) return null
    const of = [...this.#store.records.outlines.values()].reduce((sum, outline) => sum + outline.length, 0)
    return { done: Math.min(this.#done, of), of }
  }

  subscribe(listener: () => void): () => void {
    return this.#topics.subscribe('progress', listener)
  }

  get hasBegun(): boolean {
    return this.#ends.length > 0
  }

  /** Gives every row, the rows of `first` before others, and goes on with what changes. After the sink lost everything: once more. */
  begin(first: string): void {
    this.end()
    this.#ends = [this.#store.onRows((effect) => this.#follow(effect)), this.#store.subscribe('tags', () => this.#followTags())]
    this.#tagNames = this.#namesNow()
    const ids = this.#store.records.documentList.map(({ id }) => id)
    for (const id of [first, ...ids].filter((one) => ids.includes(one))) this.#waiting.add(id)
    this.#readOn()
  }

  end(): void {
    for (const end of this.#ends) end()
    this.#ends = []
    this.#waiting.clear()
    this.#reading = null
    this.#done = 0
  }

  #readOn(): void {
    if (this.#reading) return
    const [documentId] = this.#waiting
    if (documentId === undefined) {
      this.#topics.publish(['progress'])
      return
    }
    this.#waiting.delete(documentId)
    const reading = { documentId, given: new Set<string>() }
    this.#reading = reading
    this.#read(reading)
      .catch((error: unknown) => this.onFailure(error))
      .finally(() => {
        if (this.#reading !== reading) return
        this.#reading = null
        this.#readOn()
      })
  }

  async #read(reading: { documentId: string; given: Set<string> }): Promise<void> {
    const { documentId, given } = reading
    let units: Unit[] = []
    const give = () => {
      const fresh = units.filter(({ id }) => !given.has(id))
      this.#sink.setUnits(
        documentId,
        fresh.map((unit) => this.#searchUnit(unit)),
      )
      this.#done += units.length
      units = []
      this.#topics.publish(['progress'])
    }
    for await (const unit of this.#store.readUnits(documentId)) {
      if (this.#reading !== reading) return
      units.push(unit)
      if (units.length < ROWS_A_TURN) continue
      give()
      await new Promise((resolve) => setTimeout(resolve))
    }
    if (this.#reading === reading) give()
  }

  #follow({ units, emptied }: { units: ReadonlyMap<string, string>; emptied: ReadonlySet<string> }): void {
    for (const documentId of emptied) {
      this.#sink.removeDocument(documentId)
      if (this.#reading?.documentId === documentId) this.#reading = null
      if (this.#store.records.documents.has(documentId)) this.#waiting.add(documentId)
      else this.#waiting.delete(documentId)
    }
    const byDocument = new Map<string, string[]>()
    for (const [unitId, documentId] of units) byDocument.set(documentId, [...(byDocument.get(documentId) ?? []), unitId])
    for (const [documentId, unitIds] of byDocument) if (!emptied.has(documentId)) this.#giveAnew(documentId, unitIds)
    this.#readOn()
  }

  #giveAnew(documentId: string, unitIds: readonly string[]): void {
    const outline = this.#store.records.outlines.get(documentId)
    const gone = unitIds.filter((id) => (outline?.indexOf(id) ?? -1) < 0)
    const there = unitIds.filter((id) => !gone.includes(id))
    const held = there.flatMap((id) => this.#store.unit(documentId, id) ?? [])
    if (gone.length > 0) this.#sink.removeUnits(documentId, gone)
    this.#give(documentId, held)
    for (const id of gone) this.#noteGiven(documentId, id)
    // A row that only its tags changed of may lie in a page that memory does not hold.
    for (const id of there) {
      if (held.some((unit) => unit.id === id)) continue
      this.#store
        .readUnit(documentId, id)
        .then((unit) => unit && this.#ends.length > 0 && this.#give(documentId, [unit]))
        .catch((error: unknown) => this.onFailure(error))
    }
  }

  #give(documentId: string, units: readonly Unit[]): void {
    if (units.length === 0) return
    for (const { id } of units) this.#noteGiven(documentId, id)
    this.#sink.setUnits(
      documentId,
      units.map((unit) => this.#searchUnit(unit)),
    )
  }

  #noteGiven(documentId: string, unitId: string): void {
    if (this.#reading?.documentId === documentId) this.#reading.given.add(unitId)
  }

  /** Rows with a tag that has another name now. */
  #followTags(): void {
    const before = this.#tagNames
    this.#tagNames = this.#namesNow()
    const renamed = new Set([...this.#tagNames].filter(([id, name]) => before.has(id) && before.get(id) !== name).map(([id]) => id))
    if (renamed.size === 0) return
    const units = new Map<string, string>()
    for (const { tagId, documentId, spans } of this.#store.records.annotations.values()) {
      if (tagId !== null && renamed.has(tagId)) units.set(spans[0]!.unitId, documentId)
    }
    this.#follow({ units, emptied: new Set() })
  }

  #namesNow(): Map<string, string> {
    return new Map([...this.#store.records.tags.values()].map(({ id, name }) => [id, name]))
  }

  #searchUnit(unit: Unit): SearchUnit {
    const { records } = this.#store
    const notes: SideText[] = (unit.notes ?? []).map(({ id, text }) => ({ id, text }))
    const tags: SideText[] = []
    for (const { id, tagId, note, spans } of records.annotationsOf(unit.id)) {
      // A passage over several rows is told once, where it begins.
      if (spans[0]?.unitId !== unit.id) continue
      const name = tagId === null ? undefined : records.tags.get(tagId)?.name
      if (name !== undefined) tags.push({ id, text: name })
      if (note !== '') notes.push({ id, text: note })
    }
    return { id: unit.id, order: unit.order, source: plainText(unit.source), target: plainText(unit.target), notes, tags }
  }
}
