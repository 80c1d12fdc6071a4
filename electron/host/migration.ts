import { dirname, join } from 'node:path'
import type { MigrationFolder } from '../../shared/migrate/migration.ts'
import { migrate } from '../../shared/migrate/migrations.ts'
import { FORMAT } from '../../shared/model/project-file.ts'
import { makeInside, removeIfThere, writeAtomically } from './atomic-file.ts'
import { type BackupOf, listBackups, makeBackup } from './backups.ts'
import type { Disk } from './disk.ts'
import { onDisk } from './disk-errors.ts'
import type { Environment } from './environment.ts'
import { readText, readWhole } from './file-bytes.ts'
import { packLines } from './gzip.ts'
import { JournalFile, type Torn } from './journal-file.ts'
import { PROJECT_NAME, parseProjectFile, parseProjectHeader } from './project-files.ts'

export interface Migrated {
  /** The format the folder had. */
  readonly from: number
  readonly to: number
  /** The name of the copy in `backups/`. */
  readonly backup: string
  readonly torn: Torn | null
}

/**
 * Brings a folder of an older format up to ours, after a copy of it was made; null where it is of ours. For whoever holds the lock, when
 * no compaction is under way. May be killed at any moment and run again. project.json is worked on as raw JSON, so that what nobody knows survives.
 * @throws HostFailure; the folder is then still one of the old format.
 */
export async function migrateFolder(env: Environment, folder: string): Promise<Migrated | null> {
  const { disk } = env
  const path = join(folder, PROJECT_NAME)
  const kept = 'The project is of an older version of Egiz and must be brought up to this one first. Nothing is lost.'
  return onDisk({ what: 'The project could not be opened', path: folder, kept }, async () => {
    const text = await readText(disk, path)
    const { format: from, seq, sum } = parseProjectHeader(path, text)
    if (from >= FORMAT) return null
    // What would be refused afterwards is refused before anything is written.
    const file = parseProjectFile(path, JSON.stringify({ ...JSON.parse(text), format: FORMAT }))
    const { journal, torn } = await JournalFile.open(env, folder, { seq, sum })
    const { head, size } = journal
    await journal.close()
    const backup = await copyOnce(env, folder, { ...file, format: from }, head.seq, size)
    await migrate(folderOn(disk, folder), text, async (next) => void (await writeAtomically(disk, path, next)))
    return { from, to: FORMAT, backup, torn }
  })
}

/** Makes the copy, unless a run that was killed made it already: by now the folder may be half migrated, and that copy is the good one. */
async function copyOnce(env: Environment, folder: string, file: BackupOf['file'], seq: number, journalBytes: number): Promise<string> {
  for (const backup of await listBackups(env, folder)) {
    if (backup.reason === 'migration' && backup.seq === seq && backup.name.includes(`-format-${file.format}.`)) return backup.name
  }
  return (await makeBackup(env, folder, { file, journalBytes, reason: 'migration' })).name
}

/** A project folder on the disk, as migrations see it. */
function folderOn(disk: Disk, folder: string): MigrationFolder {
  const place = (path: string) => join(folder, ...path.split('/'))
  const read = (path: string) => readWhole(disk, place(path))
  const write = async (path: string, bytes: Uint8Array) => {
    await makeInside(disk, dirname(place(path)))
    await writeAtomically(disk, place(path), bytes)
  }
  const remove = (path: string) => removeIfThere(disk, place(path))
  return {
    list: async (path) => ((await disk.stat(place(path))) ? disk.list(place(path)) : []),
    read,
    write,
    remove,
    async replace(from, to, convert) {
      await write(to, await convert(await read(from)))
      await remove(from)
    },
    pack: packLines,
  }
}
