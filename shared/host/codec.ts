import { z } from 'zod'

// One message: the length of a JSON header as 32 bits, little end first; the header; then the bytes of every Uint8Array of the value,
// one after another. In the header's `value` each of them is null, and `blobs` says where it belongs and how long it is.

/** The content type of a message. */
export const MESSAGE_TYPE = 'application/x-egiz'

type Path = (string | number)[]

const headerSchema = z.object({
  value: z.unknown(),
  blobs: z.array(z.object({ path: z.array(z.union([z.string(), z.number().int().min(0)])), length: z.number().int().min(0) })),
})

/** Bytes that are no message. */
export class CodecError extends Error {
  override readonly name = 'CodecError'
}

/** A value of JSON and Uint8Arrays as the parts of a message, in order; the large parts are the value's own bytes, not copies. */
export function encodeParts(value: unknown): Uint8Array<ArrayBuffer>[] {
  const blobs: { path: Path; length: number }[] = []
  const parts: Uint8Array<ArrayBuffer>[] = []
  const strip = (inner: unknown, path: Path): unknown => {
    if (inner instanceof Uint8Array) {
      blobs.push({ path, length: inner.length })
      parts.push(inner as Uint8Array<ArrayBuffer>)
      return null
    }
    if (Array.isArray(inner)) return inner.map((item, i) => strip(item, [...path, i]))
    if (typeof inner === 'object' && inner !== null) {
      return Object.fromEntries(Object.entries(inner).map(([key, item]) => [key, strip(item, [...path, key])]))
    }
    return inner
  }
  const header = new TextEncoder().encode(JSON.stringify({ value: strip(value, []), blobs }))
  const length = new Uint8Array(4)
  new DataView(length.buffer).setUint32(0, header.length, true)
  return [length, header, ...parts]
}

/** A value as one message. */
export function encodeMessage(value: unknown): Uint8Array<ArrayBuffer> {
  const parts = encodeParts(value)
  const message = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    message.set(part, at)
    at += part.length
  }
  return message
}

/**
 * The value of a message. Its Uint8Arrays are views into `message`, unless `copy` asks for bytes of their own.
 * @throws CodecError for anything that `encodeMessage` would not have made.
 */
export function decodeMessage(message: Uint8Array, copy = false): unknown {
  const { value, blobs, end } = decodeHeader(message)
  let at = end
  let result = value
  for (const { path, length } of blobs) {
    if (length > message.length - at) throw new CodecError('the message is shorter than it says')
    const blob = copy ? message.slice(at, at + length) : message.subarray(at, at + length)
    at += length
    if (path.length === 0 && result === null) result = blob
    else put(result, path, blob)
  }
  if (at !== message.length) throw new CodecError('the message is longer than it says')
  return result
}

/** The header of a message of which only the beginning may be there, and where it ends. @throws CodecError; RangeError where more bytes are needed. */
export function decodeHeader(message: Uint8Array): { value: unknown; blobs: { path: Path; length: number }[]; end: number } {
  if (message.length < 4) throw new CodecError('the message has no header')
  const length = new DataView(message.buffer, message.byteOffset, 4).getUint32(0, true)
  if (length > message.length - 4) throw new CodecError('the message is shorter than its header says')
  let json: unknown
  try {
    json = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(message.subarray(4, 4 + length)))
  } catch {
    throw new CodecError('the header is not JSON')
  }
  const header = headerSchema.safeParse(json)
  if (!header.success) throw new CodecError('the header is not of the form {value, blobs}')
  return { value: header.data.value, blobs: header.data.blobs, end: 4 + length }
}

/** Puts a blob where the header left a null; own fields only, so that no path leads to a prototype. */
function put(root: unknown, path: Path, blob: Uint8Array): void {
  let parent: unknown = root
  for (const [i, key] of path.entries()) {
    if (typeof parent !== 'object' || parent === null || !Object.hasOwn(parent, key)) break
    if (i === path.length - 1) {
      const place = parent as Record<string | number, unknown>
      if (place[key] !== null) break
      place[key] = blob
      return
    }
    parent = (parent as Record<string | number, unknown>)[key]
  }
  throw new CodecError('the header names a place that is not there')
}
