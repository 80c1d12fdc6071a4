import { join } from 'node:path'
import { fail } from '../../shared/host/errors.ts'
import { newId } from '../../shared/model/ids.ts'
import { FIRST_SUM } from '../../shared/model/journal.ts'
import { projectFileText, TAGS_PATH } from '../../shared/model/project-file.ts'
import { tagLines } from '../../shared/model/snapshot.ts'
import { renameFile, writeNewFile } from './atomic-file.ts'
import { onDisk } from './disk-errors.ts'
import type { Environment } from './environment.ts'
import { folderNameOf } from './folder-name.ts'
import { JOURNAL_NAME } from './journal-file.ts'
import { makeFolderIn } from './new-folder.ts'
import { FOLDER_ENDING, PROJECT_NAME } from './project-files.ts'

export interface NewProject {
  readonly name: string
  readonly sourceLanguage: string
  readonly targetLanguage: string
}

/**
 * Makes a project folder inside `parent`, which is made too where missing: as a whole or not at all, whatever fails. Returns its path.
 * @throws HostFailure `exists`, `permission`, `disk-full`, `io`, `bad-request` for a name of which no folder name can be made.
 */
export async function createProjectFolder(env: Environment, parent: string, project: NewProject): Promise<string> {
  const { disk } = env
  const folderName = folderNameOf(project.name)
  if (folderName === '') fail('bad-request', `No folder can be named after “${project.name}”. Use letters or digits in the name.`)
  const path = join(parent, folderName + FOLDER_ENDING)
  const doing = { what: `The project “${project.name}” could not be created`, path, kept: 'Nothing was left behind.' }
  return onDisk(doing, async () => {
    await disk.ensureFolder(parent)
    if (await disk.stat(path)) fail('exists', `There is a folder ${path} already. Choose another name, or open that project.`, { path })
    const fill = async (folder: string) => {
      const tags = await writeNewFile(disk, join(folder, TAGS_PATH), tagLines([]))
      await writeNewFile(disk, join(folder, JOURNAL_NAME), '')
      const { name, sourceLanguage, targetLanguage } = project
      const record = { id: newId(), name, sourceLanguage, targetLanguage }
      const rest = { lineage: newId(16), seq: 0, sum: FIRST_SUM, documents: [], files: { [TAGS_PATH]: tags.sha256 } }
      await writeNewFile(disk, join(folder, PROJECT_NAME), projectFileText(record, rest))
    }
    return makeFolderIn(env, parent, fill, async (made) => {
      await renameFile(disk, made, path)
      return path
    })
  })
}
