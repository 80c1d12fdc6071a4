import type { IncomingMessage } from 'node:http'
import { CodecError, decodeHeader } from '../../shared/host/codec.ts'

/** A body that is larger than it may be. */
export class TooLarge extends Error {
  override readonly name = 'TooLarge'
}

/** Reads a body into one buffer of just its size: the message's bytes are held once, its values are views of it. */
export async function readBody(request: IncomingMessage, limit: number): Promise<Uint8Array> {
  const declared = lengthOf(request, limit)
  const body = Buffer.allocUnsafeSlow(declared)
  let filled = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    if (filled + chunk.length > declared) throw new TooLarge()
    chunk.copy(body, filled)
    filled += chunk.length
  }
  return body.subarray(0, filled)
}

/** The length a request announces; pages of ours always do. */
function lengthOf(request: IncomingMessage, limit: number): number {
  const length = Number(request.headers['content-length'] ?? Number.NaN)
  if (!Number.isSafeInteger(length) || length < 0 || length > limit) throw new TooLarge()
  return length
}

/** A message's header, and the bytes after it as they arrive. @throws CodecError */
export async function readStreamed(
  request: IncomingMessage,
  limit: number,
): Promise<{ value: unknown; blobs: readonly { path: readonly (string | number)[]; length: number }[]; rest: AsyncGenerator<Uint8Array> }> {
  lengthOf(request, limit)
  const chunks = (request as AsyncIterable<Buffer>)[Symbol.asyncIterator]()
  let start: Uint8Array = new Uint8Array(0)
  while (start.length < 4 || start.length < 4 + Buffer.from(start.buffer, start.byteOffset, 4).readUInt32LE(0)) {
    const next = await chunks.next()
    if (next.done) break
    start = Buffer.concat([start, next.value])
    // A header names one file: where it is longer it is none of ours.
    if (start.length > 4 && Buffer.from(start.buffer, start.byteOffset, 4).readUInt32LE(0) > 64 * 1024)
      throw new CodecError('the header is longer than a file’s may be')
  }
  const { value, blobs, end } = decodeHeader(start)
  async function* rest(): AsyncGenerator<Uint8Array> {
    if (start.length > end) yield start.subarray(end)
    for (let next = await chunks.next(); !next.done; next = await chunks.next()) yield next.value
  }
  return { value, blobs, rest: rest() }
}
