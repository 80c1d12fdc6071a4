import fc from 'fast-check'
import { type Condition, pastTimes, rowMarks, rowStates, textSides } from '../../shared/analysis/row-filter.ts'
import { unitKinds } from '../../shared/model/records.ts'

const not = fc.constantFrom({}, { not: true as const })
const some = <T>(values: readonly T[], minLength = 1) => fc.subarray([...values], { minLength })
const withNot = <T extends object>(condition: fc.Arbitrary<T>) =>
  fc.tuple(condition, not).map(([one, negation]) => ({ ...one, ...negation }))

/** Words that the texts of generated rows are made of. */
export const filterWords = ['қала', 'Қала', 'river', 'Ölwen', 'a'] as const

/** Any condition, on tags with these ids. */
export function anyCondition(tagIds: readonly string[]): fc.Arbitrary<Condition> {
  return withNot(
    fc.oneof(
      fc.record({ of: fc.constant('state' as const), any: some(rowStates) }),
      fc.record({ of: fc.constant('kind' as const), any: some(unitKinds) }),
      fc.record({ of: fc.constant('mark' as const), any: some(rowMarks) }),
      fc.record({ of: fc.constant('tag' as const), any: some(tagIds, 0), below: fc.boolean() }),
      fc.record({
        of: fc.constant('text' as const),
        text: fc.constantFrom(...filterWords),
        side: fc.constantFrom(...textSides),
        exact: fc.boolean(),
      }),
      fc.record({ of: fc.constant('changed' as const), since: fc.constantFrom(...pastTimes) }),
      fc.record({ of: fc.constant('repeated' as const) }),
    ),
  )
}

/** A condition that one press asks for. */
export function oneValue(tagIds: readonly string[]): fc.Arbitrary<Condition> {
  const one = <T>(values: readonly T[]) => fc.constantFrom(...values).map((value) => [value])
  return fc.oneof<fc.Arbitrary<Condition>[]>(
    fc.record({ of: fc.constant('state' as const), any: one(rowStates) }),
    fc.record({ of: fc.constant('kind' as const), any: one(unitKinds) }),
    fc.record({ of: fc.constant('mark' as const), any: one(rowMarks) }),
    fc.record({ of: fc.constant('tag' as const), any: one(tagIds), below: fc.constant(true) }),
    fc.constant({ of: 'tag' as const, any: [] as string[], below: true }),
    fc.record({ of: fc.constant('changed' as const), since: fc.constantFrom(...pastTimes) }),
  )
}
