import type { Host } from '../../shared/host/contract.ts'
import type { HostError } from '../../shared/host/errors.ts'
import type { SummedChange } from '../../shared/model/journal.ts'
import type { ProjectRecord } from '../../shared/model/records.ts'
import type { ProjectDatabase } from './database.ts'
import type { Effect } from './records.ts'

/** What the status bar says. `pending` counts changes the project folder has not acknowledged. */
export interface SaveStatus {
  readonly pending: number
  /** Changes that not even the database holds: they are only in this window. */
  readonly unstored: number
  /** Why the working copy in the browser's storage cannot be written; the folder may still be fine. */
  readonly storage: string | null
  /** Why the project folder did not take the changes. */
  readonly folder: HostError | null
  /** Why no more changes are taken: another window has the project, or its folder is gone. */
  readonly ended: 'elsewhere' | 'folder-gone' | null
}

type Head = { seq: number; sum: string }
type Waiting = { changes: SummedChange[]; effects: Effect[]; project: ProjectRecord; head: Head }

const RETRY_MS = [500, 1000, 2000, 5000, 10_000]
const APPEND_AT_ONCE = 1000

/**
 * Carries changes, in order, first into the database and then to the project folder. A small state machine: at rest, writing, or
 * waiting to try again after a failure; what could not be written stays in memory and is tried again until it is.
 */
export class Persister {
  status: SaveStatus = { pending: 0, unstored: 0, storage: null, folder: null, ended: null }
  #waiting: Waiting | null = null
  readonly #unacknowledged: SummedChange[]
  #acknowledged: Head
  #running: Promise<void> | null = null
  #retry: ReturnType<typeof setTimeout> | null = null
  #failures = 0
  #closed = false

