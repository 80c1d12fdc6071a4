import type { FileGrant, Host } from '../../../shared/host/contract.ts'
import { unwrap } from '../../../shared/host/errors.ts'
import type { SimpleOp } from '../../../shared/model/changes.ts'
import { keyBetween, newId } from '../../../shared/model/ids.ts'
import { recordLine } from '../../../shared/model/lines.ts'
import { rowsPath } from '../../../shared/model/project-file.ts'
import type { DocumentRecord, StoredFile, Unit } from '../../../shared/model/records.ts'
import { asOne } from '../../store/edits.ts'
import { fillPages } from '../../store/pages.ts'
import type { ProjectStore } from '../../store/project-store.ts'

export interface Built {
  document: DocumentRecord
  units: readonly Unit[]
  /** The units, one a line. */
  rows: Uint8Array<ArrayBuffer>
}

/**
 * Adds a document to the project: its file and its rows are made durable in the folder first, then one change names them. Whatever
 * fails, nothing stays behind. @throws HostFailure
 */
export async function addDocument(
  store: ProjectStore,
  file: FileGrant,
  build: (place: { documentId: string; order: string; original: StoredFile }) => Promise<Built>,
): Promise<string> {
  const { host, session } = store
  const documentId = newId()
  const order = keyBetween(store.records.documentList.at(-1)?.order ?? null, null)
  const kept: string[] = []
  try {
    const original = unwrap(await host.addSource({ session, file: file.token, documentId }))
    kept.push(original.path)
    const { document, units, rows } = await build({ documentId, order, original })
    const { sha256 } = unwrap(await host.addRows({ session, bytes: rows }))
    kept.push(rowsPath(sha256))
    const pages = await fillPages(documentId, units)
    await store.commit({ type: 'document.add', document, rows: { sha256, count: units.length } }, new Map([[documentId, pages]]))
    return documentId
  } catch (error) {
    await host.discardSources({ session, paths: kept })
    throw error
  }
}

/** Takes a document away with its annotations. Its rows as they are now are kept in the folder, so that undo brings all of it back. */
export async function removeDocument(store: ProjectStore, host: Host, documentId: string): Promise<void> {
  const document = store.records.documents.get(documentId)
  if (!document) return
  const lines: string[] = []
  for await (const unit of store.readUnits(documentId)) lines.push(recordLine(unit))
  const bytes = new TextEncoder().encode(lines.join(''))
  const { sha256 } = unwrap(await host.addRows({ session: store.session, bytes }))
  const annotations = [...store.records.annotations.values()].filter((annotation) => annotation.documentId === documentId)
  const op = asOne([
    ...annotations.map((annotation): SimpleOp => ({ type: 'annotation.remove', annotation })),
    { type: 'document.remove', document, rows: { sha256, count: lines.length } },
  ])
  if (op) await store.commit(op)
}
