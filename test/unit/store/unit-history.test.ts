// @vitest-environment happy-dom
import { beforeEach, describe, expect, test } from 'vitest'
import { commitAll, newAnnotation, newTag, stateOps } from '../../../renderer/store/edits.ts'
import type { ProjectStore } from '../../../renderer/store/project-store.ts'
import { cutAlong, mergeOps, splitOps } from '../../../renderer/store/row-edits.ts'
import { type HistoryEntry, restoreOps, UnitHistory } from '../../../renderer/store/unit-history.ts'
import { unwrap } from '../../../shared/host/errors.ts'
import type { Unit } from '../../../shared/model/records.ts'
import { fromPlain, plainText } from '../../../shared/text/rich-text.ts'
import { rulesFor } from '../../../shared/text/segmentation/languages.ts'
import { addUnits, forgetCopies, makeProject, open, openWithoutCopy, type, typeUnsent } from '../../support/open-store.ts'

beforeEach(async () => {
  await forgetCopies()
  localStorage.clear()
})

async function unitAt(store: ProjectStore, documentId: string, row: number): Promise<Unit> {
  return (await store.readUnit(documentId, store.records.outlines.get(documentId)!.row(row)!.id))!
}

async function all(store: ProjectStore, unit: Unit): Promise<HistoryEntry[]> {
  const history = new UnitHistory(store, unit)
  const entries: HistoryEntry[] = []
  while (history.hasMore) entries.push(...(await history.read()))
  return entries
}

const deeds = (entries: readonly HistoryEntry[]) => entries.map((entry) => entry.deeds.join())
const targets = (entries: readonly HistoryEntry[]) => entries.map(({ after }) => after && plainText(after.target))

async function project() {
  const { host, entry } = await makeProject()
  const { store } = await open(host, entry)
  return { host, entry, store, documentId: await addUnits(store, 5) }
}

describe('the history of a row', () => {
  test('tells every step, newest first, from the import on; each begins where the older one ended', async () => {
    const { store, documentId } = await project()
    await type(store, documentId, 1, 'one')
    await type(store, documentId, 2, 'another row')
    await type(store, documentId, 1, 'one two')
    await commitAll(store, stateOps(await unitAt(store, documentId, 1), 'translated'))
    const unit = await unitAt(store, documentId, 1)
    const tag = newTag(store, { name: 'Twins' })
    const annotation = newAnnotation([{ unit, side: 'target', from: 0, to: 3 }], tag.id, 'Aigerim')
    await commitAll(store, [
      { type: 'tag.add', tag },
      { type: 'annotation.add', annotation },
    ])
    await store.undo()
    await store.redo()
    const entries = await all(store, unit)
    expect(deeds(entries)).toEqual(['tagged', 'tagged', 'state', 'target', 'target', 'imported'])
    // Going back and forth is one step.
    expect(entries.map(({ link }) => link).slice(0, 2)).toEqual(['both', null])
    expect(entries[1]!.annotations).toEqual([{ quote: 'one', tagId: tag.id }])
    expect(targets(entries)).toEqual(['one two', 'one two', 'one two', 'one two', 'one', ''])
    for (const [i, entry] of entries.entries()) if (entries[i + 1]) expect(entry.before).toEqual(entries[i + 1]!.after)
    expect(entries.at(-1)!.before).toBeNull()
    await store.close()
  })

  test('typing without a rest is one step', async () => {
    const { store, documentId } = await project()
    const unit = await unitAt(store, documentId, 0)
    let text = ''
    for (const word of ['a', ' b', ' c']) {
      const splice = { at: text.length, removed: [], inserted: [...fromPlain(word)] }
      await store.commitTyping({ type: 'unit.setTarget', documentId, unitId: unit.id, splice })
      text += word
    }
    const entries = await all(store, await unitAt(store, documentId, 0))
    expect(targets(entries)).toEqual(['a b c', ''])
    expect([entries[0]!.before && plainText(entries[0]!.before.target), entries[0]!.isTyping]).toEqual(['', true])
    await store.close()
  })

  test('reaches over splits and joins, into compacted history, and to what is not sent yet', async () => {
    const { host, entry, store, documentId } = await project()
    await type(store, documentId, 0, 'First part. Second part.')
    const whole = await unitAt(store, documentId, 0)
    await commitAll(store, splitOps(whole, cutAlong(whole, 'target', 11, rulesFor('kk')), await unitAt(store, documentId, 1), []))
    await commitAll(store, mergeOps(await unitAt(store, documentId, 0), await unitAt(store, documentId, 1), []))
    await store.flush()
    unwrap(await host.compactProject({ session: store.session }))
    await store.close()
    const again = (await openWithoutCopy(host, entry)).store
    await typeUnsent(host, again, documentId, 0, 'not sent')
    const entries = await all(again, await unitAt(again, documentId, 0))
    expect(deeds(entries)).toEqual(['target', 'joined', 'split', 'target', 'imported'])
    expect(targets(entries)).toEqual(['not sent', 'First part. Second part.', 'First part.', 'First part. Second part.', ''])
    host.setFault('appendChanges', null)
    await again.close()
  })

  test('any text it ever had can be had again, with what is annotated moved along, as one step of undo', async () => {
    const { store, documentId } = await project()
    await type(store, documentId, 0, 'the early text')
    await type(store, documentId, 0, 'the late text')
    const late = await unitAt(store, documentId, 0)
    await store.commit({ type: 'annotation.add', annotation: newAnnotation([{ unit: late, side: 'target', from: 9, to: 13 }], null, 'A') })
    const version = (await all(store, late)).find(({ after }) => after && plainText(after.target) === 'the early text')!.after!
    await commitAll(store, restoreOps(late, version, store.records.annotationsOf(late.id)))
    expect(plainText((await unitAt(store, documentId, 0)).target)).toBe('the early text')
    expect(store.records.annotationsOf(late.id)[0]!.spans[0]!.quote).toBe('text')
    await store.undo()
    expect(plainText((await unitAt(store, documentId, 0)).target)).toBe('the late text')
    await store.close()
  })
})

describe('undo', () => {
  test('goes back over what the working copy never held, to the first change of all, and forth again', async () => {
    const { host, entry, store, documentId } = await project()
    for (let i = 0; i < 20; i++) await type(store, documentId, i % 5, `text ${i}`)
    const last = plainText((await unitAt(store, documentId, 4)).target)
    await store.flush()
    unwrap(await host.compactProject({ session: store.session }))
    await store.close()
    const again = (await openWithoutCopy(host, entry)).store
    expect(again.canUndo).toBe(true)
    let undone = 0
    while (await again.undo()) undone++
    expect([undone, again.records.documentList.length, again.canUndo]).toEqual([21, 0, false])
    while (await again.redo()) undone--
    expect([undone, plainText((await unitAt(again, documentId, 4)).target)]).toEqual([0, last])
    await again.close()
  })
})
