import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addressOf, applyTo, ConflictError, invert, simpleOpsOf } from '../../../shared/model/apply.ts'
import { changeSchema, type Op, opSchema, type SimpleOp } from '../../../shared/model/changes.ts'
import { equalJson, stableJson } from '../../../shared/model/json.ts'
import { applyChange, history, worldText } from '../../support/arbitraries.ts'

/** Freezes a value all the way down, so that a function that changes its arguments throws. */
function frozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value)
    for (const inner of Object.values(value)) frozen(inner)
  }
  return value
}

test('the histories that the laws are tried on hold every operation', () => {
  const seen = new Map<string, number>()
  for (const { changes } of fc.sample(history(40), { numRuns: 400, seed: 7 })) {
    for (const { op } of changes)
      for (const type of [op.type, ...simpleOpsOf(op).map((o) => o.type)]) seen.set(type, (seen.get(type) ?? 0) + 1)
  }
  const types = opSchema.options.map((option) => option.shape.type.value)
  for (const type of types) expect(seen.get(type) ?? 0, type).toBeGreaterThan(5)
})

/** Whether an operation adds the whole record that it is on. */
const bringsRecord = (op: SimpleOp) => op.type.endsWith('.add') && op.type !== 'note.add'

test('M2: a change read from its JSON is the change, whatever the order of its fields', () => {
  fc.assert(
    fc.property(history(), ({ changes }) => {
      for (const change of changes) {
        expect(changeSchema.parse(JSON.parse(JSON.stringify(change)))).toEqual(change)
        expect(changeSchema.parse(JSON.parse(stableJson(change)))).toEqual(change)
      }
    }),
  )
})

test('M1: fields that nobody knows are kept through parsing, applying and inverting', () => {
  fc.assert(
    fc.property(history(), fc.jsonValue({ maxDepth: 2 }), ({ changes, worlds, files }, later) => {
      for (const [i, change] of changes.entries()) {
        const known = { ...change, later, op: { ...change.op, later } as Op }
        const read = changeSchema.parse(JSON.parse(JSON.stringify(known)))
        expect(equalJson(read, known)).toBe(true)
        expect(equalJson((invert(read.op) as { later?: unknown }).later, later)).toBe(true)
        expect(worldText(applyChange(worlds[i]!, read, files))).toBe(worldText(worlds[i + 1]!))
      }
      // A record with a field of a later version still has it after an edit of another field.
      const last = worlds.at(-1)!
      for (const unit of last.units.values()) {
        const record = { ...unit, later }
        const op = { type: 'unit.setState', documentId: unit.documentId, unitId: unit.id, before: unit.state, after: 'final' } as const
        expect(equalJson((applyTo(op, record) as typeof record).later, later)).toBe(true)
      }
    }),
  )
})

test('M3: what an operation does, its inverse takes back', () => {
  fc.assert(
    fc.property(history(), ({ changes, worlds, files }) => {
      for (const [i, change] of changes.entries()) {
        const back = applyChange(worlds[i + 1]!, { op: invert(change.op) }, files)
        expect(worldText(back)).toBe(worldText(worlds[i]!))
      }
    }),
  )
})

test('M3: a whole history is taken back to nothing', () => {
  fc.assert(
    fc.property(history(), ({ changes, worlds, files }) => {
      const back = [...changes].reverse().reduce((world, { op }) => applyChange(world, { op: invert(op) }, files), worlds.at(-1)!)
      expect(worldText(back)).toBe(worldText(worlds[0]!))
    }),
  )
})

test('M4: an inverse’s inverse is the operation', () => {
  fc.assert(
    fc.property(history(), ({ changes }) => {
      for (const { op } of changes) expect(equalJson(invert(invert(op)), op)).toBe(true)
    }),
  )
})

describe('M5: what does not fit', () => {
  test('throws ConflictError on a record that is not there, and an addition on one that is', () => {
    fc.assert(
      fc.property(history(), ({ changes, worlds }) => {
        for (const [i, change] of changes.entries()) {
          const [op] = simpleOpsOf(change.op)
          const { table, id } = addressOf(op!)
          if (table === 'project') continue
          const there = worlds[i]![table].get(id) ?? null
          if (bringsRecord(op!)) {
            const value = applyTo(op!, null)
            expect(() => applyTo(op!, value)).toThrow(ConflictError)
          } else {
            expect(() => applyTo(op!, null)).toThrow(ConflictError)
            expect(there).not.toBe(null)
          }
        }
      }),
    )
  })

  test('throws ConflictError where the record holds something else than is replaced', () => {
    fc.assert(
      fc.property(history(), ({ changes, worlds }) => {
        for (const [i, change] of changes.entries()) {
          const ops = simpleOpsOf(change.op)
          const [op] = ops
          const { table, id } = addressOf(op!)
          if (ops.length > 1 || table === 'project' || bringsRecord(op!)) continue
          const record = { ...worlds[i]![table].get(id)! } as Record<string, unknown>
          const spoilt: Record<string, unknown> = {
            ...record,
            name: 'another',
            state: 'nosuch',
            kind: 'nosuch',
            note: '\u0007',
            orphan: 'no',
            parentId: 'nosuch',
            spans: [],
            notes: op!.type === 'note.add' ? [op!.note] : [],
            ...(op!.type === 'unit.setFlag' ? { [op!.flag]: op!.before ? undefined : true } : {}),
          }
          if (op!.type === 'unit.setTarget' || op!.type === 'unit.setSource') {
            // A splice that takes nothing away fits wherever there is room for it.
            if (op!.splice.removed.length === 0) continue
            Object.assign(spoilt, { target: [], source: [] })
          }
          expect(() => applyTo(op!, spoilt as never), op!.type).toThrow(ConflictError)
        }
      }),
    )
  })

  test('arguments are never changed', () => {
    fc.assert(
      fc.property(history(), ({ changes, worlds, files }) => {
        for (const [i, change] of changes.entries()) {
          for (const table of ['documents', 'units', 'tags', 'annotations'] as const)
            for (const record of worlds[i]![table].values()) frozen(record)
          frozen(worlds[i]!.project)
          applyChange(worlds[i]!, frozen(change), files)
          invert(change.op)
        }
      }),
    )
  })
})

test('M6: an operation rewrites the record at its address and no other, a document’s rows aside', () => {
  fc.assert(
    fc.property(history(), ({ changes, worlds }) => {
      for (const [i, change] of changes.entries()) {
        const addressed = new Set(simpleOpsOf(change.op).map((op) => `${addressOf(op).table} ${addressOf(op).id}`))
        const documents = new Set(simpleOpsOf(change.op).flatMap((op) => (op.type.startsWith('document.') ? [addressOf(op).id] : [])))
        for (const table of ['documents', 'units', 'tags', 'annotations'] as const) {
          const [before, after] = [worlds[i]![table], worlds[i + 1]![table]]
          for (const id of new Set([...before.keys(), ...after.keys()])) {
            if (before.get(id) === after.get(id) || addressed.has(`${table} ${id}`)) continue
            const record = (before.get(id) ?? after.get(id))!
            expect('documentId' in record && documents.has(String(record.documentId))).toBe(true)
          }
        }
      }
    }),
  )
})
