import fc from 'fast-check'
import { expect, test } from 'vitest'
import { RowView } from '../../../../renderer/features/paragraphs/row-view.ts'
import { Outline } from '../../../../renderer/store/outline.ts'
import { outlineOf, paginate } from '../../../../renderer/store/pages.ts'
import { byOrder, keyBetween, keysBetween } from '../../../../shared/model/ids.ts'
import { type Unit, unitStates } from '../../../../shared/model/records.ts'

const unitsOf = (count: number): Unit[] =>
  keysBetween(null, null, count).map((order, i) => ({
    id: `unit${i}`,
    documentId: 'docc',
    order,
    kind: 'body',
    source: [{ type: 'text', text: 'x'.repeat((i % 7) + 1) }],
    target: [],
    state: unitStates[i % 4]!,
    continues: false,
  }))
const outlineFor = (units: readonly Unit[]) => new Outline([...paginate('docc', units)].map((page) => outlineOf(page)))

test('a view of some rows answers as the list of their ids does', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 150 }), fc.infiniteStream(fc.nat(150)), (count, stream) => {
      const units = unitsOf(count)
      const outline = outlineFor(units)
      const picked = new Set([...stream.take(count % 40)].map((at) => at % count))
      const ids = [...picked].map((at) => units[at]!.id)
      for (const view of [new RowView(outline, ids), new RowView(outline)]) {
        const list = view.isFiltered ? ids : units.map(({ id }) => id)
        expect(view.length).toBe(list.length)
        expect([...view.rows()].map(({ id }) => id)).toEqual(list)
        for (const [place, id] of list.entries()) {
          expect(view.idAt(place)).toBe(id)
          expect(view.indexOf(id)).toBe(place)
          expect(view.row(place)?.id).toBe(id)
          expect(view.numberAt(place)).toBe(outline.indexOf(id) + 1)
        }
        for (let place = -1; place < list.length; place++) {
          const order = [...list.slice(place + 1), ...list.slice(0, place + 1)]
          const next = order.find((id) => outline.row(outline.indexOf(id))?.state === 'final')
          expect(view.next(place, ({ state }) => state === 'final')).toBe(next === undefined ? -1 : list.indexOf(next))
          const back = [...list.slice(0, Math.max(0, place)).reverse(), ...list.slice(Math.max(0, place)).reverse()]
          const previous = back.find((id) => outline.row(outline.indexOf(id))?.state === 'final')
          expect(view.previous(place, ({ state }) => state === 'final')).toBe(previous === undefined ? -1 : list.indexOf(previous))
        }
      }
    }),
    { numRuns: 40 },
  )
})

test('rows that go are not shown any more, parts of rows that are shown are, and everything stays where it was', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 2, max: 60 }),
      fc.nat(59),
      fc.nat(59),
      fc.infiniteStream(fc.boolean()),
      (count, removed, split, stream) => {
        const units = unitsOf(count)
        const ids = units.filter(() => stream.next().value).map(({ id }) => id)
        const view = new RowView(outlineFor(units), ids)
        const at = split % count
        const part = { ...units[at]!, id: 'partxx', order: keyBetween(units[at]!.order, units[at + 1]?.order ?? null) }
        const gone = units[removed % count]!.id
        fc.pre(gone !== units[at]!.id)
        const later = [...units, part].sort(byOrder).filter(({ id }) => id !== gone)
        const followed = view.follow(outlineFor(later))
        const before = units[at]!.id
        const expected = ids.flatMap((id) => (id === before ? [id, 'partxx'] : [id])).filter((id) => id !== gone)
        expect([...followed.rows()].map(({ id }) => id)).toEqual(expected)
      },
    ),
    { numRuns: 60 },
  )
})
