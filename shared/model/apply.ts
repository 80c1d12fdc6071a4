import { applySplice, invertSplice } from '../text/rich-text.ts'
import type { Op, SimpleOp } from './changes.ts'
import { equalJson } from './json.ts'
import type { Records, TableName } from './records.ts'

/** A change that does not fit the records it meets: the copy it was made on is not this one. */
export class ConflictError extends Error {
  override readonly name = 'ConflictError'
}

/** The record an operation rewrites. */
export interface Address<T extends TableName = TableName> {
  readonly table: T
  readonly id: string
  /** The document whose files hold the record, for units, annotations and documents. */
  readonly documentId?: string
}

/** A group's operations, in order; any other operation by itself. */
export function simpleOpsOf(op: Op): readonly SimpleOp[] {
  return op.type === 'group' ? op.ops : [op]
}

/** Which record an operation rewrites. Adding or removing a document also adds or removes its rows, which travel in a file. */
export function addressOf(op: SimpleOp): Address {
  switch (op.type) {
    case 'project.setSettings':
      return { table: 'project', id: 'project' }
    case 'document.add':
    case 'document.remove':
      return { table: 'documents', id: op.document.id, documentId: op.document.id }
    case 'document.rename':
      return { table: 'documents', id: op.documentId, documentId: op.documentId }
    case 'unit.add':
    case 'unit.remove':
      return { table: 'units', id: op.unit.id, documentId: op.unit.documentId }
    case 'unit.setSource':
    case 'unit.setTarget':
    case 'unit.setState':
    case 'unit.setKind':
    case 'unit.setFlag':
    case 'note.add':
    case 'note.remove':
    case 'note.set':
      return { table: 'units', id: op.unitId, documentId: op.documentId }
    case 'tag.add':
    case 'tag.remove':
      return { table: 'tags', id: op.tag.id }
    case 'tag.set':
    case 'tag.move':
      return { table: 'tags', id: op.tagId }
    case 'annotation.add':
    case 'annotation.remove':
      return { table: 'annotations', id: op.annotation.id, documentId: op.annotation.documentId }
    case 'annotation.setNote':
    case 'annotation.setSpans':
    case 'annotation.shift':
      return { table: 'annotations', id: op.annotationId, documentId: op.documentId }
  }
}

/**
 * The record after an operation; null where it is gone. `record` is the record at {@link addressOf}, null where there is none.
 * @throws ConflictError where the record is missing, already there, or holds another text than the operation was made on.
 */
export function applyTo(op: SimpleOp, record: Records[TableName] | null): Records[TableName] | null {
  switch (op.type) {
    case 'document.add':
      return added(op, record, op.document)
    case 'unit.add':
      return added(op, record, op.unit)
    case 'tag.add':
      return added(op, record, op.tag)
    case 'annotation.add':
      return added(op, record, op.annotation)
    case 'document.remove':
      return removed(op, record, op.document)
    case 'unit.remove':
      return removed(op, record, op.unit)
    case 'tag.remove':
      return removed(op, record, op.tag)
    case 'annotation.remove':
      return removed(op, record, op.annotation)
    case 'document.rename':
      return { ...replaced(op, record as Records['documents'] | null, { name: op.before }), name: op.after }
    case 'unit.setSource':
    case 'unit.setTarget': {
      const unit = present(op, record as Records['units'] | null)
      const side = op.type === 'unit.setSource' ? 'source' : 'target'
      try {
        return { ...unit, [side]: [...applySplice(unit[side], op.splice)] }
      } catch (error) {
        throw new ConflictError(`${op.type} on ${op.unitId}: ${(error as Error).message}`, { cause: error })
      }
    }
    case 'unit.setState':
      return { ...replaced(op, record as Records['units'] | null, { state: op.before }), state: op.after }
    case 'unit.setKind':
      return { ...replaced(op, record as Records['units'] | null, { kind: op.before }), kind: op.after }
    case 'unit.setFlag':
      return flagged(op, present(op, record as Records['units'] | null))
    case 'note.add':
    case 'note.remove':
    case 'note.set':
      return noted(op, present(op, record as Records['units'] | null))
    case 'annotation.setNote':
      return { ...replaced(op, record as Records['annotations'] | null, { note: op.before }), note: op.after }
    case 'annotation.shift':
      return shifted(op, present(op, record as Records['annotations'] | null))
    case 'project.setSettings': {
      // A setting that was not there before is not there either after it is taken back.
      const gone = Object.keys(op.before).filter((field) => !(field in op.after))
      const after = { ...replaced(op, record as Records['project'] | null, op.before), ...op.after }
      return Object.fromEntries(Object.entries(after).filter(([field]) => !gone.includes(field))) as Records['project']
    }
    case 'tag.set':
    case 'tag.move':
    case 'annotation.setSpans':
      return { ...replaced(op, record, op.before), ...op.after } as Records[TableName]
  }
}

