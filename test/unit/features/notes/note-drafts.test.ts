import fc from 'fast-check'
import { expect, test } from 'vitest'
import { NoteDrafts } from '../../../../renderer/features/notes/note-drafts.ts'

/** A storage as the browser's, in memory. */
function storage() {
  const held = new Map<string, string>()
  return {
    held,
    getItem: (key: string) => held.get(key) ?? null,
    setItem: (key: string, value: string) => void held.set(key, value),
    removeItem: (key: string) => void held.delete(key),
  }
}

const keep = fc.tuple(fc.constantFrom('one', 'two', 'unit0'), fc.constantFrom('row1', 'row2', 'row3'), fc.string({ maxLength: 8 }))

test('what was begun is there for its row of its project when the window comes again, and nothing is left of what was finished', () => {
  fc.assert(
    fc.property(fc.array(keep, { maxLength: 30 }), (kept) => {
      const place = storage()
      const naive = new Map<string, string>()
      let drafts = new Map<string, NoteDrafts>()
      for (const [at, [project, row, text]] of kept.entries()) {
        if (at % 7 === 6) drafts = new Map()
        const of = drafts.get(project) ?? new NoteDrafts(project, place)
        drafts.set(project, of)
        of.keep(row, text)
        naive.set(`${project} ${row}`, text)
        for (const [key, expected] of naive) {
          const [inProject = '', inRow = ''] = key.split(' ')
          expect(new NoteDrafts(inProject, place).of(inRow)).toBe(expected)
        }
      }
      for (const key of naive.keys()) {
        const [project = '', row = ''] = key.split(' ')
        new NoteDrafts(project, place).keep(row, '')
      }
      expect(place.held.size).toBe(0)
    }),
  )
})
