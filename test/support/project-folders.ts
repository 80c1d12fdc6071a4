import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach } from 'vitest'
import type { Environment } from '../../electron/host/environment.ts'
import { createProjectFolder } from '../../electron/host/project-creation.ts'
import { ProjectFolder } from '../../electron/host/project-folder.ts'
import type { HostFailure } from '../../shared/host/errors.ts'
import { plainText } from '../../shared/text/rich-text.ts'
import { collect, rowsText, sampleDocument, sampleUnits, typed } from './sample-project.ts'
import { temporaryFolder } from './temporary.ts'

export const documentId = 'thedocument'
export const units = sampleUnits(documentId, 10)

/** The code of the error that work fails with, `done` where it does not. */
export const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'done',
    (error: HostFailure) => error.error?.code ?? `no HostFailure: ${error}`,
  )

export const failureOf = (work: Promise<unknown>): Promise<HostFailure['error']> =>
  work.then(
    () => {
      throw new Error('it should have failed')
    },
    (error: HostFailure) => error.error,
  )

/** Adds a document of ten rows, and types into the first `count`. */
export async function fill(open: ProjectFolder, count: number): Promise<void> {
  const original = await open.addSource(documentId, '.txt', 'text')
  const { sha256 } = await open.addRows(rowsText(units))
  await open.commit([{ type: 'document.add', document: sampleDocument(documentId, original), rows: { sha256, count: 10 } }], 'a')
  for (const unit of units.slice(0, count)) await open.commit([typed(unit, `to ${unit.id}`)], 'a')
}

export async function targets(open: ProjectFolder): Promise<string[]> {
  const state = await open.state()
  return (await collect(state.units(documentId))).map((unit) => plainText(unit.target))
}

/** Every file below a folder with its bytes, to see that nothing was changed. */
export async function everything(path: string): Promise<[string, string][]> {
  const names = (await readdir(path, { recursive: true })).sort()
  const read = async (name: string) => ((await stat(join(path, name))).isFile() ? readFile(join(path, name), 'latin1') : '')
  return Promise.all(names.map(async (name): Promise<[string, string]> => [name, await read(name)]))
}

/** An empty project on the disk, new for each test; `filled` writes a document and some typing into it and closes it. */
export function projectOnDisk(env: Environment) {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>
  let path: string
  beforeEach(async () => {
    folder = await temporaryFolder()
    path = await createProjectFolder(env, folder.path, { name: 'Жоба', sourceLanguage: 'kk', targetLanguage: 'en' })
  })
  afterEach(() => folder.remove())
  return {
    get path() {
      return path
    },
    /** The folder that the project's own lies in. */
    get parent() {
      return folder.path
    },
    journal: () => join(path, 'journal.jsonl'),
    async filled(count = 5): Promise<void> {
      const open = await ProjectFolder.open(env, path)
      await fill(open, count)
      await open.close()
    },
  }
}
