// @vitest-environment happy-dom
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type BulkEdit, editRows } from '../../../renderer/store/bulk-edits.ts'
import { commitAll, flagOps, newAnnotation, newTag, setTargetOps, stateOps } from '../../../renderer/store/edits.ts'
import type { ProjectStore } from '../../../renderer/store/project-store.ts'
import { type Unit, unitKinds, unitStates } from '../../../shared/model/records.ts'
import { fromPlain } from '../../../shared/text/rich-text.ts'
import { addUnits, contentsOf, makeProject, open } from '../../support/open-store.ts'

const ROWS = 40
const bulk: fc.Arbitrary<BulkEdit> = fc.oneof(
  fc.constantFrom(...unitStates).map((state) => ({ to: 'state' as const, state })),
  fc.constantFrom(...unitKinds).map((kind) => ({ to: 'kind' as const, kind })),
  fc.record({ to: fc.constantFrom('locked' as const, 'bookmarked' as const), on: fc.boolean() }),
  fc.constantFrom({ to: 'copySource' as const }, { to: 'clear' as const }),
)

async function unitsOf(store: ProjectStore, documentId: string): Promise<Unit[]> {
  const units: Unit[] = []
  for await (const unit of store.readUnits(documentId)) units.push(unit)
  return units
}

/** What an edit makes of a row; locks hold for all but marks. */
function after(unit: Unit, edit: BulkEdit): Unit {
  if (edit.to === 'locked' || edit.to === 'bookmarked') {
    const { [edit.to]: _was, ...rest } = unit
    return (edit.on ? { ...rest, [edit.to]: true } : rest) as Unit
  }
  if (unit.locked) return unit
  // Nothing is translated, or checked, that has no translation.
  if (edit.to === 'state') return edit.state !== 'initial' && unit.target.length === 0 ? unit : { ...unit, state: edit.state }
  if (edit.to === 'kind') return { ...unit, kind: edit.kind }
  if (edit.to === 'clear') return { ...unit, target: [], state: 'initial' }
  return unit.target.length > 0 ? unit : { ...unit, target: unit.source }
}

async function makeStore() {
  const { host, entry } = await makeProject()
  const { store } = await open(host, entry)
  const documentId = await addUnits(store, ROWS)
  const units = await unitsOf(store, documentId)
  const tag = newTag(store, { name: 'T' })
  await commitAll(store, [
    { type: 'tag.add', tag },
    ...units.flatMap((unit, i) => [
      ...(i % 3 === 0 ? setTargetOps(store, unit, fromPlain(`Row ${i} translated`)) : []),
      ...(i % 6 === 0 ? stateOps(unit, 'translated') : []),
      ...(i % 5 === 0 ? flagOps(unit, 'locked', true) : []),
    ]),
  ])
  // Passages over several rows: what clears one of them must not hold up the others.
  const now = await unitsOf(store, documentId)
  const passages = now.filter(({ target }) => target.length > 0).map((unit) => ({ unit, side: 'target' as const, from: 0, to: 3 }))
  await commitAll(store, [
    { type: 'annotation.add', annotation: newAnnotation(passages, tag.id, '') },
    { type: 'annotation.add', annotation: newAnnotation(passages.slice(1, 4), null, '', 'a note') },
  ])
  return { store, documentId }
}

test('an edit of many rows does to each what is asked and tells how many, leaves all others; one step takes it back, another does it again', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(bulk, { minLength: 1, maxLength: 3 }), fc.infiniteStream(fc.boolean()), async (edits, picks) => {
      const { store, documentId } = await makeStore()
      for (const edit of edits) {
        const before = await unitsOf(store, documentId)
        const held = await contentsOf(store)
        const picked = before.filter(() => picks.next().value)
        const result = await editRows(
          store,
          documentId,
          picked.map(({ id }) => id),
          edit,
        )
        const expected = before.map((unit) => (picked.includes(unit) ? after(unit, edit) : unit))
        const now = await unitsOf(store, documentId)
        expect(now).toEqual(expected)
        const changed = expected.filter((unit, i) => JSON.stringify(unit) !== JSON.stringify(before[i])).length
        expect(result).toMatchObject({ changed })
        expect(result.changed + result.same + result.locked + result.empty).toBe(picked.length)
        if (changed === 0) continue
        const done = await contentsOf(store)
        await store.undo()
        expect(await contentsOf(store)).toEqual(held)
        await store.redo()
        expect(await contentsOf(store)).toEqual(done)
      }
      await store.close()
    }),
    { numRuns: 20 },
  )
}, 120_000)

test('rows too many for one change are one step of undo, told as they are done; what was done before a stop stands and can be taken back', async () => {
  const { host, entry } = await makeProject()
  const { store } = await open(host, entry)
  const documentId = await addUnits(store, 2600)
  const ids = (await unitsOf(store, documentId)).map(({ id }) => id)
  const begin = store.seq
  const marking = { to: 'bookmarked', on: true } as const
  const marked = () => [...store.records.outlines.get(documentId)!.rows()].filter(({ flags }) => flags.bookmarked).length
  const told: number[] = []
  expect(await editRows(store, documentId, ids, marking, { onProgress: (done) => told.push(done) })).toEqual({
    changed: 2600,
    same: 0,
    locked: 0,
    empty: 0,
  })
  expect(store.seq).toBe(begin + 3)
  expect(told).toEqual([1000, 2000])
  await store.undo()
  expect(marked()).toBe(0)

  const stop = new AbortController()
  const { changed } = await editRows(store, documentId, ids, marking, { signal: stop.signal, onProgress: () => stop.abort() })
  expect(changed).toBeLessThan(2600)
  expect(marked()).toBe(changed)
  await store.undo()
  expect(marked()).toBe(0)
  await store.close()
})
