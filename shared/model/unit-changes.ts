import { addressOf, simpleOpsOf } from './apply.ts'
import type { Change, Op, SimpleOp } from './changes.ts'
import type { Span } from './records.ts'

/** What is known of a unit while its changes are looked for, newest first. */
export interface UnitTrail {
  readonly id: string
  /** Null until a change tells. */
  documentId: string | null
  /** The rows files, by checksum, that hold it: of documents that came with it or were taken away with it. */
  readonly rows?: Set<string>
  /** The annotations that ever stood on it, as far as is known: a note's change names the annotation only. */
  readonly annotations: Set<string>
}

/** Takes from an operation what it tells of the unit: its document, an annotation that stands or stood on it. */
export function learn(trail: UnitTrail, op: Op): void {
  for (const simple of simpleOpsOf(op)) {
    const { table, id, documentId } = addressOf(simple)
    const stands = table === 'annotations' && spansOf(simple).some(({ unitId }) => unitId === trail.id)
    if (stands) trail.annotations.add(id)
    if (documentId !== undefined && (stands || (table === 'units' && id === trail.id))) trail.documentId = documentId
  }
}

/** Whether an operation concerns the unit: rewrites, adds or removes it, an annotation on it, or the document with it. */
export function touches({ id, rows, annotations }: UnitTrail, op: Op): boolean {
  return simpleOpsOf(op).some((simple) => {
    const address = addressOf(simple)
    if (address.table === 'units') return address.id === id
    if (address.table === 'annotations') return annotations.has(address.id) || spansOf(simple).some(({ unitId }) => unitId === id)
    return (simple.type === 'document.add' || simple.type === 'document.remove') && rows?.has(simple.rows.sha256) === true
  })
}

/** Whether nothing before a change can concern the unit: it came with it, and was not there before. */
export function isStart({ id, rows }: UnitTrail, change: Change): boolean {
  // What is done again or taken back was there in some form before.
  if (change.undoes !== undefined || change.redoes !== undefined) return false
  const ops = simpleOpsOf(change.op)
  if (ops.some((op) => op.type === 'unit.remove' && op.unit.id === id)) return false
  return ops.some((op) => (op.type === 'unit.add' && op.unit.id === id) || (op.type === 'document.add' && rows?.has(op.rows.sha256)))
}

/** The spans that an operation on an annotation holds, before and after. */
function spansOf(op: SimpleOp): readonly Span[] {
  if (op.type === 'annotation.add' || op.type === 'annotation.remove') return op.annotation.spans
  return op.type === 'annotation.setSpans' ? [...op.before.spans, ...op.after.spans] : []
}
