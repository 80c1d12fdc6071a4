import { relative, sep } from 'node:path'
import { createGunzip } from 'node:zlib'
import type { Change } from '../../shared/model/changes.ts'
import { FIRST_SUM, type SummedChange, sumChange } from '../../shared/model/journal.ts'
import { equalJson } from '../../shared/model/json.ts'
import type { Disk } from './disk.ts'
import { MEMBER_START } from './gzip.ts'
import { HISTORY_FOLDER, listHistory, parseChange } from './history.ts'
import { JOURNAL_NAME } from './journal-file.ts'
import { LARGEST_FILE } from './limits.ts'
import type { Damage } from './repair-findings.ts'
import { linesOf, readOr, textOr } from './repair-reading.ts'

/** A change that could be read, and where it stands. */
export interface FoundChange {
  readonly change: Change
  /** As its line says. */
  readonly sum: string
  readonly file: string
  readonly line: number
}

export interface FoundChanges {
  /** Ascending by seq, each once. */
  readonly changes: FoundChange[]
  /** Up to here, from the first, none is missing and each fits its checksum. */
  readonly sureUpTo: number
  /** The last change before the journal, as far as the journal tells; null where it has none. */
  readonly beforeJournal: number | null
}

/** What a backup's journal holds: changes that follow on the last one of its snapshot. */
export interface ChangesOfBackup {
  /** For people: `the backup …`. */
  readonly name: string
  readonly start: Place
  readonly changes: readonly SummedChange[]
}

/** The number and checksum of a change. */
interface Place {
  readonly seq: number
  readonly sum: string
}

/**
 * Every change of history and journal that can still be read, and those that a backup has of the same history. What cannot is told and
 * kept as it stands. `snapshot`: the last change that project.json says the snapshot holds.
 */
export async function findChanges(
  disk: Disk,
  folder: string,
  snapshot: Place | null,
  backups: AsyncIterable<ChangesOfBackup>,
  damage: Damage,
): Promise<FoundChanges> {
  const found = new Map<number, FoundChange>()
  const files = (await listHistory(disk, folder)).map(({ path }) => relative(folder, path).replaceAll(sep, '/'))
  let previous: Place | null = { seq: 0, sum: FIRST_SUM }
  let beforeJournal: number | null = null
  let doubtful = Number.POSITIVE_INFINITY
  for (const file of [...files, JOURNAL_NAME]) {
    const bytes = await readOr(disk, folder, file, damage)
    if (file === JOURNAL_NAME) previous ??= snapshot
    if (!bytes) {
      previous = null
      continue
    }
    const lines = file.endsWith('.gz') ? await unpackWhatGoes(file, bytes, damage) : bytes
    const read = linesOf(lines)
    const hasEnd = lines.at(-1) === 10
    for (const { line, bytes: raw } of read) {
      const text = textOr(raw)
      const change = text?.[16] === ' ' ? parseChange(text.slice(17)) : null
      if (!text || !change) {
        const torn = file === JOURNAL_NAME && line === read.length && !hasEnd
        damage.lost(torn ? 'torn-line' : 'bad-line', file, line, torn ? 'the line was not written whole' : 'the line is no change', raw)
        previous = null
        continue
      }
      const sum = text.slice(0, 16)
      if (previous?.seq === change.seq - 1 && sumChange(previous.sum, change) !== sum) {
        doubtful = Math.min(doubtful, change.seq)
        damage.saved('checksum', file, line, `change ${change.seq} does not fit its checksum; it was taken as it stands`)
      }
      previous = { seq: change.seq, sum }
      if (file === JOURNAL_NAME) beforeJournal ??= Math.max(0, change.seq - line)
      keep(found, { change, sum, file, line }, text, damage)
    }
  }
  for await (const backup of backups) takeFrom(backup, found, snapshot, damage)
  const changes = [...found.values()].sort((a, b) => a.change.seq - b.change.seq)
  return { changes, sureUpTo: Math.min(tellGaps(changes, damage), doubtful - 1), beforeJournal }
}