  constructor(
    private readonly database: ProjectDatabase,
    private readonly host: Host,
    private readonly session: string,
    start: { acknowledged: Head; unacknowledged: readonly SummedChange[] },
    private readonly onStatus: () => void,
  ) {
    this.#acknowledged = start.acknowledged
    this.#unacknowledged = [...start.unacknowledged]
    this.#setStatus({ pending: this.#unacknowledged.length })
    if (this.#unacknowledged.length > 0) this.#run()
  }

  /** Takes a change that memory already holds. `acknowledged` changes came from the folder and need not go back there. */
  add(summed: SummedChange, effect: Effect, project: ProjectRecord, acknowledged = false): void {
    const head = { seq: summed.change.seq, sum: summed.sum }
    this.#waiting ??= { changes: [], effects: [], project, head }
    this.#waiting.changes.push(summed)
    this.#waiting.effects.push(effect)
    this.#waiting.project = project
    this.#waiting.head = head
    if (acknowledged) this.#acknowledged = head
    else this.#unacknowledged.push(summed)
    this.#setStatus({ pending: this.#unacknowledged.length, unstored: this.#waiting.changes.length })
    if (!this.#retry) this.#run()
  }

  /** Resolves when nothing is pending or the try just made has failed; `status` tells which. Cuts a waiting retry short. */
  async flush(): Promise<void> {
    if (this.#retry) {
      clearTimeout(this.#retry)
      this.#retry = null
    }
    // What was added while a run was under way is taken by the next; a failed try leaves a retry behind and ends the loop.
    do {
      this.#run()
      await this.#running
    } while (!this.#closed && !this.#retry && this.#hasWork)
  }

  /** Whether the database holds everything that memory holds. */
  get idle(): boolean {
    return this.#waiting === null && this.#running === null
  }

  /** The project is closed: nothing more is tried. */
  close(): void {
    this.#closed = true
    if (this.#retry) clearTimeout(this.#retry)
    this.#retry = null
  }

  /** The project is another window's now, or gone: nothing more is tried, and the status says so. */
  end(reason: 'elsewhere' | 'folder-gone'): void {
    this.close()
    this.#setStatus({ ended: reason })
  }

  get #unstored(): number {
    return (this.#waiting as Waiting | null)?.changes.length ?? 0
  }

  get #hasWork(): boolean {
    return this.#waiting !== null || this.#unacknowledged.length > 0
  }

  #run(): void {
    this.#running ??= this.#work().finally(() => {
      this.#running = null
      if (!this.#closed && !this.#retry && this.#hasWork) this.#run()
    })
  }

  async #work(): Promise<void> {
    const stored = await this.#store()
    const sent = await this.#send()
    if (stored && sent) this.#failures = 0
    else if (!this.#closed) {
      const delay = RETRY_MS[Math.min(this.#failures++, RETRY_MS.length - 1)]!
      const timer = setTimeout(() => {
        this.#retry = null
        this.#run()
      }, delay)
      this.#retry = timer
    }
  }

  async #store(): Promise<boolean> {
    const batch = this.#waiting
    if (!batch || this.#closed) return true
    this.#waiting = null
    try {
      await this.#writeBatch(batch)
      this.#setStatus({ storage: null, unstored: this.#unstored })
      return true
    } catch (error) {
      if (error instanceof TakenOver) this.end('elsewhere')
      const later = this.#waiting as Waiting | null
      this.#waiting = later
        ? { ...later, changes: [...batch.changes, ...later.changes], effects: [...batch.effects, ...later.effects] }
        : batch
      this.#setStatus({ unstored: this.#unstored })
      if (this.#closed) return false
      this.#setStatus({ storage: error instanceof Error ? `${error.name}: ${error.message}` : String(error) })
      return false
    }
  }

  async #writeBatch(batch: Waiting): Promise<void> {
    const db = this.database
    // All or nothing: where another window has taken the copy over, none of this batch is written.
    await db.transaction('rw', [db.meta, db.documents, db.tags, db.annotations, db.pages, db.outline, db.changes], async () => {
      for (const effect of batch.effects) await storeEffect(db, effect)
      await db.changes.bulkPut(batch.changes.map((summed) => ({ ...summed, seq: summed.change.seq })))
      if ((await db.meta.get('meta'))?.owner !== this.session) throw new TakenOver()
      await db.meta.update('meta', { project: batch.project, head: batch.head, acknowledged: this.#acknowledged })
    })
  }

  async #send(): Promise<boolean> {
    while (this.#unacknowledged.length > 0 && !this.#closed) {
      const part = this.#unacknowledged.slice(0, APPEND_AT_ONCE)
      const outcome = await this.host.appendChanges({ session: this.session, changes: part.map((summed) => summed.change) })
      if (!outcome.ok) {
        this.#setStatus({ folder: outcome.error })
        if (outcome.error.code === 'session-lost') this.end('elsewhere')
        return false
      }
      this.#unacknowledged.splice(0, part.length)
      this.#acknowledged = outcome.value
      this.#setStatus({ pending: this.#unacknowledged.length, folder: null })
      await this.database.meta.update('meta', { acknowledged: this.#acknowledged }).catch((error: Error) => {
        // The folder is ahead of what the database knows, which the next opening finds out by itself.
        this.#setStatus({ storage: error.message })
      })
    }
    return true
  }

  #setStatus(part: Partial<SaveStatus>): void {
    this.status = { ...this.status, ...part }
    this.onStatus()
  }
}

/** Another window has the working copy now. */
class TakenOver extends Error {
  override readonly name = 'TakenOver'
}

async function storeEffect(db: ProjectDatabase, effect: Effect): Promise<void> {
  for (const id of effect.emptied) {
    await db.pages.where('[documentId+page]').between([id, 0], [id, Number.MAX_SAFE_INTEGER]).delete()
    await db.outline.where('[documentId+page]').between([id, 0], [id, Number.MAX_SAFE_INTEGER]).delete()
  }
  await storeMap(db.documents, effect.documents)
  await storeMap(db.tags, effect.tags)
  await storeMap(db.annotations, effect.annotations)
  const pages = [...effect.pages.values()]
  await db.pages.bulkPut(pages.flatMap(({ value }) => value ?? []))
  await db.outline.bulkPut(pages.flatMap(({ outline }) => outline ?? []))
  const gone = pages.filter(({ value }) => !value).map(({ documentId, page }): [string, number] => [documentId, page])
  if (gone.length > 0) {
    await db.pages.bulkDelete(gone)
    await db.outline.bulkDelete(gone)
  }
}

async function storeMap<T>(
  table: { bulkPut(records: T[]): PromiseLike<unknown>; bulkDelete(ids: string[]): PromiseLike<unknown> },
  records: ReadonlyMap<string, T | null>,
): Promise<void> {
  const put = [...records.values()].filter((record): record is NonNullable<typeof record> => record !== null)
  const gone = [...records].filter(([, record]) => record === null).map(([id]) => id)
  if (put.length > 0) await table.bulkPut(put)
  if (gone.length > 0) await table.bulkDelete(gone)
}
