import fc from 'fast-check'
import { expect, test } from 'vitest'
import { CodecError, decodeHeader, decodeMessage, encodeMessage, encodeParts } from '../../shared/host/codec.ts'

const json = fc.jsonValue({ maxDepth: 2 }).map((value) => JSON.parse(JSON.stringify(value)) as unknown)
const bytes = fc.uint8Array({ maxLength: 50 })
const key = fc.oneof(fc.string(), fc.constantFrom('bytes', '', 'blobs', 'value', 'toString'))
const value: fc.Arbitrary<unknown> = fc.letrec<{ any: unknown }>((tie) => ({
  any: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    json,
    bytes,
    fc.array(tie('any'), { maxLength: 4 }),
    fc.dictionary(key, tie('any'), { maxKeys: 4, noNullPrototype: true }),
  ),
})).any

test('what is encoded is decoded, bytes wherever they stand', () => {
  fc.assert(
    fc.property(value, fc.boolean(), (given, copy) => {
      const message = encodeMessage(given)
      expect(decodeMessage(message, copy)).toEqual(given)
      expect(Buffer.concat(encodeParts(given)).equals(message)).toBe(true)
      // Also where the message lies inside a larger buffer.
      const larger = new Uint8Array(message.length + 10)
      larger.set(message, 7)
      expect(decodeMessage(larger.subarray(7, 7 + message.length), copy)).toEqual(given)
    }),
  )
})

test('the large parts are not copied, nor what is decoded unless asked', () => {
  const data = new Uint8Array(1000)
  expect(encodeParts({ a: [data] }).at(-1)).toBe(data)
  const message = encodeMessage({ data })
  expect((decodeMessage(message) as { data: Uint8Array }).data.buffer).toBe(message.buffer)
  expect((decodeMessage(message, true) as { data: Uint8Array }).data.buffer).not.toBe(message.buffer)
})

test('a message cut anywhere, or with anything behind it, is refused', () => {
  fc.assert(
    fc.property(value, (given) => {
      const message = encodeMessage(given)
      for (let size = 0; size < message.length; size++) expect(() => decodeMessage(message.subarray(0, size))).toThrow(CodecError)
      expect(() => decodeMessage(Buffer.concat([message, Buffer.from([0])]))).toThrow(CodecError)
    }),
    { numRuns: 40 },
  )
})

test('any bytes at all are decoded or refused, and change nothing else', () => {
  const header = fc.tuple(fc.jsonValue(), fc.uint8Array()).map(([parsed, rest]) => {
    const text = Buffer.from(JSON.stringify(parsed))
    const length = Buffer.alloc(4)
    length.writeUInt32LE(text.length)
    return Buffer.concat([length, text, rest])
  })
  const path = fc.array(fc.oneof(fc.constantFrom('__proto__', 'constructor', 'prototype', 'a', 'length'), fc.nat(3)), { maxLength: 3 })
  const crafted = fc.tuple(json, fc.array(path, { maxLength: 3 })).map(([parsed, paths]) => {
    const text = Buffer.from(
      JSON.stringify({ value: { a: null, b: parsed, c: [null] }, blobs: paths.map((p) => ({ path: p, length: 0 })) }),
    )
    const length = Buffer.alloc(4)
    length.writeUInt32LE(text.length)
    return Buffer.concat([length, text])
  })
  const before = Object.getOwnPropertyNames(Object.prototype).sort()
  fc.assert(
    fc.property(fc.oneof(fc.uint8Array(), header, crafted), (message) => {
      for (const decode of [decodeMessage, decodeHeader]) {
        try {
          decode(message)
        } catch (error) {
          expect(error).toBeInstanceOf(CodecError)
        }
      }
      expect(Object.getOwnPropertyNames(Object.prototype).sort()).toEqual(before)
      expect(Object.getOwnPropertyNames(Array.prototype)).not.toContain('a')
    }),
    { numRuns: 500 },
  )
})