/** Takes the changes of a backup that are found nowhere else, where it is of the same history: its start ties to what there is, and nothing contradicts it. */
function takeFrom(
  { name, start, changes }: ChangesOfBackup,
  found: Map<number, FoundChange>,
  snapshot: Place | null,
  damage: Damage,
): void {
  const isTied = start.seq === 0 || (snapshot?.seq === start.seq && snapshot.sum === start.sum) || found.get(start.seq)?.sum === start.sum
  const isOther = changes.some(({ sum, change }) => (found.get(change.seq)?.sum ?? sum) !== sum)
  if (!isTied || isOther) return
  const fresh = changes.filter(({ change }) => !found.has(change.seq))
  for (const { sum, change } of fresh) found.set(change.seq, { change, sum, file: name, line: change.seq - start.seq })
  const [first, last] = [fresh[0]?.change.seq, fresh.at(-1)?.change.seq]
  if (first === undefined) return
  damage.saved('history-missing', JOURNAL_NAME, null, `${fresh.length} changes, ${first} to ${last}, were taken from ${name}`)
}

function keep(found: Map<number, FoundChange>, one: FoundChange, text: string, damage: Damage): void {
  const { change, file, line } = one
  const there = found.get(change.seq)
  if (!there) found.set(change.seq, one)
  else if (equalJson(there.change, change)) damage.saved('twice', file, line, `change ${change.seq} stands twice`)
  else damage.lost('twice', file, line, `there is another change ${change.seq}, in ${there.file}; that one was taken`, text)
}

/** Tells which numbers are missing; returns the last before which none is. */
function tellGaps(changes: readonly FoundChange[], damage: Damage): number {
  let [complete, next, before] = [Number.POSITIVE_INFINITY, 1, '']
  for (const { change, file } of changes) {
    if (change.seq > next) {
      const range = change.seq === next + 1 ? `change ${next} is` : `changes ${next} to ${change.seq - 1} are`
      const where = file === JOURNAL_NAME && before === JOURNAL_NAME ? JOURNAL_NAME : HISTORY_FOLDER
      damage.lost('history-missing', where, null, `${range} missing before change ${change.seq}`)
      complete = Math.min(complete, next - 1)
    }
    next = change.seq + 1
    before = file
  }
  return Math.min(complete, next - 1)
}

/** What can be unpacked, member by member: where one is damaged its rest is skipped up to the next. */
async function unpackWhatGoes(file: string, bytes: Uint8Array, damage: Damage): Promise<Uint8Array> {
  const packed = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const parts: Uint8Array[] = []
  for (let from = 0; from < packed.length || from === 0; ) {
    const { lines, error } = await inflate(packed.subarray(from))
    parts.push(lines)
    if (!error) break
    // The good members of this stretch are unpacked already; the damaged one is after them.
    const starts: number[] = []
    for (let at = packed.indexOf(MEMBER_START, from + 1); at >= 0; at = packed.indexOf(MEMBER_START, at + 1)) starts.push(at)
    let good = from
    for (const start of starts) {
      if ((await inflate(packed.subarray(good, start))).error) break
      good = start
    }
    const next = starts.find((start) => start > good) ?? packed.length
    if (lines.length > 0 && lines.at(-1) !== 10) parts.push(Buffer.from('\n'))
    const where = `${file}, bytes ${good} to ${next}, packed, as base64`
    damage.lost('history-damaged', file, null, `bytes ${good} to ${next} cannot be unpacked whole (${error})`)
    damage.keep(where, packed.subarray(good, next).toString('base64'))
    from = next
    if (from >= packed.length) break
  }
  return Buffer.concat(parts)
}

/** What comes out before an error, in small pieces, since the piece in which it is met is not given out. */
function inflate(bytes: Uint8Array): Promise<{ lines: Uint8Array; error: string | null }> {
  return new Promise((resolve) => {
    const parts: Uint8Array[] = []
    let size = 0
    const stream = createGunzip({ chunkSize: 512 })
    stream.on('data', (part: Uint8Array) => {
      parts.push(part)
      size += part.length
      if (size > LARGEST_FILE) stream.destroy(new Error('it unpacks to more than any project’s file'))
    })
    stream.on('end', () => resolve({ lines: Buffer.concat(parts), error: null }))
    stream.on('error', (error) => resolve({ lines: Buffer.concat(parts), error: error.message }))
    stream.end(bytes)
  })
}
