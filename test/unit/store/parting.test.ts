// @vitest-environment happy-dom
import { beforeEach, describe, expect, test } from 'vitest'
import type { MemoryHost } from '../../../renderer/host/memory.ts'
import type { Conflict } from '../../../renderer/store/conflict.ts'
import { ProjectDatabase } from '../../../renderer/store/database.ts'
import { commitAll, newAnnotation, newTag, stateOps } from '../../../renderer/store/edits.ts'
import type { ProjectEntry } from '../../../shared/host/contract.ts'
import { unwrap } from '../../../shared/host/errors.ts'
import { plainText } from '../../../shared/text/rich-text.ts'
import {
  addUnits,
  contentsOf,
  copyDatabase,
  forgetCopies,
  makeProject,
  open,
  openWithoutCopy,
  type,
  typeUnsent,
} from '../../support/open-store.ts'

const codes = (notices: readonly { code: string }[]) => notices.map(({ code }) => code)

beforeEach(async () => {
  await forgetCopies()
  localStorage.clear()
})

/** The working copy of the one project there is, to be put back later. */
const keepCopyOf = async () => copyDatabase((await indexedDB.databases())[0]!.name!)

/** Both sides went on: “typed here” waits in the copy, “typed there” is in the folder. */
async function parted() {
  const { host, entry } = await makeProject()
  const first = await open(host, entry)
  const documentId = await addUnits(first.store, 5)
  await type(first.store, documentId, 0, 'common')
  await typeUnsent(host, first.store, documentId, 0, 'typed here')
  await type(first.store, documentId, 3, 'here too')
  await first.store.flush()
  const here = await contentsOf(first.store)
  await first.store.close()
  host.setFault('appendChanges', null)
  const kept = await keepCopyOf()
  const other = await openWithoutCopy(host, entry)
  await type(other.store, documentId, 0, 'typed there')
  await type(other.store, documentId, 4, 'there too')
  const there = await contentsOf(other.store)
  await other.store.close()
  await kept.restore()
  return { host, entry, documentId, here, there }
}

/** What a project of that name, or of one that begins so, holds. */
async function contentsBeside(host: MemoryHost, entry: ProjectEntry) {
  const projects = unwrap(await host.listProjects({})).filter(({ name }) => name !== entry.name && name.startsWith(entry.name))
  expect(projects).toHaveLength(1)
  const { store } = await open(host, projects[0]!)
  const contents = await contentsOf(store)
  await store.close()
  return { name: projects[0]!.name, contents }
}

/** The texts alone: a project of its own has other ids and its own name. */
const texts = (contents: Awaited<ReturnType<typeof contentsOf>>) => JSON.stringify(contents.documents)

describe('both sides went on', () => {
  test('the person is shown both, row by row, each against what both had before', async () => {
    const { host, entry } = await parted()
    let asked: Conflict | null = null
    await expect(
      open(host, entry, async (conflict) => {
        asked = conflict
        return null
      }),
    ).rejects.toThrow('given up')
    const conflict = asked as unknown as Conflict
    expect(conflict).toMatchObject({ kind: 'parted', more: 0, copy: { changes: 2, authors: ['Aigerim'] }, folder: { changes: 2 } })
    const shown = conflict.rows.map((row) => [row.before, row.copy, row.folder].map((unit) => plainText(unit?.target ?? [])))
    expect(shown).toEqual([
      ['common', 'typed here', 'typed there'],
      ['', '', 'there too'],
      ['', 'here too', ''],
    ])
  })

  test('given up: nothing is changed, and the next opening asks again', async () => {
    const { host, entry } = await parted()
    for (let i = 0; i < 2; i++) await expect(open(host, entry, async () => null)).rejects.toThrow('given up')
    expect(unwrap(await host.listProjects({}))).toHaveLength(1)
  })

  test('the folder goes on: the copy is a project of its own', async () => {
    const { host, entry, here, there } = await parted()
    const { store, notices } = await open(host, entry, async () => 'folder')
    expect(codes(notices)).toContain('kept-beside')
    expect(await contentsOf(store)).toEqual(there)
    await store.close()
    const beside = await contentsBeside(host, entry)
    expect(beside.name).toContain('the copy')
    expect(texts(beside.contents)).toEqual(texts(here))
    const again = await open(host, entry)
    expect(codes(again.notices)).toEqual([])
    await again.store.close()
  })

  test('the copy goes on: the folder’s version is a project of its own, and undo goes back over the joint', async () => {
    const { host, entry, documentId, here, there } = await parted()
    const { store, notices } = await open(host, entry, async () => 'copy')
    expect(codes(notices)).toContain('kept-beside')
    expect(texts(await contentsOf(store))).toEqual(texts(here))
    await store.undo()
    const row = store.records.outlines.get(documentId)!.row(3)!
    expect(plainText((await store.readUnit(documentId, row.id))!.target)).toBe('')
    await store.redo()
    await store.flush()
    expect(store.status).toMatchObject({ pending: 0, folder: null })
    await store.close()
    const beside = await contentsBeside(host, entry)
    expect(beside.name).toContain('the folder')
    expect(texts(beside.contents)).toEqual(texts(there))
    const fresh = await openWithoutCopy(host, entry)
    expect(texts(await contentsOf(fresh.store))).toEqual(texts(here))
    await fresh.store.close()
  })

  for (const verb of ['forkProject', 'rewindProject', 'appendChanges'] as const) {
    test(`a failure of ${verb} on the way loses nothing: the next opening asks again, and both are there in the end`, async () => {
      const { host, entry, here, there } = await parted()
      host.setFault(verb, { kind: 'fail', code: 'io', times: 1 })
      await expect(open(host, entry, async () => 'copy')).rejects.toThrow()
      const { store } = await open(host, entry, async () => 'copy')
      expect(texts(await contentsOf(store))).toEqual(texts(here))
      await store.close()
      const projects = unwrap(await host.listProjects({})).filter(({ name }) => name.includes('the folder'))
      const contents: string[] = []
      for (const project of projects) {
        const beside = await open(host, project)
        contents.push(texts(await contentsOf(beside.store)))
        await beside.store.close()
      }
      expect(contents).toContain(texts(there))
    })
  }
})

