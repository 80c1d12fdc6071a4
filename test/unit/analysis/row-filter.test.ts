import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  allRows,
  beginningOf,
  type Condition,
  chosen,
  holds,
  isAll,
  type RowFilter,
  rowOrders,
  toggled,
} from '../../../shared/analysis/row-filter.ts'
import { removeFilterOp, type SavedFilter, savedFilters, saveFilterOp } from '../../../shared/analysis/saved-filters.ts'
import { applyTo, invert } from '../../../shared/model/apply.ts'
import type { SimpleOp } from '../../../shared/model/changes.ts'
import type { ProjectRecord } from '../../../shared/model/records.ts'
import { anyCondition, oneValue } from '../../support/row-conditions.ts'

const filters: fc.Arbitrary<RowFilter> = fc.record({
  conditions: fc.array(anyCondition(['tagaa', 'tagbb']), { maxLength: 5 }),
  order: fc.constantFrom(...rowOrders),
})
const value = oneValue(['tagaa', 'tagbb'])

describe('choosing conditions', () => {
  test('what was added is held, what was taken out is not, and nothing else changes', () => {
    fc.assert(
      fc.property(filters, value, value, (filter, wanted, other) => {
        const next = toggled(filter, wanted)
        expect(holds(next, wanted)).toBe(!holds(filter, wanted))
        expect(next.order).toBe(filter.order)
        if (JSON.stringify(other) !== JSON.stringify(wanted)) expect(holds(next, other)).toBe(holds(filter, other))
      }),
      { numRuns: 1000 },
    )
  })

  test('a press shows these rows alone; another shows all again', () => {
    fc.assert(
      fc.property(filters, value, (filter, wanted) => {
        const once = chosen(
          { ...allRows, conditions: filter.conditions.filter((one) => JSON.stringify(one) !== JSON.stringify(wanted)) },
          wanted,
        )
        expect(once.conditions).toEqual([wanted])
        expect(isAll(chosen(once, wanted))).toBe(true)
      }),
    )
  })
})

describe('times', () => {
  const now = new Date(2026, 10, 25, 14, 30)
  test.each([
    ['today', new Date(2026, 10, 25)],
    ['yesterday', new Date(2026, 10, 24)],
    ['week', new Date(2026, 10, 23)],
    ['2026-03-01', new Date(2026, 2, 1)],
  ] as const)('%s', (since, expected) => expect(beginningOf(since, now)).toEqual(expected))

  test('a week begins on the Monday, at most six days ago', () => {
    fc.assert(
      fc.property(fc.date({ min: new Date(2000, 0, 1), max: new Date(2100, 0, 1), noInvalidDate: true }), (day) => {
        const monday = beginningOf('week', day)
        expect(monday.getDay()).toBe(1)
        const days = (beginningOf('today', day).getTime() - monday.getTime()) / 86_400_000
        // An hour more or less where clocks are changed.
        expect(Math.round(days)).toBeGreaterThanOrEqual(0)
        expect(Math.round(days)).toBeLessThanOrEqual(6)
      }),
    )
  })
})

describe('saved filters', () => {
  const project: ProjectRecord = { id: 'project1', name: 'P', sourceLanguage: 'kk', targetLanguage: 'en' }
  const run = (record: ProjectRecord, op: SimpleOp) => applyTo(op, record) as ProjectRecord
  const saved = fc
    .record({ id: fc.constantFrom('filter1', 'filter2', 'filter3'), name: fc.string({ minLength: 1 }), filter: filters })
    .map(({ filter, ...rest }): SavedFilter => ({ ...rest, ...filter }))
  /** Of a later version: no condition that this one knows. */
  const strange = { id: 'strange1', name: 'Later', conditions: [{ of: 'moonPhase', any: ['full'] }], order: 'document' }

  test('are read as they were saved, after any others; what cannot be read is kept; undo takes each step back', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(saved, fc.boolean()), { maxLength: 8 }), fc.boolean(), (steps, hasStrange) => {
        let record: ProjectRecord = hasStrange ? { ...project, filters: [strange, 'noise'] } : project
        const expected = new Map<string, SavedFilter>()
        for (const [filter, isRemoved] of steps) {
          const op = isRemoved ? removeFilterOp(record, filter.id) : saveFilterOp(record, filter)
          const next = run(record, op)
          expect(run(next, invert(op) as SimpleOp)).toEqual(record)
          record = next
          if (isRemoved) expected.delete(filter.id)
          else expected.set(filter.id, filter)
        }
        expect(savedFilters(record)).toEqual([...expected.values()])
        if (hasStrange) expect(record.filters).toEqual(expect.arrayContaining([strange, 'noise']))
      }),
    )
  })
})

test('a condition that is no text is not taken for one', () => {
  const broken = {
    id: 'broken1',
    name: 'B',
    conditions: [{ of: 'text', text: '', side: 'either', exact: false } as Condition],
    order: 'document',
  }
  expect(savedFilters({ id: 'project1', name: 'P', sourceLanguage: 'kk', targetLanguage: 'en', filters: [broken] })).toEqual([])
})
