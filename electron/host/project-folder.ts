import { basename, join, resolve } from 'node:path'
import type { Backup } from '../../shared/host/contract.ts'
import { fail, HostFailure } from '../../shared/host/errors.ts'
import { ConflictError } from '../../shared/model/apply.ts'
import type { Change, Op } from '../../shared/model/changes.ts'
import type { SummedChange } from '../../shared/model/journal.ts'
import { equalJson } from '../../shared/model/json.ts'
import { LineError } from '../../shared/model/lines.ts'
import { type ProjectFile, rowsPath } from '../../shared/model/project-file.ts'
import type { StoredFile } from '../../shared/model/records.ts'
import { type ProjectState, readState } from '../../shared/model/snapshot.ts'
import { writeAside } from './aside.ts'
import { type Content, removeIfThere } from './atomic-file.ts'
import { type Acknowledged, BackupKeeper } from './backup-keeping.ts'
import { decideCompaction, dropPrepared, finishCompaction, prepareCompaction, revokeCompaction } from './compaction.ts'
import { onDisk } from './disk-errors.ts'
import type { Environment } from './environment.ts'
import { readPart } from './file-bytes.ts'
import { readHistory } from './history.ts'
import { type Head, JOURNAL_NAME, JournalFile } from './journal-file.ts'
import { type Lock, takeLock } from './lock.ts'
import { type Mended, mendFolder, tornLine } from './mending.ts'
import { readProjectFile, readProjectHeader, snapshotReader } from './project-files.ts'
import { Queue } from './queue.ts'
import { mendSnapshot } from './snapshot-mending.ts'
import { checkSourcesThere, isSourcePath, type StoredRows, sourcesNamedBy, storeRows, storeSource } from './sources.ts'
import { readUnitHistory, type UnitHistory } from './unit-history.ts'
import { FolderWatch, type OwnFiles } from './watch.ts'

/** A journal larger than this is compacted while the project is open. */
const COMPACT_BYTES = 4 * 1024 * 1024
/** A project with more changes than this in its journal is compacted when it is closed. */
const COMPACT_CHANGES = 200

/**
 * An open project folder, locked for writing. All that is acknowledged is on disk. Usable without sessions or tokens.
 * Every method may be called while others run; they reject with HostFailure.
 */
export class ProjectFolder {
  /** The folder's real path. */
  readonly path: string
  /** What opening had to mend. */
  readonly mended: Mended[] = []
  readonly #env: Environment
  readonly #lock: Lock
  /** Null between a compaction's second phase and the reading of what it left. */
  #loaded: { file: ProjectFile; journal: JournalFile } | null = null
  #opened = false
  /** What another program was found to have changed. */
  #foreign: readonly string[] | null = null
  readonly #watch: FolderWatch
  #closed = false
  readonly #writing = new Queue()
  readonly #compacting = new Queue()
  #compactAt = COMPACT_BYTES
  readonly #backups: BackupKeeper
  /** Files stored since opening that no change names yet: all that may be discarded. */
  readonly #unnamed = new Set<string>()

  private constructor(env: Environment, path: string, lock: Lock) {
    this.#env = env
    this.path = path
    this.#lock = lock
    this.#watch = new FolderWatch(env, path)
    this.#backups = new BackupKeeper(env, path, this.#compacting, () => this.#acknowledged())
    if (lock.stale) this.mended.push({ code: 'stale-lock', detail: lock.stale })
  }

  /**
   * Opens a project folder for writing: refuses newer formats before anything else, takes the lock, finishes or drops a compaction
   * that was interrupted, brings an older format up, cuts off and keeps a torn last line. See `mended` for what had to be done.
   * @throws HostFailure `not-found`, `not-a-project`, `newer-format`, `damaged`, `locked`, `permission`, `io`.
   */
  static async open(env: Environment, folder: string): Promise<ProjectFolder> {
    const { disk } = env
    await readProjectHeader(disk, folder)
    const path = await onDisk({ what: 'The project could not be opened', path: folder }, () => disk.realPath(resolve(folder)))
    const project = new ProjectFolder(env, path, await takeLock(env, path))
    try {
      await project.#load()
      return project
    } catch (error) {
      await project.#lock.release()
      throw error
    }
  }

  /** project.json as of the last compaction. */
  get file(): ProjectFile {
    return this.#state().file
  }

