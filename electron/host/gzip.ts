import { promisify } from 'node:util'
import { gunzip, gzip } from 'node:zlib'
import { fail } from '../../shared/host/errors.ts'
import { LARGEST_FILE } from './limits.ts'

const deflate = promisify(gzip)
const inflate = promisify(gunzip) as (bytes: Uint8Array, options: { maxOutputLength: number }) => Promise<Buffer>

/** Text is packed in members of about this many bytes, each ending with a line: one damaged byte must not cost a whole file. */
const MEMBER = 256 * 1024

/** Where each member begins: no time, and no operating system, so that the same lines are the same bytes wherever they are packed. */
export const MEMBER_START = Uint8Array.of(0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff)

/** Lines as gzip (RFC 1952), several members one after another. The same bytes give the same bytes. */
export async function packLines(bytes: Uint8Array): Promise<Uint8Array<ArrayBuffer>> {
  const members: Uint8Array[] = []
  for (let from = 0; from < bytes.length || members.length === 0; ) {
    const newline = bytes.indexOf(10, from + MEMBER)
    const to = newline < 0 ? bytes.length : newline + 1
    const member = await deflate(bytes.subarray(from, to))
    member.set(MEMBER_START)
    members.push(member)
    from = to
  }
  return new Uint8Array(Buffer.concat(members))
}

/** @throws HostFailure `damaged` where the bytes are no sound gzip, or far more than a project's file may be. */
export async function unpackLines(path: string, bytes: Uint8Array): Promise<Uint8Array> {
  try {
    return await inflate(bytes, { maxOutputLength: LARGEST_FILE })
  } catch (error) {
    fail(
      'damaged',
      `${path} cannot be unpacked: ${(error as Error).message}. Nothing was changed. “egiz verify --repair” saves what it can.`,
      {
        path,
      },
    )
  }
}
