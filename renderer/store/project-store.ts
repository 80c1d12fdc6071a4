import type { Host } from '../../shared/host/contract.ts'
import { fail } from '../../shared/host/errors.ts'
import { invert } from '../../shared/model/apply.ts'
import type { Change, Op, SimpleOp } from '../../shared/model/changes.ts'
import { type SummedChange, sumChange } from '../../shared/model/journal.ts'
import type { Unit } from '../../shared/model/records.ts'
import type { ProjectDatabase } from './database.ts'
import { changesUpTo, rowsNamedBy } from './folder.ts'
import { type FilledPage, type FilledRows, type OutlinePage, type Page, pageKey } from './pages.ts'
import { type Ended, Persister, type SaveStatus } from './persister.ts'
import type { Effect, ProjectRecords } from './records.ts'
import { pageFits } from './soundness.ts'
import { Topics, unitTopic } from './topics.ts'
import { stepOf, UndoLog } from './undo-log.ts'

/** How many of the last changes stay in memory for undo; older ones are read from the database or the folder. */
const RECENT = 500
/** How many older changes are looked through at once when undo has come to the first it knows. */
const UNDO_REACH = 5000
/** How often rows that come from the folder are shown. */
const TELL_ROWS_MS = 700
/** How many pages stay in memory; those on screen are read again at need. */
const CACHED_PAGES = 256

interface Start {
  database: ProjectDatabase
  records: ProjectRecords
  host: Host
  session: string
  head: { seq: number; sum: string }
  acknowledged: { seq: number; sum: string }
  unacknowledged: readonly SummedChange[]
  undo: UndoLog
  author: () => string
  now?: () => Date
}

type Link = Pick<Change, 'undoes' | 'redoes' | 'typing' | 'joins'>

/** An open project: the records in memory, and commit(), the one way to change them. */
export class ProjectStore {
  readonly records: ProjectRecords
  readonly host: Host
  readonly session: string
  readonly #database: ProjectDatabase
  readonly #persister: Persister
  readonly #topics = new Topics()
  readonly #rowListeners = new Set<(effect: Effect) => void>()
  #undo: UndoLog
  /** The first change there is: a project made of a backup may have none of those before it. */
  #oldest = 1
  readonly #recent = new Map<number, Change>()
  readonly #author: () => string
  readonly #now: () => Date
  #head: { seq: number; sum: string }
  #line: Promise<unknown> = Promise.resolve()
  #queued = 0
  #rewriting = 0
  readonly #loading = new Map<string, Promise<void>>()
  #filled: Promise<void> = Promise.resolve()
  #isFilling = false
  #isClosed = false
  /** Commits what an editor still holds; set by the workbench. */
  beforeUndo: () => void = () => {}

  constructor(start: Start) {
    this.records = start.records
    this.host = start.host
    this.session = start.session
    this.#database = start.database
    this.#undo = start.undo
    this.#author = start.author
    this.#now = start.now ?? (() => new Date())
    this.#head = start.head
    this.#persister = new Persister(start.database, start.host, start.session, start, () => this.#topics.publish(['status']))
  }

  get seq(): number {
    return this.#head.seq
  }

  get status(): SaveStatus {
    return this.#persister.status
  }

  /** Changes that the folder has not acknowledged, oldest first. */
  get pendingChanges(): readonly Change[] {
    return this.#persister.pending.map(({ change }) => change)
  }

  get canUndo(): boolean {
    return this.#undo.nextUndo.length > 0 || this.#firstKnown > this.#oldest
  }

  get canRedo(): boolean {
    return this.#undo.nextRedo.length > 0
  }

  /** Whether rows are still coming from the folder; topic `filling`. */
  get isFilling(): boolean {
    return this.#isFilling
  }

  /** Resolves when all rows are there; at once where none are coming. @throws what kept them from coming. */
  whenFilled(): Promise<void> {
    return this.#filled
  }

  /** Takes in the rows that come from the folder. What is there already can be worked on meanwhile; what needs them all waits. */
  fill(batches: AsyncIterable<readonly FilledPage[]>): Promise<void> {
    this.#isFilling = true
    this.#filled = this.#fill(batches)
    // Told by the status; whoever waits for the rows is told as well.
    this.#filled.catch(() => this.#persister.end('unfilled'))
    return this.#filled
  }

