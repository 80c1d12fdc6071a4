import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { LONGEST, Paragraphs } from '../../../../renderer/features/reading/paragraphs.ts'
import { estimateParagraphs, type ReadingLayout } from '../../../../renderer/features/reading/reading-layout.ts'
import { readRows } from '../../../support/read-rows.ts'

// Mostly carried on, so that paragraphs longer than the longest come, too.
const carrying = fc.array(fc.oneof({ weight: 9, arbitrary: fc.constant(true) }, fc.boolean()), { maxLength: 4 * LONGEST })
const layout: ReadingLayout = { side: 'target', textSize: 16, untranslated: 'source', isNarrow: false }

describe('the paragraphs of running text', () => {
  test('hold every row once and in order, and each row is found in the paragraph that holds it', () => {
    fc.assert(
      fc.property(carrying, (continues) => {
        const rows = readRows(continues.map((each) => ({ continues: each })))
        const paragraphs = new Paragraphs(rows)
        const places: number[] = []
        for (let index = 0; index < paragraphs.count; index++) {
          const [from, to] = paragraphs.range(index)
          expect(to - from).toBeGreaterThan(0)
          expect(to - from).toBeLessThanOrEqual(LONGEST)
          for (let place = from; place < to; place++) {
            places.push(place)
            expect(paragraphs.at(place)).toBe(index)
          }
        }
        expect(places).toEqual(continues.map((_, place) => place))
        expect(paragraphs.at(-1)).toBe(-1)
      }),
    )
  })

  test('begin where a row carries nothing on; elsewhere only as pieces of one that is too long', () => {
    fc.assert(
      fc.property(carrying, (continues) => {
        const paragraphs = new Paragraphs(readRows(continues.map((each) => ({ continues: each }))))
        const starts = new Map(Array.from({ length: paragraphs.count }, (_, index) => [paragraphs.range(index)[0], index]))
        for (const [place, carriesOn] of continues.entries()) {
          const index = starts.get(place)
          if (!carriesOn || place === 0) expect(index !== undefined && !paragraphs.isPiece(index)).toBe(true)
          else if (index !== undefined) {
            expect(paragraphs.isPiece(index)).toBe(true)
            const [from, to] = paragraphs.range(index - 1)
            expect(to - from).toBe(LONGEST)
          }
        }
      }),
    )
  })

  test('among some rows of a document, only neighbours are joined', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer({ min: 1, max: 40 }), { minLength: 1 }), (shown) => {
        const numbers = shown.toSorted((a, b) => a - b)
        const paragraphs = new Paragraphs(readRows(numbers.map((number) => ({ number, continues: true }))))
        const runs = numbers.filter((number, place) => place === 0 || number !== numbers[place - 1]! + 1)
        expect(Array.from({ length: paragraphs.count }, (_, index) => numbers[paragraphs.range(index)[0]])).toEqual(runs)
      }),
    )
  })

  test('are guessed to be the higher the more text they show, whatever it is shown from', () => {
    const length = fc.integer({ min: 0, max: 4000 })
    const row = fc.record({ continues: fc.boolean(), sourceLength: length, targetLength: length })
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 60 }), fc.integer({ min: 200, max: 2000 }), (rows, width) => {
        const read = readRows(rows)
        const paragraphs = new Paragraphs(read)
        const heights = estimateParagraphs(read, paragraphs, layout, width)
        expect(heights).toHaveLength(paragraphs.count)
        const shown = rows.map(({ sourceLength, targetLength }) => targetLength || sourceLength)
        const lengths = Array.from(heights, (_, index) => {
          const [from, to] = paragraphs.range(index)
          return shown.slice(from, to).reduce((sum, each) => sum + each, 0)
        })
        for (const [a, heightA] of heights.entries()) {
          for (const [b, heightB] of heights.entries()) if (lengths[a]! <= lengths[b]!) expect(heightA).toBeLessThanOrEqual(heightB)
        }
      }),
    )
  })
})
