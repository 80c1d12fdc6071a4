import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addNoteOps, notedRows, noteText, removeNoteOps, returnNoteOps, setNoteOps } from '../../../renderer/store/notes.ts'
import { Outline } from '../../../renderer/store/outline.ts'
import { outlineOf, type Page, paginate } from '../../../renderer/store/pages.ts'
import { applyTo, invert } from '../../../shared/model/apply.ts'
import type { SimpleOp } from '../../../shared/model/changes.ts'
import { keysBetween } from '../../../shared/model/ids.ts'
import { type Unit, type UnitNote, unitSchema } from '../../../shared/model/records.ts'

const unitsOf = (count: number): Unit[] =>
  keysBetween(null, null, count).map((order, i) => ({
    id: `unit${i}`,
    documentId: 'docc',
    order,
    kind: 'body',
    source: [{ type: 'text', text: 'a word' }],
    target: [],
    state: 'initial',
    continues: false,
  }))

const apply = (unit: Unit, ops: readonly SimpleOp[]): Unit => ops.reduce((now, op) => applyTo(op, now) as Unit, unit)

const typed = fc.oneof(fc.string({ maxLength: 12 }), fc.constantFrom('', ' \n\t', 'a\r\nb\rc', ' e\u0301 ', 'Жазба'))

type Step =
  | { do: 'add'; text: string; author: string }
  | { do: 'set'; at: number; text: string }
  | { do: 'remove'; at: number }
  | { do: 'return'; at: number }

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ do: fc.constant('add' as const), text: typed, author: fc.string({ maxLength: 4 }) }) },
  fc.record({ do: fc.constant('set' as const), at: fc.nat(5), text: typed }),
  fc.record({ do: fc.constant('remove' as const), at: fc.nat(5) }),
  fc.record({ do: fc.constant('return' as const), at: fc.nat(5) }),
)

describe('the notes of a row', () => {
  test('are the list that a person would keep by hand, whatever is done to them, and each edit can be taken back', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 20 }), (steps) => {
        let unit = unitsOf(1)[0]!
        let list: { text: string; author: string }[] = []
        let gone: { at: number; note: UnitNote; shown: { text: string; author: string } } | null = null
        for (const one of steps) {
          const notes = unit.notes ?? []
          const ops: SimpleOp[] = []
          if (one.do === 'add') {
            ops.push(...addNoteOps(unit, one.text, one.author))
            if (noteText(one.text) !== '') list = [...list, { text: noteText(one.text), author: one.author }]
          } else if (one.do === 'return') {
            if (!gone) continue
            ops.push(...returnNoteOps(unit, gone.at, gone.note))
            // A second time it is there already.
            if (!notes.some(({ id }) => id === gone!.note.id)) list = list.toSpliced(gone.at, 0, gone.shown)
          } else {
            const note = notes[one.at]
            const text = one.do === 'set' ? noteText(one.text) : ''
            ops.push(...(one.do === 'set' ? setNoteOps(unit, note?.id ?? 'none', one.text) : removeNoteOps(unit, note?.id ?? 'none')))
            if (!note) expect(ops).toEqual([])
            else if (text === '') {
              gone = { at: one.at, note, shown: list[one.at]! }
              list = list.toSpliced(one.at, 1)
            } else list = list.with(one.at, { ...list[one.at]!, text })
          }
          const before = unit
          unit = apply(unit, ops)
          expect(
            apply(
              unit,
              [...ops].reverse().map((op) => invert(op) as SimpleOp),
            ),
          ).toEqual(before)
          expect((unit.notes ?? []).map(({ text, author }) => ({ text, author }))).toEqual(list)
          expect(unitSchema.parse(unit)).toEqual(unit)
        }
      }),
    )
  })

  test('are told in the time they were written, in NFC, with LF, without white space at their ends', () => {
    const [op] = addNoteOps(unitsOf(1)[0]!, ' e\u0301\r\nb ', 'Айгерім', new Date('2026-03-01T10:00:00Z'))
    expect(op).toMatchObject({ type: 'note.add', at: 0, note: { text: '\u00e9\nb', author: 'Айгерім', at: '2026-03-01T10:00:00.000Z' } })
  })

  test('an edit that changes nothing is none', () => {
    fc.assert(
      fc.property(typed, (text) => {
        const unit = apply(unitsOf(1)[0]!, addNoteOps(unitsOf(1)[0]!, text, ''))
        const note = unit.notes?.[0]
        if (note) expect([setNoteOps(unit, note.id, ` ${note.text}\n`), returnNoteOps(unit, 0, note)]).toEqual([[], []])
      }),
    )
  })
})

test('the rows with notes are those that have some, in order, after any change of pages', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 200 }), fc.array(fc.nat(199), { maxLength: 60 }), (count, touched) => {
      const units = unitsOf(count)
      let pages: Page[] = [...paginate('docc', units)]
      let outline = new Outline(pages.map((page) => outlineOf(page)))
      for (const at of touched) {
        const number = Math.floor((at % count) / 64)
        const page = pages[number]!
        const changed = page.units.map((unit) => {
          if (unit.id !== `unit${at % count}`) return unit
          return apply(unit, unit.notes ? removeNoteOps(unit, unit.notes[0]!.id) : addNoteOps(unit, 'a note', ''))
        })
        pages = pages.with(number, { ...page, units: changed })
        outline = outline.replace(new Map([[number, outlineOf(pages[number]!)]]))
        const naive = pages.flatMap((one) => one.units.filter((unit) => unit.notes).map(({ id }) => id))
        expect(notedRows(outline)).toEqual(naive)
      }
    }),
    { numRuns: 40 },
  )
})
