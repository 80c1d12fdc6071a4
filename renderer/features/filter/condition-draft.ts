import { type Condition, type ConditionOf, conditionSchema } from '../../../shared/analysis/row-filter.ts'

/** Conditions as the dialog edits them: one of each kind, as far as there is one. */
export type Draft = { readonly [Of in Condition['of']]?: ConditionOf<Of> }

/** A filter's conditions for editing: the first of each kind, and others, which stay as they are. */
export function draftOf(conditions: readonly Condition[]): { draft: Draft; others: readonly Condition[] } {
  const first = new Map<Condition['of'], Condition>()
  for (const condition of conditions) if (!first.has(condition.of)) first.set(condition.of, condition)
  return { draft: Object.fromEntries(first) as Draft, others: conditions.filter((condition) => first.get(condition.of) !== condition) }
}

/** The conditions of a draft that ask for something. */
export function conditionsOf(draft: Draft): Condition[] {
  return Object.values(draft).filter((condition) => conditionSchema.safeParse(condition).success)
}
