import { tmpdir } from 'node:os'
import { basename, join, resolve, sep } from 'node:path'
import type { Verification } from '../../shared/host/contract.ts'
import { fail, HostFailure } from '../../shared/host/errors.ts'
import { newId } from '../../shared/model/ids.ts'
import { writeNewFile } from './atomic-file.ts'
import { type OpenBackup, openBackup, unpackBackup } from './backup-reading.ts'
import type { Disk } from './disk.ts'
import { onDisk } from './disk-errors.ts'
import type { Environment } from './environment.ts'
import { HISTORY_FOLDER, listHistory } from './history.ts'
import { JOURNAL_NAME } from './journal-file.ts'
import { removeTree } from './new-folder.ts'
import { PROJECT_NAME } from './project-files.ts'
import { projectOf } from './restore.ts'
import { SOURCES_FOLDER } from './sources.ts'
import { verifyFolder } from './verify.ts'
import { Findings } from './verify-findings.ts'

/**
 * Proves a backup as `verifyFolder` proves a project: it is unpacked into a temporary folder, which goes again. Imported files and the
 * history are looked up in the project's folder that it lies in; where it lies elsewhere their being missing is a warning.
 * @throws HostFailure where it is not there, cannot be read at all, or is of a newer format.
 */
export async function verifyBackup(env: Environment, backupPath: string): Promise<Verification> {
  const { disk } = env
  const path = resolve(backupPath)
  return onDisk({ what: 'The backup could not be checked', path }, async () => {
    if ((await disk.stat(path))?.kind !== 'file') fail('not-found', `There is no backup ${path}.`, { path })
    const folder = join(await disk.realPath(tmpdir()), `egiz-backup-${newId(16)}`)
    try {
      const backup = await openBackup(disk, path)
      await disk.makeFolder(folder)
      await unpackBackup(disk, backup, folder)
      for (const name of [PROJECT_NAME, JOURNAL_NAME]) await writeNewFile(disk, join(folder, name), backup.read(name))
      const project = await projectOf(disk, path)
      const verification = await verifyFolder({ ...env, disk: await besideProject(disk, folder, project, backup) }, folder)
      return asBackup(verification, project === null)
    } catch (error) {
      if (!(error instanceof HostFailure) || error.error.code !== 'damaged') throw error
      const findings = new Findings()
      findings.add('backup-damaged', basename(path), null, error.message)
      return findings.result({ changes: 0, documents: 0, units: 0, annotations: 0 })
    } finally {
      await removeTree(env, folder)
    }
  })
}

/** What a project lacks beside its backup is not the backup's fault. */
function asBackup({ ok: _, findings, ...counts }: Verification, isElsewhere: boolean): Verification {
  const told = new Findings()
  for (const { code, file, line, message } of findings) {
    if (isElsewhere && code === 'missing-file' && file.startsWith(`${SOURCES_FOLDER}/`))
      told.add('source-elsewhere', file, line, 'the file lies in the project’s folder, which this backup was taken out of')
    else if (code === 'history-damaged')
      told.add('history-missing', file, line, `the history in the project’s folder does not lead to this backup: ${message}`)
    else told.add(code, file, line, message)
  }
  return told.result(counts)
}

/** The disk as if what lies beside the backup in the project's folder lay in the unpacked one: the files of `sources/`, and the history up to the snapshot. */
async function besideProject(disk: Disk, folder: string, project: string | null, { file }: OpenBackup): Promise<Disk> {
  if (project === null) return disk
  const segments = (await listHistory(disk, project)).filter(({ last }) => last <= file.seq).map(({ path }) => basename(path))
  const [sources, history] = [join(folder, SOURCES_FOLDER), join(folder, HISTORY_FOLDER)]
  const placeOf = (path: string) =>
    path === history || path.startsWith(history + sep) || path.startsWith(sources + sep) ? join(project, path.slice(folder.length)) : path
  return {
    ...disk,
    open: (path, flags, mode) => disk.open(placeOf(path), flags, mode),
    // Not there itself: what newer documents brought is not to be told as left over.
    stat: async (path) => (path === sources ? null : disk.stat(placeOf(path))),
    list: async (path) => (path === history ? segments : disk.list(path)),
  }
}
