import { z } from 'zod'
import type { Host, Opened } from '../../shared/host/contract.ts'
import { unwrap } from '../../shared/host/errors.ts'
import { simpleOpsOf } from '../../shared/model/apply.ts'
import type { Change, Op } from '../../shared/model/changes.ts'
import { collect } from '../../shared/model/collect.ts'
import { foldAnnotations, foldChanges, foldUnits, type ProjectFold } from '../../shared/model/fold.ts'
import { byOrder } from '../../shared/model/ids.ts'
import type { SummedChange } from '../../shared/model/journal.ts'
import { readRecords } from '../../shared/model/lines.ts'
import { annotationsPath, type ProjectFile, projectRecordOf, rowsPath, TAGS_PATH, unitsPath } from '../../shared/model/project-file.ts'
import { type Annotation, annotationSchema, type Tag, tagSchema, type Unit, unitSchema } from '../../shared/model/records.ts'
import { packAnnotations } from './annotation-packs.ts'
import { DATABASE_FORMAT, type ProjectDatabase, type StoredChange } from './database.ts'
import { type FilledPage, type FilledRows, fillPages, outlineOf, PAGE_UNITS, paginate } from './pages.ts'
import type { SmallRecords } from './soundness.ts'

const CHUNK = 1 << 20
const CHANGES_AT_ONCE = 1000
const PAGES_AT_ONCE = 4

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
 * later or is damaged there. None where neither has them.
 */
export async function changesUpTo(database: ProjectDatabase, host: Host, session: string, last: number, limit: number): Promise<Change[]> {
  const first = Math.max(1, last - limit + 1)
  const held = await database.changes.where('seq').between(first, last, true, true).sortBy('seq')
  if (held.length === last - first + 1 && held.every(isWhole)) return held.map(({ change }) => change)
  const read = await host.readChanges({ session, after: first - 1, limit: last - first + 1 })
  if (!read.ok && read.error.code === 'out-of-sequence') return []
  return unwrap(read).changes.map(({ change }) => change)
}

const isWhole = ({ seq, change }: StoredChange) => change?.seq === seq && typeof change.op?.type === 'string'

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

/** An empty database being filled: what is read at once is in it, the rows come in batches, in order. */
export interface Filling {
  readonly small: SmallRecords
  readonly batches: AsyncGenerator<readonly FilledPage[]>
}

/**
 * Begins to fill an empty database with what the project folder holds: its snapshot with the journal folded in. Everything but the rows
 * is stored when this returns; each batch of rows is stored when it is handed out. Until `filling` goes from the description, the database
 * is known to be half filled.
 */
export async function beginFilling(database: ProjectDatabase, host: Host, { session, place, file, head }: Opened): Promise<Filling> {
  const summed = await collect(readChanges(host, session, file.seq))
  const fold = foldChanges(
    { project: projectRecordOf(file), documents: file.documents, tags: await readTags(host, session, file) },
    summed.map(({ change }) => change),
  )
  const annotations: Annotation[] = []
  for (const [documentId, document] of fold.perDocument) {
    const stored = document.base === 'snapshot' ? readSnapshot(host, session, file, annotationsPath(documentId), annotationSchema) : []
    for await (const annotation of foldAnnotations(stored, document.annotations)) annotations.push(annotation)
  }
  const small = { documents: [...fold.documents.values()], tags: [...fold.tags.values()], annotations, outline: [] }
  const { meta, documents, tags, changes } = database
  await database.transaction('rw', [meta, documents, tags, database.annotationPacks, changes], async () => {
    await documents.bulkPut(small.documents)
    await tags.bulkPut(small.tags)
    await database.annotationPacks.bulkPut(packAnnotations(annotations))
    await changes.bulkPut(summed.map((one) => ({ ...one, seq: one.change.seq })))
    await meta.put({
      key: 'meta',
      format: DATABASE_FORMAT,
      lineage: file.lineage,
      owner: session,
      place,
      counts: { documents: small.documents.length, tags: small.tags.length, annotations: annotations.length, pages: 0 },
      filling: true,
      project: fold.project,
      head,
      acknowledged: head,
    })
  })
  return { small, batches: storeRows(database, host, session, file, fold) }
}

async function* storeRows(
  database: ProjectDatabase,
  host: Host,
  session: string,
  file: ProjectFile,
  { documents, perDocument }: ProjectFold,
): AsyncGenerator<readonly FilledPage[]> {
  for (const { id } of [...documents.values()].sort(byOrder)) {
    const { base, units } = perDocument.get(id)!
    const stored = base === 'snapshot' ? readSnapshot(host, session, file, unitsPath(id), unitSchema) : readRows(host, session, base.sha256)
    for await (const batch of inBatches(foldUnits(stored, units), id)) {
      await database.transaction('rw', [database.pages, database.outline], async () => {
        await database.pages.bulkPut(batch.map(({ page }) => page))
        await database.outline.bulkPut(batch.map(({ outline }) => outline))
      })
      yield batch
    }
  }
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

/** Rows in pages, some pages at once, so that the screen gets its turn between them. */
async function* inBatches(units: AsyncIterable<Unit>, documentId: string): AsyncGenerator<FilledPage[]> {
  let batch: Unit[] = []
  let page = 0
  const take = (): FilledPage[] => {
    const filled = [...paginate(documentId, batch, page)].map((one) => ({ page: one, outline: outlineOf(one) }))
    page += filled.length
    batch = []
    return filled
  }
  for await (const unit of units) {
    batch.push(unit)
    if (batch.length === PAGES_AT_ONCE * PAGE_UNITS) yield take()
  }
  if (batch.length > 0) yield take()
}
