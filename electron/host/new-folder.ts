import { dirname, join, resolve } from 'node:path'
import { fail } from '../../shared/host/errors.ts'
import { newId } from '../../shared/model/ids.ts'
import { makeInside, removeIfThere, renameFile, writeNewFile } from './atomic-file.ts'
import { type Disk, errnoOf } from './disk.ts'
import { onDisk } from './disk-errors.ts'
import type { Environment } from './environment.ts'
import { digestFile, readChunks } from './file-bytes.ts'
import { folderNameOf } from './folder-name.ts'
import { FOLDER_ENDING } from './project-files.ts'
import { isSourcePath, SOURCES_FOLDER } from './sources.ts'

/** What a program that was killed may have left; older ones than this are nobody's work any more. */
const ABANDONED = 24 * 60 * 60 * 1000

/**
 * Makes a folder `NAME.egiz` beside `project` (a project's folder, or any file that it is to lie beside), as a whole or not at all: `fill`
 * writes into a temporary folder, which is then made durable and renamed. Where the name is taken, `NAME 2.egiz` and so on.
 * Returns its path.
 * @throws HostFailure `permission`, `disk-full`, `io`, `bad-request` for a name of which no folder name can be made; whatever `fill` throws.
 */
export async function makeFolderBeside(
  env: Environment,
  project: string,
  name: string,
  fill: (temporary: string) => Promise<void>,
): Promise<string> {
  const { disk } = env
  const folderName = folderNameOf(name)
  if (folderName === '') fail('bad-request', `No folder can be named after “${name}”. Use letters or digits in the name.`)
  const parent = dirname(resolve(project))
  const doing = { what: `The project “${name}” could not be made`, path: join(parent, folderName + FOLDER_ENDING), kept: NOTHING_LEFT }
  return onDisk(doing, async () => {
    await removeAbandoned(env, parent)
    return makeFolderIn(env, parent, fill, (made) => giveName(disk, made, join(parent, folderName)))
  })
}

/**
 * Makes a folder in `parent` as a whole or not at all: `fill` writes into a temporary one, which is made durable, and to which `name`
 * gives its name by renaming; returns what that answers, its path. Rejects as the disk does.
 */
export async function makeFolderIn(
  env: Environment,
  parent: string,
  fill: (temporary: string) => Promise<void>,
  name: (temporary: string) => Promise<string>,
): Promise<string> {
  const { disk } = env
  const temporary = join(parent, `.${newId(8)}${FOLDER_ENDING}.new`)
  await disk.makeFolder(temporary)
  let path: string
  try {
    await fill(temporary)
    await syncTree(disk, temporary)
    path = await name(temporary)
  } catch (error) {
    await removeTree(env, temporary)
    throw error
  }
  try {
    await disk.syncFolder(parent)
  } catch (error) {
    // There, but perhaps not after a power cut: taken back, so that trying again does not meet it. Where even that fails it stays, whole.
    try {
      await renameFile(disk, path, temporary)
      await removeTree(env, temporary)
    } catch (second) {
      env.log(`a project that may not be durable was left at ${path}: ${second}`)
    }
    throw error
  }
  return path
}

const NOTHING_LEFT = 'Nothing was left behind, and the project it was to be made of is as it was.'

/** Renames a folder to the first name that nothing has: a name that was taken meanwhile is passed over, too. */
async function giveName(disk: Disk, temporary: string, wanted: string): Promise<string> {
  for (let n = 1; ; n++) {
    const path = `${wanted}${n === 1 ? '' : ` ${n}`}${FOLDER_ENDING}`
    if (await disk.stat(path)) continue
    try {
      await renameFile(disk, temporary, path)
      return path
    } catch (error) {
      if (!['EEXIST', 'ENOTEMPTY', 'ENOTDIR'].includes(errnoOf(error)) || !(await disk.stat(path))) throw error
    }
  }
}

/** Makes the names in a folder and those below it durable; the files themselves are synced by whoever writes them. */
async function syncTree(disk: Disk, folder: string): Promise<void> {
  for (const name of await disk.list(folder)) {
    const path = join(folder, name)
    if ((await disk.stat(path))?.kind === 'folder') await syncTree(disk, path)
  }
  await disk.syncFolder(folder)
}

/** Removes a temporary folder of ours with all that is in it; a failure is logged, since there is another one to tell. */
export async function removeTree(env: Environment, folder: string): Promise<void> {
  try {
    await removeInside(env.disk, folder)
  } catch (error) {
    if (errnoOf(error) !== 'ENOENT') env.log(`a half-made folder was left at ${folder}: ${error}`)
  }
}

async function removeInside(disk: Disk, folder: string): Promise<void> {
  for (const name of await disk.list(folder)) {
    const path = join(folder, name)
    if ((await disk.stat(path))?.kind === 'folder') await removeInside(disk, path)
    else await removeIfThere(disk, path)
  }
  await disk.removeFolder(folder)
}

async function removeAbandoned(env: Environment, parent: string): Promise<void> {
  try {
    for (const name of await env.disk.list(parent)) {
      if (!/^\.[a-z0-9]{8}\.egiz\.new$/.test(name)) continue
      const there = await env.disk.stat(join(parent, name))
      if (there?.kind === 'folder' && there.modified < env.now() - ABANDONED) await removeTree(env, join(parent, name))
    }
  } catch (error) {
    // Nothing depends on it; what cannot be listed may still be written to.
    env.log(`half-made folders in ${parent} could not be looked for: ${error}`)
  }
}

/**
 * Copies files of `sources/` from one project folder to another, which is being made. Returns the paths of those that are not there, cannot
 * be read, or are not what was stored: they are left out. Rejects where the copy cannot be written.
 */
export async function copySources(
  env: Environment,
  from: string,
  to: string,
  named: Iterable<{ readonly path: string; readonly sha256: string }>,
): Promise<string[]> {
  const { disk } = env
  const missing: string[] = []
  const wanted = new Map<string, string>()
  for (const { path, sha256 } of named) wanted.set(path, sha256)
  for (const [path, sha256] of wanted) {
    if (!(await isThere(env, from, path, sha256))) {
      missing.push(path)
      continue
    }
    await makeInside(disk, join(to, SOURCES_FOLDER))
    const copy = await writeNewFile(disk, join(to, path), readChunks(disk, join(from, path)))
    if (copy.sha256 === sha256) continue
    await removeIfThere(disk, join(to, path))
    missing.push(path)
  }
  return missing
}

/** Read to the end before anything is written, so that a failure of the one side is not taken for one of the other. */
async function isThere(env: Environment, folder: string, path: string, sha256: string): Promise<boolean> {
  if (!isSourcePath(path)) return false
  const place = join(folder, path)
  try {
    return (await env.disk.stat(place))?.kind === 'file' && (await digestFile(env.disk, place)).sha256 === sha256
  } catch (error) {
    env.log(`${place} cannot be read, the copy goes without it: ${error}`)
    return false
  }
}
