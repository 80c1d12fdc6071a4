// @vitest-environment happy-dom
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { commitAll, newAnnotation, newTag, passageOf, removeTagOps, setTargetOps, stateOps } from '../../../renderer/store/edits.ts'
import type { ProjectStore } from '../../../renderer/store/project-store.ts'
import { fromPlain, plainText } from '../../../shared/text/rich-text.ts'
import { addUnits, contentsOf, forgetCopies, makeProject, open } from '../../support/open-store.ts'

type Step =
  | { do: 'type'; row: number; text: string }
  | { do: 'state'; row: number }
  | { do: 'tag'; row: number; from: number; to: number; side: 'source' | 'target' }
  | { do: 'untag' }
  | { do: 'undo' }
  | { do: 'redo' }

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant('type' as const), row: fc.nat(99), text: fc.string({ maxLength: 20 }) }) },
  fc.record({ do: fc.constant('state' as const), row: fc.nat(99) }),
  fc.record({
    do: fc.constant('tag' as const),
    row: fc.nat(99),
    from: fc.nat(12),
    to: fc.nat(12),
    side: fc.constantFrom('source' as const, 'target' as const),
  }),
  fc.constant({ do: 'untag' as const }),
  { weight: 2, arbitrary: fc.constant({ do: 'undo' as const }) },
  { weight: 2, arbitrary: fc.constant({ do: 'redo' as const }) },
)

async function take(store: ProjectStore, documentId: string, one: Step): Promise<void> {
  if (one.do === 'undo') await store.undo()
  else if (one.do === 'redo') await store.redo()
  else if (one.do === 'untag') {
    const tag = store.records.tagList[0]
    if (tag) await commitAll(store, removeTagOps(store, tag))
  } else {
    const outline = store.records.outlines.get(documentId)
    if (!outline) return
    const unit = (await store.readUnit(documentId, outline.row(one.row % outline.length)!.id))!
    if (one.do === 'type') await commitAll(store, setTargetOps(store, unit, fromPlain(one.text)))
    else if (one.do === 'state') await commitAll(store, stateOps(unit, unit.state === 'final' ? 'initial' : 'final'))
    else {
      const length = plainText(unit[one.side]).length
      const from = Math.min(one.from, one.to, length)
      const to = Math.min(Math.max(one.from, one.to), length)
      if (from === to) return
      const tag = newTag(store, { name: 'tag' })
      await commitAll(store, [
        { type: 'tag.add', tag },
        { type: 'annotation.add', annotation: newAnnotation([{ unit, side: one.side, from, to }], tag.id, 'Aigerim') },
      ])
    }
  }
}

describe('a passage', () => {
  test('holds whole graphemes, whatever part of them was selected', () => {
    const text = 'a👩‍🚀é́ qazaq'
    const unit = { source: [{ type: 'text' as const, text }] } as unknown as Parameters<typeof passageOf>[0]
    const edges = new Set([...new Intl.Segmenter().segment(text)].map(({ index }) => index)).add(text.length)
    for (let from = 0; from <= text.length; from++) {
      for (let to = from; to <= text.length; to++) {
        const passage = passageOf(unit, 'source', from, to)
        expect([from, to, edges.has(passage.from), edges.has(passage.to)]).toEqual([from, to, true, true])
        expect(passage.from).toBeLessThanOrEqual(from)
        expect(passage.to).toBeGreaterThanOrEqual(to)
      }
    }
  })
})

