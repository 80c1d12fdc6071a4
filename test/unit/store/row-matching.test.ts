// @vitest-environment happy-dom
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ChangedRows } from '../../../renderer/store/changed-rows.ts'
import { commitAll, flagOps, newAnnotation, newTag, setTargetOps, stateOps } from '../../../renderer/store/edits.ts'
import type { ProjectStore } from '../../../renderer/store/project-store.ts'
import { mergeOps, splitOps } from '../../../renderer/store/row-edits.ts'
import { matchRows } from '../../../renderer/store/row-matching.ts'
import { sortInTurns } from '../../../renderer/store/sort-in-turns.ts'
import { type Condition, rowOrders } from '../../../shared/analysis/row-filter.ts'
import { sameTextKey } from '../../../shared/analysis/same-text.ts'
import { type Unit, unitFlags, unitKinds, unitStates } from '../../../shared/model/records.ts'
import { foldText } from '../../../shared/search/fold.ts'
import { fromPlain, plainText } from '../../../shared/text/rich-text.ts'
import { addUnits, makeProject, open } from '../../support/open-store.ts'
import { anyCondition, filterWords } from '../../support/row-conditions.ts'

const ROWS = 80
const TAGS = ['parent', 'childa', 'otherr']

const edits = fc.array(
  fc.record({
    what: fc.constantFrom('type', 'state', 'kind', 'flag', 'note', 'tag', 'split', 'merge', 'undo'),
    row: fc.nat(ROWS - 1),
    n: fc.nat(11),
  }),
  { minLength: 10, maxLength: 60 },
)

async function makeStore(): Promise<{ store: ProjectStore; documentId: string }> {
  const { host, entry } = await makeProject()
  const { store } = await open(host, entry)
  const documentId = await addUnits(store, ROWS)
  const [parent, child, other] = TAGS as [string, string, string]
  await commitAll(store, [
    { type: 'tag.add', tag: { ...newTag(store, { name: 'P' }), id: parent } },
    { type: 'tag.add', tag: { ...newTag(store, { name: 'C', parentId: parent }), id: child } },
    { type: 'tag.add', tag: { ...newTag(store, { name: 'O' }), id: other } },
  ])
  return { store, documentId }
}

async function edit(store: ProjectStore, documentId: string, { what, row, n }: { what: string; row: number; n: number }): Promise<void> {
  if (what === 'undo') {
    await store.undo()
    // Never the tags, nor the document.
    if (store.records.tags.size === 0) await store.redo()
    return
  }
  const outline = store.records.outlines.get(documentId)!
  const at = row % outline.length
  const unit = (await store.readUnit(documentId, outline.idAt(at)))!
  const next = outline.row(at + 1) ? await store.readUnit(documentId, outline.idAt(at + 1)) : null
  const where = { documentId, unitId: unit.id }
  const annotations = store.records.annotationsOf(unit.id)
  if (what === 'type')
    await commitAll(store, setTargetOps(store, unit, fromPlain(n < 2 ? '' : `${filterWords[n % 5]} x ${filterWords[row % 5]}`)))
  if (what === 'state') await commitAll(store, stateOps(unit, unitStates[n % 4]!))
  if (what === 'kind' && unit.kind !== unitKinds[n % 6])
    await store.commit({ type: 'unit.setKind', ...where, before: unit.kind, after: unitKinds[n % 6]! })
  if (what === 'flag') await commitAll(store, flagOps(unit, unitFlags[n % 3]!, n > 3))
  if (what === 'note') {
    const note = { id: `note${store.seq}`, text: 'n', author: '', at: '2026-01-01T00:00:00.000Z' }
    await store.commit({ type: 'note.add', ...where, at: unit.notes?.length ?? 0, note })
  }
  if (what === 'tag') {
    const passage = { unit, side: 'source' as const, from: 0, to: Math.min(2, plainText(unit.source).length) }
    const made = newAnnotation([passage], n % 4 === 3 ? null : TAGS[n % 4]!, '', n > 8 ? 'a remark' : '')
    if (passage.to > 0) await store.commit({ type: 'annotation.add', annotation: made })
  }
  if (what === 'split') await commitAll(store, splitOps(unit, { source: 3, target: 0 }, next, annotations))
  if (what === 'merge' && next) {
    await commitAll(store, mergeOps(unit, next, new Set([...annotations, ...store.records.annotationsOf(next.id)])))
  }
}

