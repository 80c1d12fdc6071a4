import type { Host } from '../../shared/host/contract.ts'
import type { ErrorCode, HostError } from '../../shared/host/errors.ts'
import type { SummedChange } from '../../shared/model/journal.ts'
import type { ProjectRecord } from '../../shared/model/records.ts'
import type { Counts, ProjectDatabase } from './database.ts'
import type { Effect, ProjectRecords } from './records.ts'
import { RetryLoop } from './retry-loop.ts'
import { isStorageFull } from './storage-full.ts'

/** What the status bar says. `pending` counts changes the project folder has not acknowledged. */
export interface SaveStatus {
  readonly pending: number
  /** Changes that not even the database holds: they are only in this window. */
  readonly unstored: number
  /** Why the working copy in the browser's storage cannot be written; the folder may still be fine. */
  readonly storage: StorageProblem | null
  /** Why the project folder did not take the changes. */
  readonly folder: HostError | null
  /** Why the folder gets no more from here. */
  readonly ended: Ended | null
}

/** Another window has the project, its folder is gone, another program changed it, the working copy cannot be read, or its rows did not all come. */
export type Ended = 'elsewhere' | 'folder-gone' | 'changed' | 'copy-damaged' | 'unfilled'

type Head = { seq: number; sum: string }
type Waiting = { changes: SummedChange[]; effects: Effect[]; project: ProjectRecord; counts: Counts; head: Head }

const APPEND_AT_ONCE = 1000

/**
 * Carries changes, in order, first into the database and then to the project folder. The two wait for nothing but that order: while the
 * folder takes nothing the database goes on storing, and while the database takes nothing the folder still gets what it was tried with.
 * What could not be written stays in memory and is tried again until it is.
 */
export class Persister {
  status: SaveStatus = { pending: 0, unstored: 0, storage: null, folder: null, ended: null }
  #waiting: Waiting | null = null
  readonly #unacknowledged: SummedChange[]
  /** The last change that the database was tried with: up to it the folder may have them. */
  #tried: number
  #acknowledged: Head
  readonly #storing = new RetryLoop(
    () => this.#waiting !== null,
    () => this.#store(),
  )
  readonly #sending = new RetryLoop(
    () => (this.#unacknowledged[0]?.change.seq ?? Number.POSITIVE_INFINITY) <= this.#tried,
    () => this.#send(),
  )

  constructor(
    private readonly database: ProjectDatabase,
    private readonly host: Host,
    private readonly session: string,
    start: { acknowledged: Head; unacknowledged: readonly SummedChange[] },
    private readonly onStatus: () => void,
  ) {
    this.#acknowledged = start.acknowledged
    this.#unacknowledged = [...start.unacknowledged]
    this.#tried = this.#unacknowledged.at(-1)?.change.seq ?? start.acknowledged.seq
    this.#setStatus({ pending: this.#unacknowledged.length })
    this.#sending.wake()
  }

  /** Takes a change that memory already holds. `acknowledged` changes came from the folder and need not go back there. */
  add(summed: SummedChange, effect: Effect, { project, counts }: Pick<ProjectRecords, 'project' | 'counts'>, acknowledged = false): void {
    const head = { seq: summed.change.seq, sum: summed.sum }
    this.#waiting ??= { changes: [], effects: [], project, counts, head }
    this.#waiting.changes.push(summed)
    this.#waiting.effects.push(effect)
    this.#waiting.project = project
    this.#waiting.counts = counts
    this.#waiting.head = head
    if (acknowledged) this.#acknowledged = head
    else this.#unacknowledged.push(summed)
    this.#setStatus({ pending: this.#unacknowledged.length, unstored: this.#waiting.changes.length })
    this.#storing.wake()
  }

  /** What the folder has not acknowledged, oldest first. */
  get pending(): readonly SummedChange[] {
    return this.#unacknowledged
  }

  /** Resolves when nothing is pending or the try just made has failed; `status` tells which. Cuts a waiting retry short. */
  async flush(): Promise<void> {
    await this.#storing.flush()
    await this.#sending.flush()
  }

  /** Whether the database holds everything that memory holds. */
  get idle(): boolean {
    return this.#waiting === null && this.#storing.isIdle
  }

  /** The project is closed: nothing more is tried. */
  close(): void {
    this.#storing.stop()
    this.#sending.stop()
  }

  /**
   * The folder takes no more from here: the project is another window's now, or gone, or another program changed it. What is typed all
   * the same is kept in the database, unless that is another window's, too.
   */
  end(reason: Ended): void {
    // The rows that are there are edited and saved all the same.
    if (reason !== 'unfilled') this.#sending.stop()
    if (reason === 'elsewhere') this.#storing.stop()
    this.#setStatus({ ended: reason })
  }

  /** A part of the database cannot be read: said once, and the next opening fills it anew. What is stored already stays there until then. */
  copyIsDamaged(): void {
    if (this.status.ended) return
    this.end('copy-damaged')
    this.#storing.stop()
    void this.database.meta.update('meta', { counts: { documents: -1, tags: -1, annotations: -1, pages: -1 } })
  }

  get #unstored(): number {
    return this.#waiting?.changes.length ?? 0
  }

  async #store(): Promise<boolean> {
    const batch = this.#waiting
    if (!batch) return true
    this.#waiting = null
    let problem: unknown = null
    try {
      await this.#writeBatch(batch)
    } catch (error) {
      problem = error
      const later = this.#waiting as Waiting | null
      this.#waiting = later
        ? { ...later, changes: [...batch.changes, ...later.changes], effects: [...batch.effects, ...later.effects] }
        : batch
    }
    this.#tried = Math.max(this.#tried, batch.head.seq)
    this.#setStatus({ unstored: this.#unstored })
    if (problem instanceof TakenOver) this.end('elsewhere')
    else if (!this.#storing.isStopped) {
      this.#setStatus({ storage: problem === null ? null : problemOf(problem) })
    }
    this.#sending.wake()
    return problem === null
  }

  async #writeBatch(batch: Waiting): Promise<void> {
    const db = this.database
    // All or nothing: where another window has taken the copy over, none of this batch is written.
    await db.transaction('rw', [db.meta, db.documents, db.tags, db.annotationPacks, db.pages, db.outline, db.changes], async () => {
      const meta = await db.meta.get('meta')
      if (!meta) throw new CopyGone('the working copy was deleted')
      if (meta.owner !== this.session) throw new TakenOver()
      // Requests of one transaction are done in the order in which they are made: it is waited for all of them at once.
      const written: PromiseLike<unknown>[] = []
      for (const effect of batch.effects) {
        if (effect.emptied.size > 0) {
          await Promise.all(written)
          await removeEmptied(db, effect)
        }
        written.push(...storeEffect(db, effect))
      }
      written.push(db.changes.bulkPut(batch.changes.map((summed) => ({ ...summed, seq: summed.change.seq }))))
      const { project, counts, head } = batch
      written.push(db.meta.put({ ...meta, project, counts, head, acknowledged: this.#acknowledged }))
      await Promise.all(written)
    })
  }

  async #send(): Promise<boolean> {
    const part = this.#unacknowledged.slice(0, APPEND_AT_ONCE).filter(({ change }) => change.seq <= this.#tried)
    const outcome = await this.host.appendChanges({ session: this.session, changes: part.map((summed) => summed.change) })
    if (!outcome.ok) {
      this.#setStatus({ folder: outcome.error })
      const ended = endings[outcome.error.code]
      if (ended) this.end(ended)
      return false
    }
    this.#unacknowledged.splice(0, part.length)
    this.#acknowledged = outcome.value
    this.#setStatus({ pending: this.#unacknowledged.length, folder: null })
    await this.database.meta.update('meta', { acknowledged: this.#acknowledged }).catch((error: unknown) => {
      // The folder is ahead of what the database knows, which the next opening finds out by itself.
      this.#setStatus({ storage: problemOf(error) })
    })
    return true
  }

  #setStatus(part: Partial<SaveStatus>): void {
    this.status = { ...this.status, ...part }
    this.onStatus()
  }
}

