import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type Disk, nodeDisk } from '../../../../electron/host/disk.ts'
import { CHUNK, readChunks } from '../../../../electron/host/file-bytes.ts'
import { putFile } from '../../../support/disk-trees.ts'
import { memoryDisk } from '../../../support/memory-disk.ts'
import { temporaryFolder } from '../../../support/temporary.ts'

let folder: Awaited<ReturnType<typeof temporaryFolder>>
beforeEach(async () => {
  folder = await temporaryFolder({ quick: true })
})
afterEach(() => folder.remove())

/** Bytes of which no two stretches are alike. */
const bytesOf = (length: number, from = 0) => Uint8Array.from({ length }, (_, i) => ((from + i) * 2654435761) >>> 13)
const size = fc.oneof(fc.nat(20), fc.integer({ min: 4000, max: 20_000 }), fc.constantFrom(4095, 4096, 4097, 8192))

/** A disk that notes how much is asked for at a time, and on which a file may grow before each reading. */
function watched(disk: Disk, asked: number[], before: () => Promise<unknown> = async () => {}): Disk {
  const open: Disk['open'] = async (path, flags, mode) => {
    const file = await disk.open(path, flags, mode)
    const read = async (position: number, length: number) => {
      await before()
      asked.push(length)
      return file.read(position, length)
    }
    return { ...file, read, stat: () => file.stat(), close: () => file.close() }
  }
  return { ...disk, open }
}

async function chunksOf(disk: Disk, path: string, chunk?: number, end?: number): Promise<Uint8Array[]> {
  const chunks: Uint8Array[] = []
  for await (const bytes of readChunks(disk, path, chunk, end)) chunks.push(bytes)
  return chunks
}

describe('a file read chunk by chunk', () => {
  test('gives its bytes up to the end or the one asked for, in chunks that are none too large, on every disk', () =>
    fc.assert(
      fc.asyncProperty(size, size, fc.option(size, { nil: Number.POSITIVE_INFINITY }), async (length, chunk, end) => {
        for (const disk of [nodeDisk, memoryDisk()]) {
          const path = join(disk === nodeDisk ? folder.path : '/', 'file')
          await putFile(disk, path, bytesOf(length))
          const chunks = await chunksOf(disk, path, chunk + 1, end)
          expect(Buffer.concat(chunks).equals(bytesOf(Math.min(length, end)))).toBe(true)
          expect(chunks.every((bytes) => bytes.length > 0 && bytes.length <= chunk + 1)).toBe(true)
        }
      }),
    ))

  test('also gives what is written behind its end meanwhile', () =>
    fc.assert(
      fc.asyncProperty(size, size, async (length, more) => {
        const disk = memoryDisk()
        await putFile(disk, '/file', bytesOf(length))
        const writer = await disk.open('/file', 'r+')
        let grown = false
        const grow = async () => {
          if (!grown) await writer.write(bytesOf(more, length), length)
          grown = true
        }
        expect(Buffer.concat(await chunksOf(watched(disk, [], grow), '/file')).equals(bytesOf(length + more))).toBe(true)
      }),
    ))

  test('is asked for little where it is small, and for chunks where it is large', async () => {
    const disk = memoryDisk()
    const askedFor = async (length: number) => {
      await putFile(disk, '/file', bytesOf(length))
      const asked: number[] = []
      await chunksOf(watched(disk, asked), '/file')
      return asked
    }
    for (const length of [0, 100, 5000, 16_384, 100_000, CHUNK, 5 * CHUNK])
      for (const asked of await askedFor(length)) expect(asked).toBeLessThanOrEqual(Math.max(16_384, Math.min(length, CHUNK)))
    const asked = await askedFor(5 * CHUNK)
    expect(asked.slice(0, 3)).toEqual([16_384, 16_384, 32_768])
    expect(asked.filter((each) => each === CHUNK).length).toBeGreaterThanOrEqual(5)
  })
})
