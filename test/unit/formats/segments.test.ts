import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { clean, isUnclean } from '../../../shared/formats/characters.ts'
import { lanesOf, placeMarks, tagPaths } from '../../../shared/formats/marks.ts'
import { labelledText } from '../../../shared/formats/plain.ts'
import { segmentsOf } from '../../../shared/formats/segments.ts'
import { directionOf } from '../../../shared/text/direction.ts'
import { plainText } from '../../../shared/text/rich-text.ts'
import { project, text } from './support.ts'

test('segments hold the whole text in order, and each mark covers exactly its extent', () => {
  fc.assert(
    fc.property(project, (value) => {
      for (const document of value.documents) {
        const marks = placeMarks(document, value.tags)
        for (const [row, unit] of document.units.entries()) {
          for (const side of ['source', 'target'] as const) {
            const here = marks.filter((mark) => mark.row === row && mark.side === side)
            const segments = segmentsOf(unit[side], here)
            expect(segments.map((segment) => segment.text).join('').length).toBe(labelledText(unit[side]).length)
            for (const mark of here) {
              expect(segments.filter(({ starts }) => starts.includes(mark))).toHaveLength(1)
              expect(segments.filter(({ ends }) => ends.includes(mark))).toHaveLength(1)
              const covered = segments.filter(({ covers }) => covers.includes(mark))
              const length = covered.reduce((sum, { placeholder, text: part }) => sum + (placeholder ? 1 : part.length), 0)
              expect(length).toBe(mark.to - mark.from)
            }
          }
        }
      }
    }),
  )
})

test('a mark never cuts a character, and overlapping marks never share a line', () => {
  fc.assert(
    fc.property(project, (value) => {
      for (const document of value.documents) {
        const placed = placeMarks(document, value.tags).filter(({ row }) => row !== null)
        for (const mark of placed) {
          const plain = plainText(document.units[mark.row!]![mark.side])
          for (const at of [mark.from, mark.to]) expect(plain.slice(at - 1, at + 1)).not.toMatch(/^[\ud800-\udbff][\udc00-\udfff]$/)
        }
        const lanes = [...lanesOf(placed)]
        for (const [a, lane] of lanes) {
          for (const [b, other] of lanes) if (a !== b && lane === other) expect(a.to <= b.from || b.to <= a.from).toBe(true)
        }
      }
    }),
  )
})

test('cleaning keeps the length, is enough, and leaves clean text alone', () => {
  fc.assert(
    fc.property(text, (value) => {
      expect(clean(value)).toHaveLength(value.length)
      expect(isUnclean(clean(value))).toBe(false)
      expect(isUnclean(value)).toBe(clean(value) !== value)
    }),
  )
})

test('tags that are each other’s parents, and tags that are gone, still have a name', () => {
  const tag = (id: string, parentId: string | null) => ({ id, parentId, name: id.toUpperCase(), colour: 1, description: '', order: 'a' })
  const pathOf = tagPaths([tag('aaaa', 'bbbb'), tag('bbbb', 'aaaa'), tag('cccc', null), tag('dddd', 'cccc')])
  expect(pathOf('aaaa')).toBe('BBBB › AAAA')
  expect(pathOf('dddd')).toBe('CCCC › DDDD')
  expect(pathOf('gone')).toBe('gone')
})

test.each([
  ['kk', 'ltr'],
  ['kk-Arab', 'rtl'],
  ['ar', 'rtl'],
  ['AR-eg', 'rtl'],
  ['az-Latn-IR', 'ltr'],
  ['he', 'rtl'],
  ['zh-Hant', 'ltr'],
  ['pa-PK', 'ltr'],
])('%s runs %s', (language, direction) => {
  expect(directionOf(language)).toBe(direction)
})
