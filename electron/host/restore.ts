import { basename, dirname, join, resolve } from 'node:path'
import { fail } from '../../shared/host/errors.ts'
import { simpleOpsOf } from '../../shared/model/apply.ts'
import { newId } from '../../shared/model/ids.ts'
import { journalLine, sumChange } from '../../shared/model/journal.ts'
import type { ProjectSettings } from '../../shared/model/records.ts'
import { writeNewFile } from './atomic-file.ts'
import { BACKUPS_FOLDER, parseBackupName } from './backup-names.ts'
import { type OpenBackup, openBackup, unpackBackup } from './backup-reading.ts'
import type { Disk } from './disk.ts'
import { onDisk } from './disk-errors.ts'
import type { Environment } from './environment.ts'
import { HISTORY_FOLDER } from './history.ts'
import { JOURNAL_NAME } from './journal-file.ts'
import { copySources, makeFolderBeside } from './new-folder.ts'
import { PROJECT_NAME } from './project-files.ts'
import { type CopiedPast, copyPast } from './restore-history.ts'
import { sourcesNamedBy } from './sources.ts'

export interface Restored {
  /** The new folder. */
  readonly path: string
  /** Files of `sources/` that the project names, and of its history, that are not there or are no longer what was stored. */
  readonly missing: string[]
}

/**
 * Makes a project of its own of a backup: a new folder beside the project that the backup lies in, or beside the backup where it lies
 * elsewhere, with its own id and lineage, as a whole or not at all. Imported files and the history before the snapshot are taken from
 * the project's folder, as far as they are still what they were. A backup of an older format gives a folder of that format.
 * @throws HostFailure `not-found`, `damaged` with what to do, `newer-format`, or what a disk refuses.
 */
export async function restoreBackup(env: Environment, backupPath: string): Promise<Restored> {
  const { disk } = env
  const path = resolve(backupPath)
  const doing = { what: 'The backup could not be restored', path, kept: 'Nothing was left behind, and the project is as it was.' }
  return onDisk(doing, async () => {
    const there = await disk.stat(path)
    if (there?.kind !== 'file')
      fail('not-found', `There is no backup ${path}. “egiz backups PROJECT” lists those that are there.`, { path })
    const backup = await openBackup(disk, path)
    const project = await projectOf(disk, path)
    const at = parseBackupName(basename(path))?.at ?? new Date(there.modified).toISOString()
    const settings = settingsOf(backup)
    const name = `${settings.name} (${at.slice(0, 10)} ${at.slice(11, 13)}.${at.slice(14, 16)})`
    let missing: string[] = []
    const made = await makeFolderBeside(env, project ?? path, name, async (folder) => {
      await unpackBackup(disk, backup, folder)
      const past = project
        ? await copyPast(env, project, folder, backup.file)
        : { named: [], missing: backup.file.seq > 0 ? HISTORY_FOLDER : null, setsName: false }
      await writeNamed(env, backup, past, { ...settings, name }, folder)
      const originals = backup.file.documents.map(({ original }) => original)
      const named = [...past.named, ...backup.changes.flatMap(({ change }) => sourcesNamedBy(change)), ...originals]
      missing = project ? await copySources(env, project, folder, named) : [...new Set(named.map((source) => source.path))]
      if (past.missing) missing.push(past.missing)
    })
    return { path: made, missing }
  })
}

/** The project folder whose `backups/` a backup lies in; null where it lies elsewhere. */
export async function projectOf(disk: Disk, backupPath: string): Promise<string | null> {
  const folder = dirname(resolve(backupPath))
  if (basename(folder) !== BACKUPS_FOLDER) return null
  return (await disk.stat(dirname(folder)))?.kind === 'folder' ? dirname(folder) : null
}

const settingsIn = (backup: OpenBackup) =>
  backup.changes.flatMap(({ change }) => simpleOpsOf(change.op).flatMap((op) => (op.type === 'project.setSettings' ? [op.after] : [])))

/** What the project is called and translated from and to, after the journal's changes. */
function settingsOf(backup: OpenBackup): ProjectSettings {
  const { name, sourceLanguage, targetLanguage } = backup.file
  return { name, sourceLanguage, targetLanguage, ...settingsIn(backup).at(-1) }
}

/**
 * Writes project.json and the journal, with the new name. Where a change says what the project is called, the name is a last change of its
 * own: the others would not fit a snapshot with another name, nor could they be taken back.
 */
async function writeNamed(
  env: Environment,
  backup: OpenBackup,
  past: CopiedPast,
  settings: ProjectSettings,
  folder: string,
): Promise<void> {
  const { disk } = env
  const before = settingsOf(backup)
  const asChange = past.setsName || settingsIn(backup).length > 0
  async function* journal() {
    yield* backup.read(JOURNAL_NAME)
    if (!asChange) return
    const op = { type: 'project.setSettings' as const, before, after: settings }
    const change = { seq: backup.head.seq + 1, at: new Date(env.now()).toISOString(), author: '', op }
    yield journalLine({ sum: sumChange(backup.head.sum, change), change })
  }
  await writeNewFile(disk, join(folder, JOURNAL_NAME), journal())
  const name = asChange ? backup.file.name : settings.name
  const project = { ...backup.file, format: backup.format, id: newId(), lineage: newId(16), name }
  await writeNewFile(disk, join(folder, PROJECT_NAME), `${JSON.stringify(project, null, 2)}\n`)
}
