import type { Condition } from '../../shared/analysis/row-filter.ts'
import { sameTextKey, textNumber } from '../../shared/analysis/same-text.ts'
import type { Unit } from '../../shared/model/records.ts'
import { compileQuery } from '../../shared/search/query.ts'
import { plainText } from '../../shared/text/rich-text.ts'
import { isBegun, type OutlineRow } from './outline.ts'
import type { ProjectRecords } from './records.ts'

/** Conditions that are told from a row's outline and its annotations alone. */
export type QuickCondition = Extract<Condition, { of: 'state' | 'kind' | 'mark' | 'tag' }>

export function isQuick(condition: Condition): condition is QuickCondition {
  return condition.of === 'state' || condition.of === 'kind' || condition.of === 'mark' || condition.of === 'tag'
}

type Records = Pick<ProjectRecords, 'annotationsOf' | 'tagList'>

/** Whether a row fits a condition, told without its texts. */
export function rowTest(condition: QuickCondition, records: Records): (row: OutlineRow) => boolean {
  const test = plainRowTest(condition, records)
  return condition.not ? (row) => !test(row) : test
}

function plainRowTest(condition: QuickCondition, records: Records): (row: OutlineRow) => boolean {
  if (condition.of === 'state') {
    const states = new Set<string>(condition.any)
    return (row) => states.has(row.state) || (states.has('begun') && isBegun(row))
  }
  if (condition.of === 'kind') {
    const kinds = new Set<string>(condition.any)
    return ({ kind }) => kinds.has(kind)
  }
  if (condition.of === 'mark') {
    const hasNote = ({ id }: OutlineRow) => records.annotationsOf(id).some(({ note }) => note !== '')
    return (row) => condition.any.some((mark) => row.flags[mark] || (mark === 'noted' && hasNote(row)))
  }
  const tags = condition.below ? withThoseBelow(condition.any, records) : new Set(condition.any)
  const isMeant = (tagId: string | null) => tagId !== null && (condition.any.length === 0 || tags.has(tagId))
  return ({ id }) => records.annotationsOf(id).some(({ tagId }) => isMeant(tagId))
}

function withThoseBelow(tagIds: readonly string[], { tagList }: Pick<Records, 'tagList'>): Set<string> {
  const all = new Set(tagIds)
  for (let size = 0; size < all.size; ) {
    size = all.size
    for (const { id, parentId } of tagList) if (parentId !== null && all.has(parentId)) all.add(id)
  }
  return all
}

/** What is known beside a row's texts: the rows changed since a time, by the time as the condition names it. */
export type ChangedSince = ReadonlyMap<string, ReadonlySet<string>>

/** Whether a unit fits a condition on its texts or its past. To be asked of a document's units in order, of each once. */
export function unitTest(condition: Exclude<Condition, QuickCondition>, changed: ChangedSince): (unit: Unit) => boolean {
  const test = plainUnitTest(condition, changed)
  return condition.not ? (unit) => !test(unit) : test
}

function plainUnitTest(condition: Exclude<Condition, QuickCondition>, changed: ChangedSince): (unit: Unit) => boolean {
  if (condition.of === 'changed') {
    const rows = changed.get(condition.since)
    return ({ id }) => rows?.has(id) === true
  }
  if (condition.of === 'repeated') {
    const seen = new Set<number>()
    return ({ source }) => {
      const key = sameTextKey(plainText(source))
      if (key === '') return false
      const number = textNumber(key)
      const isRepeated = seen.has(number)
      seen.add(number)
      return isRepeated
    }
  }
  const { text, side, exact } = condition
  const compiled = compileQuery({ text, regex: false, word: false, case: exact, diacritics: exact })
  const has = (words: string) => compiled.ok && compiled.matcher.matchesIn(words).length > 0
  return ({ source, target }) => (side !== 'target' && has(plainText(source))) || (side !== 'source' && has(plainText(target)))
}
