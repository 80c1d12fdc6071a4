import { createHash } from 'node:crypto'
import type { Disk } from './disk.ts'

export const CHUNK = 256 * 1024
/** What is asked for at first. */
const FIRST = 16 * 1024

/** A file's bytes up to `end`, chunk by chunk. */
export async function* readChunks(
  disk: Disk,
  path: string,
  chunk = CHUNK,
  end = Number.POSITIVE_INFINITY,
): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  const file = await disk.open(path, 'r')
  try {
    // Never more than was there so far, since a whole chunk's buffer for each small file is mostly garbage.
    let most = Math.min(FIRST, chunk)
    for (let position = 0; position < end; ) {
      const bytes = await file.read(position, Math.min(most, end - position))
      if (bytes.length === 0) return
      yield bytes
      position += bytes.length
      most = Math.min(position, chunk)
    }
  } finally {
    await file.close()
  }
}

export async function readPart(disk: Disk, path: string, from: number, length: number): Promise<Uint8Array<ArrayBuffer>> {
  const file = await disk.open(path, 'r')
  try {
    // Never more than there is: a caller's `length` must not decide how much memory is taken.
    const { size } = await file.stat()
    return await file.read(from, Math.max(0, Math.min(length, size - from)))
  } finally {
    await file.close()
  }
}

export async function readWhole(disk: Disk, path: string): Promise<Uint8Array<ArrayBuffer>> {
  const file = await disk.open(path, 'r')
  try {
    return await file.read(0, (await file.stat()).size)
  } finally {
    await file.close()
  }
}

/** @throws TypeError where the file is not UTF-8. */
export async function readText(disk: Disk, path: string): Promise<string> {
  return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(await readWhole(disk, path))
}

export interface Digest {
  readonly sha256: string
  readonly size: number
}

export async function digestOf(chunks: AsyncIterable<Uint8Array>): Promise<Digest> {
  const hash = createHash('sha256')
  let size = 0
  for await (const bytes of chunks) {
    hash.update(bytes)
    size += bytes.length
  }
  return { sha256: hash.digest('hex'), size }
}

export const digestFile = (disk: Disk, path: string): Promise<Digest> => digestOf(readChunks(disk, path))
