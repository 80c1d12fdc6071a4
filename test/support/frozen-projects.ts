import { cp, readdir, readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import type { Environment } from '../../electron/host/environment.ts'
import { ProjectFolder } from '../../electron/host/project-folder.ts'
import { readProject } from '../../electron/host/project-reading.ts'
import { byOrder } from '../../shared/model/ids.ts'
import { collect } from './sample-project.ts'

const fixtures = resolve(import.meta.dirname, '../fixtures')

/** The formats of which a project is held as it was written then. */
export async function frozenFormats(): Promise<number[]> {
  const formats = (await readdir(fixtures)).flatMap((name) => /^format-(\d+)$/.exec(name)?.[1] ?? [])
  return formats.map(Number).sort((a, b) => a - b)
}

/** A copy of a frozen project in `parent`, to be worked on; returns its folder. */
export async function thaw(format: number, parent: string): Promise<string> {
  const folder = join(parent, 'Two roads.egiz')
  await cp(join(fixtures, `format-${format}`, 'project'), folder, { recursive: true })
  return folder
}

/** What `readProject` saw of a frozen project when it was made, and every change it was made of. */
export async function frozenState(format: number) {
  const { changes, format: _, ...state } = JSON.parse(await readFile(join(fixtures, `format-${format}`, 'state.json'), 'utf8'))
  return { state, changes } as { state: unknown; changes: unknown[] }
}

/** The records of a project, in the form of a frozen state. */
export async function recordsOf(env: Environment, folder: string) {
  const { head, state } = await readProject(env, folder)
  const byId = (a: { id: string }, b: { id: string }) => (a.id < b.id ? -1 : 1)
  const documents: unknown[] = []
  for (const document of [...state.documents.values()].sort(byOrder)) {
    const annotations = (await collect(state.annotations(document.id))).sort(byId)
    documents.push({ document, units: await collect(state.units(document.id)), annotations })
  }
  return { head, project: state.project, documents, tags: [...state.tags.values()].sort(byId) }
}

/** Every change of a project, also those that only its history holds. */
export async function changesOf(env: Environment, folder: string): Promise<unknown[]> {
  const open = await ProjectFolder.open(env, folder)
  try {
    return await open.readChanges(0, 5000)
  } finally {
    await open.close()
  }
}
