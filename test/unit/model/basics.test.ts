import fc from 'fast-check'
import { expect, test } from 'vitest'
import { byOrder, keyBetween, keysBetween, newId } from '../../../shared/model/ids.ts'
import { equalJson, stableJson } from '../../../shared/model/json.ts'
import { idSchema, orderSchema } from '../../../shared/model/records.ts'
import {
  applySplice,
  diffRich,
  invertSplice,
  joinRich,
  mapOffset,
  normalise,
  plainText,
  richLength,
  richTextSchema,
  sameRich,
  sliceRich,
} from '../../../shared/text/rich-text.ts'
import { richText } from '../../support/arbitraries.ts'

const loneSurrogate = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/

test('M7: the difference of two texts turns one into the other, and parts no surrogate pair', () => {
  fc.assert(
    fc.property(richText, richText, (a, b) => {
      const splice = diffRich(a, b)
      expect(sameRich(a, b)).toBe(splice === null)
      if (!splice) return
      expect(applySplice(a, splice)).toEqual(b)
      for (const part of [splice.removed, splice.inserted]) expect(plainText(part)).not.toMatch(loneSurrogate)
    }),
    { numRuns: 500 },
  )
})

test('M7: of a text edited in one place the difference is no larger than the edit', () => {
  fc.assert(
    fc.property(richText, richText, fc.nat(), fc.nat(), (text, inserted, x, y) => {
      const [from, to] = [x % (richLength(text) + 1), y % (richLength(text) + 1)].sort((p, q) => p - q) as [number, number]
      const after = joinRich(sliceRich(text, 0, from), inserted, sliceRich(text, to, richLength(text)))
      fc.pre(
        !loneSurrogate.test(plainText(sliceRich(text, 0, from))) && !loneSurrogate.test(plainText(sliceRich(text, to, richLength(text)))),
      )
      const splice = diffRich(text, after)
      if (!splice) return
      // A pair that is shared in half is taken in whole: one unit more at either end.
      expect(richLength(splice.removed)).toBeLessThanOrEqual(to - from + 2)
      expect(richLength(splice.inserted)).toBeLessThanOrEqual(richLength(inserted) + 2)
    }),
  )
})

test('M8: an inverted splice takes it back', () => {
  fc.assert(
    fc.property(richText, richText, (a, b) => {
      const splice = diffRich(a, b)
      if (splice) expect(applySplice(applySplice(a, splice), invertSplice(splice))).toEqual(a)
    }),
  )
})

test('M9: a splice on a text that does not hold what it removes throws', () => {
  fc.assert(
    fc.property(richText, richText, richText, (a, b, other) => {
      const splice = diffRich(a, b)
      if (!splice || splice.removed.length === 0) return
      if (sameRich(sliceRich(other, splice.at, splice.at + richLength(splice.removed)), splice.removed)) return
      expect(() => applySplice(other, splice)).toThrow(RangeError)
    }),
  )
})

test('M10: offsets are mapped in order, inside the text, and back outside the replaced stretch', () => {
  fc.assert(
    fc.property(richText, richText, (a, b) => {
      const splice = diffRich(a, b)
      if (!splice) return
      const end = splice.at + richLength(splice.removed)
      const shift = richLength(b) - richLength(a)
      for (const side of [-1, 1] as const) {
        let previous = 0
        for (let offset = 0; offset <= richLength(a); offset++) {
          const mapped = mapOffset(offset, splice, side)
          expect(mapped).toBeGreaterThanOrEqual(previous)
          expect(mapped).toBeLessThanOrEqual(richLength(b))
          if (offset < splice.at) expect(mapped).toBe(offset)
          if (offset > end) expect(mapped).toBe(offset + shift)
          if (offset < splice.at || offset > end) expect(mapOffset(mapped, invertSplice(splice), side)).toBe(offset)
          previous = mapped
        }
        expect(mapOffset(0, splice, -1)).toBe(0)
        expect(mapOffset(richLength(a), splice, 1)).toBe(richLength(b))
      }
      for (let offset = 0; offset <= richLength(a); offset++) {
        expect(mapOffset(offset, splice, -1)).toBeLessThanOrEqual(mapOffset(offset, splice, 1))
      }
    }),
  )
})

