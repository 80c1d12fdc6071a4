import { z } from 'zod'
import { equalJson } from '../model/json.ts'
import { idSchema, sides, unitKinds, unitStates } from '../model/records.ts'

/** A row's state as people choose it; `begun`: with a translation that nobody confirmed. Such a row is `initial`, too. */
export const rowStates = ['begun', ...unitStates] as const
export const rowMarks = ['bookmarked', 'noted', 'locked', 'corrected'] as const
export const textSides = ['either', ...sides] as const
export const pastTimes = ['today', 'yesterday', 'week'] as const

const not = z.literal(true).optional()

/** What rows are asked for. Of several values one is enough; `not` asks for the rows that it does not fit. */
export const conditionSchema = z.discriminatedUnion('of', [
  z.looseObject({ of: z.literal('state'), any: z.array(z.enum(rowStates)).min(1), not }),
  z.looseObject({ of: z.literal('kind'), any: z.array(z.enum(unitKinds)).min(1), not }),
  /** `noted`: a note on the row, or on a passage of it. */
  z.looseObject({ of: z.literal('mark'), any: z.array(z.enum(rowMarks)).min(1), not }),
  /** No tags named: whichever. `below`: a tag means those below it, too. */
  z.looseObject({ of: z.literal('tag'), any: z.array(idSchema), below: z.boolean(), not }),
  /** With `exact`, case and diacritics matter. */
  z.looseObject({ of: z.literal('text'), text: z.string().min(1), side: z.enum(textSides), exact: z.boolean(), not }),
  /** Since the beginning of a day, or of this week (Monday), in local time; days as YYYY-MM-DD. */
  z.looseObject({ of: z.literal('changed'), since: z.union([z.enum(pastTimes), z.iso.date()]), not }),
  /** A row above in the document has the same source. */
  z.looseObject({ of: z.literal('repeated'), not }),
])
export type Condition = Readonly<z.infer<typeof conditionSchema>>
export type ConditionOf<Of extends Condition['of']> = Extract<Condition, { of: Of }>

/** `changed`: the row changed last comes first, rows never changed last. `source`: by the alphabet of the source's language. */
export const rowOrders = ['document', 'shortest', 'longest', 'state', 'changed', 'source'] as const
export type RowOrder = (typeof rowOrders)[number]

/** Rows that fit all conditions, in an order. */
export interface RowFilter {
  readonly conditions: readonly Condition[]
  readonly order: RowOrder
}

export const allRows: RowFilter = { conditions: [], order: 'document' }

export const isAll = ({ conditions, order }: RowFilter): boolean => conditions.length === 0 && order === 'document'

/** Whether two filters ask for the same in the same words. */
export const sameFilter = (a: RowFilter, b: RowFilter): boolean => a.order === b.order && equalJson(a.conditions, b.conditions)

/** Whether a filter asks for what a condition of one value asks for, be it among others. */
export function holds({ conditions }: RowFilter, wanted: Condition): boolean {
  return conditions.some((condition) => placeIn(condition, wanted) !== null)
}

/** The filter with a condition of one value more, or without it where it holds it: as one more value of a condition of its kind. */
export function toggled(filter: RowFilter, wanted: Condition): RowFilter {
  const { conditions } = filter
  if (holds(filter, wanted)) return { ...filter, conditions: conditions.flatMap((condition) => without(condition, wanted)) }
  const more = valuesOf(wanted)
  const kin = conditions.findIndex((one) => one.of === wanted.of && !one.not && valuesOf(one).length > 0 && more.length > 0)
  if (kin < 0) return { ...filter, conditions: [...conditions, wanted] }
  const grown = withValues(conditions[kin]!, [...valuesOf(conditions[kin]!), ...more])
  return { ...filter, conditions: conditions.with(kin, grown) }
}

/** A press on a condition: shows these rows alone, or all again where they are shown alone; the order stays. */
export function chosen(filter: RowFilter, wanted: Condition): RowFilter {
  const isAlone = filter.conditions.length === 1 && equalJson(filter.conditions[0], wanted)
  return { ...filter, conditions: isAlone ? [] : [wanted] }
}

/** The values of which a condition asks for any; none where it asks otherwise. */
function valuesOf(condition: Condition): readonly string[] {
  return condition.of === 'state' || condition.of === 'kind' || condition.of === 'mark' || condition.of === 'tag' ? condition.any : []
}

const withValues = (condition: Condition, any: readonly string[]) => ({ ...condition, any }) as Condition

/** Where a condition holds the one value of another: its place among the values, or `all` of it; null where it does not. */
function placeIn(condition: Condition, wanted: Condition): number | 'all' | null {
  if (equalJson(condition, wanted)) return 'all'
  const [value, ...others] = valuesOf(wanted)
  if (condition.of !== wanted.of || condition.not || wanted.not || value === undefined || others.length > 0) return null
  const at = valuesOf(condition).indexOf(value)
  return at < 0 ? null : at
}

function without(condition: Condition, wanted: Condition): Condition[] {
  const at = placeIn(condition, wanted)
  const values = valuesOf(condition)
  if (at === null) return [condition]
  return at === 'all' || values.length === 1 ? [] : [withValues(condition, values.toSpliced(at, 1))]
}

/** When a time named in a condition began, in local time. */
export function beginningOf(since: ConditionOf<'changed'>['since'], now: Date): Date {
  const [year, month, day] = since.split('-').map(Number)
  if (year !== undefined && month !== undefined && day !== undefined) return new Date(year, month - 1, day)
  const daysBack = since === 'today' ? 0 : since === 'yesterday' ? 1 : (now.getDay() + 6) % 7
  return new Date(now.getFullYear(), now.getMonth(), now.getDate() - daysBack)
}
