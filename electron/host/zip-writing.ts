import { once } from 'node:events'
import type { Transform } from 'node:stream'
import { crc32, createDeflateRaw, type Zlib } from 'node:zlib'
import { fail } from '../../shared/host/errors.ts'

// The format: PKWARE's APPNOTE.TXT 6.3.3, as ISO/IEC 21320-1 narrows it. No ZIP64: what is larger than 4 GB is refused.

export const SIGNATURE = { local: 0x04034b50, descriptor: 0x08074b50, central: 0x02014b50, end: 0x06054b50 } as const
/** Bytes of each header before its name. */
export const LENGTH = { local: 30, central: 46, end: 22 } as const
export const METHOD = { stored: 0, deflated: 8 } as const
/** The most that a file, or all of them together, may have, packed or not. */
export const MOST_BYTES = 0xffff_fffe
export const MOST_FILES = 0xfffe

const NEEDED = 20
/** Checksum and sizes stand behind the data, since they are not known before. */
const FLAGS = 1 << 3
const MADE_ON_UNIX = (3 << 8) | NEEDED
const PLAIN_FILE = 0o100644 << 16
/** Lines of JSON: level 6 takes twice the time for a sixteenth less. */
const LEVEL = 3

export interface ZipFile {
  /** ASCII. */
  readonly path: string
  readonly content: AsyncIterable<Uint8Array>
}

interface Written {
  readonly name: Buffer
  readonly offset: number
  readonly crc: number
  readonly packed: number
  readonly size: number
}

/**
 * A zip, chunk by chunk, of files that are read as they are asked for: memory does not grow with them, and the packing runs on a thread
 * of its own. `at` is every file's time, milliseconds since 1970. `comment` is ASCII.
 * @throws HostFailure `too-large` for more than 4 GB or 65,534 files.
 */
export async function* zipped(files: Iterable<ZipFile>, at: number, comment = ''): AsyncGenerator<Uint8Array> {
  const time = dosTime(at)
  const written: Written[] = []
  let offset = 0
  for (const { path, content } of files) {
    const name = Buffer.from(path, 'ascii')
    const start = offset
    const local = Buffer.concat([localHeader(name.length, time), name])
    yield local
    offset += local.length
    let [crc, size, packed] = [0, 0, 0]
    for await (const bytes of transformed(createDeflateRaw({ level: LEVEL }), counted(content))) {
      packed += bytes.length
      yield bytes
    }
    async function* counted(chunks: AsyncIterable<Uint8Array>) {
      for await (const bytes of chunks) {
        crc = crc32(bytes, crc)
        size += bytes.length
        yield bytes
      }
    }
    const behind = descriptor(crc, packed, size)
    offset += packed + behind.length
    if (Math.max(offset, size) > MOST_BYTES || written.length >= MOST_FILES)
      fail('too-large', `${path} does not go into a zip: it takes at most 4 GB and ${MOST_FILES} files.`, { path })
    yield behind
    written.push({ name, offset: start, crc, packed, size })
  }
  const central = Buffer.concat(written.flatMap((each) => [centralHeader(each, time), each.name]))
  yield central
  yield Buffer.concat([end(written.length, offset, central.length, comment.length), Buffer.from(comment, 'ascii')])
}

/** Chunks through one of zlib's streams; what is held meanwhile is one chunk and what comes of it. */
export async function* transformed(stream: Transform & Zlib, chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const out: Uint8Array[] = []
  stream.on('data', (bytes: Uint8Array) => out.push(bytes))
  const ended = once(stream, 'end')
  // Waited for at the end, or told by the write that it came of.
  ended.catch(() => {})
  try {
    for await (const bytes of chunks) {
      if (stream.readableEnded) break
      await new Promise<void>((done, failed) => {
        stream.once('error', failed)
        stream.write(bytes, (error) => {
          stream.off('error', failed)
          if (error) failed(error)
          else done()
        })
      })
      yield* out.splice(0)
    }
    stream.end()
    await ended
    yield* out
  } finally {
    stream.destroy()
  }
}

interface DosTime {
  readonly date: number
  readonly time: number
}

/** In UTC, so that the same time is the same bytes everywhere; the format knows years from 1980 and even seconds. */
function dosTime(at: number): DosTime {
  const t = new Date(Math.max(at, Date.UTC(1980, 0, 1)))
  return {
    date: ((Math.min(t.getUTCFullYear(), 2107) - 1980) << 9) | ((t.getUTCMonth() + 1) << 5) | t.getUTCDate(),
    time: (t.getUTCHours() << 11) | (t.getUTCMinutes() << 5) | (t.getUTCSeconds() >> 1),
  }
}

function localHeader(nameLength: number, { date, time }: DosTime): Buffer {
  const header = Buffer.alloc(LENGTH.local)
  header.writeUInt32LE(SIGNATURE.local, 0)
  header.writeUInt16LE(NEEDED, 4)
  header.writeUInt16LE(FLAGS, 6)
  header.writeUInt16LE(METHOD.deflated, 8)
  header.writeUInt16LE(time, 10)
  header.writeUInt16LE(date, 12)
  header.writeUInt16LE(nameLength, 26)
  return header
}

function descriptor(crc: number, packed: number, size: number): Buffer {
  const bytes = Buffer.alloc(16)
  bytes.writeUInt32LE(SIGNATURE.descriptor, 0)
  bytes.writeUInt32LE(crc, 4)
  bytes.writeUInt32LE(Math.min(packed, 0xffff_ffff), 8)
  bytes.writeUInt32LE(Math.min(size, 0xffff_ffff), 12)
  return bytes
}

function centralHeader({ name, offset, crc, packed, size }: Written, { date, time }: DosTime): Buffer {
  const header = Buffer.alloc(LENGTH.central)
  header.writeUInt32LE(SIGNATURE.central, 0)
  header.writeUInt16LE(MADE_ON_UNIX, 4)
  header.writeUInt16LE(NEEDED, 6)
  header.writeUInt16LE(FLAGS, 8)
  header.writeUInt16LE(METHOD.deflated, 10)
  header.writeUInt16LE(time, 12)
  header.writeUInt16LE(date, 14)
  header.writeUInt32LE(crc, 16)
  header.writeUInt32LE(packed, 20)
  header.writeUInt32LE(size, 24)
  header.writeUInt16LE(name.length, 28)
  header.writeUInt32LE(PLAIN_FILE >>> 0, 38)
  header.writeUInt32LE(offset, 42)
  return header
}

function end(files: number, offset: number, length: number, commentLength: number): Buffer {
  if (offset + length > MOST_BYTES) fail('too-large', 'A zip takes at most 4 GB.')
  const record = Buffer.alloc(LENGTH.end)
  record.writeUInt32LE(SIGNATURE.end, 0)
  record.writeUInt16LE(files, 8)
  record.writeUInt16LE(files, 10)
  record.writeUInt32LE(length, 12)
  record.writeUInt32LE(offset, 16)
  record.writeUInt16LE(commentLength, 20)
  return record
}
