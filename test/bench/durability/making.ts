import type { Environment } from '../../../electron/host/environment.ts'
import { createProjectFolder } from '../../../electron/host/project-creation.ts'
import { ProjectFolder } from '../../../electron/host/project-folder.ts'
import type { Op } from '../../../shared/model/changes.ts'
import { recordLine } from '../../../shared/model/lines.ts'
import { AUTHOR, type Manuscript } from './manuscript.ts'

const AT_ONCE = 500

/** Makes a project of a manuscript, all of it in the snapshot, nothing in the journal; it is open. */
export async function makeProject(env: Environment, parent: string, name: string, manuscript: Manuscript): Promise<ProjectFolder> {
  const path = await createProjectFolder(env, parent, { name, sourceLanguage: 'kk', targetLanguage: 'en' })
  const folder = await ProjectFolder.open(env, path)
  const { documentId: id, rows: count, tag } = manuscript
  const original = await folder.addSource(id, '.txt', sourceLines(manuscript))
  const { sha256 } = await folder.addRows(rowLines(manuscript))
  const report = { format: 'txt', encoding: 'utf-8', shape: 'lines', lines: count, characters: original.size, removed: [], notes: [] }
  const document = { id, order: 'a0', name: 'Manuscript', original, report }
  await folder.commit(
    [
      { type: 'document.add', document, rows: { sha256, count } },
      { type: 'tag.add', tag },
    ],
    AUTHOR,
  )
  await folder.compact()
  return folder
}

/** Appends edits, some hundred at once. */
export async function commitAll(folder: ProjectFolder, ops: Iterable<Op>): Promise<void> {
  let batch: Op[] = []
  const send = async () => {
    await folder.commit(batch, AUTHOR)
    batch = []
  }
  for (const op of ops) {
    batch.push(op)
    if (batch.length === AT_ONCE) await send()
  }
  await send()
}

async function* sourceLines(manuscript: Manuscript): AsyncGenerator<string> {
  for (let row = 0; row < manuscript.rows; row++) yield `${manuscript.source(row)}\n`
}

async function* rowLines(manuscript: Manuscript): AsyncGenerator<string> {
  for (const unit of manuscript.units()) yield recordLine(unit)
}
