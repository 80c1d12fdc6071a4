// @vitest-environment happy-dom
import { beforeEach, describe, expect, test } from 'vitest'
import { createMemoryHost } from '../../../renderer/host/memory.ts'
import { DATABASE_FORMAT, ProjectDatabase } from '../../../renderer/store/database.ts'
import { HostFailure } from '../../../shared/host/errors.ts'
import { addUnits, contentsOf, forgetCopies, makeProject, open, openWithoutCopy, type, typeUnsent } from '../../support/open-store.ts'

const codes = (notices: readonly { code: string }[]) => notices.map(({ code }) => code)

beforeEach(async () => {
  await forgetCopies()
  localStorage.clear()
})

describe('opening: the working copy and the folder are made to agree', () => {
  test('both equal: nothing is told', async () => {
    const { host, entry } = await makeProject()
    const first = await open(host, entry)
    const documentId = await addUnits(first.store, 5)
    await type(first.store, documentId, 0, 'same')
    await first.store.close()
    const second = await open(host, entry)
    expect(codes(second.notices)).toEqual([])
    await second.store.close()
  })

  test('the copy ahead: the folder gets what it lacks', async () => {
    const { host, entry } = await makeProject()
    const first = await open(host, entry)
    const documentId = await addUnits(first.store, 5)
    await typeUnsent(host, first.store, documentId, 2, 'only here')
    expect(first.store.status).toMatchObject({ pending: 1, folder: { code: 'io' } })
    const memory = await contentsOf(first.store)
    await first.store.close()
    host.setFault('appendChanges', null)
    const second = await open(host, entry)
    expect(codes(second.notices)).toEqual(['folder-caught-up'])
    await second.store.flush()
    expect(second.store.status.pending).toBe(0)
    await second.store.close()
    const elsewhere = await openWithoutCopy(host, entry)
    expect(await contentsOf(elsewhere.store)).toEqual(memory)
    await elsewhere.store.close()
  })

  test('an answer that was lost on the way is no loss and no duplicate', async () => {
    const { host, entry } = await makeProject()
    const { store } = await open(host, entry)
    const documentId = await addUnits(store, 5)
    await store.flush()
    host.setFault('appendChanges', { kind: 'dropAnswer', times: 2 })
    await type(store, documentId, 1, 'once')
    await store.flush()
    await store.flush()
    await store.flush()
    expect(store.status).toMatchObject({ pending: 0, folder: null })
    const seq = store.seq
    await store.close()
    const second = await open(host, entry)
    expect(second.store.seq).toBe(seq)
    await second.store.close()
  })

  test('the copy gone: restored from the folder, and told', async () => {
    const { host, entry } = await makeProject()
    const first = await open(host, entry)
    const documentId = await addUnits(first.store, 200)
    await type(first.store, documentId, 150, 'kept in the folder')
    const memory = await contentsOf(first.store)
    await first.store.close()
    const second = await openWithoutCopy(host, entry)
    expect(codes(second.notices)).toEqual(['restored'])
    expect(await contentsOf(second.store)).toEqual(memory)
    await second.store.close()
  })

  test('a copy of a newer version is refused and stays as it is', async () => {
    const { host, entry } = await makeProject()
    const first = await open(host, entry)
    await addUnits(first.store, 3)
    const id = first.store.records.project.id
    await first.store.close()
    const database = new ProjectDatabase(id)
    await database.meta.update('meta', { format: DATABASE_FORMAT + 1 })
    database.close()
    const refusal = await open(host, entry).catch((error: unknown) => error)
    expect(refusal).toBeInstanceOf(HostFailure)
    expect((refusal as HostFailure).error.code).toBe('newer-format')
    const after = new ProjectDatabase(id)
    expect((await after.meta.get('meta'))?.format).toBe(DATABASE_FORMAT + 1)
    after.close()
  })

  test('a hold taken over ends the saving and says so', async () => {
    const { host, entry } = await makeProject(createMemoryHost())
    const first = await open(host, entry)
    const documentId = await addUnits(first.store, 3)
    await first.store.flush()
    const second = await open(host, entry)
    await type(first.store, documentId, 0, 'too late')
    await first.store.flush()
    expect(first.store.status).toMatchObject({ ended: 'elsewhere', pending: 1 })
    const there = await contentsOf(second.store)
    await second.store.close()
    const third = await open(host, entry)
    expect(codes(third.notices)).toEqual([])
    expect(await contentsOf(third.store)).toEqual(there)
    await third.store.close()
  })
})
