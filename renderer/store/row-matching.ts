import { beginningOf, type Condition, type RowFilter } from '../../shared/analysis/row-filter.ts'
import { unitStates } from '../../shared/model/records.ts'
import { plainText } from '../../shared/text/rich-text.ts'
import type { ChangedRows } from './changed-rows.ts'
import { isBegun, type OutlineRow } from './outline.ts'
import { pageKey } from './pages.ts'
import type { ProjectStore } from './project-store.ts'
import { isQuick, type QuickCondition, rowTest, unitTest } from './row-tests.ts'
import { sortInTurns } from './sort-in-turns.ts'

/** How many pages are read before the screen gets a turn. */
const PAGES_A_TURN = 8
/** How much of a source decides its place in the alphabet. UTF-16 units. */
const SORTED_LENGTH = 160

export interface Matching {
  readonly store: ProjectStore
  readonly changed: ChangedRows
  readonly signal?: AbortSignal
  /** Hears how much is done, 0 to 1, where texts or changes have to be read. */
  readonly onProgress?: (share: number) => void
  readonly now?: Date
}

/** Whether the rows of a filter can be told at once, without reading texts or changes. */
export function isQuickFilter({ conditions, order }: RowFilter): boolean {
  return conditions.every(isQuick) && order !== 'source' && order !== 'changed'
}

/** The rows of a document that fit a quick filter, in its order: one pass over the outline. */
export function matchQuickly({ records }: Pick<ProjectStore, 'records'>, documentId: string, { conditions, order }: RowFilter): string[] {
  const quick = conditions.filter(isQuick)
  const key = sortKeys[order]
  if (!key) return quickRows(records, documentId, quick, ({ id }) => id)
  // Array.sort keeps the document's order among equals.
  const rows = quickRows(records, documentId, quick, (row) => ({ id: row.id, key: key(row) }))
  return rows.sort((a, b) => a.key - b.key).map(({ id }) => id)
}

/**
 * The rows of a document that fit a filter, in its order. Texts are read in turns, so that the screen goes on meanwhile.
 * @throws the signal's reason; HostFailure where changes cannot be read
 */
export async function matchRows(matching: Matching, documentId: string, filter: RowFilter): Promise<string[]> {
  const { store, changed, signal, onProgress } = matching
  if (isQuickFilter(filter)) return matchQuickly(store, documentId, filter)
  const fitting = await fittingRows(matching, documentId, filter)
  if (filter.order === 'changed') {
    const last = await changed.all({ ...(signal ? { signal } : {}), onProgress: (done, of) => onProgress?.(done / of) })
    return sortInTurns(fitting, (a, b) => (last.get(b)?.seq ?? 0) - (last.get(a)?.seq ?? 0), signal)
  }
  if (filter.order === 'source') return bySource(matching, documentId, fitting)
  const outline = store.records.outlines.get(documentId)
  const key = sortKeys[filter.order]
  if (!key || !outline) return fitting
  const rows = fitting.flatMap((id) => outline.row(outline.indexOf(id)) ?? [])
  return rows.sort((a, b) => key(a) - key(b)).map(({ id }) => id)
}

/**
 * Whether a row that was just changed fits a filter, as far as that is known at once: whether another row has its source is not looked for,
 * so `isShown` holds on.
 */
export function fitsStill(
  store: Pick<ProjectStore, 'records' | 'unit'>,
  documentId: string,
  unitId: string,
  { conditions }: RowFilter,
  isShown: boolean,
): boolean {
  const { records } = store
  const outline = records.outlines.get(documentId)
  const row = outline?.row(outline.indexOf(unitId))
  const unit = store.unit(documentId, unitId)
  if (!row) return isShown
  return conditions.every((condition) => {
    if (isQuick(condition)) return rowTest(condition, records)(row)
    if (condition.of === 'changed') return !condition.not
    return condition.of === 'repeated' || !unit ? isShown : unitTest(condition, new Map())(unit)
  })
}

/** How many rows are counted before the screen gets a turn. */
const ROWS_A_TURN = 20_000

/** How many rows of a document fit each of several quick filters: one pass for all of them. @throws the signal's reason */
export async function countRows(
  { records }: Pick<ProjectStore, 'records'>,
  documentId: string,
  filters: readonly RowFilter[],
  signal: AbortSignal,
): Promise<number[]> {
  const tests = filters.map(({ conditions }) => conditions.filter(isQuick).map((condition) => rowTest(condition, records)))
  const counts = filters.map(() => 0)
  let seen = 0
  for (const row of records.outlines.get(documentId)?.rows() ?? []) {
    for (const [i, own] of tests.entries()) if (own.every((test) => test(row))) counts[i]!++
    if (++seen % ROWS_A_TURN > 0) continue
    await new Promise((resolve) => setTimeout(resolve))
    signal.throwIfAborted()
  }
  return counts
}

