import { createHash, type Hash } from 'node:crypto'
import { join } from 'node:path'
import { z } from 'zod'
import { fail } from '../../shared/host/errors.ts'
import type { Change } from '../../shared/model/changes.ts'
import { type JournalFault, journalLine, readJournal, type SummedChange, sumChange } from '../../shared/model/journal.ts'
import { freeName } from './aside.ts'
import { writeFully, writeNewFile } from './atomic-file.ts'
import { type Disk, type DiskFile, type DiskStat, isSameStat, isSettled } from './disk.ts'
import { onDisk } from './disk-errors.ts'
import type { Environment } from './environment.ts'
import { digestOf, readChunks, readPart, readWhole } from './file-bytes.ts'

export const JOURNAL_NAME = 'journal.jsonl'

export interface Head {
  readonly seq: number
  readonly sum: string
}

export interface JournalText {
  readonly changes: readonly SummedChange[]
  readonly fault: JournalFault | null
  readonly bytes: Uint8Array
  /** Bytes up to the end of the last good line. */
  readonly good: number
}

/** Reads a journal's bytes that go on from `after`; see `readJournal` for what `fault` may be. */
export function parseJournal(bytes: Uint8Array, after: Head): JournalText {
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes)
  const { changes, fault } = readJournal(text, after)
  const good = fault ? fault.goodBytes : bytes.length
  // Bytes that are no UTF-8 decode to U+FFFD and could, rarely, still fit a checksum: then the counts are off.
  const prefix = fault ? text.slice(0, charactersOf(text, changes.length)) : text
  if (Buffer.compare(Buffer.from(prefix), bytes.subarray(0, good)) !== 0) {
    const detail = 'the line is not UTF-8'
    return { changes: [], fault: { kind: 'damaged', line: 1, detail, goodBytes: 0 }, bytes, good: 0 }
  }
  return { changes, fault, bytes, good }
}

function charactersOf(text: string, lines: number): number {
  let end = 0
  for (let i = 0; i < lines; i++) end = text.indexOf('\n', end) + 1
  return end
}

const numbered = z.looseObject({ seq: z.number() })

/** The seq of the first change of a journal; 0 where it has no whole line. */
export function firstSeq(path: string, bytes: Uint8Array): number {
  const end = bytes.indexOf(10)
  if (end < 0) return 0
  try {
    return numbered.parse(JSON.parse(new TextDecoder().decode(bytes.subarray(17, end)))).seq
  } catch (error) {
    fail('damaged', `Line 1 of ${path} is damaged: ${(error as Error).message}. Restore the journal from a backup.`, {
      path,
      line: 1,
      readable: 0,
    })
  }
}

/** Where a torn last line went. */
export interface Torn {
  readonly keptIn: string
  readonly line: number
  readonly bytes: number
}

/**
 * The open journal of a project: what is acknowledged is on disk, and a batch that failed leaves nothing behind.
 * Not for use by two callers at once: the project folder queues.
 */
export class JournalFile {
  readonly #disk: Disk
  readonly #path: string
  #handle: DiskFile | null
  readonly #start: Head
  /** For each change of the file: its sum, and where its line ends. */
  readonly #sums: string[]
  readonly #ends: number[]
  /** False after a failed write, until the file was cut back to what is acknowledged. */
  #sure = true
  /** How many bytes a failed write may have left behind what is acknowledged. */
  #torn = 0
  /** Over the acknowledged bytes. */
  readonly #hash: Hash
  /** The open file as it was when its bytes were last known to be ours, and whether its time would have told another writing then. */
  #seen: DiskStat | null = null
  #isSettled = false
  readonly #now: () => number

  private constructor({ disk, now }: Environment, path: string, handle: DiskFile, start: Head, text: JournalText) {
    this.#disk = disk
    this.#now = now
    this.#path = path
    this.#handle = handle
    this.#start = start
    this.#sums = text.changes.map(({ sum }) => sum)
    this.#hash = createHash('sha256').update(text.bytes.subarray(0, text.good))
    // From the bytes, not from the changes written anew: another program may have spaced the JSON otherwise.
    this.#ends = []
    for (let at = text.bytes.indexOf(10); at >= 0 && this.#ends.length < this.#sums.length; at = text.bytes.indexOf(10, at + 1)) {
      this.#ends.push(at + 1)
    }
  }