  async #fill(batches: AsyncIterable<readonly FilledPage[]>): Promise<void> {
    let told = 0
    let untold: OutlinePage[] = []
    const tell = () => {
      this.#topics.publish(this.records.addPages(untold))
      untold = []
      told = performance.now()
    }
    for await (const batch of batches) {
      if (this.#isClosed) return
      untold.push(...batch.map(({ outline }) => outline))
      // To place rows anew takes time for each of them: the first at once, the others now and then.
      if (performance.now() - told > TELL_ROWS_MS) tell()
    }
    tell()
    await this.#database.meta.update('meta', (meta) => {
      delete meta.filling
      meta.counts = this.records.counts
    })
    this.#isFilling = false
    this.#topics.publish(['filling'])
  }

  subscribe(topic: string, listener: () => void): () => void {
    return this.#topics.subscribe(topic, listener)
  }

  /** Hears after each change what became of rows: see {@link Effect.units}, and `emptied` for documents that came, went, or changed whole. */
  onRows(listener: (effect: Pick<Effect, 'units' | 'emptied'>) => void): () => void {
    this.#rowListeners.add(listener)
    return () => this.#rowListeners.delete(listener)
  }

  /**
   * Applies an edit, at once where its pages are in memory, and hands it on to be stored; returns when memory holds it. Commits take
   * effect in the order they were made. `rows` are the pages of what a `document.add` in it names.
   * @throws ConflictError where the edit does not fit what is there; nothing is changed then.
   */
  commit(op: Op, rows?: FilledRows): Promise<Change> {
    return this.#enqueue(op, {}, rows)
  }

  /** Commits what was typed: with the typing right before it in the same row it is one step of undo. @throws ConflictError */
  commitTyping(op: Op): Promise<Change> {
    return this.#enqueue(op, { typing: true })
  }

  /**
   * Commits an edit of very many rows: each group of operations as a change of its own, at most some thousand in each, and all of them
   * one step of undo. The screen gets its turn between groups; other edits wait until it is done. Where a group does not fit, those
   * before it stand, and can be taken back. @throws ConflictError
   */
  commitBatch(groups: AsyncIterable<readonly SimpleOp[]> | Iterable<readonly SimpleOp[]>): Promise<void> {
    return this.#inLine(async () => {
      await this.#filled
      let link: Link = {}
      for await (const ops of groups) {
        const op: Op | undefined = ops.length > 1 ? { type: 'group', ops: [...ops] } : ops[0]
        if (!op) continue
        await this.#withPages(op, () => this.#apply(op, link))
        link = { joins: true }
        await new Promise((resolve) => setTimeout(resolve))
      }
    })
  }

  /**
   * Takes back the last step that stands, whatever it was and however long ago: a change, or a burst of typing. Returns the change it
   * came to, or null where there is none.
   */
  undo(): Promise<Change | null> {
    this.beforeUndo()
    return this.#travel(
      async () => {
        while (this.#undo.nextUndo.length === 0 && this.#firstKnown > this.#oldest) await this.#knowOlder()
        return this.#undo.nextUndo
      },
      (change) => [invert(change.op), { undoes: change.seq }],
    )
  }

  /** Does again what undo took back last. */
  redo(): Promise<Change | null> {
    this.beforeUndo()
    return this.#travel(
      async () => this.#undo.nextRedo,
      (change) => [change.op, { redoes: change.seq }],
    )
  }

  /** The first change that the undo log has taken in; one after the head where it has none. */
  get #firstKnown(): number {
    return this.#undo.steps[0]?.seq ?? this.#head.seq + 1
  }

  /** Reads changes before the first that undo knows, and tells the log anew. */
  async #knowOlder(): Promise<void> {
    const older = await changesUpTo(this.#database, this.host, this.session, this.#firstKnown - 1, UNDO_REACH)
    if (older.length === 0) this.#oldest = this.#firstKnown
    else this.#undo = new UndoLog([...older.map(stepOf), ...this.#undo.steps])
  }

  /** The unit, where its page is in memory; see {@link need}. */
  unit(documentId: string, unitId: string): Unit | null {
    return this.records.unit(documentId, unitId)
  }

  /** Reads a page into memory; its units' topics are told when it is there. */
  need(documentId: string, page: number): Promise<void> {
    const key = pageKey(documentId, page)
    const held = this.records.pages.get(key)
    if (held) {
      this.records.pages.delete(key)
      this.records.pages.set(key, held)
      return Promise.resolve()
    }
    const loading = this.#loading.get(key)
    if (loading) return loading
    const read = this.#database.pages.get([documentId, page]).then((value) => {
      this.#loading.delete(key)
      if (this.records.pages.has(key)) return
      // The page may have gone meanwhile; one that is there must hold the rows that the outline says.
      const ids = this.records.outlines.get(documentId)?.idsOf(page)
      if (!ids) return
      if (pageFits(value, ids)) this.#hold(key, value)
      else this.#persister.copyIsDamaged()
    })
    this.#loading.set(key, read)
    return read
  }

  /** A unit, its page read where memory does not hold it. */
  async readUnit(documentId: string, unitId: string): Promise<Unit | null> {
    const page = this.records.outlines.get(documentId)?.pageOf(unitId)
    if (page == null) return null
    await this.need(documentId, page)
    return this.unit(documentId, unitId)
  }

  /** All units of a document, in order, page by page. */
  async *readUnits(documentId: string): AsyncGenerator<Unit> {
    await this.#filled
    for (const page of this.records.outlines.get(documentId)?.pages ?? []) {
      const held = this.records.pages.get(pageKey(documentId, page)) ?? (await this.#database.pages.get([documentId, page]))
      const ids = this.records.outlines.get(documentId)?.idsOf(page)
      if (!ids) continue
      if (!pageFits(held, ids)) {
        this.#persister.copyIsDamaged()
        fail('damaged', 'A part of the working copy cannot be read. Open the project again: it is restored from its folder.')
      }
      yield* held.units
    }
  }

  /** At most `limit` changes that end with change `last`, oldest first; none where they are not to be had any more. */
  async changesUpTo(last: number, limit: number): Promise<Change[]> {
    const recent: Change[] = []
    for (let seq = last; recent.length < limit; seq--) {
      const change = this.#recent.get(seq)
      if (!change) break
      recent.push(change)
    }
    return recent.length > 0 ? recent.reverse() : changesUpTo(this.#database, this.host, this.session, last, limit)
  }

  /** Takes in changes that the project folder has and this copy lacks. */
  async takeIn(summed: SummedChange, rows: FilledRows): Promise<void> {
    await this.#withPages(summed.change.op, () => this.#install(summed, rows, true))
  }

  /** Tries to write out everything now; `status` tells whether it went. */
  async flush(): Promise<void> {
    await this.#line
    await this.#persister.flush()
  }

  /** Lets everything go where opening failed: nothing was edited yet. */
  giveUp(): void {
    this.#isClosed = true
    this.#persister.close()
    this.#database.close()
  }

  /** Writes out, lets the project go, closes the database. */
  async close(): Promise<void> {
    this.#isClosed = true
    await this.flush()
    this.#persister.close()
    if (this.status.pending === 0 || this.status.ended === 'changed') await this.host.closeProject({ session: this.session })
    this.#database.close()
  }

  /** Stops saving to the folder: another window has the project now, its folder is gone, or another program changed it. */
  end(reason: Ended): void {
    this.#persister.end(reason)
  }

  #enqueue(op: Op, link: Link, rows?: FilledRows): Promise<Change> {
    if (this.#queued === 0 && (!this.#isFilling || this.records.knows(op)) && this.records.missingPages(op).length === 0) {
      try {
        return Promise.resolve(this.#apply(op, link, rows))
      } catch (error) {
        return Promise.reject(error)
      }
    }
    return this.#inLine(async () => {
      if (this.#isFilling && !this.records.knows(op)) await this.#filled
      return this.#withPages(op, () => this.#apply(op, link, rows))
    })
  }

  /** Does what rewrites the pages of an operation when all of them are in memory; none of them leaves it meanwhile. */
  async #withPages<T>(op: Op, rewrite: () => T): Promise<T> {
    this.#rewriting++
    try {
      for (const [documentId, page] of this.records.missingPages(op)) await this.need(documentId, page)
      return rewrite()
    } finally {
      this.#rewriting--
    }
  }

  #travel(next: () => Promise<readonly number[]>, plan: (change: Change) => [Op, Link]): Promise<Change | null> {
    return this.#inLine(async () => {
      await this.#filled
      let came: Change | null = null
      for (const seq of await next()) {
        const change = await this.#change(seq)
        const [op, link] = plan(change)
        const rows = await rowsNamedBy(this.host, this.session, op)
        await this.#withPages(op, () => this.#apply(op, link, rows))
        came = change
      }
      return came
    })
  }

  async #change(seq: number): Promise<Change> {
    const held = this.#recent.get(seq) ?? (await this.#database.changes.get(seq))?.change
    if (held) return held
    const [read] = await changesUpTo(this.#database, this.host, this.session, seq, 1)
    return read ?? fail('not-found', `Change ${seq} is neither in the working copy nor in the project folder.`, { seq })
  }

  #inLine<T>(job: () => Promise<T>): Promise<T> {
    this.#queued++
    const result = this.#line.then(job)
    this.#line = result.then(
      () => this.#queued--,
      () => this.#queued--,
    )
    return result
  }

  #apply(op: Op, link: Link, rows?: FilledRows): Change {
    const change: Change = { seq: this.#head.seq + 1, at: this.#now().toISOString(), author: this.#author(), op, ...link }
    this.#install({ sum: sumChange(this.#head.sum, change), change }, rows ?? new Map(), false)
    return change
  }

  #install(summed: SummedChange, rows: FilledRows, acknowledged: boolean): void {
    const effect = this.records.apply(summed.change.op, rows)
    this.#head = { seq: summed.change.seq, sum: summed.sum }
    this.#undo.add(stepOf(summed.change))
    this.#recent.set(summed.change.seq, summed.change)
    this.#recent.delete(summed.change.seq - RECENT)
    this.#persister.add(summed, effect, this.records, acknowledged)
    for (const listener of this.#rowListeners) listener(effect)
    this.#topics.publish([...effect.topics, 'changes'])
  }

  #hold(key: string, page: Page): void {
    this.records.pages.set(key, page)
    // Only pages that storage already holds may go, so none goes while something waits to be written.
    if (this.records.pages.size > CACHED_PAGES && this.#persister.idle && this.#rewriting === 0) {
      for (const [old, { units }] of this.records.pages) {
        if (this.records.pages.size <= CACHED_PAGES) break
        if (old !== key && !units.some((unit) => this.#topics.has(unitTopic(unit.id)))) this.records.pages.delete(old)
      }
    }
    this.#topics.publish(page.units.map((unit) => unitTopic(unit.id)))
  }
}
