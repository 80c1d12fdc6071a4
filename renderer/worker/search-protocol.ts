import type { Query } from '../../shared/search/query.ts'
import type { Batch, SearchScope, SearchUnit } from '../../shared/search/search-index.ts'

/** What is asked of the index. */
export interface Question {
  readonly query: Query
  readonly scope: SearchScope
  /** How many hits are told; all are counted. */
  readonly most: number
  /** Tells only the first hit of each row. */
  readonly byRow: boolean
}

/** To the worker: rows as they are now, and questions, of which a newer one ends the one before. */
export type SearchRequest =
  | { type: 'setUnits'; documentId: string; units: readonly SearchUnit[] }
  | { type: 'removeUnits'; documentId: string; unitIds: readonly string[] }
  | { type: 'removeDocument'; documentId: string }
  | { type: 'ask'; id: number; question: Question }
  | { type: 'stop' }

/** From the worker, about the question with this id: `began`, any number of `found`, the last of them done; or `failed`. */
export type SearchMessage =
  | { type: 'began'; id: number }
  /** The hits since the last message, the counts until now. */
  | { type: 'found'; id: number; batch: Batch; isDone: boolean }
  /** A fault of ours: what was thrown, in English, for the log. */
  | { type: 'failed'; id: number; message: string }
