import { createMemoryHost, type MemoryHost } from '../../renderer/host/memory.ts'
import { ProjectDatabase } from '../../renderer/store/database.ts'
import { commitAll, setTargetOps } from '../../renderer/store/edits.ts'
import { type OpenedStore, type OpenOptions, openStore } from '../../renderer/store/opening.ts'
import { fillPages } from '../../renderer/store/pages.ts'
import type { ProjectStore } from '../../renderer/store/project-store.ts'
import type { ProjectEntry } from '../../shared/host/contract.ts'
import { unwrap } from '../../shared/host/errors.ts'
import { keysBetween, newId } from '../../shared/model/ids.ts'
import { recordLine } from '../../shared/model/lines.ts'
import type { Unit } from '../../shared/model/records.ts'
import { fromPlain } from '../../shared/text/rich-text.ts'

const encoder = new TextEncoder()

/** A host in memory with one empty project. */
export async function makeProject(host: MemoryHost = createMemoryHost()): Promise<{ host: MemoryHost; entry: ProjectEntry }> {
  const entry = unwrap(await host.createProject({ name: `p${newId()}`, sourceLanguage: 'kk', targetLanguage: 'en', folder: null }))
  return { host, entry }
}

/** Opens a project as the renderer does; `choose` is asked where copy and folder parted, which must not happen without it. */
export async function open(
  host: MemoryHost,
  entry: ProjectEntry,
  choose: OpenOptions['choose'] = neverAsked,
  takeOver = true,
): Promise<OpenedStore> {
  const labels = { copy: 'the copy', folder: 'the folder' }
  const opened = await openStore(host, entry, { client: 'client', takeOver, author: () => 'Aigerim', choose, labels })
  if (!opened) throw new Error('the opening was given up')
  return opened
}

const neverAsked = async (): Promise<null> => {
  throw new Error('asked which side goes on, though nothing parted')
}

/** The browser throws its storage away. */
export async function forgetCopies(): Promise<void> {
  for (const { name } of await indexedDB.databases()) {
    await new Promise((resolve, reject) => {
      const request = indexedDB.deleteDatabase(name!)
      request.onsuccess = resolve
      request.onerror = reject
    })
  }
}

/** Adds a document of so many paragraphs, each padded to a length, through the one write path; returns its id. */
export async function addUnits(store: ProjectStore, count: number, length = 0): Promise<string> {
  const { host, session } = store
  const documentId = newId()
  const file = unwrap(await host.putFile({ name: 'text.txt', bytes: encoder.encode('text') }))
  const original = unwrap(await host.addSource({ session, file: file.token, documentId }))
  const units: Unit[] = keysBetween(null, null, count).map((order, index) => ({
    id: newId(),
    documentId,
    order,
    kind: 'body',
    source: [{ type: 'text', text: `Бұл ${index}-абзац`.padEnd(length, ' және') }],
    target: [],
    state: 'initial',
    continues: false,
  }))
  const { sha256 } = unwrap(await host.addRows({ session, bytes: encoder.encode(units.map(recordLine).join('')) }))
  const report = { format: 'txt', encoding: 'utf-8', shape: 'lines', lines: count, characters: 4, removed: [], notes: [] }
  const order = keysBetween(null, null, 1)[0]!
  const document = { id: documentId, order, name: 'text', original, report }
  await store.commit(
    { type: 'document.add', document, rows: { sha256, count } },
    new Map([[documentId, await fillPages(documentId, units)]]),
  )
  return documentId
}

/** Everything a store holds, as plain data, to compare two of them. */
export async function contentsOf(store: ProjectStore): Promise<{ documents: unknown } & Record<string, unknown>> {
  const { project, documentList, tagList, annotations } = store.records
  const documents = []
  for (const document of documentList) {
    const units: Unit[] = []
    for await (const unit of store.readUnits(document.id)) units.push(unit)
    documents.push({ document, units })
  }
  const sorted = [...annotations.values()].sort((a, b) => (a.id < b.id ? -1 : 1))
  return JSON.parse(JSON.stringify({ project, documents, tags: tagList, annotations: sorted }))
}

/** Types into a row. */
export async function type(store: ProjectStore, documentId: string, row: number, text: string): Promise<void> {
  const unit = (await store.readUnit(documentId, store.records.outlines.get(documentId)!.row(row)!.id))!
  await commitAll(store, setTargetOps(store, unit, fromPlain(text)))
}

/** Types while the folder takes nothing. */
export async function typeUnsent(host: MemoryHost, store: ProjectStore, documentId: string, row: number, text: string): Promise<void> {
  await store.flush()
  host.setFault('appendChanges', { kind: 'fail', code: 'io' })
  await type(store, documentId, row, text)
  await store.flush()
}

/** Opens a project after the browser threw its storage away. */
export async function openWithoutCopy(...[host, entry]: Parameters<typeof open>) {
  await forgetCopies()
  return open(host, entry)
}

/** Sets a database's records aside, to be put back in place of whatever is there then. */
export async function copyDatabase(name: string) {
  const id = name.replace(/^egiz-/, '')
  const from = new ProjectDatabase(id)
  const tables = await Promise.all((await from.open()).tables.map(async (table) => [table.name, await table.toArray()] as const))
  from.close()
  return {
    async restore() {
      const to = new ProjectDatabase(id)
      for (const [table, records] of tables) {
        await to.table(table).clear()
        await to.table(table).bulkPut(records)
      }
      to.close()
    },
  }
}