  /** The last acknowledged change. */
  get head(): Head {
    return this.#state().journal.head
  }

  /** True where another program changed the folder meanwhile: close it and open it again. */
  get isStale(): boolean {
    return this.#foreign !== null
  }

  /**
   * Adds changes; returns the last one's seq and sum when all are on disk. Changes that are there already, the same, count as added.
   * @throws HostFailure `out-of-sequence` (detail: the head's seq) where they do not follow, `not-found` where they name a file that is not there.
   */
  append(changes: readonly Change[]): Promise<Head> {
    return this.#write(async ({ journal }) => {
      this.#expectWritable()
      const first = changes[0]?.seq ?? 0
      const head = journal.head.seq
      const outOfSequence = (why: string) =>
        fail('out-of-sequence', `${why}. The project holds changes up to ${head}; nothing was added.`, { head })
      for (const [i, { seq }] of changes.entries()) if (seq !== first + i) outOfSequence(`Change ${seq} stands where ${first + i} should`)
      if (first > head + 1) outOfSequence(`Change ${first} does not follow`)
      const known = await this.#read(first - 1, Math.min(changes.length, head - first + 1))
      for (const [i, { change }] of known.entries()) {
        if (!equalJson(change, changes[i])) outOfSequence(`Change ${change.seq} is another one than the project holds`)
      }
      const fresh = changes.slice(known.length)
      if (fresh.length === 0) return { seq: known.at(-1)!.change.seq, sum: known.at(-1)!.sum }
      await checkSourcesThere(this.#env.disk, this.path, fresh)
      const added = await journal.append(fresh)
      for (const change of fresh) for (const { path } of sourcesNamedBy(change)) this.#unnamed.delete(path)
      if (journal.size > this.#compactAt) this.#compactSoon()
      this.#backups.changed()
      return added
    })
  }

