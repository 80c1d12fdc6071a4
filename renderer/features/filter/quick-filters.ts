import { type Condition, rowMarks } from '../../../shared/analysis/row-filter.ts'
import { unitStates } from '../../../shared/model/records.ts'

/** A filter of one condition that has a name and a command of its own. */
export interface QuickFilter {
  readonly id: string
  /** Key of its words. */
  readonly words: string
  readonly condition: Condition
  /** Not offered where no row fits it. */
  readonly isRare: boolean
}

const quick = (id: string, words: string, condition: Condition, isRare = true): QuickFilter => ({ id, words, condition, isRare })

/** What is asked for most, in the order in which it is offered. */
export const quickFilters: readonly QuickFilter[] = [
  quick('begun', 'state.begun', { of: 'state', any: ['begun'] }),
  ...unitStates.map((state) => quick(state, `state.${state}`, { of: 'state', any: [state] }, false)),
  ...rowMarks.map((mark) => quick(mark, `filter.mark.${mark}`, { of: 'mark', any: [mark] })),
  quick('tagged', 'filter.tagged', { of: 'tag', any: [], below: true }),
  quick('changedToday', 'filter.since.today', { of: 'changed', since: 'today' }),
  quick('changedWeek', 'filter.since.week', { of: 'changed', since: 'week' }),
]
