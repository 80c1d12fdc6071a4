import { spliceMap } from '../../../shared/model/anchors.ts'
import type { SimpleOp } from '../../../shared/model/changes.ts'
import type { Unit } from '../../../shared/model/records.ts'
import type { Matcher } from '../../../shared/search/query.ts'
import { type Replacement, replaceRich } from '../../../shared/search/replacement.ts'
import { diffRich, plainText } from '../../../shared/text/rich-text.ts'
import { textOps } from '../../store/edits.ts'
import type { ProjectStore } from '../../store/project-store.ts'

/** What became of hits: how many were replaced in how many rows, and what stayed: hits with a placeholder inside, and locked rows. */
export interface Tally {
  replaced: number
  rows: number
  kept: number
  locked: number
}

export const noTally = (): Tally => ({ replaced: 0, rows: 0, kept: 0, locked: 0 })

/** The operations that put replacements into the translation of a row; what is tagged between them stays tagged. */
export function replaceOps(store: ProjectStore, unit: Unit, replacements: readonly Replacement[], tally: Tally): SimpleOp[] {
  if (unit.locked) {
    tally.locked++
    return []
  }
  const { text, splices, kept } = replaceRich(unit.target, replacements)
  tally.kept += kept
  const whole = diffRich(unit.target, text)
  if (!whole) return []
  tally.replaced += splices.length
  tally.rows++
  // From the last to the first, since offsets are those of the text before.
  const maps = splices.map(spliceMap).reverse()
  return textOps(unit, 'target', whole, text, store.records.annotationsOf(unit.id), (_annotation, { from, to }) =>
    maps.reduce((range, map) => map(range.from, range.to), { from, to }),
  )
}

/** How many rows are replaced in one change. */
const ROWS_A_CHANGE = 100

/** Replaces all hits in the translations of rows, as groups for `commitBatch`; `tally` is kept while it goes on. */
export async function* replaceAllOps(
  store: ProjectStore,
  rows: Iterable<{ readonly documentId: string; readonly unitId: string }>,
  matcher: Matcher,
  template: string,
  tally: Tally,
): AsyncGenerator<readonly SimpleOp[]> {
  let group: SimpleOp[] = []
  let count = 0
  let moved = new Set<string>()
  for (const { documentId, unitId } of rows) {
    const unit = await store.readUnit(documentId, unitId)
    if (!unit) continue
    // A passage over several rows moves with each: its next move is told of how it is after the one before.
    const isMoved = store.records.annotationsOf(unitId).some(({ id }) => moved.has(id))
    if (count >= ROWS_A_CHANGE || isMoved) {
      yield group
      group = []
      count = 0
      moved = new Set()
    }
    for (const op of replaceOps(store, unit, matcher.replacementsIn(plainText(unit.target), template), tally)) {
      group.push(op)
      if ('annotationId' in op && typeof op.annotationId === 'string') moved.add(op.annotationId)
    }
    count++
  }
  if (group.length > 0) yield group
}
