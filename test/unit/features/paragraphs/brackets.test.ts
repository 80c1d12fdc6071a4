import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { packBrackets } from '../../../../renderer/features/paragraphs/brackets.ts'

const extents = fc.array(fc.record({ top: fc.nat(300), height: fc.integer({ min: 1, max: 120 }) }), { maxLength: 12 }).map((list) =>
  list.map(({ top, height }, index) => ({
    key: `k${index}`,
    label: `tag ${index}`,
    colour: 1,
    annotationIds: [`a${index}`],
    top,
    bottom: top + height,
  })),
)

describe('brackets in the margin', () => {
  test('no two of a lane touch, no label covers another, none is lost', () => {
    fc.assert(
      fc.property(extents, (list) => {
        const packed = packBrackets(list)
        expect(packed.map((bracket) => bracket.key).sort()).toEqual(list.map((extent) => extent.key).sort())
        for (const a of packed) {
          expect(a.labelTop).toBeGreaterThanOrEqual(a.top)
          for (const b of packed) {
            if (a === b) continue
            if (a.lane === b.lane) expect(a.bottom <= b.top || b.bottom <= a.top).toBe(true)
            expect(Math.abs(a.labelTop - b.labelTop)).toBeGreaterThanOrEqual(14)
          }
        }
      }),
    )
  })
})