describe('the folder lost what it had acknowledged', () => {
  async function older() {
    const { host, entry } = await makeProject()
    const first = await open(host, entry)
    const documentId = await addUnits(first.store, 5)
    await type(first.store, documentId, 0, 'early')
    await first.store.flush()
    const before = first.store.seq
    const early = await contentsOf(first.store)
    await type(first.store, documentId, 0, 'late')
    // With a document whose files an older folder lacks.
    const lateDocument = await addUnits(first.store, 3)
    await type(first.store, lateDocument, 1, 'late too')
    await commitAll(
      first.store,
      stateOps((await first.store.readUnit(lateDocument, first.store.records.outlines.get(lateDocument)!.row(1)!.id))!, 'final'),
    )
    await first.store.flush()
    const late = await contentsOf(first.store)
    await first.store.close()
    host.becomeOlder(entry, before)
    return { host, entry, early, late }
  }

  test('it is told as the older one, and nothing is sent before the person says so', async () => {
    const { host, entry } = await older()
    let asked: Conflict | null = null
    const asking = async (conflict: Conflict) => {
      asked = conflict
      return null
    }
    await expect(open(host, entry, asking)).rejects.toThrow('given up')
    expect(asked).toMatchObject({ kind: 'older', copy: { changes: 4 }, folder: { changes: 0 } })
  })

  test('the copy goes on: the folder gets again what it lost', async () => {
    const { host, entry, late } = await older()
    const { store, notices } = await open(host, entry, async () => 'copy')
    expect(codes(notices)).toEqual(['folder-caught-up'])
    await store.close()
    const fresh = await openWithoutCopy(host, entry)
    expect(await contentsOf(fresh.store)).toEqual(late)
    await fresh.store.close()
  })

  test('the folder goes on: what it lacks is a project of its own', async () => {
    const { host, entry, early, late } = await older()
    const { store } = await open(host, entry, async () => 'folder')
    expect(await contentsOf(store)).toEqual(early)
    await store.close()
    expect(texts((await contentsBeside(host, entry)).contents)).toEqual(texts(late))
  })
})

test('a copy of which nothing ties it to the folder is kept whole, as a project of its own, and the folder is loaded', async () => {
  const { host, entry } = await makeProject()
  const first = await open(host, entry)
  const documentId = await addUnits(first.store, 70)
  await type(first.store, documentId, 66, 'of another lineage')
  const unit = (await first.store.readUnit(documentId, first.store.records.outlines.get(documentId)!.row(66)!.id))!
  const tag = newTag(first.store, { name: 'Tag' })
  await commitAll(first.store, [
    { type: 'tag.add', tag },
    { type: 'annotation.add', annotation: newAnnotation([{ unit, side: 'target', from: 0, to: 2 }], tag.id, 'Aigerim', 'a note') },
  ])
  await first.store.flush()
  const whole = await contentsOf(first.store)
  const id = first.store.records.project.id
  await first.store.close()
  const database = new ProjectDatabase(id)
  await database.meta.update('meta', { lineage: 'anotherlineage00' })
  database.close()
  const { store, notices } = await open(host, entry)
  expect(codes(notices)).toEqual(['kept-beside', 'restored'])
  expect(await contentsOf(store)).toEqual(whole)
  await store.close()
  const { contents } = await contentsBeside(host, entry)
  const { documents, tags, annotations } = whole
  expect(contents).toMatchObject({ documents, tags, annotations })
})
