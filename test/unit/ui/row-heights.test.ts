import fc from 'fast-check'
import { expect, test } from 'vitest'
import { RowHeights } from '../../../renderer/ui/row-heights.ts'

const heights = fc.array(fc.integer({ min: 0, max: 400 }), { maxLength: 200 })
const edits = fc.array(fc.tuple(fc.nat(199), fc.integer({ min: 0, max: 900 })), { maxLength: 50 })

test('where rows begin, and which row is at an offset, is what adding up one by one gives, whatever was resized', () => {
  fc.assert(
    fc.property(heights, edits, fc.array(fc.integer({ min: -50, max: 90_000 })), (made, resized, offsets) => {
      const plain = [...made]
      const rows = new RowHeights(Float64Array.from(made))
      for (const [index, height] of resized) {
        if (index >= plain.length) continue
        plain[index] = height
        rows.set(index, height)
      }
      const starts = [0]
      for (const height of plain) starts.push(starts.at(-1)! + height)
      for (const [index, start] of starts.entries()) expect(rows.start(index)).toBe(start)
      expect(rows.total).toBe(starts.at(-1))
      for (const [index, height] of plain.entries()) expect(rows.height(index)).toBe(height)
      for (const offset of [...offsets, ...starts]) {
        const last = starts.slice(0, -1).findLastIndex((start) => start <= offset)
        expect(rows.at(offset)).toBe(plain.length === 0 ? -1 : Math.max(0, last))
      }
    }),
  )
})
