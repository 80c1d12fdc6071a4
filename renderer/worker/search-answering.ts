import { compileQuery } from '../../shared/search/query.ts'
import { type Batch, type Hit, SearchIndex } from '../../shared/search/search-index.ts'
import type { Question, SearchMessage, SearchRequest } from './search-protocol.ts'

/** How long a question goes on before a newer request gets its turn, and how long at most until it tells of itself. Milliseconds. */
const TURN_MS = 8
const SILENCE_MS = 60

/** The index and its questions, as the worker runs them. */
export class SearchAnswering {
  readonly #index = new SearchIndex()
  #current = 0

  constructor(
    readonly send: (message: SearchMessage) => void,
    /** Lets requests that wait be taken. */
    readonly pause: () => Promise<void>,
  ) {}

  take(request: SearchRequest): void {
    if (request.type === 'setUnits') this.#index.setUnits(request.documentId, request.units)
    else if (request.type === 'removeUnits') this.#index.removeUnits(request.documentId, request.unitIds)
    else if (request.type === 'removeDocument') this.#index.removeDocument(request.documentId)
    else if (request.type === 'stop') this.#current = 0
    else {
      const { id, question } = request
      this.#current = id
      this.#answer(id, question).catch((error: unknown) => {
        this.send({ type: 'failed', id, message: error instanceof Error ? (error.stack ?? error.message) : String(error) })
      })
    }
  }

  async #answer(id: number, { query, scope, most, byRow }: Question): Promise<void> {
    this.send({ type: 'began', id })
    const compiled = compileQuery(query)
    if (!compiled.ok) throw new Error(`no query: ${compiled.problem.fault}`)
    let hits: Hit[] = []
    let last: Batch = { hits, total: 0, rows: 0 }
    let hasTold = false
    let told = performance.now()
    let turn = told
    const tell = (isDone: boolean) => {
      this.send({ type: 'found', id, batch: { ...last, hits }, isDone })
      hasTold = true
      hits = []
      told = performance.now()
    }
    for (last of this.#index.search(compiled.matcher, scope, { most, byRow })) {
      for (const hit of last.hits) hits.push(hit)
      const now = performance.now()
      // The first hits at once: the screen is full of them.
      if ((!hasTold && hits.length > 0) || now - told > SILENCE_MS) tell(false)
      if (now - turn < TURN_MS) continue
      await this.pause()
      if (this.#current !== id) return
      turn = performance.now()
    }
    tell(true)
  }
}
