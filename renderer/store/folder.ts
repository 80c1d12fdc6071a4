import { z } from 'zod'
import type { Host, Opened } from '../../shared/host/contract.ts'
import { unwrap } from '../../shared/host/errors.ts'
import { simpleOpsOf } from '../../shared/model/apply.ts'
import type { Change, Op } from '../../shared/model/changes.ts'
import { collect } from '../../shared/model/collect.ts'
import { foldAnnotations, foldChanges, foldUnits } from '../../shared/model/fold.ts'
import type { SummedChange } from '../../shared/model/journal.ts'
import { readRecords } from '../../shared/model/lines.ts'
import { annotationsPath, type ProjectFile, projectRecordOf, rowsPath, TAGS_PATH, unitsPath } from '../../shared/model/project-file.ts'
import { annotationSchema, type Tag, tagSchema, type Unit, unitSchema } from '../../shared/model/records.ts'
import { DATABASE_FORMAT, type ProjectDatabase } from './database.ts'
import { type FilledPage, type FilledRows, fillPages, type OutlinePage, outlineOf, type Page, paginate } from './pages.ts'

const CHUNK = 1 << 20
const CHANGES_AT_ONCE = 1000
const PAGES_AT_ONCE = 64

/** The changes the folder's journal holds after `after`, in order. */
export async function* readChanges(host: Host, session: string, after: number): AsyncGenerator<SummedChange> {
  for (let next: number | null = after; next !== null; ) {
    const part: { changes: SummedChange[]; next: number | null } = unwrap(
      await host.readChanges({ session, after: next, limit: CHANGES_AT_ONCE }),
    )
    yield* part.changes
    next = part.next
  }
}

/**
 * At most `limit` changes that end with change `last`, oldest first: from the working copy, or from the folder where the copy begins
 * later. None where neither has them.
 */
export async function changesUpTo(database: ProjectDatabase, host: Host, session: string, last: number, limit: number): Promise<Change[]> {
  const first = Math.max(1, last - limit + 1)
  const held = await database.changes.where('seq').between(first, last, true, true).sortBy('seq')
  if (held.length === last - first + 1) return held.map(({ change }) => change)
  const read = await host.readChanges({ session, after: first - 1, limit: last - first + 1 })
  if (!read.ok && read.error.code === 'out-of-sequence') return []
  return unwrap(read).changes.map(({ change }) => change)
}

/** The units of a rows file, by its hash. */
export function readRows(host: Host, session: string, sha256: string): AsyncGenerator<Unit> {
  const chunks = pieces(async (from) => unwrap(await host.readRows({ session, sha256, from, length: CHUNK })).bytes)
  return readRecords(rowsPath(sha256), chunks, unitSchema)
}

/** The rows that the operations of a change name by file. */
export async function rowsNamedBy(host: Host, session: string, op: Op): Promise<FilledRows> {
  const rows = new Map<string, readonly FilledPage[]>()
  for (const simple of simpleOpsOf(op)) {
    if (simple.type !== 'document.add') continue
    const units = await collect(readRows(host, session, simple.rows.sha256))
    rows.set(simple.document.id, await fillPages(simple.document.id, units))
  }
  return rows
}

/** Fills an empty database with what the project folder holds: its snapshot with the journal folded in. */
export async function loadFromFolder(
  database: ProjectDatabase,
  host: Host,
  { session, place, file, head }: Opened,
  onProgress: (units: number) => void = () => {},
): Promise<void> {
  const summed = await collect(readChanges(host, session, file.seq))
  const fold = foldChanges(
    { project: projectRecordOf(file), documents: file.documents, tags: await readTags(host, session, file) },
    summed.map(({ change }) => change),
  )
  let [loaded, pageCount, annotationCount] = [0, 0, 0]
  for (const [documentId, { base, units, annotations }] of fold.perDocument) {
    const stored =
      base === 'snapshot' ? readSnapshot(host, session, file, unitsPath(documentId), unitSchema) : readRows(host, session, base.sha256)
    for await (const pages of inBatches(foldUnits(stored, units), documentId)) {
      await writePages(database, pages)
      pageCount += pages.length
      loaded += pages.reduce((sum, page) => sum + page.units.length, 0)
      onProgress(loaded)
    }
    const notes = base === 'snapshot' ? readSnapshot(host, session, file, annotationsPath(documentId), annotationSchema) : []
    const stood = await collect(foldAnnotations(notes, annotations))
    await database.annotations.bulkPut(stood)
    annotationCount += stood.length
  }
  await database.transaction('rw', [database.meta, database.documents, database.tags, database.changes], async () => {
    await database.documents.bulkPut([...fold.documents.values()])
    await database.tags.bulkPut([...fold.tags.values()])
    await database.changes.bulkPut(summed.map((one) => ({ ...one, seq: one.change.seq })))
    // Written last: a database without it was not filled to the end, and is filled anew.
    await database.meta.put({
      key: 'meta',
      format: DATABASE_FORMAT,
      lineage: file.lineage,
      owner: session,
      place,
      counts: { documents: fold.documents.size, tags: fold.tags.size, annotations: annotationCount, pages: pageCount },
      project: fold.project,
      head,
      acknowledged: head,
    })
  })
}

async function readTags(host: Host, session: string, file: ProjectFile): Promise<Tag[]> {
  if (!(TAGS_PATH in file.files)) return []
  let text = ''
  const decoder = new TextDecoder()
  for await (const chunk of snapshotPieces(host, session, TAGS_PATH)) text += decoder.decode(chunk, { stream: true })
  return z.array(tagSchema).parse(JSON.parse(text + decoder.decode()))
}

async function* readSnapshot<S extends z.ZodType>(
  host: Host,
  session: string,
  file: ProjectFile,
  path: string,
  schema: S,
): AsyncGenerator<z.infer<S>> {
  if (path in file.files) yield* readRecords(path, snapshotPieces(host, session, path), schema)
}

const snapshotPieces = (host: Host, session: string, path: string) =>
  pieces(async (from) => unwrap(await host.readSnapshot({ session, path, from, length: CHUNK })).bytes)

async function* pieces(read: (from: number) => Promise<Uint8Array>): AsyncGenerator<Uint8Array> {
  for (let from = 0; ; ) {
    const bytes = await read(from)
    if (bytes.length === 0) return
    yield bytes
    from += bytes.length
  }
}

async function* inBatches(units: AsyncIterable<Unit>, documentId: string): AsyncGenerator<Page[]> {
  let batch: Unit[] = []
  let page = 0
  const take = (): Page[] => {
    const pages = [...paginate(documentId, batch, page)]
    page += pages.length
    batch = []
    return pages
  }
  for await (const unit of units) {
    batch.push(unit)
    if (batch.length === PAGES_AT_ONCE * 64) yield take()
  }
  if (batch.length > 0) yield take()
}

async function writePages(database: ProjectDatabase, pages: readonly Page[]): Promise<void> {
  const outlines: OutlinePage[] = pages.map((page) => outlineOf(page))
  await database.transaction('rw', [database.pages, database.outline], async () => {
    await database.pages.bulkPut(pages)
    await database.outline.bulkPut(outlines)
  })
}
