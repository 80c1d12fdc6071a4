// @vitest-environment happy-dom
import Dexie from 'dexie'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { ProjectDatabase } from '../../../renderer/store/database.ts'
import { addUnits, contentsOf, forgetCopies, makeProject, open, openWithoutCopy, type } from '../../support/open-store.ts'

beforeEach(async () => {
  await forgetCopies()
  localStorage.clear()
})
afterEach(() => vi.restoreAllMocks())

/** What the database holds, seen from beside the store. */
async function stored(projectId: string): Promise<{ seq: number; changes: number }> {
  const database = new ProjectDatabase(projectId)
  const meta = await database.meta.get('meta')
  const changes = await database.changes.count()
  database.close()
  return { seq: meta!.head.seq, changes }
}

describe('the way of a change', () => {
  test('into the database waits for no folder: what is typed while the folder fails is stored at once', async () => {
    const { host, entry } = await makeProject()
    const { store } = await open(host, entry)
    const documentId = await addUnits(store, 5)
    await store.flush()
    host.setFault('appendChanges', { kind: 'fail', code: 'io' })
    for (let row = 0; row < 5; row++) {
      await type(store, documentId, row, `row ${row}`)
      await vi.waitFor(() => expect(store.status.unstored).toBe(0))
      expect((await stored(store.records.project.id)).seq).toBe(store.seq)
    }
    expect(store.status).toMatchObject({ pending: 5, folder: { code: 'io' } })
    host.setFault('appendChanges', null)
    await store.flush()
    expect(store.status).toMatchObject({ pending: 0, folder: null })
    await store.close()
  })

  test('never sends to the folder what the database was not tried with', async () => {
    const { host, entry } = await makeProject()
    const { store } = await open(host, entry)
    const documentId = await addUnits(store, 40)
    const id = store.records.project.id
    const seen: [sent: number, held: number][] = []
    const append = host.appendChanges
    vi.spyOn(host as { appendChanges: typeof append }, 'appendChanges').mockImplementation(async (args) => {
      seen.push([args.changes.at(-1)!.seq, (await stored(id)).seq])
      return append(args)
    })
    for (let row = 0; row < 40; row++) void type(store, documentId, row, `row ${row}`)
    await vi.waitFor(() => expect(store.seq).toBe(41))
    await store.flush()
    expect(seen.length).toBeGreaterThan(0)
    for (const [sent, held] of seen) expect(held).toBeGreaterThanOrEqual(sent)
    await store.close()
  })

  test('reaches the folder all the same where the database takes nothing, and is told; later the database gets it', async () => {
    const { host, entry } = await makeProject()
    const { store } = await open(host, entry)
    const documentId = await addUnits(store, 5)
    await store.flush()
    const write = vi.spyOn(Dexie.prototype, 'transaction').mockImplementation(() => {
      throw Object.assign(new Error('the quota is used up'), { name: 'QuotaExceededError' })
    })
    await type(store, documentId, 0, 'into the folder')
    await store.flush()
    expect(store.status).toMatchObject({ pending: 0, unstored: 1, folder: null })
    expect(store.status.storage).toMatchObject({ kind: 'full', detail: expect.stringContaining('QuotaExceededError') })
    write.mockRestore()
    await store.flush()
    expect(store.status).toMatchObject({ pending: 0, unstored: 0, storage: null })
    const memory = await contentsOf(store)
    await store.close()
    const fresh = await openWithoutCopy(host, entry)
    expect(await contentsOf(fresh.store)).toEqual(memory)
    await fresh.store.close()
  })

  for (const reason of ['folder-gone', 'changed'] as const) {
    test(`goes on into the database when the folder ended (${reason}), and to the folder at the next opening`, async () => {
      const { host, entry } = await makeProject()
      const { store } = await open(host, entry)
      const documentId = await addUnits(store, 5)
      await store.flush()
      store.end(reason)
      await type(store, documentId, 2, 'typed after the end')
      await store.flush()
      expect(store.status).toMatchObject({ ended: reason, pending: 1, unstored: 0 })
      const memory = await contentsOf(store)
      await store.close()
      const again = await open(host, entry)
      expect(again.notices.map(({ code }) => code)).toEqual(['folder-caught-up'])
      await again.store.close()
      const fresh = await openWithoutCopy(host, entry)
      expect(await contentsOf(fresh.store)).toEqual(memory)
      await fresh.store.close()
    })
  }
})
