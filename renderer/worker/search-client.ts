import type { Batch, SearchUnit } from '../../shared/search/search-index.ts'
import type { Question, SearchMessage, SearchRequest } from './search-protocol.ts'

/** What becomes of a question: hits, the last of them done; or it broke, or was given up after {@link PATIENCE_MS} without a word. */
export type SearchNews =
  | { readonly type: 'found'; readonly batch: Batch; readonly isDone: boolean }
  | { readonly type: 'failed'; readonly message: string }
  | { readonly type: 'tooLong' }

/** How long a question may be silent: a regular expression can take longer than anybody lives. */
export const PATIENCE_MS = 3000

/** The part of a Worker that a search needs; a test puts its own in place. */
export interface SearchWorker {
  postMessage(message: SearchRequest): void
  terminate(): void
  addEventListener(type: 'message', listener: (event: MessageEvent<SearchMessage>) => void): void
  addEventListener(type: 'error', listener: (event: ErrorEvent) => void): void
}

const startWorker = (): SearchWorker => new Worker(new URL('./search-worker.ts', import.meta.url), { type: 'module' })

/** The page's end of the search worker. It starts with the first thing said to it, and again, empty, after it had to be ended. */
export class SearchClient {
  readonly #start: () => SearchWorker
  readonly #patience: number
  #worker: SearchWorker | null = null
  #asked: { id: number; hear: (news: SearchNews) => void } | null = null
  #lastId = 0
  #watch: ReturnType<typeof setTimeout> | undefined
  /** The index had to be thrown away: all rows are to be given anew. */
  onLost: () => void = () => {}

  constructor(start: () => SearchWorker = startWorker, patience = PATIENCE_MS) {
    this.#start = start
    this.#patience = patience
  }

  setUnits(documentId: string, units: readonly SearchUnit[]): void {
    this.#post({ type: 'setUnits', documentId, units })
  }

  removeUnits(documentId: string, unitIds: readonly string[]): void {
    this.#post({ type: 'removeUnits', documentId, unitIds })
  }

  removeDocument(documentId: string): void {
    this.#post({ type: 'removeDocument', documentId })
  }

  /** Asks; of a question before nothing is heard any more. Returns what ends the question. */
  ask(question: Question, hear: (news: SearchNews) => void): () => void {
    const id = ++this.#lastId
    this.#asked = { id, hear }
    clearTimeout(this.#watch)
    this.#post({ type: 'ask', id, question })
    return () => {
      if (this.#asked?.id !== id) return
      this.#asked = null
      clearTimeout(this.#watch)
      this.#post({ type: 'stop' })
    }
  }

  /** Ends the worker for good, or until something is said to it again. */
  close(): void {
    clearTimeout(this.#watch)
    this.#asked = null
    this.#worker?.terminate()
    this.#worker = null
  }

  #post(request: SearchRequest): void {
    this.#worker ??= this.#begin()
    this.#worker.postMessage(request)
  }

  #begin(): SearchWorker {
    const worker = this.#start()
    worker.addEventListener('message', ({ data }) => {
      if (worker === this.#worker) this.#take(data)
    })
    worker.addEventListener('error', (event) => {
      if (worker === this.#worker) this.#end({ type: 'failed', message: event.message || 'the search worker could not be started' })
    })
    return worker
  }

  #take(message: SearchMessage): void {
    if (message.id !== this.#asked?.id) return
    clearTimeout(this.#watch)
    const isOver = message.type === 'failed' || (message.type === 'found' && message.isDone)
    // Only from when it was begun: before that the worker takes in rows.
    if (!isOver) this.#watch = setTimeout(() => this.#end({ type: 'tooLong' }), this.#patience)
    const { hear } = this.#asked
    if (isOver) this.#asked = null
    if (message.type !== 'began') hear(message)
  }

  /** The worker is of no use any more. */
  #end(news: SearchNews): void {
    const asked = this.#asked
    this.close()
    asked?.hear(news)
    this.onLost()
  }
}
