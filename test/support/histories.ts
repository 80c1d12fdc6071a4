import type { Environment } from '../../electron/host/environment.ts'
import type { ProjectFolder } from '../../electron/host/project-folder.ts'
import { verifyFolder } from '../../electron/host/verify.ts'
import type { Verification } from '../../shared/host/contract.ts'
import type { Change } from '../../shared/model/changes.ts'
import type { ProjectState } from '../../shared/model/snapshot.ts'
import { type History, type World, worldText } from './arbitraries.ts'
import { collect, rowsText } from './sample-project.ts'

/** What a project must be called, and its languages, for a random history to fit. */
export const historyProject = { name: 'P', sourceLanguage: 'kk', targetLanguage: 'en' }

/** Stores the files that a history's changes name: its rows, and for each document an original that holds the document's id. */
export async function storeFiles(open: ProjectFolder, { changes, files }: History): Promise<void> {
  for (const units of files.values()) await open.addRows(rowsText(units))
  for (const { op } of changes) {
    const ops = op.type === 'group' ? op.ops : [op]
    for (const one of ops) if (one.type === 'document.add') await open.addSource(one.document.id, '.txt', one.document.id)
  }
}

// What random records may be by themselves: an annotation without text, a tag that was removed from under others.
const ofRecords = new Set(['span', 'quote', 'unknown-tag', 'unknown-unit', 'tag-circle'])

/** What is wrong with a folder, but for what its random records bring with them; and how many changes it holds. */
export async function faultsOf(env: Environment, folder: string): Promise<{ changes: number; faults: Verification['findings'] }> {
  const { changes, findings } = await verifyFolder(env, folder)
  return { changes, faults: findings.filter(({ code }) => !ofRecords.has(code)) }
}

/** Appends what is there to append. */
export async function appendAll(open: ProjectFolder, changes: readonly Change[]): Promise<void> {
  if (changes.length > 0) await open.append(changes)
}

/** One text for equal projects, whatever their id. */
export async function stateText({ project, documents, tags, units, annotations }: ProjectState): Promise<string> {
  const rows = await Promise.all([...documents.keys()].map((id) => collect(units(id))))
  const notes = await Promise.all([...documents.keys()].map((id) => collect(annotations(id))))
  const byId = <T extends { id: string }>(all: T[]) => new Map(all.map((one) => [one.id, one]))
  return textOf({ project, documents, tags, units: byId(rows.flat()), annotations: byId(notes.flat()) })
}

/** As `stateText`; with another name, where one is given. */
export const textOf = (world: World, name = world.project.name): string =>
  worldText({ ...world, project: { ...world.project, id: 'any', name } })
