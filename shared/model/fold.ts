import { addressOf, applyTo, ConflictError, simpleOpsOf } from './apply.ts'
import type { Change, Rows, SimpleOp } from './changes.ts'
import { byOrder } from './ids.ts'
import type { Annotation, DocumentRecord, ProjectRecord, Records, TableName, Tag, Unit } from './records.ts'

/** What a run of changes does to one document's rows and annotations. */
export interface DocumentFold {
  /** The rows to start from: the snapshot's own file, or the rows that the last `document.add` names. */
  readonly base: 'snapshot' | Rows
  readonly units: ReadonlyMap<string, readonly SimpleOp[]>
  readonly annotations: ReadonlyMap<string, readonly SimpleOp[]>
}

/** A project's small records after some changes, and for each document what is to be done to its large files. */
export interface ProjectFold {
  readonly project: ProjectRecord
  readonly documents: ReadonlyMap<string, DocumentRecord>
  readonly tags: ReadonlyMap<string, Tag>
  readonly perDocument: ReadonlyMap<string, DocumentFold>
}

/**
 * Folds changes over a snapshot's small records at once, and sorts the operations on units and annotations by record, so that the
 * large files can be streamed once each: since every operation rewrites one record, the order between records does not matter.
 * @throws ConflictError where a change does not fit.
 */
export function foldChanges(
  snapshot: { project: ProjectRecord; documents: Iterable<DocumentRecord>; tags: Iterable<Tag> },
  changes: Iterable<Change>,
): ProjectFold {
  let project = snapshot.project
  const documents = new Map([...snapshot.documents].map((d) => [d.id, d]))
  const tags = new Map([...snapshot.tags].map((t) => [t.id, t]))
  const perDocument = new Map<string, { base: 'snapshot' | Rows; units: Map<string, SimpleOp[]>; annotations: Map<string, SimpleOp[]> }>()
  for (const id of documents.keys()) perDocument.set(id, { base: 'snapshot', units: new Map(), annotations: new Map() })

  for (const change of changes) {
    for (const op of simpleOpsOf(change.op)) {
      const { table, id, documentId } = addressOf(op)
      if (table === 'project') project = applyTo(op, project) as ProjectRecord
      else if (table === 'tags') put(tags, id, applyTo(op, tags.get(id) ?? null) as Tag | null)
      else if (table === 'documents') {
        put(documents, id, applyTo(op, documents.get(id) ?? null) as DocumentRecord | null)
        if (op.type === 'document.add') perDocument.set(id, { base: op.rows, units: new Map(), annotations: new Map() })
        if (op.type === 'document.remove') perDocument.delete(id)
      } else {
        const fold = perDocument.get(documentId ?? '')
        if (!fold) throw new ConflictError(`change ${change.seq}, ${op.type}: there is no document ${documentId}`)
        const list = fold[table].get(id)
        if (list) list.push(op)
        else fold[table].set(id, [op])
      }
    }
  }
  return { project, documents, tags, perDocument }
}

/** A record after its operations, in order; null where it is gone. */
export function foldRecord<T extends TableName>(record: Records[T] | null, ops: readonly SimpleOp[]): Records[T] | null {
  let folded: Records[TableName] | null = record
  for (const op of ops) folded = applyTo(op, folded)
  return folded as Records[T] | null
}

/**
 * Streams a document's units through their operations, in order; added units fall into place.
 * @throws ConflictError where an operation meets no unit or another text.
 */
export async function* foldUnits(
  base: AsyncIterable<Unit> | Iterable<Unit>,
  ops: ReadonlyMap<string, readonly SimpleOp[]>,
): AsyncGenerator<Unit> {
  // What was added last stands by itself, wherever in the order it belongs; the operations before it must leave the unit gone.
  const added: Unit[] = []
  const before = new Map<string, { ops: readonly SimpleOp[]; isAdded: boolean }>()
  for (const [id, list] of ops) {
    const last = list.findLastIndex(({ type }) => type === 'unit.add')
    const unit = last < 0 ? null : foldRecord<'units'>(null, list.slice(last))
    if (unit) added.push(unit)
    before.set(id, { ops: last < 0 ? list : list.slice(0, last), isAdded: last >= 0 })
  }
  const foldBefore = (id: string, unit: Unit | null): Unit | null => {
    const first = before.get(id)
    if (!first) return unit
    before.delete(id)
    if (!unit && !first.isAdded) throw new ConflictError(`changes name the unit ${id}, which the document does not have`)
    const folded = foldRecord<'units'>(unit, first.ops)
    if (folded && first.isAdded) throw new ConflictError(`unit.add: ${id} is there already`)
    return folded
  }
  added.sort(byOrder)
  let next = 0
  for await (const unit of base) {
    for (; next < added.length && byOrder(added[next]!, unit) < 0; next++) yield added[next]!
    const folded = foldBefore(unit.id, unit)
    if (folded) yield folded
  }
  for (; next < added.length; next++) yield added[next]!
  for (const id of [...before.keys()]) foldBefore(id, null)
}

/** Streams a document's annotations through their operations; added ones follow, in order of time. */
export async function* foldAnnotations(
  base: AsyncIterable<Annotation> | Iterable<Annotation>,
  ops: ReadonlyMap<string, readonly SimpleOp[]>,
): AsyncGenerator<Annotation> {
  const left = new Map(ops)
  for await (const annotation of base) {
    const folded = foldRecord<'annotations'>(annotation, left.get(annotation.id) ?? [])
    left.delete(annotation.id)
    if (folded) yield folded
  }
  for (const list of left.values()) {
    const folded = foldRecord<'annotations'>(null, list)
    if (folded) yield folded
  }
}

function put<T>(map: Map<string, T>, id: string, record: T | null): void {
  if (record === null) map.delete(id)
  else map.set(id, record)
}
