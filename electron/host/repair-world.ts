import { addressOf, applyTo, ConflictError, invert, simpleOpsOf } from '../../shared/model/apply.ts'
import type { Op, Rows, SimpleOp } from '../../shared/model/changes.ts'
import type { Annotation, DocumentRecord, ProjectRecord, Records, TableName, Tag, Unit } from '../../shared/model/records.ts'

/** The rows that a change names, as far as they can be read. */
export type RowsOf = (rows: Rows) => readonly Unit[]

/** One document's large records. */
export interface Rooms {
  readonly units: Map<string, Unit>
  readonly annotations: Map<string, Annotation>
}

/** A whole project in memory: what a repair puts together. */
export class World {
  project: ProjectRecord
  readonly documents = new Map<string, DocumentRecord>()
  readonly tags = new Map<string, Tag>()
  readonly rooms = new Map<string, Rooms>()

  constructor(project: ProjectRecord) {
    this.project = project
  }

  addDocument(document: DocumentRecord): Rooms {
    this.documents.set(document.id, document)
    const rooms = this.rooms.get(document.id) ?? { units: new Map(), annotations: new Map() }
    this.rooms.set(document.id, rooms)
    return rooms
  }

  /** Does an operation as a whole. @throws ConflictError where it does not fit; then nothing was done. */
  apply(op: Op, rowsOf: RowsOf): void {
    const undo: (() => void)[] = []
    try {
      for (const simple of simpleOpsOf(op)) undo.push(this.#applySimple(simple, rowsOf))
    } catch (error) {
      for (const one of undo.reverse()) one()
      throw error
    }
  }

  /** Whether what an operation makes is what is there already. */
  holds(op: Op): boolean {
    const back = invert(op)
    return simpleOpsOf(back).every((simple) => {
      try {
        applyTo(simple, this.#recordAt(simple))
        return true
      } catch (error) {
        if (error instanceof ConflictError) return false
        throw error
      }
    })
  }

  #recordAt(op: SimpleOp): Records[TableName] | null {
    const { table, id, documentId } = addressOf(op)
    if (table === 'project') return this.project
    if (table === 'documents') return this.documents.get(id) ?? null
    if (table === 'tags') return this.tags.get(id) ?? null
    return this.rooms.get(documentId ?? '')?.[table].get(id) ?? null
  }

  /** Returns what takes it back. */
  #applySimple(op: SimpleOp, rowsOf: RowsOf): () => void {
    const { table, id, documentId } = addressOf(op)
    const before = this.#recordAt(op)
    const after = applyTo(op, before)
    if (table === 'project') {
      this.project = after as ProjectRecord
      return () => {
        this.project = before as ProjectRecord
      }
    }
    const rooms = this.rooms.get(documentId ?? '')
    if (table === 'documents') {
      if (op.type === 'document.add') {
        this.rooms.set(id, { units: new Map(rowsOf(op.rows).map((unit) => [unit.id, unit])), annotations: new Map() })
      }
      if (op.type === 'document.remove') this.rooms.delete(id)
    } else if (table !== 'tags' && !rooms) throw new ConflictError(`${op.type}: there is no document ${documentId}`)
    const map = (table === 'documents' || table === 'tags' ? this[table] : rooms?.[table]) as Map<string, Records[TableName]>
    put(map, id, after)
    return () => {
      put(map, id, before)
      if (table === 'documents') put(this.rooms, id, rooms ?? null)
    }
  }
}

function put<T>(map: Map<string, T>, id: string, record: T | null): void {
  if (record === null) map.delete(id)
  else map.set(id, record)
}
