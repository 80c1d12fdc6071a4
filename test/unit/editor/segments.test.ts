import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { segmentAttributes, segmentsOf, type TagRange } from '../../../renderer/editor/segments.ts'

const ranges = fc.array(
  fc.record({
    annotationId: fc.constantFrom('aaaa', 'bbbb', 'cccc', 'dddd', 'eeee', 'ffff'),
    from: fc.nat(40),
    length: fc.nat(20),
    colour: fc.nat(12),
  }),
  { maxLength: 8 },
)
const toRanges = (list: { annotationId: string; from: number; length: number; colour: number }[]): TagRange[] =>
  list.map(({ annotationId, from, length, colour }, span) => ({ annotationId, span, colour, from, to: from + length }))

describe('segments of overlapping annotations', () => {
  test('are disjoint, in order, and hold at every offset just the ranges that lie there', () => {
    fc.assert(
      fc.property(ranges, (list) => {
        const all = toRanges(list)
        const segments = segmentsOf(all)
        for (const [i, segment] of segments.entries()) {
          expect(segment.from).toBeLessThan(segment.to)
          if (i > 0) expect(segments[i - 1]!.to).toBeLessThanOrEqual(segment.from)
        }
        for (let at = 0; at < 60; at++) {
          const here = segments.find((segment) => segment.from <= at && at < segment.to)?.ranges ?? []
          const want = all.filter((range) => range.from <= at && at < range.to)
          expect(new Set(here)).toEqual(new Set(want))
        }
      }),
    )
  })

  test('the shortest range lies on top, and its annotation is named last', () => {
    const [segment] = segmentsOf([
      { annotationId: 'short', span: 0, colour: 2, from: 0, to: 4 },
      { annotationId: 'long', span: 0, colour: 1, from: 0, to: 9 },
    ])
    expect(segmentAttributes(segment!)).toEqual({
      class: 'annotated depth-2',
      style: '--c1:var(--tag-1);--c2:var(--tag-2);',
      'data-annotations': 'long short',
    })
  })
})
