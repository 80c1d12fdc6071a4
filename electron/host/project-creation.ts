import { join } from 'node:path'
import { fail } from '../../shared/host/errors.ts'
import { newId } from '../../shared/model/ids.ts'
import { FIRST_SUM } from '../../shared/model/journal.ts'
import { projectFileText, TAGS_PATH } from '../../shared/model/project-file.ts'
import { tagLines } from '../../shared/model/snapshot.ts'
import { type Content, removeIfThere, renameFile, writeNewFile } from './atomic-file.ts'
import { errnoOf } from './disk.ts'
import { onDisk } from './disk-errors.ts'
import type { Environment } from './environment.ts'
import { JOURNAL_NAME } from './journal-file.ts'
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
  const temporary = join(parent, `.${newId(8)}${FOLDER_ENDING}.new`)
  const doing = { what: `The project “${project.name}” could not be created`, path, kept: 'Nothing was left behind.' }
  return onDisk(doing, async () => {
    await disk.ensureFolder(parent)
    if (await disk.stat(path)) fail('exists', `There is a folder ${path} already. Choose another name, or open that project.`, { path })
    await disk.makeFolder(temporary)
    const made: string[] = []
    try {
      const write = async (name: string, text: Content) => {
        made.push(join(temporary, name))
        return writeNewFile(disk, join(temporary, name), text)
      }
      const tags = await write(TAGS_PATH, tagLines([]))
      await write(JOURNAL_NAME, '')
      const { name, sourceLanguage, targetLanguage } = project
      const record = { id: newId(), name, sourceLanguage, targetLanguage }
      const rest = { lineage: newId(16), seq: 0, sum: FIRST_SUM, documents: [], files: { [TAGS_PATH]: tags.sha256 } }
      await write(PROJECT_NAME, projectFileText(record, rest))
      await disk.syncFolder(temporary)
      await renameFile(disk, temporary, path)
    } catch (error) {
      await clear(env, temporary, made)
      throw error
    }
    try {
      await disk.syncFolder(parent)
    } catch (error) {
      // There, but perhaps not after a power cut: taken back, so that trying again does not meet it. Where even that fails it stays, whole.
      try {
        await renameFile(disk, path, temporary)
        await clear(env, temporary, made)
      } catch (second) {
        env.log(`a project that may not be durable was left at ${path}: ${second}`)
      }
      throw error
    }
    return path
  })
}

async function clear(env: Environment, folder: string, files: readonly string[]): Promise<void> {
  try {
    for (const file of files) await removeIfThere(env.disk, file)
    await env.disk.removeFolder(folder)
  } catch (error) {
    if (errnoOf(error) !== 'ENOENT') env.log(`a half-made project was left at ${folder}: ${error}`)
  }
}

/** A folder name that every system takes: no separators or signs that Windows refuses, no device names, at most 180 bytes of UTF-8. */
export function folderNameOf(name: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must go
  const clean = name.normalize('NFC').replace(/[<>:"/\\|?*\u0000-\u001f\u007f]+/g, '-')
  let short = ''
  for (const character of clean) {
    if (Buffer.byteLength(short + character) > 180) break
    short += character
  }
  const trimmed = short.replace(/^[\s.-]+|[\s.-]+$/g, '')
  return /^(con|prn|aux|nul|com\d|lpt\d)$/i.test(trimmed) ? `_${trimmed}` : trimmed
}