test('rich text: cutting and joining is the identity, normalising is idempotent and keeps the text', () => {
  fc.assert(
    fc.property(richText, fc.nat(), (text, x) => {
      const at = x % (richLength(text) + 1)
      expect(joinRich(sliceRich(text, 0, at), sliceRich(text, at, richLength(text)))).toEqual(text)
      expect(normalise(text)).toEqual(text)
      expect(plainText(text).length).toBe(richLength(text))
      expect(richTextSchema.parse(JSON.parse(JSON.stringify(text)))).toEqual(text)
    }),
  )
})

test('M11: keys sort between their neighbours, wherever they are put in', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(), { maxLength: 300 }), (places) => {
      const keys: string[] = []
      for (const place of places) {
        const at = place % (keys.length + 1)
        const key = keyBetween(keys[at - 1] ?? null, keys[at] ?? null)
        expect(orderSchema.safeParse(key).success).toBe(true)
        keys.splice(at, 0, key)
      }
      for (const [i, key] of keys.slice(1).entries()) expect(keys[i]! < key).toBe(true)
    }),
  )
})

test('M11: keys made together ascend strictly between their neighbours', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 400 }), fc.boolean(), fc.boolean(), (count, below, above) => {
      const [low, high] = keysBetween(null, null, 2) as [string, string]
      const keys = keysBetween(below ? low : null, above ? high : null, count)
      const all = [...(below ? [low] : []), ...keys, ...(above ? [high] : [])]
      expect(keys.length).toBe(count)
      for (const [i, key] of all.slice(1).entries()) expect(all[i]! < key).toBe(true)
    }),
  )
})

test('M11: the order of records is total', () => {
  const record = fc.record({ order: fc.constantFrom('a0', 'a1', 'Zz'), id: fc.constantFrom('aaaa', 'bbbb', 'cccc') })
  fc.assert(
    fc.property(record, record, record, (a, b, c) => {
      expect(Math.sign(byOrder(a, b))).toBe(-Math.sign(byOrder(b, a)) || 0)
      expect(byOrder(a, b) === 0).toBe(equalJson(a, b))
      if (byOrder(a, b) < 0 && byOrder(b, c) < 0) expect(byOrder(a, c)).toBeLessThan(0)
    }),
  )
})

test('ids are of their form and differ', () => {
  const ids = Array.from({ length: 2000 }, () => newId())
  expect(new Set(ids).size).toBe(2000)
  for (const id of ids) expect(idSchema.safeParse(id).success).toBe(true)
})

/** The same value with the fields of every object in the opposite order. */
function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, inner]) => [key, reversed(inner)]),
  )
}

test('M12: equal values are written equally, on one line, and read back', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.jsonValue(), (a, b) => {
      const value = JSON.parse(JSON.stringify(a)) as unknown
      expect(stableJson(reversed(value))).toBe(stableJson(value))
      expect(stableJson(value)).not.toContain('\n')
      expect(JSON.parse(stableJson(value))).toEqual(value)
      expect(equalJson(value, reversed(value))).toBe(true)
      expect(equalJson(a, b)).toBe(stableJson(a) === stableJson(b))
      expect(equalJson(a, b)).toBe(equalJson(b, a))
    }),
  )
})

test('M12: what JSON cannot hold is left out as JSON.stringify leaves it out', () => {
  for (const value of [{ a: undefined, b: [undefined, Number.NaN, -0] }, [], {}, '\u2028\ud800', { 10: 1, 9: 2, a: { __proto__: null } }]) {
    expect(JSON.parse(stableJson(value))).toEqual(JSON.parse(JSON.stringify(value)))
  }
  expect(stableJson({ b: 1, 10: 1, 9: 1, B: 1 })).toBe('{"10":1,"9":1,"B":1,"b":1}')
})

test('M12: a field that is undefined counts as absent', () => {
  expect(equalJson({ a: 1, b: undefined }, { a: 1 })).toBe(true)
  expect(equalJson({ a: 1 }, { a: 1, b: undefined })).toBe(true)
  expect(equalJson({ a: undefined }, { b: undefined })).toBe(true)
  expect(equalJson({ a: null }, {})).toBe(false)
  expect(equalJson([], {})).toBe(false)
})
