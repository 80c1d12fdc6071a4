import { addressOf, invert, simpleOpsOf } from '../../shared/model/apply.ts'
import type { Change, SimpleOp } from '../../shared/model/changes.ts'
import { foldRecord } from '../../shared/model/fold.ts'
import type { SummedChange } from '../../shared/model/journal.ts'
import type { Unit } from '../../shared/model/records.ts'
import type { RichText } from '../../shared/text/rich-text.ts'
import type { ProjectDatabase } from './database.ts'
import type { Parting } from './parting.ts'

/** What one side did since the two parted. */
export interface SideOfConflict {
  readonly changes: number
  /** ISO times of its first and last change. */
  readonly first: string | null
  readonly last: string | null
  readonly authors: readonly string[]
}

/** A row that either side wrote in. */
export interface ConflictRow {
  readonly unitId: string
  readonly document: string
  /** Its text before, and now on each side; null where the row is not there. */
  readonly before: Unit | null
  readonly copy: Unit | null
  readonly folder: Unit | null
}

/** A working copy and a project folder that each hold changes the other lacks: the person decides. */
export interface Conflict {
  /** `older`: the folder lacks changes that it had acknowledged, and has none of its own. `parted`: both went on by themselves. */
  readonly kind: 'older' | 'parted'
  readonly name: string
  /** Where the folder lies, and where it lay when the copy was last saved to it. */
  readonly place: string
  readonly formerPlace: string
  /** When the last change was made that both have; null where that is not known. */
  readonly agreedAt: string | null
  readonly copy: SideOfConflict
  readonly folder: SideOfConflict
  readonly rows: readonly ConflictRow[]
  /** Rows beyond those listed. */
  readonly more: number
}

/** How many rows are shown side by side. */
const ROWS_SHOWN = 200

/** The rows that the two sides wrote in, as they are on each. */
export async function conflictRows(database: ProjectDatabase, parting: Parting): Promise<{ rows: ConflictRow[]; more: number }> {
  const copyOps = opsByUnit(parting.copy)
  const folderOps = opsByUnit(parting.folder)
  const ids = [...new Set([...folderOps.keys(), ...copyOps.keys()])]
  const documents = new Map((await database.documents.toArray()).map((document) => [document.id, document.name]))
  const held = await unitsOf(database, new Set(ids))
  const rows: ConflictRow[] = []
  for (const unitId of ids.slice(0, ROWS_SHOWN)) {
    const copy = held.get(unitId) ?? null
    const before = foldBack(copy, copyOps.get(unitId) ?? [])
    const folder = fold(before, folderOps.get(unitId) ?? [])
    const documentId = (copy ?? before ?? folder)?.documentId ?? ''
    rows.push({ unitId, document: documents.get(documentId) ?? '', before, copy, folder })
  }
  return { rows, more: Math.max(0, ids.length - ROWS_SHOWN) }
}

export function sideOf(changes: readonly SummedChange[]): SideOfConflict {
  return {
    changes: changes.length,
    first: changes[0]?.change.at ?? null,
    last: changes.at(-1)?.change.at ?? null,
    authors: [...new Set(changes.map(({ change }) => change.author))].filter((author) => author !== ''),
  }
}

/** Whether a row says something else than another; rows of which only tags changed do not. */
export const differ = (a: Unit | null, b: Unit | null, side: 'source' | 'target'): boolean => textOf(a, side) !== textOf(b, side)

const textOf = (unit: Unit | null, side: 'source' | 'target'): string => JSON.stringify((unit?.[side] ?? null) satisfies RichText | null)

/** What changes did to rows, by row, in order. */
export function opsByUnit(changes: readonly SummedChange[]): Map<string, SimpleOp[]> {
  const byUnit = new Map<string, SimpleOp[]>()
  for (const op of changes.flatMap(({ change }: { change: Change }) => simpleOpsOf(change.op))) {
    const { table, id } = addressOf(op)
    if (table === 'units') byUnit.set(id, [...(byUnit.get(id) ?? []), op])
  }
  return byUnit
}

function fold(unit: Unit | null, ops: readonly SimpleOp[]): Unit | null {
  return foldRecord<'units'>(unit, ops)
}

/** A row before operations on it, given as it is after them. */
export function foldBack(unit: Unit | null, ops: readonly SimpleOp[]): Unit | null {
  return foldRecord<'units'>(
    unit,
    ops.toReversed().flatMap((op) => simpleOpsOf(invert(op))),
  )
}

async function unitsOf(database: ProjectDatabase, wanted: ReadonlySet<string>): Promise<Map<string, Unit>> {
  const found = new Map<string, Unit>()
  for (const { documentId, page, ids } of await database.outline.toArray()) {
    if (!ids.some((id) => wanted.has(id))) continue
    for (const unit of (await database.pages.get([documentId, page]))?.units ?? []) if (wanted.has(unit.id)) found.set(unit.id, unit)
  }
  return found
}
