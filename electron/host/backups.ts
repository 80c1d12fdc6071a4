import { createHash } from 'node:crypto'
import { join } from 'node:path'
import type { Backup } from '../../shared/host/contract.ts'
import { fail, HostFailure } from '../../shared/host/errors.ts'
import { makeInside, removeIfThere, writeAtomically } from './atomic-file.ts'
import { BACKUPS_FOLDER, type BackupName, backupName, keptBackups, newestFirst, parseBackupName } from './backup-names.ts'
import type { Disk } from './disk.ts'
import { onDisk } from './disk-errors.ts'
import type { Environment } from './environment.ts'
import { readChunks, readPart } from './file-bytes.ts'
import { type Head, JOURNAL_NAME } from './journal-file.ts'
import { PROJECT_NAME } from './project-files.ts'
import { readDirectory } from './zip-reading.ts'
import { type ZipFile, zipped } from './zip-writing.ts'

// A backup is a zip of project.json, the files that it names, and the journal up to an acknowledged byte. Imported originals, rows and the
// history lie beside in the folder and never change: restoring takes them from there, by their checksums.

export interface BackupOf {
  /** project.json as it stands in the folder, of whatever format. */
  readonly file: Head & { readonly format: number; readonly files: Readonly<Record<string, string>> }
  /** How much of the journal is acknowledged. */
  readonly journalBytes: number
  readonly reason: Backup['reason']
}

/** The backups of a project folder, newest first. @throws HostFailure `not-found` where the folder is gone. */
export async function listBackups({ disk }: Environment, folder: string): Promise<Backup[]> {
  const path = join(folder, BACKUPS_FOLDER)
  return onDisk({ what: 'The backups could not be listed', path }, async () => {
    if (!(await disk.stat(folder))) fail('not-found', `There is no folder ${folder}. Check that its disk is connected.`, { path: folder })
    const backups: Backup[] = []
    for (const each of await namesIn(disk, path)) {
      const there = await disk.stat(join(path, each.name))
      if (there?.kind === 'file') backups.push({ ...each, size: there.size })
    }
    return backups
  })
}

/** What the names in `backups/` say, newest first. */
async function namesIn(disk: Disk, path: string): Promise<BackupName[]> {
  const names = (await disk.stat(path)) ? await disk.list(path) : []
  return names.sort(newestFirst).flatMap((name) => parseBackupName(name) ?? [])
}

/**
 * Makes a backup: streamed, read back, under its name only when it is whole and durable. Nothing may compact the folder meanwhile; appends may go on.
 * @throws HostFailure; `damaged` where a file of the snapshot is not what was written, unless it is for a migration, which keeps what there is.
 */
export async function makeBackup(env: Environment, folder: string, { file, journalBytes, reason }: BackupOf): Promise<Backup> {
  const { disk } = env
  const backups = join(folder, BACKUPS_FOLDER)
  const doing = { what: 'The backup could not be made', path: backups, kept: 'The project and its other backups are as they were.' }
  return onDisk(doing, async () => {
    const head = await headOf(disk, folder, file, journalBytes)
    if (!(await disk.stat(backups))) {
      await makeInside(disk, backups)
      await disk.syncFolder(folder)
    }
    const fromFormat = reason === 'migration' ? file.format : null
    // A name is a second; one that is taken stays what it is.
    let at = env.now()
    while (await disk.stat(join(backups, backupName(at, head.seq, fromFormat)))) at += 1000
    const name = backupName(at, head.seq, fromFormat)
    const paths = [PROJECT_NAME, JOURNAL_NAME, ...Object.keys(file.files).sort()]
    const there = reason === 'migration' ? await filesThere(disk, folder, paths) : paths
    const files = there.map((path): ZipFile => {
      const end = path === JOURNAL_NAME ? journalBytes : Number.POSITIVE_INFINITY
      const sha256 = reason === 'migration' ? undefined : file.files[path]
      return { path, content: readChecked(disk, folder, path, end, sha256) }
    })
    const { size } = await writeAtomically(disk, join(backups, name), zipped(files, at, headComment(head)))
    const parsed = parseBackupName(name)
    if (!parsed) throw new RangeError(`${name} is no name of a backup`)
    return { ...parsed, size }
  })
}

/** Removes the backups that rotation does not keep; returns their names. Files with other names are none of its business. */
export async function rotateBackups(env: Environment, folder: string): Promise<string[]> {
  const { disk } = env
  const path = join(folder, BACKUPS_FOLDER)
  return onDisk({ what: 'Old backups could not be removed', path, kept: 'All others are there.' }, async () => {
    const names = await disk.list(path)
    const kept = keptBackups(names, env.now())
    const removed = names.filter((name) => !kept.has(name)).sort()
    for (const name of removed) await removeIfThere(disk, join(path, name))
    return removed
  })
}

/** Whether the newest backup holds every change up to `head`. */
export async function newestHolds(env: Environment, folder: string, head: Head): Promise<boolean> {
  const path = join(folder, BACKUPS_FOLDER)
  try {
    return await onDisk({ what: 'The newest backup could not be read', path }, async () => {
      const [newest] = await namesIn(env.disk, path)
      if (newest?.seq !== head.seq) return false
      // The number alone may be that of another history: the folder may have been replaced by an older copy and worked on.
      return (await readDirectory(env.disk, join(path, newest.name))).comment === headComment(head)
    })
  } catch (error) {
    // One that cannot be read holds nothing.
    if (error instanceof HostFailure) return false
    throw error
  }
}

const headComment = ({ seq, sum }: Head): string => `egiz ${seq} ${sum}`

/** The last of the journal's changes up to `bytes`, or the snapshot's. */
async function headOf(disk: Disk, folder: string, start: Head, bytes: number): Promise<Head> {
  const path = join(folder, JOURNAL_NAME)
  let [lines, last, next, position] = [0, 0, 0, 0]
  for await (const chunk of readChunks(disk, path, undefined, bytes)) {
    for (let at = chunk.indexOf(10); at >= 0; at = chunk.indexOf(10, at + 1)) {
      lines++
      last = next
      next = position + at + 1
    }
    position += chunk.length
  }
  return { seq: start.seq + lines, sum: lines === 0 ? start.sum : Buffer.from(await readPart(disk, path, last, 16)).toString('latin1') }
}

async function filesThere(disk: Disk, folder: string, paths: readonly string[]): Promise<string[]> {
  const there: string[] = []
  for (const path of paths) if ((await disk.stat(join(folder, path)))?.kind === 'file') there.push(path)
  return there
}

/** A file up to `end`, if that is a number of bytes; the reading fails where there are fewer, or the whole has another checksum. */
async function* readChecked(disk: Disk, folder: string, path: string, end: number, sha256: string | undefined) {
  const hash = createHash('sha256')
  let size = 0
  for await (const bytes of readChunks(disk, join(folder, path), undefined, end)) {
    hash.update(bytes)
    size += bytes.length
    yield bytes
  }
  const isShort = Number.isFinite(end) && size < end
  if (!isShort && (sha256 === undefined || hash.digest('hex') === sha256)) return
  fail(
    'damaged',
    `No backup was made: ${join(folder, path)} is not what Egiz wrote. The earlier backups were kept. “egiz verify” shows what is wrong; “egiz restore” makes a new project of an earlier backup.`,
    { path },
  )
}
