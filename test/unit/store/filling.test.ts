// @vitest-environment happy-dom
import { beforeEach, expect, test } from 'vitest'
import type { MemoryHost } from '../../../renderer/host/memory.ts'
import { ProjectDatabase } from '../../../renderer/store/database.ts'
import type { ProjectEntry } from '../../../shared/host/contract.ts'
import { addUnits, contentsOf, forgetCopies, makeProject, open, openWithoutCopy, type } from '../../support/open-store.ts'

/** Rows whose file is several times as long as what is read of it at once. */
const ROWS = 1500
const LENGTH = 1200
const AT_ONCE = 1 << 20

/** A host that gives out only the beginning of a file of rows until it is let. */
function held(host: MemoryHost): { host: MemoryHost; letGo: () => void; fail: () => void } {
  let letGo = () => {}
  let fail = () => {}
  const gate = new Promise<void>((resolve, reject) => {
    letGo = resolve
    fail = () => reject(new Error('the medium is gone'))
  })
  gate.catch(() => {})
  const wait = async <A extends { from: number }, R>(read: (args: A) => Promise<R>, args: A): Promise<R> => {
    if (args.from >= AT_ONCE) await gate
    return read(args)
  }
  const slow: MemoryHost = {
    ...host,
    readRows: (args) => wait(host.readRows, args),
    readSnapshot: (args) => wait(host.readSnapshot, args),
  }
  return { host: slow, letGo, fail }
}

async function longProject(): Promise<{ host: MemoryHost; entry: ProjectEntry; documentId: string; contents: unknown }> {
  const { host, entry } = await makeProject()
  const { store } = await open(host, entry)
  const documentId = await addUnits(store, ROWS, LENGTH)
  const contents = await contentsOf(store)
  await store.close()
  await forgetCopies()
  return { host, entry, documentId, contents }
}

beforeEach(async () => {
  await forgetCopies()
  localStorage.clear()
})

test('the first rows can be worked on while the others are still coming, and in the end all are there', async () => {
  const { entry, documentId, ...project } = await longProject()
  const { host, letGo } = held(project.host)
  const { store } = await open(host, entry)
  const there = store.records.outlines.get(documentId)!.length
  expect(store.isFilling).toBe(true)
  expect(there).toBeGreaterThan(100)
  expect(there).toBeLessThan(ROWS)

  await type(store, documentId, 3, 'typed meanwhile')
  await store.flush()
  expect(store.status).toMatchObject({ pending: 0, unstored: 0, ended: null })

  let isUndone = false
  const undone = store.undo().then(() => {
    isUndone = true
  })
  await new Promise((resolve) => setTimeout(resolve, 50))
  expect(isUndone).toBe(false)
  letGo()
  await undone
  expect(store.isFilling).toBe(false)
  expect(store.records.outlines.get(documentId)!.length).toBe(ROWS)
  expect(await contentsOf(store)).toEqual(project.contents)
  await store.redo()
  const contents = await contentsOf(store)
  await store.close()

  const again = await open(project.host, entry)
  expect(again.notices).toEqual([])
  expect(await contentsOf(again.store)).toEqual(contents)
  await again.store.close()
  const fresh = await openWithoutCopy(project.host, entry)
  await fresh.store.whenFilled()
  expect(await contentsOf(fresh.store)).toEqual(contents)
  await fresh.store.close()
})

test('a copy that was left half filled is filled anew, and what it alone held reaches the folder first', async () => {
  const { entry, documentId, host: whole } = await longProject()
  const { host } = held(whole)
  const { store } = await open(host, entry)
  whole.setFault('appendChanges', { kind: 'fail', code: 'io' })
  await type(store, documentId, 5, 'not sent')
  await store.flush()
  expect(store.status.pending).toBe(1)
  await store.close()
  whole.setFault('appendChanges', null)

  const again = await open(whole, entry)
  await again.store.whenFilled()
  const units = (await contentsOf(again.store)).documents as { units: { target: unknown }[] }[]
  expect(units[0]!.units).toHaveLength(ROWS)
  expect(units[0]!.units[5]!.target).toEqual([{ type: 'text', text: 'not sent' }])
  await again.store.close()
})

test('rows that do not come are told; what is typed in the others is saved, and the next opening has all of them', async () => {
  const { entry, documentId, ...project } = await longProject()
  const { host, fail } = held(project.host)
  const { store } = await open(host, entry)
  fail()
  await expect(store.whenFilled()).rejects.toThrow('the medium is gone')
  expect(store.status.ended).toBe('unfilled')
  await type(store, documentId, 1, 'typed all the same')
  await store.flush()
  expect(store.status.pending).toBe(0)
  const database = new ProjectDatabase(store.records.project.id)
  expect((await database.meta.get('meta'))?.filling).toBe(true)
  database.close()
  await store.close()

  const again = await open(project.host, entry)
  await again.store.whenFilled()
  expect(again.store.records.outlines.get(documentId)!.length).toBe(ROWS)
  const id = again.store.records.outlines.get(documentId)!.row(1)!.id
  expect((await again.store.readUnit(documentId, id))?.target).toEqual([{ type: 'text', text: 'typed all the same' }])
  await again.store.close()
})
