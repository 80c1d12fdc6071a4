import type { Side } from '../../../shared/model/records.ts'
import { compileQuery, type Matcher, plainQuery, type Query } from '../../../shared/search/query.ts'
import type { RegexProblem } from '../../../shared/search/regex-problem.ts'
import { type Hit, type SearchField, type SearchScope, searchFields } from '../../../shared/search/search-index.ts'
import type { ProjectStore } from '../../store/project-store.ts'
import { SearchFeed } from '../../store/search-feed.ts'
import { Topics } from '../../store/topics.ts'
import { SearchClient, type SearchNews } from '../../worker/search-client.ts'
import { byPlace, type HitPlace } from './hit-order.ts'

/** Which rows are searched: those of the document, of all documents, those that a filter leaves, those selected. */
export const searchPlaces = ['document', 'project', 'shown', 'selected'] as const
export type SearchPlace = (typeof searchPlaces)[number]

/** Where the person is. */
export interface Whereabouts {
  readonly documentId: string
  readonly activeId: string | null
  /** The rows that a filter leaves; null without one. */
  readonly shown: (() => readonly string[]) | null
}

/** What is asked for. */
export interface Asked extends Query {
  readonly place: SearchPlace
  readonly fields: readonly SearchField[]
  readonly replacement: string
  readonly isReplacing: boolean
}

export interface Answer {
  /** The first of them, in order. */
  readonly hits: readonly Hit[]
  readonly total: number
  readonly rows: number
  readonly state: 'none' | 'running' | 'done' | 'tooLong' | 'failed'
  readonly problem: RegexProblem | null
}

/** Where a hit takes the person; no stretch is selected where it is in a note on the row. */
export interface GoalPlace {
  readonly documentId: string
  readonly unitId: string
  readonly side: Side
  readonly range: { readonly from: number; readonly to: number } | null
}

/** How many hits are listed. */
export const MOST_HITS = 1000
/** How long edits rest before the question is asked once more. Milliseconds. */
const REST_MS = 200

const nothing: Answer = { hits: [], total: 0, rows: 0, state: 'none', problem: null }

/** A project's search: what is asked, what was found, which hit is the current one. It lives as long as the project is open. */
export class SearchSession {
  readonly store: ProjectStore
  readonly feed: SearchFeed
  readonly #client: SearchClient
  readonly #topics = new Topics()
  readonly #ends: (() => void)[]
  #asked: Asked = { ...plainQuery, place: 'document', fields: searchFields, replacement: '', isReplacing: false }
  #answer = nothing
  #matcher: Matcher | null = null
  #current = -1
  /** The current hit where `#isThere`, else where the next one is looked for from. */
  #from: HitPlace | null = null
  #isThere = false
  #isHeld = false
  #selected: readonly string[] | null = null
  #rest: ReturnType<typeof setTimeout> | undefined
  #stop: () => void = () => {}
  /** Where the person is; set by the workbench. */
  where: () => Whereabouts = () => ({ documentId: '', activeId: null, shown: null })
  /** Goes to a place; set by the workbench. */
  onGo: (place: GoalPlace) => void = () => {}
  /** Hears what broke; set by the workbench. */
  onFailure: (error: unknown) => void = () => {}

  constructor(store: ProjectStore, client = new SearchClient()) {
    this.store = store
    this.#client = client
    this.feed = new SearchFeed(store, client)
    this.feed.onFailure = (error) => this.onFailure(error)
    client.onLost = () => this.feed.hasBegun && this.feed.begin(this.where().documentId)
    this.#ends = [store.subscribe('changes', () => this.#askSoon()), this.feed.subscribe(() => this.#askSoon())]
  }

  get asked(): Asked {
    return this.#asked
  }

  get answer(): Answer {
    return this.#answer
  }

  /** The current hit's place in the list; -1 where none is. */
  get current(): number {
    return this.#current
  }

  /** Whether more may be found: the question is being answered, or rows are still being read. */
  get isBusy(): boolean {
    return this.#answer.state === 'running' || this.feed.progress !== null
  }

  /** What finds the hits in a text of the page; null where there is nothing to look for. */
  get matcher(): Matcher | null {
    return this.#matcher
  }

  /** The rows that were selected when the search was opened. */
  get selected(): readonly string[] | null {
    return this.#selected
  }

  subscribe(topic: string, listener: () => void): () => void {
    return this.#topics.subscribe(topic, listener)
  }

  /** The panel was asked for: with the words selected, and only within the rows selected where they are several. */
  open({ words, rows, isReplacing }: { words: string; rows: readonly string[]; isReplacing: boolean }): void {
    this.#begin()
    this.#selected = rows.length > 1 ? rows : null
    const place = this.#selected ? 'selected' : this.#asked.place === 'selected' ? 'document' : this.#asked.place
    const text = words === '' ? {} : { text: words, regex: false }
    this.ask({ place, ...text, ...(isReplacing ? { isReplacing } : {}) })
    this.#topics.publish(['focus'])
  }

