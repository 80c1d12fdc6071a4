import { crc32, createInflateRaw } from 'node:zlib'
import { fail } from '../../shared/host/errors.ts'
import type { Disk } from './disk.ts'
import { readPart } from './file-bytes.ts'
import { LENGTH, METHOD, MOST_BYTES, SIGNATURE, transformed } from './zip-writing.ts'

/** A file of a zip, as the zip's directory has it; sizes in bytes. */
export interface ZipEntry {
  readonly path: string
  readonly method: number
  readonly crc: number
  readonly packed: number
  readonly size: number
  readonly offset: number
}

export interface ZipDirectory {
  readonly entries: readonly ZipEntry[]
  readonly comment: string
}

/** Compressed bytes taken at a time: deflate makes at most a thousand times as many of them. */
const CHUNK = 16 * 1024
const LONGEST_COMMENT = 200
const LARGEST_DIRECTORY = 32 * 1024 * 1024

/**
 * Reads a zip's directory, trusting nothing in it: no two files of a name or of the same bytes, none outside the zip, together at most 4 GB.
 * Zips that are encrypted, larger than 4 GB or in parts are refused. Rejects as the disk does, and
 * @throws HostFailure `damaged`.
 */
export async function readDirectory(disk: Disk, path: string): Promise<ZipDirectory> {
  const size = (await disk.stat(path))?.size ?? 0
  const tail = Buffer.from(await readPart(disk, path, Math.max(0, size - LENGTH.end - LONGEST_COMMENT), LENGTH.end + LONGEST_COMMENT))
  const at = endOf(tail)
  if (at < 0) damagedZip(path, 'its end is missing')
  const count = tail.readUInt16LE(at + 10)
  const [length, start] = [tail.readUInt32LE(at + 12), tail.readUInt32LE(at + 16)]
  const isWhole = tail.readUInt32LE(at + 4) === 0 && tail.readUInt16LE(at + 8) === count
  if (!isWhole || start + length !== size - tail.length + at || length > LARGEST_DIRECTORY) damagedZip(path, 'its directory is damaged')
  const bytes = Buffer.from(await readPart(disk, path, start, length))
  const entries: ZipEntry[] = []
  let next = 0
  for (let i = 0; i < count; i++) {
    if (next + LENGTH.central > length || bytes.readUInt32LE(next) !== SIGNATURE.central) damagedZip(path, 'its directory is damaged')
    const nameLength = bytes.readUInt16LE(next + 28)
    const from = next + LENGTH.central
    if ((bytes.readUInt16LE(next + 8) & 1) !== 0) damagedZip(path, 'it is encrypted')
    entries.push({
      path: bytes.toString('latin1', from, from + nameLength),
      method: bytes.readUInt16LE(next + 10),
      crc: bytes.readUInt32LE(next + 16),
      packed: bytes.readUInt32LE(next + 20),
      size: bytes.readUInt32LE(next + 24),
      offset: bytes.readUInt32LE(next + 42),
    })
    next = from + nameLength + bytes.readUInt16LE(next + 30) + bytes.readUInt16LE(next + 32)
  }
  if (next !== length) damagedZip(path, 'its directory is damaged')
  checkEntries(path, entries, start)
  return { entries, comment: tail.toString('latin1', at + LENGTH.end) }
}

/** Where the last record begins; its comment must end where the zip does. */
function endOf(tail: Buffer): number {
  for (let at = tail.length - LENGTH.end; at >= 0; at--) {
    if (tail.readUInt32LE(at) === SIGNATURE.end && at + LENGTH.end + tail.readUInt16LE(at + 20) === tail.length) return at
  }
  return -1
}

function checkEntries(path: string, entries: readonly ZipEntry[], end: number): void {
  let [sum, free] = [0, 0]
  if (new Set(entries.map((each) => each.path)).size !== entries.length) damagedZip(path, 'it holds two files of one name')
  for (const each of [...entries].sort((a, b) => a.offset - b.offset)) {
    if (each.offset < free) damagedZip(path, 'files in it lie over one another')
    free = each.offset + LENGTH.local + each.path.length + each.packed
    sum += each.size
  }
  if (free > end) damagedZip(path, 'a file in it goes beyond its end')
  if (sum > MOST_BYTES) damagedZip(path, 'unpacked it would be larger than 4 GB')
}

/**
 * A file's bytes, unpacked, chunk by chunk; the last ones come when size and checksum were found right.
 * @throws HostFailure `damaged`.
 */
export async function* unzipped(disk: Disk, path: string, entry: ZipEntry): AsyncGenerator<Uint8Array> {
  const header = Buffer.from(await readPart(disk, path, entry.offset, LENGTH.local))
  if (header.length < LENGTH.local || header.readUInt32LE(0) !== SIGNATURE.local)
    damagedZip(path, `${entry.path} is not where it should be`)
  const nameLength = header.readUInt16LE(26)
  const name = Buffer.from(await readPart(disk, path, entry.offset + LENGTH.local, nameLength)).toString('latin1')
  if (name !== entry.path || header.readUInt16LE(8) !== entry.method) damagedZip(path, `${entry.path} is not where it should be`)
  const from = entry.offset + LENGTH.local + nameLength + header.readUInt16LE(28)
  const packed = readRange(disk, path, from, from + entry.packed)
  const plain = entry.method === METHOD.stored ? packed : inflated(path, entry, packed)
  if (entry.method !== METHOD.stored && entry.method !== METHOD.deflated)
    damagedZip(path, `${entry.path} is packed in another way than ours`)
  let [crc, size] = [0, 0]
  let held: Uint8Array | null = null
  for await (const bytes of plain) {
    crc = crc32(bytes, crc)
    size += bytes.length
    if (size > entry.size) damagedZip(path, `${entry.path} is longer than it should be`)
    if (held) yield held
    held = bytes
  }
  if (size !== entry.size || crc !== entry.crc) damagedZip(path, `${entry.path} does not fit its checksum`)
  if (held) yield held
}

async function* inflated(path: string, entry: ZipEntry, packed: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const stream = createInflateRaw()
  // From the disk, a failure keeps its own words.
  let failed: unknown = null
  async function* read() {
    try {
      yield* packed
    } catch (error) {
      failed = error
      throw error
    }
  }
  try {
    yield* transformed(stream, read())
  } catch (error) {
    if (failed) throw failed
    damagedZip(path, `${entry.path} cannot be unpacked (${(error as Error).message})`)
  }
}

async function* readRange(disk: Disk, path: string, from: number, to: number): AsyncGenerator<Uint8Array> {
  const file = await disk.open(path, 'r')
  try {
    for (let position = from; position < to; ) {
      const bytes = await file.read(position, Math.min(CHUNK, to - position))
      if (bytes.length === 0) return
      yield bytes
      position += bytes.length
    }
  } finally {
    await file.close()
  }
}

/** Told of whatever is wrong with a backup. */
export function damagedZip(path: string, why: string): never {
  fail(
    'damaged',
    `The backup ${path} cannot be used: ${why}. Nothing was changed. Use another backup of the project; “egiz backups PROJECT” lists them.`,
    { path },
  )
}
