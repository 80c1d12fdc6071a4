import type { Host } from '../../shared/host/contract.ts'
import { unwrap } from '../../shared/host/errors.ts'
import type { Change, Op } from '../../shared/model/changes.ts'
import { keysBetween, newId } from '../../shared/model/ids.ts'
import { readRecords, recordLine } from '../../shared/model/lines.ts'
import { annotationSchema, type DocumentRecord, type StoredFile, type Unit, type UnitKind, unitSchema } from '../../shared/model/records.ts'
import { fromPlain } from '../../shared/text/rich-text.ts'

/** A time for records whose time does not matter. */
export const AT = '2026-01-02T03:04:05.000Z'

/** Units of one document, in order, with ids that sort alike. */
export function sampleUnits(documentId: string, count: number, text = (i: number) => `Сөйлем ${i}, the ${i}th of them.`): Unit[] {
  return keysBetween(null, null, count).map((order, i) => ({
    id: `u${String(i).padStart(7, '0')}`,
    documentId,
    order,
    kind: 'body' as UnitKind,
    source: [...fromPlain(text(i))],
    target: [],
    state: 'initial' as const,
    continues: false,
  }))
}

export const rowsText = (units: readonly Unit[]): string => units.map(recordLine).join('')

export function sampleDocument(id: string, original: StoredFile, order = 'a0'): DocumentRecord {
  const report = { format: 'txt', encoding: 'utf-8', shape: 'lines', lines: 1, characters: 5, removed: [], notes: [] }
  return { id, order, name: `Document ${id}`, original, report }
}

/** The operation that types `text` over the nothing a unit holds. */
export const typed = (unit: Unit, text: string): Op => ({
  type: 'unit.setTarget',
  documentId: unit.documentId,
  unitId: unit.id,
  splice: { at: 0, removed: [], inserted: [...fromPlain(text)] },
})

export const change = (seq: number, op: Op, author = 'tester'): Change => ({ seq, at: AT, author, op })

/** A project with a document of `count` rows, opened: the setting of most tests of a host. */
export async function openSample(host: Host, count = 5, name = `Sample ${newId(6)}`) {
  const entry = unwrap(await host.createProject({ name, sourceLanguage: 'kk', targetLanguage: 'en', folder: null }))
  const opened = unwrap(await host.openProject({ project: entry.token, client: 'client1', takeOver: false }))
  const { session } = opened
  const documentId = newId()
  const units = sampleUnits(documentId, count)
  const file = unwrap(await host.putFile({ name: 'Sample text.TXT', bytes: new TextEncoder().encode('Сәлем') }))
  const original = unwrap(await host.addSource({ session, file: file.token, documentId }))
  const { sha256 } = unwrap(await host.addRows({ session, bytes: new TextEncoder().encode(rowsText(units)) }))
  const document = sampleDocument(documentId, original)
  const added = change(1, { type: 'document.add', document, rows: { sha256, count } })
  unwrap(await host.appendChanges({ session, changes: [added] }))
  return { entry, opened, session, documentId, units, original, document, rows: { sha256, count }, added }
}

/** A snapshot file, or rows, read to the end in small parts. */
export async function readAll(read: (from: number, length: number) => Promise<Uint8Array>, length = 1000): Promise<Uint8Array> {
  const parts: Uint8Array[] = []
  let from = 0
  for (let part = await read(from, length); part.length > 0; part = await read(from, length)) {
    parts.push(part)
    from += part.length
  }
  const all = new Uint8Array(from)
  let at = 0
  for (const part of parts) {
    all.set(part, at)
    at += part.length
  }
  return all
}

export async function unitsOf(bytes: Uint8Array): Promise<Unit[]> {
  return collect(readRecords('units', [bytes], unitSchema))
}

export const annotationsOf = (bytes: Uint8Array) => collect(readRecords('annotations', [bytes], annotationSchema))

export async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = []
  for await (const item of items) all.push(item)
  return all
}
