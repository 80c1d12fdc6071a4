import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { HostFailure } from '../../shared/host/errors.ts'
import { ConflictError } from '../../shared/model/apply.ts'
import { byOrder } from '../../shared/model/ids.ts'
import { LineError } from '../../shared/model/lines.ts'
import type { Annotation, DocumentRecord, Unit } from '../../shared/model/records.ts'
import { nodeEnvironment } from '../host/environment.ts'
import { ProjectFolder } from '../host/project-folder.ts'
import { type ReadProject, readProject } from '../host/project-reading.ts'
import { type Io, Refusal } from './command.ts'

export const FOLDER_ENDING = '.egiz'

/** The machine as the command sees it; what the host would log is a warning here. */
export const environmentOf = (io: Io) => nodeEnvironment({ log: (line) => io.err(`warning: ${line}`) })

/** A project's folder as named on the command line; its `.egiz` may be left out. */
export function projectPath(io: Io, named: string): string {
  const path = resolve(io.cwd, named)
  return !existsSync(path) && existsSync(path + FOLDER_ENDING) ? path + FOLDER_ENDING : path
}

/** Opens a project for writing while `work` runs, and closes it whatever happens. What opening had to mend is a warning. */
export async function writing<T>(io: Io, path: string, work: (folder: ProjectFolder) => Promise<T>): Promise<T> {
  const folder = await ProjectFolder.open(environmentOf(io), path)
  try {
    for (const { code, detail } of folder.mended) io.err(`warning: ${path}: ${mendings[code]} (${detail})`)
    return await work(folder)
  } finally {
    await folder.close()
  }
}

const mendings = {
  'torn-line': 'the last line of the journal was not written whole; it was never acknowledged and was set aside',
  'compaction-finished': 'an interrupted compaction was finished',
  'compaction-dropped': 'an interrupted compaction was dropped, nothing was lost',
  'file-restored': 'a file that another program had changed or removed was put back as it was',
  'stale-lock': 'the lock of a program that is gone was taken over',
  migrated: 'the project was of an older format and was brought up to this version’s',
} as const

/** Reads a project without locking it, so also one that is open in a window; its documents are in order. */
export async function reading<T>(
  io: Io,
  path: string,
  work: (project: ReadProject, documents: readonly DocumentRecord[]) => Promise<T>,
): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    const project = await readProject(environmentOf(io), path)
    try {
      return await work(project, [...project.state.documents.values()].sort(byOrder))
    } catch (error) {
      if (!(error instanceof ConflictError || error instanceof LineError || error instanceof HostFailure)) throw error
      // A window may have written a new snapshot under our hands: then another reading succeeds.
      const now = await readProject(environmentOf(io), path)
      if (attempt < 5 && now.file.seq !== project.file.seq) continue
      if (error instanceof HostFailure) throw error
      throw new Refusal(`${path}: ${error.message}. Nothing was changed. \`egiz verify\` lists all that is wrong.`)
    }
  }
}

/** All units of a document, in order. */
export const unitsOf = (project: ReadProject, documentId: string): Promise<Unit[]> => collect(project.state.units(documentId))

export const annotationsOf = (project: ReadProject, documentId: string): Promise<Annotation[]> =>
  collect(project.state.annotations(documentId))

async function collect<T>(records: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = []
  for await (const record of records) all.push(record)
  return all
}

/** The documents asked for with `--document ID`, or all. */
export function chosenDocuments(documents: readonly DocumentRecord[], id: string | undefined): readonly DocumentRecord[] {
  if (id === undefined) return documents
  const found = documents.filter((document) => document.id === id)
  if (found.length === 0) throw new Refusal(`the project has no document “${id}”; \`egiz list\` shows the ids of those it has`)
  return found
}
