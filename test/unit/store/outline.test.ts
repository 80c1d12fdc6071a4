import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Outline } from '../../../renderer/store/outline.ts'
import { outlineOf, PAGE_UNITS, paginate } from '../../../renderer/store/pages.ts'
import { keysBetween } from '../../../shared/model/ids.ts'
import { type Unit, unitStates } from '../../../shared/model/records.ts'

const makeUnits = (count: number): Unit[] =>
  keysBetween(null, null, count).map((order, index) => ({
    id: `u${String(index).padStart(5, '0')}`,
    documentId: 'docc',
    order,
    kind: 'body',
    source: [{ type: 'text', text: `one two ${index}` }],
    target: [],
    state: unitStates[index % 4]!,
    continues: false,
  }))

const outlineFor = (units: readonly Unit[]) => new Outline([...paginate('docc', units)].map(outlineOf))

describe('the outline of a document', () => {
  test('knows every row by place and by id, whatever the number of pages', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 5 * PAGE_UNITS }), (count) => {
        const units = makeUnits(count)
        const outline = outlineFor(units)
        expect(outline.length).toBe(count)
        for (const [index, unit] of units.entries()) {
          expect(outline.row(index)).toMatchObject({ id: unit.id, state: unit.state })
          expect(outline.indexOf(unit.id)).toBe(index)
          expect(outline.pageForOrder(unit.order)).toBe(Math.floor(index / PAGE_UNITS))
        }
        expect(outline.row(count)).toBeNull()
        expect(outline.row(-1)).toBeNull()
        expect(outline.progress.total).toBe(count)
        expect(outline.progress.totalWords).toBe(3 * count)
      }),
      { numRuns: 30 },
    )
  })

  test('the next row in a state goes round the end and is found only where there is one', () => {
    const outline = outlineFor(makeUnits(6))
    expect(outline.nextInState(0, 'initial')).toBe(4)
    expect(outline.nextInState(4, 'initial')).toBe(0)
    expect(outline.nextInState(-1, 'initial')).toBe(0)
    expect(outlineFor(makeUnits(2)).nextInState(0, 'final')).toBe(-1)
  })

  test('replacing pages gives another outline and leaves the old one as it was', () => {
    const units = makeUnits(PAGE_UNITS * 2)
    const before = outlineFor(units)
    const after = before.replace(new Map([[0, null]]))
    expect(before.length).toBe(PAGE_UNITS * 2)
    expect(after.length).toBe(PAGE_UNITS)
    expect(after.indexOf(units[0]!.id)).toBe(-1)
    expect(after.indexOf(units[PAGE_UNITS]!.id)).toBe(0)
  })
})
