// @vitest-environment happy-dom
import Dexie from 'dexie'
import { beforeEach, describe, expect, test } from 'vitest'
import { DATABASE_FORMAT, databaseName, ProjectDatabase } from '../../../renderer/store/database.ts'
import { migrations } from '../../../renderer/store/migrations/migrations.ts'
import { outlineOf } from '../../../renderer/store/pages.ts'
import frozen from '../../fixtures/working-copy-1.json' with { type: 'json' }
import { addUnits, contentsOf, forgetCopies, makeProject, open, openWithoutCopy, type, typeUnsent } from '../../support/open-store.ts'

const meta = frozen.tables.meta[0]!
const id = meta.project.id

/** The marks of a page's rows, of which none was marked then. */
const unmarked = (page: object) => '0'.repeat('ids' in page && Array.isArray(page.ids) ? page.ids.length : 0)

/** The frozen working copy, written as the version of that time left it. */
async function thaw(): Promise<void> {
  const database = new Dexie(databaseName(id))
  database.version(frozen.version).stores(frozen.schema)
  for (const [table, records] of Object.entries(frozen.tables)) await database.table(table).bulkAdd(structuredClone(records) as unknown[])
  database.close()
}

beforeEach(async () => {
  await forgetCopies()
  localStorage.clear()
})

describe('a working copy of format 1', () => {
  test('is brought up with every record as it was', async () => {
    await thaw()
    const database = new ProjectDatabase(id)
    expect(await database.meta.toArray()).toEqual([
      { ...meta, format: DATABASE_FORMAT, place: '', counts: { documents: 1, tags: 1, annotations: 1, pages: 2 } },
    ])
    for (const [table, records] of Object.entries(frozen.tables)) {
      if (table === 'meta' || table === 'annotations') continue
      const now = await database.table(table).toArray()
      expect(now, table).toEqual(table === 'outline' ? records.map((page) => ({ ...page, flags: unmarked(page) })) : records)
    }
    const { annotations } = frozen.tables
    expect(await database.annotationPacks.toArray()).toEqual([{ key: annotations[0]!.id.slice(0, 2), annotations }])
    expect(database.backendDB().objectStoreNames.contains('annotations')).toBe(false)
    database.close()
  })

  test('has its outlines tell which rows carry on a paragraph', async () => {
    await thaw()
    const old = new Dexie(databaseName(id))
    old.version(frozen.version).stores(frozen.schema)
    await old
      .table('pages')
      .toCollection()
      .modify((page: { units: { continues: boolean }[] }) => {
        for (const [at, unit] of page.units.entries()) unit.continues = at % 3 === 1
      })
    old.close()
    const database = new ProjectDatabase(id)
    const pages = await database.pages.toArray()
    expect(pages.some(({ units }) => units.length > 1)).toBe(true)
    for (const page of pages) {
      const { flags } = (await database.outline.get([page.documentId, page.page]))!
      expect(flags).toBe(outlineOf(page).flags)
    }
    database.close()
  })

  test('is brought up as a whole or not at all', async () => {
    await thaw()
    const failing = new Dexie(databaseName(id))
    failing.version(1).stores(frozen.schema)
    for (const { to, tables, upgrade } of migrations) {
      failing
        .version(to)
        .stores(tables)
        .upgrade(async (transaction) => {
          await upgrade(transaction)
          throw new Error('the browser ended')
        })
    }
    await expect(failing.open()).rejects.toThrow()
    failing.close()
    const database = new ProjectDatabase(id)
    expect((await database.meta.get('meta'))?.format).toBe(DATABASE_FORMAT)
    expect(await database.changes.count()).toBe(frozen.tables.changes.length)
    database.close()
  })

  test('has what the folder lacks written there first, and sends it after', async () => {
    const { host, entry } = await makeProject()
    const first = await open(host, entry)
    const documentId = await addUnits(first.store, 5)
    await type(first.store, documentId, 0, 'sent')
    await typeUnsent(host, first.store, documentId, 1, 'not sent')
    const contents = await contentsOf(first.store)
    const projectId = first.store.records.project.id
    await first.store.close()
    host.setFault('appendChanges', null)
    await turnBack(projectId)
    const second = await open(host, entry)
    expect(second.notices.map(({ code }) => code)).toEqual(['folder-caught-up'])
    expect(await contentsOf(second.store)).toEqual(contents)
    await second.store.close()
    expect(host.aside(entry)).toHaveLength(1)
    expect(new TextDecoder().decode(host.aside(entry)[0])).toContain('not sent')
    const fresh = await openWithoutCopy(host, entry)
    expect(await contentsOf(fresh.store)).toEqual(contents)
    await fresh.store.close()
  })
})

test('every format has its step, in order', () => {
  expect(migrations.map(({ to }) => to)).toEqual(Array.from({ length: DATABASE_FORMAT - 1 }, (_, i) => i + 2))
})

/** Makes a database one of format 1 again. */
async function turnBack(projectId: string): Promise<void> {
  const now = new ProjectDatabase(projectId)
  const tables = await Promise.all((await now.open()).tables.map(async (table) => [table.name, await table.toArray()] as const))
  now.close()
  await Dexie.delete(databaseName(projectId))
  const old = new Dexie(databaseName(projectId))
  old.version(1).stores(frozen.schema)
  for (const [table, records] of tables) {
    const back = table === 'meta' ? records.map(({ place: _place, ...rest }) => ({ ...rest, format: 1 })) : records
    const packs = table === 'annotationPacks' && records.flatMap(({ annotations }) => annotations)
    await old.table(packs ? 'annotations' : table).bulkAdd(packs || back)
  }
  old.close()
}