const sortKeys: Readonly<Partial<Record<RowFilter['order'], (row: OutlineRow) => number>>> = {
  shortest: ({ sourceLength }) => sourceLength,
  longest: ({ sourceLength }) => -sourceLength,
  state: (row) => unitStates.indexOf(row.state) + (isBegun(row) ? 0.5 : 0),
}

/** What is taken of each row that fits; a row itself is kept only where it is asked for, since a hundred thousand of them take time. */
function quickRows<T>(
  records: ProjectStore['records'],
  documentId: string,
  conditions: readonly QuickCondition[],
  take: (row: OutlineRow) => T,
): T[] {
  const [only, ...others] = conditions.map((condition) => rowTest(condition, records))
  const rows: T[] = []
  for (const row of records.outlines.get(documentId)?.rows() ?? []) {
    if (!only || (only(row) && others.every((test) => test(row)))) rows.push(take(row))
  }
  return rows
}

async function fittingRows(matching: Matching, documentId: string, { conditions }: RowFilter): Promise<string[]> {
  const { store, changed, signal, onProgress, now = new Date() } = matching
  const slow = conditions.filter((condition): condition is Exclude<Condition, QuickCondition> => !isQuick(condition))
  const since = new Map<string, ReadonlySet<string>>()
  for (const condition of slow) {
    if (condition.of === 'changed')
      since.set(condition.since, await changed.since(beginningOf(condition.since, now), signal ? { signal } : {}))
  }
  // Rows may come and go while the changes are read.
  const rows = quickRows(store.records, documentId, conditions.filter(isQuick), ({ id, page }) => ({ id, page }))
  if (!slow.some(({ of }) => of === 'text' || of === 'repeated')) {
    const tests = slow.flatMap((condition) => (condition.of === 'changed' ? { rows: since.get(condition.since), not: condition.not } : []))
    return rows.flatMap(({ id }) => (tests.every((test) => test.rows?.has(id) !== (test.not === true)) ? id : []))
  }
  const wanted = new Set(rows.map(({ id }) => id))
  const tests = slow.map((condition) => unitTest(condition, since))
  // Whether a source was there before is asked of every row; of others only pages with rows that may fit are read.
  const readsAll = slow.some(({ of }) => of === 'repeated')
  const pages = readsAll ? (store.records.outlines.get(documentId)?.pages ?? []) : [...new Set(rows.map(({ page }) => page))]
  const fitting: string[] = []
  for await (const unit of readPages(matching, documentId, pages, (done) => onProgress?.(done / pages.length))) {
    // Each test hears of each unit, also where another has said no.
    const isFit = tests.map((test) => test(unit)).every(Boolean)
    if (isFit && wanted.has(unit.id)) fitting.push(unit.id)
  }
  return fitting
}

async function bySource(matching: Matching, documentId: string, ids: readonly string[]): Promise<string[]> {
  const { store, signal, onProgress } = matching
  const outline = store.records.outlines.get(documentId)
  const wanted = new Set(ids)
  const pages = [...new Set(ids.flatMap((id) => outline?.pageOf(id) ?? []))]
  const sources: { id: string; source: string }[] = []
  for await (const unit of readPages(matching, documentId, pages, (done) => onProgress?.(done / pages.length))) {
    if (wanted.has(unit.id)) sources.push({ id: unit.id, source: plainText(unit.source).slice(0, SORTED_LENGTH) })
  }
  const { compare } = new Intl.Collator(store.records.project.sourceLanguage, { numeric: true })
  return (await sortInTurns(sources, (a, b) => compare(a.source, b.source), signal)).map(({ id }) => id)
}

async function* readPages({ store, signal }: Matching, documentId: string, pages: readonly number[], onRead: (pages: number) => void) {
  for (const [done, page] of pages.entries()) {
    if (done % PAGES_A_TURN === 0) {
      onRead(done)
      await new Promise((resolve) => setTimeout(resolve))
      signal?.throwIfAborted()
    }
    await store.need(documentId, page)
    yield* store.records.pages.get(pageKey(documentId, page))?.units ?? []
  }
}