/** What a condition means, said over whole units and without any haste. */
function fits(store: ProjectStore, unit: Unit, before: readonly Unit[], touched: ReadonlySet<string>, condition: Condition): boolean {
  const { annotations, tags } = store.records
  const own = [...annotations.values()].filter(({ spans }) => spans.some(({ unitId }) => unitId === unit.id))
  const up = (id: string): string[] => [id, ...(tags.get(id)?.parentId ? up(tags.get(id)!.parentId!) : [])]
  const is = (): boolean => {
    switch (condition.of) {
      case 'state':
        return condition.any.some((state) =>
          state === 'begun' ? unit.state === 'initial' && unit.target.length > 0 : unit.state === state,
        )
      case 'kind':
        return condition.any.includes(unit.kind)
      case 'mark':
        return condition.any.some((mark) =>
          mark === 'noted' ? unit.notes !== undefined || own.some(({ note }) => note !== '') : unit[mark] === true,
        )
      case 'tag':
        return own.some(({ tagId }) => {
          if (tagId === null) return false
          if (condition.any.length === 0) return true
          return (condition.below ? up(tagId) : [tagId]).some((id) => condition.any.includes(id))
        })
      case 'text': {
        const options = { case: condition.exact, diacritics: condition.exact }
        const has = (text: string) => foldText(text, options).text.includes(foldText(condition.text, options).text)
        return (['source', 'target'] as const).some(
          (side) => condition.side !== (side === 'source' ? 'target' : 'source') && has(plainText(unit[side])),
        )
      }
      case 'changed':
        return touched.has(unit.id)
      case 'repeated': {
        const key = sameTextKey(plainText(unit.source))
        return key !== '' && before.some(({ source }) => sameTextKey(plainText(source)) === key)
      }
    }
  }
  return is() !== (condition.not === true)
}

test('the rows of a filter are those that a look at every unit finds; several conditions give what all of them have in common', async () => {
  await fc.assert(
    fc.asyncProperty(
      edits,
      fc.array(fc.array(anyCondition(TAGS), { maxLength: 3 }), { minLength: 3, maxLength: 6 }),
      async (steps, questions) => {
        const { store, documentId } = await makeStore()
        const changed = new ChangedRows(store)
        for (const step of steps) await edit(store, documentId, step)
        const units: Unit[] = []
        for await (const unit of store.readUnits(documentId)) units.push(unit)
        // Everything happened today.
        const touched = await changed.since(new Date(0))
        for (const conditions of questions) {
          const expected = units.filter((unit, i) => conditions.every((one) => fits(store, unit, units.slice(0, i), touched, one)))
          const found = await matchRows({ store, changed }, documentId, { conditions, order: 'document' })
          expect(found).toEqual(expected.map(({ id }) => id))
          const each = await Promise.all(
            conditions.map((one) => matchRows({ store, changed }, documentId, { conditions: [one], order: 'document' })),
          )
          expect(found).toEqual(units.map(({ id }) => id).filter((id) => each.every((ids) => ids.includes(id))))
        }
        await store.close()
      },
    ),
    { numRuns: 12 },
  )
}, 120_000)

test('every order keeps the rows, and sorts them as it says', async () => {
  const { store, documentId } = await makeStore()
  const changed = new ChangedRows(store)
  for (let i = 0; i < 60; i++)
    await edit(store, documentId, { what: (['type', 'state', 'split'] as const)[i % 3]!, row: (i * 37) % ROWS, n: i % 12 })
  const units = new Map<string, Unit>()
  for await (const unit of store.readUnits(documentId)) units.set(unit.id, unit)
  const places = new Map([...units.keys()].map((id, i) => [id, i]))
  const last = await changed.all()
  const keys: Record<(typeof rowOrders)[number], (unit: Unit) => number> = {
    document: () => 0,
    shortest: (unit) => plainText(unit.source).length,
    longest: (unit) => -plainText(unit.source).length,
    state: (unit) => unitStates.indexOf(unit.state) + (unit.state === 'initial' && unit.target.length > 0 ? 0.5 : 0),
    changed: (unit) => -(last.get(unit.id)?.seq ?? 0),
    source: () => 0,
  }
  for (const order of rowOrders) {
    for (const conditions of [[], [{ of: 'text', text: 'қала', side: 'target', exact: false, not: true }]] as const) {
      const ids = await matchRows({ store, changed }, documentId, { conditions, order })
      const unsorted = await matchRows({ store, changed }, documentId, { conditions, order: 'document' })
      expect(new Set(ids)).toEqual(new Set(unsorted))
      expect(ids.length).toBe(unsorted.length)
      const { compare } = new Intl.Collator('kk', { numeric: true })
      const expected = unsorted
        .map((id) => units.get(id)!)
        .sort((a, b) =>
          order === 'source'
            ? compare(plainText(a.source), plainText(b.source))
            : keys[order](a) - keys[order](b) || places.get(a.id)! - places.get(b.id)!,
        )
      expect(ids).toEqual(expected.map(({ id }) => id))
    }
  }
  await store.close()
})

test('reading that is stopped says so', async () => {
  const { store, documentId } = await makeStore()
  const stop = new AbortController()
  const matching = matchRows({ store, changed: new ChangedRows(store), signal: stop.signal }, documentId, {
    conditions: [{ of: 'repeated' }],
    order: 'document',
  })
  stop.abort()
  await expect(matching).rejects.toThrow('aborted')
  await store.close()
})

test('sorting in turns sorts as sort does, equals in the order they had', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.record({ key: fc.nat(20), id: fc.nat() }), { maxLength: 300 }), async (list) => {
      expect(await sortInTurns(list, (a, b) => a.key - b.key)).toEqual([...list].sort((a, b) => a.key - b.key))
    }),
  )
})
