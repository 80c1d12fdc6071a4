// @vitest-environment happy-dom
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { commitAll, newAnnotation, newTag, removeTagOps, setTargetOps } from '../../../renderer/store/edits.ts'
import type { ProjectStore } from '../../../renderer/store/project-store.ts'
import { mergeOps, splitOps } from '../../../renderer/store/row-edits.ts'
import { SearchFeed } from '../../../renderer/store/search-feed.ts'
import type { SearchUnit } from '../../../shared/search/search-index.ts'
import { fromPlain, plainText } from '../../../shared/text/rich-text.ts'
import { addUnits, makeProject, open } from '../../support/open-store.ts'

/** What a sink was given, and holds. */
class Held {
  readonly documents = new Map<string, Map<string, SearchUnit>>()

  setUnits(documentId: string, units: readonly SearchUnit[]): void {
    const held = this.documents.get(documentId) ?? new Map<string, SearchUnit>()
    this.documents.set(documentId, held)
    for (const unit of units) held.set(unit.id, unit)
  }
  removeUnits(documentId: string, unitIds: readonly string[]): void {
    for (const id of unitIds) this.documents.get(documentId)?.delete(id)
  }
  removeDocument(documentId: string): void {
    this.documents.delete(documentId)
  }
  get rows(): SearchUnit[] {
    return [...this.documents.values()].flatMap((held) => [...held.values()]).sort((a, b) => (a.id < b.id ? -1 : 1))
  }
}

const untilFed = async (feed: SearchFeed) => {
  while (feed.progress !== null) await new Promise((resolve) => setTimeout(resolve, 1))
}

type Step = 'type' | 'tag' | 'rename' | 'untag' | 'split' | 'merge' | 'add' | 'undo' | 'redo' | 'wait' | 'note'
const steps = fc.array(
  fc.record({
    what: fc.constantFrom<Step>('type', 'tag', 'rename', 'untag', 'split', 'merge', 'add', 'undo', 'redo', 'wait', 'note'),
    row: fc.nat(200),
    words: fc.constantFrom('қазақ', 'кітап жазды', '', 'x'),
  }),
  { maxLength: 12 },
)

async function take(store: ProjectStore, what: Step, row: number, words: string): Promise<void> {
  const document = store.records.documentList[row % Math.max(1, store.records.documentList.length)]
  const outline = document && store.records.outlines.get(document.id)
  const [tag] = store.records.tagList
  if (what === 'add') await addUnits(store, 70)
  if (what === 'undo') await store.undo()
  if (what === 'redo') await store.redo()
  if (what === 'wait') await new Promise((resolve) => setTimeout(resolve, 2))
  if (what === 'untag' && tag) await commitAll(store, removeTagOps(store, tag))
  if (what === 'rename' && tag) {
    const { name, colour, description } = tag
    const before = { name, colour, description }
    await store.commit({ type: 'tag.set', tagId: tag.id, before, after: { ...before, name: `${name}${words}` } })
  }
  if (!outline || outline.length === 0) return
  const unit = (await store.readUnit(document.id, outline.row(row % outline.length)!.id))!
  const next = outline.row((row % outline.length) + 1)
  const after = next && (await store.readUnit(document.id, next.id))
  if (what === 'type') await commitAll(store, setTargetOps(store, unit, fromPlain(words)))
  if (what === 'note') {
    const note = { id: `note${store.seq}x`, text: words || 'note', author: 'A', at: '2026-01-02T03:04:05.000Z' }
    await store.commit({ type: 'note.add', documentId: document.id, unitId: unit.id, at: unit.notes?.length ?? 0, note })
  }
  if (what === 'split')
    await commitAll(store, splitOps(unit, { source: 3, target: 0 }, after ?? null, store.records.annotationsOf(unit.id)))
  if (what === 'merge' && after) {
    await commitAll(store, mergeOps(unit, after, new Set([unit, after].flatMap(({ id }) => store.records.annotationsOf(id)))))
  }
  if (what === 'tag') {
    const made = tag ?? newTag(store, { name: 'Genre' })
    const passage = { unit, side: 'source' as const, from: 0, to: Math.min(2, plainText(unit.source).length) }
    if (passage.to === 0) return
    await commitAll(store, [
      ...(tag ? [] : [{ type: 'tag.add' as const, tag: made }]),
      { type: 'annotation.add', annotation: newAnnotation([passage], made.id, 'Aigerim', words) },
    ])
  }
}

test('whatever changes while rows are given and after, what was given is what there is', async () => {
  await fc.assert(
    fc.asyncProperty(steps, steps, async (during, later) => {
      const { host, entry } = await makeProject()
      const { store } = await open(host, entry)
      const documentId = await addUnits(store, 130)
      const held = new Held()
      const feed = new SearchFeed(store, held)
      feed.begin(documentId)
      for (const { what, row, words } of during) await take(store, what, row, words)
      await untilFed(feed)
      for (const { what, row, words } of later) await take(store, what, row, words)
      await untilFed(feed)
      await new Promise((resolve) => setTimeout(resolve, 5))

      const anew = new Held()
      const other = new SearchFeed(store, anew)
      other.begin(documentId)
      await untilFed(other)
      expect(held.rows).toEqual(anew.rows)
      expect(anew.rows).toHaveLength([...store.records.outlines.values()].reduce((sum, { length }) => sum + length, 0))
      feed.end()
      other.end()
      await store.close()
    }),
    { numRuns: 25 },
  )
})