  /** Makes changes of operations, numbered after the head, and appends them. For callers that hold no copy of their own, as the command. */
  async commit(ops: readonly Op[], author: string): Promise<Change[]> {
    const at = new Date(this.#env.now()).toISOString()
    const { seq } = this.head
    const changes = ops.map((op, i) => ({ seq: seq + 1 + i, at, author, op }))
    if (changes.length > 0) await this.append(changes)
    return changes
  }

  /**
   * Acknowledged changes after `after`, at most `limit`, also such as a compaction has moved to the history.
   * @throws HostFailure `out-of-sequence` (detail: `head`, `first`) where the folder no longer has them or never had.
   */
  readChanges(after: number, limit: number): Promise<SummedChange[]> {
    return this.#write(() => this.#read(after, limit))
  }

  async #read(after: number, limit: number): Promise<SummedChange[]> {
    const { journal } = this.#state()
    if (limit <= 0 || after === journal.head.seq) return []
    if (after >= journal.start.seq && after < journal.head.seq) return journal.read(after, limit)
    const path = this.path
    const found = await onDisk({ what: 'The history could not be read', path }, () => readHistory(this.#env.disk, path, after, limit))
    if (found.length === 0) {
      const { head, start } = journal
      fail('out-of-sequence', `The project has no change ${after + 1}: it holds ${start.seq + 1} to ${head.seq}.`, {
        head: head.seq,
        first: start.seq + 1,
      })
    }
    return found.length === limit ? found : [...found, ...(await this.#read(after + found.length, limit - found.length))]
  }

  /** The changes that concern a unit, newest first; see `readUnitHistory`. Appends go on meanwhile. */
  async unitHistory(asked: { unitId: string; before: number | null; limit: number }): Promise<UnitHistory> {
    const now = await this.#write(async ({ file, journal }) => {
      const pending = { place: JOURNAL_NAME, first: journal.start.seq + 1, bytes: await journal.bytes(0, journal.size) }
      return { file, pending }
    })
    const doing = { what: 'The history could not be read', path: this.path }
    return onDisk(doing, () => readUnitHistory(this.#env.disk, this.path, now, asked))
  }

  /** Part of a snapshot file, a path of `file.files`; empty at the end. */
  readSnapshot(path: string, from: number, length: number): Promise<Uint8Array<ArrayBuffer>> {
    return this.#write(async ({ file }) => {
      if (!Object.hasOwn(file.files, path)) fail('not-found', `The project's snapshot has no file ${path}.`, { path })
      return this.#readPart(path, from, length)
    })
  }

  readRows(sha256: string, from: number, length: number): Promise<Uint8Array<ArrayBuffer>> {
    this.#state()
    return this.#readPart(rowsPath(sha256), from, length)
  }

  #readPart(path: string, from: number, length: number): Promise<Uint8Array<ArrayBuffer>> {
    const place = join(this.path, path)
    return onDisk({ what: 'A file of the project could not be read', path: place }, () => readPart(this.#env.disk, place, from, length))
  }

  /** The records as they are now, changes included. Valid until the next compaction. */
  state(): Promise<ProjectState> {
    return this.#write(async ({ file, journal }) => {
      const changes = await journal.read(journal.start.seq, Number.MAX_SAFE_INTEGER)
      return this.#sound(() => readState(file, snapshotReader(this.#env.disk, this.path, file), changes))
    })
  }

  async addSource(documentId: string, ending: string, content: Content): Promise<StoredFile> {
    this.#expectWritable()
    const stored = await storeSource(this.#env.disk, this.path, documentId, ending, content)
    this.#unnamed.add(stored.path)
    return stored
  }

  async addRows(content: Content): Promise<StoredRows> {
    this.#expectWritable()
    const stored = await storeRows(this.#env.disk, this.path, content)
    if (stored.isNew) this.#unnamed.add(stored.path)
    return stored
  }

  /** Removes files stored since opening that no change names; other paths are left alone. */
  discardSources(paths: readonly string[]): Promise<void> {
    return this.#write(async () => {
      this.#expectWritable()
      for (const path of paths) {
        if (!isSourcePath(path)) fail('bad-request', `${path} is not a file of sources/.`, { path })
        if (!this.#unnamed.has(path)) continue
        const place = join(this.path, path)
        await onDisk({ what: 'A file of a cancelled import could not be removed', path: place }, () => removeIfThere(this.#env.disk, place))
        this.#unnamed.delete(path)
      }
    })
  }

  /** Writes bytes beside the project's files under a name that says when; returns the name. */
  async keepAside(content: Content): Promise<string> {
    this.#state()
    return writeAside(this.#env, this.path, content)
  }

  /** Writes a new snapshot that holds every acknowledged change. Appends go on meanwhile, but for the last moment. */
  compact(): Promise<ProjectFile> {
    return this.#compacting.run(() => this.#compact())
  }

  /** Looks once whether another program changed files of the folder, and is stale from then on. Returns their paths in it. */
  look(): Promise<string[]> {
    return this.#compacting.run(async () => {
      if (this.#closed || !this.#loaded) return []
      const own = this.#own(this.#loaded)
      const { changed } = await this.#watch.look({ ...own, isJournalForeign: () => this.#writing.run(own.isJournalForeign) })
      if (changed.length > 0) this.#foreign = changed
      return [...(this.#foreign ?? [])]
    })
  }

  /** Returns when everything begun before is done. */
  settled(): Promise<void> {
    return this.#write(async () => {})
  }

  /** Runs work during which no compaction changes the snapshot. */
  withoutCompaction<T>(work: () => Promise<T>): Promise<T> {
    return this.#compacting.run(work)
  }

  /** Makes a backup; null where the newest one holds every change. Appends go on meanwhile. */
  backUp(): Promise<Backup | null> {
    return this.#backups.make()
  }

  /** Compacts if worth it, makes a backup, closes the journal and lets go of the lock. Only the last is needed, a failure before it is logged. */
  async close(): Promise<void> {
    if (this.#closed) return
    const pending = this.#loaded?.journal
    const many = !pending || pending.head.seq - pending.start.seq > COMPACT_CHANGES || pending.size > COMPACT_BYTES
    if (many && !this.isStale) await this.compact().catch((error) => this.#env.log(`compaction on closing ${this.path} failed: ${error}`))
    if (!this.isStale) await this.#backups.closing()
    await this.#compacting.run(() =>
      this.#writing.run(async () => {
        if (this.#closed) return
        this.#closed = true
        try {
          await this.#loaded?.journal.close(this.isStale)
        } finally {
          this.#loaded = null
          await this.#lock.release()
        }
      }),
    )
  }

  #acknowledged(): Promise<Acknowledged> {
    const doing = { what: 'The backup could not be made', path: this.path, kept: 'The project and its other backups are as they were.' }
    return this.#write(async ({ file, journal }) => {
      await onDisk(doing, () => this.#watch.expectOurs(this.#own({ file, journal })))
      return { file, head: journal.head, journalBytes: journal.size }
    })
  }

  #compactSoon(): void {
    this.#compactAt = Number.POSITIVE_INFINITY
    this.compact().then(
      () => {
        this.#compactAt = COMPACT_BYTES
      },
      (error) => {
        this.#env.log(`compaction of ${this.path} failed, the journal keeps everything: ${error}`)
        // Not tried again at every change.
        this.#compactAt = (this.#loaded?.journal.size ?? 0) + COMPACT_BYTES
      },
    )
  }

  async #compact(): Promise<ProjectFile> {
    const { disk } = this.#env
    const doing = { what: 'The project could not be compacted', path: this.path, kept: 'Nothing is lost: the journal holds every change.' }
    const before = await this.#write(async ({ file, journal }) => {
      await onDisk(doing, () => this.#watch.expectOurs(this.#own({ file, journal })))
      const changes = await journal.read(journal.start.seq, Number.MAX_SAFE_INTEGER)
      return { file, changes, size: journal.size }
    })
    if (before.changes.length === 0) return before.file
    const orDropped = <T>(work: Promise<T>) =>
      work.catch(async (error) => {
        await dropPrepared(disk, this.path).catch((second) => this.#env.log(`prepared files stay until the next opening: ${second}`))
        throw error
      })
    const manifest = await this.#sound(() =>
      onDisk(doing, () => orDropped(prepareCompaction(disk, this.path, before.file, before.changes, before.size))),
    )
    return this.#write(async ({ file, journal }) => {
      await onDisk(doing, async () => {
        await orDropped(this.#watch.expectOurs(this.#own({ file, journal })))
        try {
          await decideCompaction(disk, this.path, manifest)
        } catch (error) {
          this.#loaded = null
          await journal.close()
          await revokeCompaction(disk, this.path)
          throw error
        }
        this.#loaded = null
        await journal.close()
        await finishCompaction(disk, this.path, manifest)
      })
      await this.#load()
      return this.#state().file
    })
  }

