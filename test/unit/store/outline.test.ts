import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Outline, type OutlineRow } from '../../../renderer/store/outline.ts'
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
    continues: index % 3 === 1,
    ...(index % 2 === 1 ? { locked: true } : {}),
  }))

const outlineFor = (units: readonly Unit[]) => new Outline([...paginate('docc', units)].map((page) => outlineOf(page)))

describe('the outline of a document', () => {
  test('knows every row by place and by id, whatever the number of pages', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 5 * PAGE_UNITS }), (count) => {
        const units = makeUnits(count)
        const outline = outlineFor(units)
        expect(outline.length).toBe(count)
        for (const [index, unit] of units.entries()) {
          expect(outline.row(index)).toMatchObject({
            id: unit.id,
            state: unit.state,
            continues: unit.continues,
            flags: { locked: unit.locked === true, noted: false },
          })
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
    const isInitial = ({ state }: OutlineRow) => state === 'initial'
    expect(outline.next(0, isInitial)).toBe(4)
    expect(outline.next(4, isInitial)).toBe(0)
    expect(outline.next(-1, isInitial)).toBe(0)
    expect(outlineFor(makeUnits(2)).next(0, ({ state }) => state === 'final')).toBe(-1)
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

  test('replaced page by page it is the outline made anew, and its order is the same object only while the same rows stand in it', () => {
    const edit = fc.record({ at: fc.nat(400), what: fc.constantFrom('text', 'state', 'flag', 'note', 'remove') })
    fc.assert(
      fc.property(fc.array(edit, { maxLength: 20 }), (edits) => {
        let pages = [...paginate('docc', makeUnits(PAGE_UNITS * 3))].map((page) => ({ page, outline: outlineOf(page) }))
        let outline = new Outline(pages.map((one) => one.outline))
        for (const { at, what } of edits) {
          const index = at % outline.length
          const id = outline.row(index)!.id
          const number = outline.pageOf(id)!
          const before = pages.find((one) => one.page.page === number)!
          const units = before.page.units.flatMap((unit) => (unit.id === id ? edited(unit, what) : [unit]))
          const page = { ...before.page, units }
          const made = { page, outline: outlineOf(page, before) }
          expect(made.outline).toEqual(outlineOf(page))
          const next = outline.replace(new Map([[number, units.length > 0 ? made.outline : null]]))
          expect(next.order === outline.order).toBe(what !== 'remove')
          pages = pages.flatMap((one) => (one === before ? (units.length > 0 ? [made] : []) : [one]))
          outline = next
        }
        const anew = new Outline(pages.map((one) => one.outline))
        expect([...outline.rows()]).toEqual([...anew.rows()])
        expect(outline.progress).toEqual(anew.progress)
        expect([...outline.longestSides()]).toEqual([...outline.rows()].map((row) => Math.max(row.sourceLength, row.targetLength)))
        for (const [index, row] of [...outline.rows()].entries()) {
          expect(outline.indexOf(row.id)).toBe(index)
          expect(outline.idAt(index)).toBe(row.id)
          expect(outline.row(index)).toEqual(row)
        }
      }),
      { numRuns: 25 },
    )
  })
})

function edited(unit: Unit, what: string): Unit[] {
  if (what === 'remove') return []
  if (what === 'text') return [{ ...unit, target: [{ type: 'text', text: `${unit.id} translated` }] }]
  if (what === 'state') return [{ ...unit, state: 'final' }]
  if (what === 'flag') return [{ ...unit, locked: true }]
  return [{ ...unit, notes: [{ id: 'notexx', text: 'look', author: 'A', at: '2026-01-01T00:00:00.000Z' }] }]
}