  /**
   * Opens a project's journal, which goes on from `start`. A torn last line is moved to a file of its own and cut off.
   * @throws HostFailure `damaged` where another line does not fit.
   */
  static async open(env: Environment, folder: string, start: Head): Promise<{ journal: JournalFile; torn: Torn | null }> {
    const { disk } = env
    const path = join(folder, JOURNAL_NAME)
    const doing = { what: 'The journal could not be opened', path, kept: 'Nothing in it was changed.' }
    return onDisk(doing, async () => {
      if (!(await disk.stat(path))) fail('damaged', missingText(path), { path, readable: 0 })
      const text = parseJournal(await readWhole(disk, path), start)
      const { changes, fault, bytes, good } = text
      if (fault?.kind === 'damaged') {
        fail(
          'damaged',
          `Line ${fault.line} of ${path} is damaged: ${fault.detail}. The ${changes.length} changes before it are readable ` +
            `(up to change ${start.seq + changes.length}); nothing was changed. Keep a copy of the folder, then restore the journal from a backup, ` +
            'or remove that line and all after it.',
          { path, line: fault.line, readable: changes.length, seq: start.seq + changes.length },
        )
      }
      const handle = await disk.open(path, 'r+')
      try {
        let torn: Torn | null = null
        if (fault) {
          const cut = bytes.subarray(good)
          torn = { keptIn: await keepTorn(env, folder, cut), line: fault.line, bytes: cut.length }
          await handle.truncate(good)
          await handle.sync()
        }
        return { journal: new JournalFile(env, path, handle, start, text), torn }
      } catch (error) {
        await handle.close()
        throw error
      }
    })
  }

  get start(): Head {
    return this.#start
  }