  /** Reads project.json and the journal, after finishing a compaction that was decided. */
  async #load(): Promise<void> {
    this.mended.push(...(await mendFolder(this.#env, this.path, !this.#opened)))
    const file = await readProjectFile(this.#env.disk, this.path)
    if (!this.#opened) this.mended.push(...(await mendSnapshot(this.#env, this.path, file)))
    const { journal, torn } = await JournalFile.open(this.#env, this.path, file)
    this.#loaded = { file, journal }
    this.#opened = true
    if (torn) this.mended.push(tornLine(torn))
  }

  #state(): { file: ProjectFile; journal: JournalFile } {
    if (this.#closed) fail('session-lost', `${basename(this.path)} is closed.`)
    if (!this.#loaded) fail('io', `${basename(this.path)} is being read again after a failure. Try again.`, { path: this.path })
    return this.#loaded
  }

  /** Runs work alone, on a folder that was read; remembers when another program changed it. */
  #write<T>(work: (loaded: { file: ProjectFile; journal: JournalFile }) => Promise<T>): Promise<T> {
    return this.#writing.run(async () => {
      if (!this.#loaded && !this.#closed) await this.#load()
      try {
        return await work(this.#state())
      } catch (error) {
        if (error instanceof HostFailure && error.error.code === 'external-change') this.#foreign ??= [JOURNAL_NAME]
        throw error
      }
    })
  }

  #expectWritable(): void {
    this.#state()
    if (this.isStale) this.#watch.refuse('its files are not those that were read')
  }

  /** What the journal holds is asked at once: for work in the queue of writing. */
  #own({ file, journal }: { file: ProjectFile; journal: JournalFile }): OwnFiles {
    return { file, isLockOurs: () => this.#lock.isOurs(), isJournalForeign: () => journal.isForeign(true) }
  }

  /** Tells damaged files and changes that do not fit as what they are. */
  async #sound<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work()
    } catch (error) {
      if (!(error instanceof ConflictError || error instanceof LineError)) throw error
      fail('damaged', `${basename(this.path)}: ${error.message}. Nothing was changed. Run “egiz verify” to see all that is wrong.`, {
        path: this.path,
      })
    }
  }
}
