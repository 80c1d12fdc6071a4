import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Environment } from '../../electron/host/environment.ts'
import { createProjectFolder } from '../../electron/host/project-creation.ts'
import { ProjectFolder } from '../../electron/host/project-folder.ts'
import { simpleOpsOf } from '../../shared/model/apply.ts'
import { rowsPath } from '../../shared/model/project-file.ts'
import { emptyWorld, type History } from './arbitraries.ts'
import { rowsText } from './sample-project.ts'

/** A project on the disk that went through a history, with a compaction after each of some changes. Returns its folder; it is closed. */
export async function layHistory(env: Environment, parent: string, history: History, compactAfter: ReadonlySet<number>): Promise<string> {
  const { name, sourceLanguage, targetLanguage } = emptyWorld.project
  const folder = await createProjectFolder(env, parent, { name, sourceLanguage, targetLanguage })
  await mkdir(join(folder, 'sources'))
  for (const [sha256, units] of history.files) await writeFile(join(folder, rowsPath(sha256)), rowsText(units))
  for (const { op } of history.changes) {
    for (const simple of simpleOpsOf(op)) {
      // The arbitrary's checksum of an original is that of the document's id.
      if (simple.type === 'document.add') await writeFile(join(folder, simple.document.original.path), simple.document.id)
    }
  }
  const open = await ProjectFolder.open(env, folder)
  try {
    let from = 0
    for (const after of [...compactAfter].filter((n) => n > 0 && n < history.changes.length).sort((a, b) => a - b)) {
      await open.append(history.changes.slice(from, after))
      await open.compact()
      from = after
    }
    if (from < history.changes.length) await open.append(history.changes.slice(from))
  } finally {
    await open.close()
  }
  return folder
}