/** The operation that takes this one back: `apply(invert(op), apply(op, s)) = s`. */
export function invert(op: Op): Op {
  return op.type === 'group' ? { ...op, ops: [...op.ops].reverse().map(invertSimple) } : invertSimple(op)
}

function invertSimple(op: SimpleOp): SimpleOp {
  switch (op.type) {
    case 'document.add':
      return { ...op, type: 'document.remove' }
    case 'document.remove':
      return { ...op, type: 'document.add' }
    case 'unit.add':
      return { ...op, type: 'unit.remove' }
    case 'unit.remove':
      return { ...op, type: 'unit.add' }
    case 'tag.add':
      return { ...op, type: 'tag.remove' }
    case 'tag.remove':
      return { ...op, type: 'tag.add' }
    case 'annotation.add':
      return { ...op, type: 'annotation.remove' }
    case 'annotation.remove':
      return { ...op, type: 'annotation.add' }
    case 'note.add':
      return { ...op, type: 'note.remove' }
    case 'note.remove':
      return { ...op, type: 'note.add' }
    case 'unit.setSource':
    case 'unit.setTarget': {
      const { at, removed, inserted, ...unknown } = invertSplice(op.splice) as typeof op.splice
      return { ...op, splice: { ...unknown, at, removed: [...removed], inserted: [...inserted] } }
    }
    case 'annotation.shift':
      return { ...op, shifts: op.shifts.map(([index, from, to, newFrom, newTo]) => [index, newFrom, newTo, from, to]) }
    default:
      return { ...op, before: op.after, after: op.before } as SimpleOp
  }
}

function flagged(op: Extract<SimpleOp, { type: 'unit.setFlag' }>, unit: Records['units']): Records['units'] {
  const { [op.flag]: set, ...rest } = unit
  if ((set === true) !== op.before) throw new ConflictError(`${op.type}: ${op.unitId} is marked otherwise as ${op.flag}`)
  return (op.after ? { ...rest, [op.flag]: true } : rest) as Records['units']
}

function noted(op: Extract<SimpleOp, { type: 'note.add' | 'note.remove' | 'note.set' }>, unit: Records['units']): Records['units'] {
  const { notes = [], ...rest } = unit
  const id = op.type === 'note.set' ? op.noteId : op.note.id
  const at = notes.findIndex((note) => note.id === id)
  const isFit =
    op.type === 'note.add'
      ? at < 0 && op.at <= notes.length
      : op.type === 'note.remove'
        ? at === op.at && equalJson(notes[at], op.note)
        : notes[at]?.text === op.before
  if (!isFit) throw new ConflictError(`${op.type}: ${op.unitId} has other notes than the change was made on`)
  const after =
    op.type === 'note.add'
      ? notes.toSpliced(op.at, 0, op.note)
      : op.type === 'note.remove'
        ? notes.toSpliced(at, 1)
        : notes.with(at, { ...notes[at]!, text: op.after })
  return (after.length > 0 ? { ...rest, notes: after } : rest) as Records['units']
}

function shifted(op: Extract<SimpleOp, { type: 'annotation.shift' }>, annotation: Records['annotations']): Records['annotations'] {
  const spans = [...annotation.spans]
  for (const [index, from, to, newFrom, newTo] of op.shifts) {
    const span = spans[index]
    if (span?.from !== from || span.to !== to) throw new ConflictError(`${op.type}: ${op.annotationId} has its spans elsewhere`)
    spans[index] = { ...span, from: newFrom, to: newTo }
  }
  return { ...annotation, spans }
}

function present<T extends Records[TableName]>(op: SimpleOp, record: T | null): T {
  if (record) return record
  const { table, id } = addressOf(op)
  throw new ConflictError(`${op.type}: there is no ${id} in ${table}`)
}

/** The record, checked to hold what the operation says it replaces. */
function replaced<T extends Records[TableName]>(op: SimpleOp, record: T | null, before: Record<string, unknown>): T {
  const there = present(op, record) as T & Record<string, unknown>
  for (const [field, value] of Object.entries(before)) {
    if (!equalJson(there[field], value))
      throw new ConflictError(`${op.type}: ${addressOf(op).id} has another ${field} than the change was made on`)
  }
  return there
}

function removed(op: SimpleOp, record: Records[TableName] | null, value: Records[TableName]): null {
  if (!equalJson(present(op, record), value))
    throw new ConflictError(`${op.type}: ${addressOf(op).id} is not as it was when the change was made`)
  return null
}

function added<T extends Records[TableName]>(op: SimpleOp, record: Records[TableName] | null, value: T): T {
  if (record) throw new ConflictError(`${op.type}: ${addressOf(op).id} is there already`)
  return value
}