  /** Changes what is asked for. */
  ask(change: Partial<Asked>): void {
    this.#asked = { ...this.#asked, ...change }
    this.#topics.publish(['asked'])
    // What only concerns replacing finds nothing else.
    if (Object.keys(change).every((key) => key === 'replacement' || key === 'isReplacing')) return
    const compiled = compileQuery(this.#asked)
    this.#matcher = compiled.ok && this.#asked.text !== '' ? compiled.matcher : null
    this.#isThere = false
    if (compiled.ok) this.askAgain()
    else this.#tell({ ...nothing, problem: compiled.problem })
  }

  /** Asks the same once more: the rows are others now. */
  askAgain(): void {
    clearTimeout(this.#rest)
    this.#rest = undefined
    if (this.#isHeld) return
    this.#stop()
    const scope = this.#scope()
    if (!this.#matcher || scope.fields.length === 0) {
      if (!this.#answer.problem || this.#matcher) this.#tell(nothing)
      return
    }
    this.#begin()
    const found: Hit[] = []
    this.#tell({ ...this.#answer, state: 'running', problem: null })
    this.#stop = this.#client.ask({ query: this.#asked, scope, most: MOST_HITS, byRow: false }, (news) => this.#hear(news, found))
  }

  /** Asks the same once more, and waits for the whole answer. */
  answered(): Promise<void> {
    this.askAgain()
    return new Promise((resolve) => {
      const look = () => {
        if (this.#answer.state === 'running') return
        end()
        resolve()
      }
      const end = this.subscribe('answer', look)
      look()
    })
  }

  /** The rows with a hit in their translation, all of them, in order, with their first hit; null where the search broke. */
  async rowsToReplace(): Promise<{ rows: readonly Hit[]; total: number } | null> {
    const scope = { ...this.#scope(), fields: ['target'] as const }
    const rows: Hit[] = []
    const listed = new Promise<number | null>((resolve) => {
      this.#stop()
      this.#client.ask({ query: this.#asked, scope, most: Number.POSITIVE_INFINITY, byRow: true }, (news) => {
        if (news.type === 'found') {
          for (const hit of news.batch.hits) rows.push(hit)
          if (news.isDone) resolve(news.batch.total)
          return
        }
        this.#hear(news, [])
        resolve(null)
      })
    })
    const total = await this.hold(() => listed)
    return total === null ? null : { rows, total }
  }

  /** Does something long, of which the question hears only at its end. */
  async hold<T>(work: () => Promise<T>): Promise<T> {
    this.#isHeld = true
    try {
      return await work()
    } finally {
      this.#isHeld = false
      this.askAgain()
    }
  }

  /** Makes a hit the current one, and goes there. */
  go(index: number): void {
    const hit = this.#answer.hits[index]
    if (!hit) return
    this.#point(index)
    this.onGo(this.#goalOf(hit))
  }

  /** Goes to the next hit, or the one before, that is as wanted; round the ends. */
  step(step: 1 | -1, isWanted: (hit: Hit) => boolean = () => true): void {
    const { hits } = this.#answer
    const first = this.#current >= 0 ? this.#current + step : this.#firstAfter(this.#from ?? this.#here()) + (step === 1 ? 0 : -1)
    for (let tried = 0; tried < hits.length; tried++) {
      const at = (first + step * tried + 2 * hits.length) % hits.length
      if (!isWanted(hits[at]!)) continue
      this.go(at)
      return
    }
  }

  /** Lets the search go on from behind a place; the hit there is gone. */
  leave(place: HitPlace): void {
    this.#from = place
    this.#isThere = false
    this.#current = -1
    this.#topics.publish(['current'])
  }

  close(): void {
    clearTimeout(this.#rest)
    for (const end of this.#ends) end()
    this.feed.end()
    this.#client.close()
  }

  /** Has all rows read, the first time that something is looked for. */
  #begin(): void {
    if (!this.feed.hasBegun) this.feed.begin(this.where().documentId)
  }

  #askSoon(): void {
    this.#topics.publish(['progress'])
    if (!this.#matcher) return
    this.#rest ??= setTimeout(() => this.askAgain(), REST_MS)
  }

  #scope(): SearchScope {
    const { documentId, shown } = this.where()
    const { place, fields } = this.#asked
    const rows = place === 'shown' ? (shown?.() ?? null) : place === 'selected' ? this.#selected : null
    const documents = place === 'project' ? this.store.records.documentList.map(({ id }) => id) : [documentId]
    return { documents, units: rows && new Set(rows), fields }
  }

  #hear(news: SearchNews, found: Hit[]): void {
    if (news.type === 'found') {
      for (const hit of news.batch.hits) found.push(hit)
      const { total, rows } = news.batch
      this.#tell({ hits: [...found], total, rows, state: news.isDone ? 'done' : 'running', problem: null })
      return
    }
    if (news.type === 'failed') this.onFailure(new Error(news.message))
    // What never comes to an end is not asked again by itself.
    this.#matcher = null
    this.#tell({ ...nothing, state: news.type })
  }

  #tell(answer: Answer): void {
    this.#answer = answer
    const now = this.#from
    const isNow = (hit: Hit) => hit.unitId === now?.unitId && hit.field === now.field && hit.from === now.from
    this.#current = this.#isThere ? answer.hits.findIndex(isNow) : -1
    this.#topics.publish(['answer', 'current', 'progress'])
  }

  #point(index: number): void {
    this.#current = index
    this.#from = this.#answer.hits[index] ?? null
    this.#isThere = this.#from !== null
    this.#topics.publish(['current'])
  }

  #here(): HitPlace {
    const { documentId, activeId } = this.where()
    return { documentId, unitId: activeId ?? '', field: 'source', from: 0 }
  }

  #firstAfter(place: HitPlace): number {
    const compare = byPlace(this.store)
    const at = this.#answer.hits.findIndex((hit) => compare(hit, place) >= 0)
    return at < 0 ? 0 : at
  }

  #goalOf({ documentId, unitId, field, itemId, from, to }: Hit): GoalPlace {
    if (field === 'source' || field === 'target') return { documentId, unitId, side: field, range: { from, to } }
    const span = this.store.records.annotations.get(itemId ?? '')?.spans[0]
    return span
      ? { documentId, unitId: span.unitId, side: span.side, range: { from: span.from, to: span.to } }
      : { documentId, unitId, side: 'target', range: null }
  }
}
