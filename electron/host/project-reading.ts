import { join } from 'node:path'
import { fail } from '../../shared/host/errors.ts'
import type { ProjectFile } from '../../shared/model/project-file.ts'
import { type ProjectState, readState } from '../../shared/model/snapshot.ts'
import type { Disk } from './disk.ts'
import { onDisk } from './disk-errors.ts'
import type { Environment } from './environment.ts'
import { readWhole } from './file-bytes.ts'
import { viewFinished } from './finished-view.ts'
import { type Head, JOURNAL_NAME, type JournalText, parseJournal } from './journal-file.ts'
import { viewMigrated } from './migrated-view.ts'
import { readProjectFile, readProjectHeader, snapshotReader } from './project-files.ts'

export interface ReadProject {
  readonly file: ProjectFile
  readonly head: Head
  readonly state: ProjectState
}

/**
 * Reads a project without taking its lock and without writing, also while it is open elsewhere. A torn last line, not yet acknowledged,
 * is left out; an interrupted compaction is seen as finished.
 * @throws HostFailure as ProjectFolder.open; ConflictError, LineError while streaming.
 */
export async function readProject(env: Environment, folder: string): Promise<ReadProject> {
  const { disk, file, journal } = await readMoment(env, folder)
  if (journal.fault?.kind === 'damaged') {
    const { line, detail } = journal.fault
    const path = join(folder, JOURNAL_NAME)
    fail('damaged', `Line ${line} of ${path} is damaged: ${detail}. The ${journal.changes.length} changes before it are readable.`, {
      path,
      line,
    })
  }
  const last = journal.changes.at(-1)
  const head = last ? { seq: last.change.seq, sum: last.sum } : { seq: file.seq, sum: file.sum }
  return { file, head, state: await readState(file, snapshotReader(disk, folder, file), journal.changes) }
}

export interface Moment {
  /** To be read through: see `viewFinished` and `viewMigrated`. */
  readonly disk: Disk
  readonly unfinished: boolean
  readonly file: ProjectFile
  readonly journal: JournalText
}

/** project.json and the journal that belong together, though the project may be open and be compacted elsewhere. */
export async function readMoment(env: Environment, folder: string): Promise<Moment> {
  for (let attempt = 0; ; attempt++) {
    const before = await readProjectHeader(env.disk, folder)
    const moment = await onDisk({ what: 'The project could not be read', path: folder }, async () => {
      const { disk: finished, manifest } = await viewFinished(env.disk, folder)
      // Whoever is at it has a second to finish.
      if (manifest && attempt < 5) return null
      const disk = await viewMigrated(finished, folder)
      const file = await readProjectFile(disk, folder)
      const journalPath = join(folder, JOURNAL_NAME)
      if (!(await disk.stat(journalPath)))
        fail('damaged', `${journalPath} is missing. The project’s other files were not touched.`, { path: journalPath })
      const journal = parseJournal(await readWhole(disk, journalPath), file)
      const after = await readProjectHeader(env.disk, folder)
      if ((after.seq !== before.seq || after.format !== before.format) && attempt < 20) return null
      return { disk, unfinished: manifest !== null, file, journal }
    })
    if (moment) return moment
    await env.wait(200)
  }
}
