import { createMemoryHost, type MemoryHost } from '../../renderer/host/memory.ts'
import { openStore } from '../../renderer/store/opening.ts'
import { fillPages } from '../../renderer/store/pages.ts'
import type { ProjectStore } from '../../renderer/store/project-store.ts'
import type { ProjectEntry } from '../../shared/host/contract.ts'
import { unwrap } from '../../shared/host/errors.ts'
import { keysBetween, newId } from '../../shared/model/ids.ts'
import { recordLine } from '../../shared/model/lines.ts'
import type { Unit } from '../../shared/model/records.ts'

const encoder = new TextEncoder()

/** A host in memory with one empty project. */
export async function makeProject(host: MemoryHost = createMemoryHost()): Promise<{ host: MemoryHost; entry: ProjectEntry }> {
  const entry = unwrap(await host.createProject({ name: `p${newId()}`, sourceLanguage: 'kk', targetLanguage: 'en', folder: null }))
  return { host, entry }
}

/** Opens a project as the renderer does. */
export function open(host: MemoryHost, entry: ProjectEntry, takeOver = true) {
  return openStore(host, entry, { client: 'client', takeOver, author: () => 'Aigerim' })
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

/** Adds a document of so many short paragraphs through the one write path; returns its id. */
export async function addUnits(store: ProjectStore, count: number): Promise<string> {
  const { host, session } = store
  const documentId = newId()
  const file = unwrap(await host.putFile({ name: 'text.txt', bytes: encoder.encode('text') }))
  const original = unwrap(await host.addSource({ session, file: file.token, documentId }))
  const units: Unit[] = keysBetween(null, null, count).map((order, index) => ({
    id: newId(),
    documentId,
    order,
    kind: 'body',
    source: [{ type: 'text', text: `Бұл ${index}-абзац` }],
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
export async function contentsOf(store: ProjectStore): Promise<unknown> {
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
