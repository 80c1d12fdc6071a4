import { basename, dirname, join } from 'node:path'
import { HostFailure } from '../../shared/host/errors.ts'
import type { SummedChange } from '../../shared/model/journal.ts'
import { FORMAT, type ProjectFile } from '../../shared/model/project-file.ts'
import { makeInside, writeNewFile } from './atomic-file.ts'
import { parseBackupName } from './backup-names.ts'
import type { Disk } from './disk.ts'
import { type Head, JOURNAL_NAME, parseJournal } from './journal-file.ts'
import { PROJECT_NAME, parseProjectFile, parseProjectHeader } from './project-files.ts'
import { damagedZip, readDirectory, unzipped, type ZipEntry } from './zip-reading.ts'

// A backup may come from anybody: nothing in it is believed before it was checked, and nothing is written under a name that it made up.

/** The largest project.json and the largest journal that are taken into memory. */
const LARGEST_TEXT = 256 * 1024 * 1024

export interface OpenBackup {
  readonly path: string
  /** What project.json says, as if it were of our format; and the format that it is of. */
  readonly file: ProjectFile
  readonly format: number
  /** The journal's changes, which follow on the snapshot. */
  readonly changes: readonly SummedChange[]
  readonly head: Head
  /** Paths of the files it holds, as in a project's folder. */
  readonly paths: readonly string[]
  /** A file's bytes. @throws HostFailure `damaged`. */
  read(path: string): AsyncIterable<Uint8Array>
}

/**
 * Opens a backup for reading: its directory, project.json and journal are checked at once, the other files as they are read.
 * @throws HostFailure `damaged`, with what to do; `newer-format`. Otherwise rejects as the disk does.
 */
export async function openBackup(disk: Disk, path: string): Promise<OpenBackup> {
  const { entries } = await readDirectory(disk, path)
  const byPath = new Map(entries.map((entry) => [entry.path, entry]))
  const entryOf = (name: string) => byPath.get(name) ?? damagedZip(path, `it holds no ${name}`)
  const { file, format } = parseFile(path, textOf(path, PROJECT_NAME, await readWhole(disk, path, entryOf(PROJECT_NAME))))
  for (const name of byPath.keys()) {
    if (name !== PROJECT_NAME && name !== JOURNAL_NAME && !Object.hasOwn(file.files, name))
      damagedZip(path, 'it holds a file that is none of the project’s own')
  }
  // A copy for a migration holds what there was.
  const isPartial = parseBackupName(basename(path))?.reason === 'migration'
  const lacking = Object.keys(file.files).find((name) => !byPath.has(name))
  if (lacking !== undefined && !isPartial) damagedZip(path, `it holds no ${lacking}`)
  const { seq, sum } = file
  const journal = parseJournal(await readWhole(disk, path, entryOf(JOURNAL_NAME)), { seq, sum })
  if (journal.fault) damagedZip(path, `line ${journal.fault.line} of its journal is damaged`)
  const last = journal.changes.at(-1)
  return {
    path,
    file,
    format,
    changes: journal.changes,
    head: last ? { seq: last.change.seq, sum: last.sum } : { seq, sum },
    paths: [...byPath.keys()],
    read: (name) => unzipped(disk, path, entryOf(name)),
  }
}

/** Nothing of an older format looks different in what is read here; what project.json names was then found to lie inside the folder. */
function parseFile(path: string, text: string): Pick<OpenBackup, 'file' | 'format'> {
  try {
    const { format } = parseProjectHeader(path, text)
    const json: unknown = JSON.parse(text)
    return { file: parseProjectFile(path, JSON.stringify({ ...(json as object), format: FORMAT })), format }
  } catch (error) {
    if (error instanceof HostFailure && error.error.code === 'damaged') damagedZip(path, 'its project.json is not one of Egiz')
    throw error
  }
}

/** Writes the files of a backup's snapshot, without project.json and the journal, into a folder that is there and empty. */
export async function unpackBackup(disk: Disk, backup: OpenBackup, folder: string): Promise<void> {
  for (const path of backup.paths) {
    if (path === PROJECT_NAME || path === JOURNAL_NAME) continue
    const place = join(folder, path)
    await makeInside(disk, dirname(place))
    await writeNewFile(disk, place, backup.read(path))
  }
}

async function readWhole(disk: Disk, path: string, entry: ZipEntry): Promise<Uint8Array> {
  if (entry.size > LARGEST_TEXT) damagedZip(path, `its ${entry.path} is larger than any project’s`)
  const parts: Uint8Array[] = []
  for await (const bytes of unzipped(disk, path, entry)) parts.push(bytes)
  return Buffer.concat(parts)
}

function textOf(path: string, name: string, bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    damagedZip(path, `its ${name} is not UTF-8`)
  }
}