  get head(): Head {
    return { seq: this.#start.seq + this.#sums.length, sum: this.#sums.at(-1) ?? this.#start.sum }
  }

  /** Acknowledged bytes. */
  get size(): number {
    return this.#ends.at(-1) ?? 0
  }

  /**
   * Adds changes that follow on the head; returns when they are on the medium. On failure the file is cut back to what it held.
   * @throws HostFailure; `external-change` where another program wrote or replaced the file.
   */
  async append(changes: readonly Change[]): Promise<Head> {
    const summed: SummedChange[] = []
    let { sum } = this.head
    for (const change of changes) {
      sum = sumChange(sum, change)
      summed.push({ sum, change })
    }
    const lines = summed.map((one) => Buffer.from(journalLine(one)))
    const bytes = Buffer.concat(lines)
    const doing = {
      what: `${changes.length === 1 ? 'A change' : `${changes.length} changes`} could not be saved`,
      path: this.#path,
      kept: `Everything up to change ${this.head.seq} is safe, and what is pending stays in the working copy.`,
    }
    await onDisk(doing, async () => {
      const handle = await this.#ready()
      try {
        await writeFully(handle, bytes, this.size)
        await handle.sync()
      } catch (error) {
        this.#sure = false
        this.#torn = bytes.length
        // Tried at once so that no half line stays on disk; where that fails too it is tried again before the next write.
        await this.#cutBack().catch(() => {
          // `#sure` stays false, which is the record of this second failure; the first one is told.
        })
        throw error
      }
      // The changes are on the medium: where the file cannot be asked now, its bytes are compared at the next look instead.
      this.#seen = await handle.stat().catch(() => null)
      this.#isSettled = false
    })
    this.#hash.update(bytes)
    for (const [i, line] of lines.entries()) {
      this.#ends.push(this.size + line.length)
      this.#sums.push(summed[i]!.sum)
    }
    return this.head
  }

  /**
   * Whether another program changed the file: its acknowledged bytes, or what stands behind them. Reads it only where it was touched or
   * replaced since it was last known to be ours, and, if `thorough`, once when our last writing is some time ago; one replaced by the same
   * bytes is written to from then on. Rejects as the disk does.
   */
  async isForeign(thorough = false): Promise<boolean> {
    const there = await this.#disk.stat(this.#path)
    if (!there) return true
    const seen = this.#seen
    const isOld = isSettled(there, this.#now())
    const isKnown = seen && isSameStat(seen, there) && there.size === this.size && (this.#isSettled || !(thorough && isOld))
    if (this.#sure && isKnown) return false
    if (there.size < this.size || there.size > this.size + (this.#sure ? 0 : this.#torn)) return true
    const ours = digestOf(readChunks(this.#disk, this.#path, undefined, this.size))
    if ((await ours).sha256 !== this.#hash.copy().digest('hex')) return true
    if (!this.#sure) return false
    this.#seen = null
    if (there.identity !== (await this.#handle?.stat())?.identity) await this.#openAnew()
    this.#seen = there
    this.#isSettled = isOld
    return false
  }

  /** Acknowledged changes after `after`, which must not lie before the journal's start. */
  async read(after: number, limit: number): Promise<SummedChange[]> {
    const from = after - this.#start.seq
    const to = Math.min(from + limit, this.#sums.length)
    if (from >= to) return []
    const begin = this.#ends[from - 1] ?? 0
    const bytes = await this.bytes(begin, this.#ends[to - 1]!)
    const { changes, fault } = parseJournal(bytes, { seq: after, sum: this.#sums[from - 1] ?? this.#start.sum })
    if (fault) fail('damaged', `A line of ${this.#path} was changed by another program: ${fault.detail}.`, { path: this.#path })
    return [...changes]
  }

  async bytes(from: number, to: number): Promise<Uint8Array> {
    return onDisk({ what: 'The journal could not be read', path: this.#path }, () => readPart(this.#disk, this.#path, from, to - from))
  }

  /** `leave`: the file is another program's now, so what a failed write left is not cut off either. */
  async close(leave = false): Promise<void> {
    const handle = this.#handle
    this.#handle = null
    if (!handle) return
    await onDisk({ what: 'The journal could not be closed', path: this.#path }, async () => {
      try {
        if (!this.#sure && !leave && !(await this.isForeign())) await handle.truncate(this.size)
      } finally {
        await handle.close()
      }
    })
  }

  /** The open file, cut back to what is acknowledged if need be, and checked to be the one we left. */
  async #ready(): Promise<DiskFile> {
    if (!this.#sure) await this.#cutBack()
    if (!this.#handle) throw new Error('the journal is closed')
    if (!(await this.#disk.stat(this.#path))) fail('not-found', missingText(this.#path), { path: this.#path })
    if (await this.isForeign()) this.#foreign()
    return this.#handle
  }

  #foreign(): never {
    fail(
      'external-change',
      `${this.#path} was changed by another program while the project was open. Nothing was written over it. Close the project and open it again.`,
      { path: this.#path },
    )
  }

  /** Opens the file anew and takes off what is not acknowledged, durably. */
  async #cutBack(): Promise<void> {
    const handle = await this.#openAnew()
    if (await this.isForeign()) this.#foreign()
    await handle.truncate(this.size)
    await handle.sync()
    this.#seen = null
    this.#sure = true
  }

  async #openAnew(): Promise<DiskFile> {
    const before = this.#handle
    this.#handle = null
    await before?.close().catch(() => {
      // A handle that failed may fail to close; the file is opened anew in either case.
    })
    this.#handle = await this.#disk.open(this.#path, 'r+')
    return this.#handle
  }
}

function missingText(path: string): string {
  return `${path} is missing. Check that the folder was not moved and its disk is connected; restore the file from a backup if it was deleted.`
}

/** Keeps the bytes of a line that was not written whole beside the journal; returns the file's name. */
async function keepTorn(env: Environment, folder: string, bytes: Uint8Array): Promise<string> {
  const name = await freeName(env, folder, 'journal.torn-')
  await writeNewFile(env.disk, join(folder, name), bytes)
  return name
}
