import { createHash } from 'node:crypto'
import { basename, dirname, join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { newId } from '../../shared/model/ids.ts'
import { type Disk, type DiskFile, errnoOf } from './disk.ts'
import { type Digest, digestFile } from './file-bytes.ts'

export type Content = Uint8Array | string | AsyncIterable<Uint8Array | string>

/** Writes all of `bytes`, however little the disk takes at a time. */
export async function writeFully(file: DiskFile, bytes: Uint8Array, position: number): Promise<void> {
  for (let done = 0; done < bytes.length; ) {
    const written = await file.write(bytes.subarray(done), position + done)
    if (written <= 0) throw Object.assign(new Error('the disk took no more bytes'), { code: 'EIO' })
    done += written
  }
}

/**
 * Writes a new file and returns when it is on the medium and was read back the same. On failure nothing is left of it.
 * `path` must not exist.
 */
export async function writeNewFile(disk: Disk, path: string, content: Content, mode?: number): Promise<Digest> {
  const file = await disk.open(path, 'wx', mode)
  try {
    const hash = createHash('sha256')
    let size = 0
    let pending: Uint8Array[] = []
    let waiting = 0
    const flush = async () => {
      const bytes = pending.length === 1 ? pending[0]! : Buffer.concat(pending)
      pending = []
      waiting = 0
      hash.update(bytes)
      await writeFully(file, bytes, size)
      size += bytes.length
    }
    try {
      for await (const part of piecesOf(content)) {
        const bytes = typeof part === 'string' ? Buffer.from(part) : part
        pending.push(bytes)
        waiting += bytes.length
        if (waiting >= 256 * 1024) await flush()
      }
      if (waiting > 0) await flush()
      await file.sync()
    } finally {
      await file.close()
    }
    const written = { sha256: hash.digest('hex'), size }
    const there = await digestFile(disk, path)
    if (there.sha256 !== written.sha256) throw Object.assign(new Error('the file read back is not what was written'), { code: 'EIO' })
    return written
  } catch (error) {
    await removeIfThere(disk, path).catch(() => {
      // The first failure is the one to tell; a left-over temporary file is dropped when the folder is next opened.
    })
    throw error
  }
}

async function* piecesOf(content: Content): AsyncGenerator<Uint8Array | string> {
  if (typeof content === 'string' || content instanceof Uint8Array) yield content
  else yield* content
}

/**
 * Replaces a file as a whole: whoever reads it finds the old bytes or the new ones, also after a power cut.
 * Temporary file in the same folder, exclusive, written, synced, closed, read back, renamed, folder synced.
 * A symbolic link stays a link: the file it points to is replaced.
 */
export async function writeAtomically(disk: Disk, path: string, content: Content): Promise<Digest> {
  const there = await disk.stat(path)
  const target = there ? await disk.realPath(path) : path
  const temporary = join(dirname(target), `.${basename(target).slice(0, 80)}.${newId(8)}.tmp`)
  const digest = await writeNewFile(disk, temporary, content, there?.mode)
  try {
    await renameFile(disk, temporary, target)
  } catch (error) {
    await removeIfThere(disk, temporary).catch(() => {
      // As above: the rename's failure is the one to tell.
    })
    throw error
  }
  await disk.syncFolder(dirname(target))
  return digest
}

/** Whether a name is that of a temporary file that `writeAtomically` may have left behind. */
export const isTemporary = (name: string): boolean => /^\..*\.[a-z0-9]{8}\.tmp$/.test(name)

/** Renames; on Windows a virus scanner or indexer may hold a new file for a moment, so EPERM and EBUSY are tried again for half a second. */
export async function renameFile(disk: Disk, from: string, to: string): Promise<void> {
  for (let pause = 8; ; pause *= 2) {
    try {
      return await disk.rename(from, to)
    } catch (error) {
      if (!['EPERM', 'EBUSY'].includes(errnoOf(error)) || pause > 256) throw error
      await wait(pause)
    }
  }
}

export async function removeIfThere(disk: Disk, path: string): Promise<void> {
  try {
    await disk.removeFile(path)
  } catch (error) {
    if (errnoOf(error) !== 'ENOENT') throw error
  }
}

/** Makes a folder inside one that is there: a project whose folder went away must not come back as an empty one. */
export async function makeInside(disk: Disk, path: string): Promise<void> {
  if (await disk.stat(path)) return
  try {
    await disk.makeFolder(path)
  } catch (error) {
    if (errnoOf(error) !== 'EEXIST') throw error
  }
}
