import type { SimpleOp } from '../../shared/model/changes.ts'
import type { Unit, UnitKind, UnitState } from '../../shared/model/records.ts'
import { flagOps, setTargetOps, stateOps } from './edits.ts'
import type { ProjectStore } from './project-store.ts'

/** What can be done to many rows at once. */
export type BulkEdit =
  | { readonly to: 'state'; readonly state: UnitState }
  | { readonly to: 'kind'; readonly kind: UnitKind }
  | { readonly to: 'locked'; readonly on: boolean }
  | { readonly to: 'bookmarked'; readonly on: boolean }
  | { readonly to: 'copySource' }
  | { readonly to: 'clear' }

/** What became of rows: changed, left since they were so already, since they are locked, or since there is no translation to be in a state. */
export interface BulkResult {
  changed: number
  same: number
  locked: number
  empty: number
}

export interface BulkRun {
  readonly signal?: AbortSignal
  readonly onProgress?: (done: number, of: number) => void
}

/** How many operations one change holds. */
const OPS_A_CHANGE = 1000

/**
 * Edits many rows of a document as one step of undo. A locked row is left as it is, but for its marks. Stopped by the signal, what was done
 * stands, and can be taken back.
 * @throws ConflictError
 */
export async function editRows(
  store: ProjectStore,
  documentId: string,
  unitIds: readonly string[],
  edit: BulkEdit,
  { signal, onProgress }: BulkRun = {},
): Promise<BulkResult> {
  const result: BulkResult = { changed: 0, same: 0, locked: 0, empty: 0 }
  async function* groups(): AsyncGenerator<SimpleOp[]> {
    let ops: SimpleOp[] = []
    const moved = new Set<string>()
    for (const [done, unitId] of unitIds.entries()) {
      if (signal?.aborted) break
      const unit = await store.readUnit(documentId, unitId)
      // A row that went meanwhile is no row to be edited.
      if (!unit) continue
      // A passage over several rows is moved by one row at a time: what the last one made of it must be there before.
      const isMoved = store.records.annotationsOf(unitId).some(({ id }) => moved.has(id))
      if (ops.length >= OPS_A_CHANGE || isMoved) {
        yield ops
        ops = []
        moved.clear()
        onProgress?.(done, unitIds.length)
      }
      const made = editOps(store, unit, edit)
      if (made === 'locked' || made === 'empty') result[made]++
      else if (made.length === 0) result.same++
      else {
        result.changed++
        ops.push(...made)
        for (const op of made) if ('annotationId' in op && typeof op.annotationId === 'string') moved.add(op.annotationId)
      }
    }
    if (ops.length > 0) yield ops
  }
  await store.commitBatch(groups())
  return result
}

/** The operations of an edit on a row; none where it is so already. */
function editOps(store: ProjectStore, unit: Unit, edit: BulkEdit): SimpleOp[] | 'locked' | 'empty' {
  if (edit.to === 'locked' || edit.to === 'bookmarked') return flagOps(unit, edit.to, edit.on)
  if (edit.to === 'state' && edit.state !== 'initial' && unit.target.length === 0 && unit.source.length > 0) return 'empty'
  const ops = textAndStateOps(store, unit, edit)
  return unit.locked && ops.length > 0 ? 'locked' : ops
}

function textAndStateOps(store: ProjectStore, unit: Unit, edit: Exclude<BulkEdit, { on: boolean }>): SimpleOp[] {
  if (edit.to === 'state') return stateOps(unit, edit.state)
  if (edit.to === 'copySource') return unit.target.length > 0 ? [] : setTargetOps(store, unit, unit.source)
  if (edit.to === 'clear') return [...setTargetOps(store, unit, []), ...stateOps(unit, 'initial')]
  if (unit.kind === edit.kind) return []
  return [{ type: 'unit.setKind', documentId: unit.documentId, unitId: unit.id, before: unit.kind, after: edit.kind }]
}