describe('the write path', () => {
  test('after any edits, undos and redos: the folder, the working copy and memory hold the same', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
        const { host, entry } = await makeProject()
        const { store } = await open(host, entry)
        const documentId = await addUnits(store, 100)
        for (const one of steps) await take(store, documentId, one)
        const memory = await contentsOf(store)
        await store.close()
        expect(store.status).toMatchObject({ pending: 0, storage: null, folder: null })

        const again = await open(host, entry)
        expect(await contentsOf(again.store)).toEqual(memory)
        await again.store.close()

        await forgetCopies()
        const fromFolder = await open(host, entry)
        expect(await contentsOf(fromFolder.store)).toEqual(memory)
        await fromFolder.store.close()
      }),
      { numRuns: 15 },
    )
  })

  test('undoing everything gives the empty project back, redoing everything gives all of it again', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          step.filter(({ do: what }) => what !== 'undo' && what !== 'redo'),
          { minLength: 1, maxLength: 15 },
        ),
        async (steps) => {
          const { host, entry } = await makeProject()
          const { store } = await open(host, entry)
          const empty = await contentsOf(store)
          const documentId = await addUnits(store, 70)
          for (const one of steps) await take(store, documentId, one)
          const full = await contentsOf(store)
          while (await store.undo());
          expect(await contentsOf(store)).toEqual(empty)
          while (await store.redo());
          expect(await contentsOf(store)).toEqual(full)
          await store.close()
        },
      ),
      { numRuns: 10 },
    )
  })

  test('undo reaches back over closing and opening', async () => {
    const { host, entry } = await makeProject()
    const first = await open(host, entry)
    const documentId = await addUnits(first.store, 3)
    const before = await contentsOf(first.store)
    await take(first.store, documentId, { do: 'type', row: 1, text: 'kept' })
    await first.store.close()
    const second = await open(host, entry)
    expect(second.store.canUndo).toBe(true)
    await second.store.undo()
    expect(await contentsOf(second.store)).toEqual(before)
    await second.store.close()
  })

  test('closing waits for what was committed while a write was under way', async () => {
    const { host, entry } = await makeProject()
    const { store } = await open(host, entry)
    const documentId = await addUnits(store, 3)
    host.setFault('appendChanges', { kind: 'delay', milliseconds: 30 })
    await take(store, documentId, { do: 'type', row: 0, text: 'first' })
    const flushing = store.flush()
    await new Promise((resolve) => setTimeout(resolve, 10))
    await take(store, documentId, { do: 'type', row: 1, text: 'second, while the first is on its way' })
    await Promise.all([flushing, store.close()])
    expect(store.status.pending).toBe(0)
    host.setFault('appendChanges', null)
    await forgetCopies()
    const again = await open(host, entry)
    expect(again.store.seq).toBe(store.seq)
    await again.store.close()
  })

  test('an edit that does not fit is refused whole', async () => {
    const { host, entry } = await makeProject()
    const { store } = await open(host, entry)
    const documentId = await addUnits(store, 2)
    const unit = (await store.readUnit(documentId, store.records.outlines.get(documentId)!.row(0)!.id))!
    const before = await contentsOf(store)
    const tag = newTag(store, { name: 'tag' })
    const stale = { at: 0, removed: [{ type: 'text' as const, text: 'not there' }], inserted: [] }
    const commit = store.commit({
      type: 'group',
      ops: [
        { type: 'tag.add', tag },
        { type: 'unit.setTarget', documentId, unitId: unit.id, splice: stale },
      ],
    })
    await expect(commit).rejects.toThrow('not there')
    expect(await contentsOf(store)).toEqual(before)
    await store.close()
  })
})

test('an edit of rows far from each other finds all of them, though memory is full of others', async () => {
  const { host, entry } = await makeProject()
  const first = await open(host, entry)
  const documentId = await addUnits(first.store, 20_000)
  await first.store.close()
  const { store } = await open(host, entry)
  const outline = store.records.outlines.get(documentId)!
  const unitAt = async (row: number) => (await store.readUnit(documentId, outline.row(row)!.id))!
  const far = await unitAt(19_999)
  const near = await unitAt(0)
  // As many pages as memory keeps: the far one has left it, the near one is the next to go.
  for (let page = 1; page < 256; page++) await unitAt(page * 64)
  await commitAll(store, [...setTargetOps(store, near, fromPlain('near')), ...setTargetOps(store, far, fromPlain('far'))])
  expect([plainText((await unitAt(0)).target), plainText((await unitAt(19_999)).target)]).toEqual(['near', 'far'])
  await store.close()
})