/** Answers of the folder after which nothing more can be sent. */
const endings: Partial<Record<ErrorCode, Ended>> = { 'session-lost': 'elsewhere', 'external-change': 'changed' }

/** The browser's storage has no room, has lost the copy, or fails otherwise. */
export interface StorageProblem {
  readonly kind: 'full' | 'gone' | 'failing'
  readonly detail: string
}

function problemOf(error: unknown): StorageProblem {
  const kind = error instanceof CopyGone ? 'gone' : isStorageFull(error) ? 'full' : 'failing'
  return { kind, detail: error instanceof Error ? `${error.name}: ${error.message}` : String(error) }
}

/** The browser threw the working copy away under the open window: the folder goes on, and the next opening fills a new one. */
class CopyGone extends Error {
  override readonly name = 'CopyGone'
}

/** Another window has the working copy now. */
class TakenOver extends Error {
  override readonly name = 'TakenOver'
}

/** Takes away all rows of the documents that go or are filled anew; before anything else of the effect is written. */
async function removeEmptied(db: ProjectDatabase, { emptied }: Effect): Promise<void> {
  for (const id of emptied) {
    await db.pages.where('[documentId+page]').between([id, 0], [id, Number.MAX_SAFE_INTEGER]).delete()
    await db.outline.where('[documentId+page]').between([id, 0], [id, Number.MAX_SAFE_INTEGER]).delete()
  }
}

function storeEffect(db: ProjectDatabase, effect: Effect): PromiseLike<unknown>[] {
  const pages = [...effect.pages.values()]
  const gone = pages.filter(({ value }) => !value).map(({ documentId, page }): [string, number] => [documentId, page])
  return [
    ...storeMap(db.documents, effect.documents),
    ...storeMap(db.tags, effect.tags),
    ...storeMap(db.annotationPacks, effect.annotationPacks),
    ...(pages.length > 0 ? [db.pages.bulkPut(pages.flatMap(({ value }) => value ?? []))] : []),
    ...(pages.length > 0 ? [db.outline.bulkPut(pages.flatMap(({ outline }) => outline ?? []))] : []),
    ...(gone.length > 0 ? [db.pages.bulkDelete(gone), db.outline.bulkDelete(gone)] : []),
  ]
}

function storeMap<T>(
  table: { bulkPut(records: T[]): PromiseLike<unknown>; bulkDelete(ids: string[]): PromiseLike<unknown> },
  records: ReadonlyMap<string, T | null>,
): PromiseLike<unknown>[] {
  const put = [...records.values()].filter((record): record is NonNullable<typeof record> => record !== null)
  const gone = [...records].filter(([, record]) => record === null).map(([id]) => id)
  return [...(put.length > 0 ? [table.bulkPut(put)] : []), ...(gone.length > 0 ? [table.bulkDelete(gone)] : [])]
}
