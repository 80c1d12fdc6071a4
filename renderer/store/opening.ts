import Dexie from 'dexie'
import type { Host, Opened, ProjectEntry } from '../../shared/host/contract.ts'
import { fail, unwrap } from '../../shared/host/errors.ts'
import { collect } from '../../shared/model/collect.ts'
import { FIRST_SUM, journalLine, type SummedChange, sumChange } from '../../shared/model/journal.ts'
import { DATABASE_FORMAT, databaseName, type Meta, ProjectDatabase } from './database.ts'
import { loadFromFolder, readChanges, rowsNamedBy } from './folder.ts'
import { ProjectStore } from './project-store.ts'
import { ProjectRecords } from './records.ts'
import { UndoLog } from './undo-log.ts'

/** How many of the last changes undo can reach after opening. */
const UNDO_REACH = 5000

/** What opening found, to be told to the person. */
export type OpeningNotice =
  | { code: Opened['mended'][number]['code']; detail: string }
  /** The working copy was gone or another one's; filled from the folder. */
  | { code: 'restored'; detail: string }
  /** The working copy held changes that do not follow on the folder's; they were written beside it. */
  | { code: 'kept-aside'; detail: string }
  /** The folder lacked changes that the working copy held; it has them now. */
  | { code: 'folder-caught-up'; detail: string }

export interface OpenedStore {
  store: ProjectStore
  opened: Opened
  notices: OpeningNotice[]
}

interface OpenOptions {
  client: string
  takeOver?: boolean
  author: () => string
  onProgress?: (units: number) => void
}

/**
 * Opens a project: takes hold of the folder, then makes the working copy and the folder agree. Equal: opens at once. Copy behind:
 * takes the folder's changes. Copy ahead: the folder gets what it lacks. Neither follows on the other: the copy's own changes are
 * written beside the folder and the folder is loaded. @throws HostFailure
 */
export async function openStore(host: Host, entry: ProjectEntry, options: OpenOptions): Promise<OpenedStore> {
  const opened = unwrap(await host.openProject({ project: entry.token, client: options.client, takeOver: options.takeOver ?? false }))
  try {
    return await reconcile(host, opened, options)
  } catch (error) {
    await host.closeProject({ session: opened.session })
    throw error
  }
}

async function reconcile(host: Host, opened: Opened, options: OpenOptions): Promise<OpenedStore> {
  const notices: OpeningNotice[] = [...opened.mended]
  const hadCopy = await Dexie.exists(databaseName(opened.file.id))
  let database = new ProjectDatabase(opened.file.id)
  const meta = hadCopy ? await readMeta(database) : null
  let behind: SummedChange[] = []
  let ahead: SummedChange[] = []
  const agreed = meta && meta.lineage === opened.file.lineage ? await compare(database, host, opened, meta) : null
  if (agreed) {
    behind = agreed.behind
    ahead = agreed.ahead
    if (ahead.length > 0) notices.push({ code: 'folder-caught-up', detail: String(ahead.length) })
  } else {
    if (meta) {
      const name = await keepAside(host, opened, database, meta)
      if (name) notices.push({ code: 'kept-aside', detail: name })
    }
    if (hadCopy || wasOpenedHere(opened.file.id)) notices.push({ code: 'restored', detail: opened.name })
    database.close()
    if (hadCopy) await Dexie.delete(databaseName(opened.file.id))
    database = new ProjectDatabase(opened.file.id)
    await loadFromFolder(database, host, opened, options.onProgress)
  }
  rememberOpened(opened.file.id)
  const store = await startStore(database, host, opened.session, ahead, options.author)
  for (const summed of behind) await store.takeIn(summed, await rowsNamedBy(host, opened.session, summed.change.op))
  return { store, opened, notices }
}

async function startStore(
  database: ProjectDatabase,
  host: Host,
  session: string,
  ahead: readonly SummedChange[],
  author: () => string,
): Promise<ProjectStore> {
  await database.meta.update('meta', { owner: session })
  const meta = (await database.meta.get('meta'))!
  const [documents, tags, annotations, outline, recent] = await Promise.all([
    database.documents.toArray(),
    database.tags.toArray(),
    database.annotations.toArray(),
    database.outline.toArray(),
    database.changes.orderBy('seq').reverse().limit(UNDO_REACH).toArray(),
  ])
  const undo = new UndoLog()
  for (const { change } of recent.reverse()) undo.add(change)
  const records = new ProjectRecords({ project: meta.project, documents, tags, annotations, outline })
  return new ProjectStore({
    database,
    records,
    host,
    session,
    head: meta.head,
    acknowledged: meta.acknowledged,
    unacknowledged: ahead,
    undo,
    author,
  })
}

/** The copy's own description; null where the copy is empty, half filled, or damaged. Refuses one written by a newer version. */
async function readMeta(database: ProjectDatabase): Promise<Meta | null> {
  let meta: Meta | undefined
  try {
    meta = await database.meta.get('meta')
  } catch (error) {
    // A database that cannot be read is as good as none: the folder holds everything that was acknowledged.
    console.warn('the working copy cannot be read', error)
    return null
  }
  if (meta && meta.format > DATABASE_FORMAT) {
    fail('newer-format', 'The working copy in the browser’s storage was written by a newer version of Egiz.', { format: meta.format })
  }
  return meta ?? null
}

/** What each side lacks; null where neither follows on the other. */
async function compare(
  database: ProjectDatabase,
  host: Host,
  opened: Opened,
  meta: Meta,
): Promise<{ behind: SummedChange[]; ahead: SummedChange[] } | null> {
  const folder = opened.head
  const copy = meta.head
  if (folder.seq <= copy.seq) {
    const sum = folder.seq === copy.seq ? copy.sum : await sumAt(database, folder.seq)
    if (sum !== folder.sum) return null
    const ahead = await database.changes.where('seq').above(folder.seq).sortBy('seq')
    return { behind: [], ahead: ahead.map(({ sum, change }) => ({ sum, change })) }
  }
  if (copy.seq < opened.file.seq) return null
  const behind = await collect(readChanges(host, opened.session, copy.seq))
  const first = behind[0]
  return first && sumChange(copy.sum, first.change) === first.sum ? { behind, ahead: [] } : null
}

async function sumAt(database: ProjectDatabase, seq: number): Promise<string | null> {
  return seq === 0 ? FIRST_SUM : ((await database.changes.get(seq))?.sum ?? null)
}

/** Writes the copy's changes that the folder never acknowledged beside the folder; null where there are none. */
async function keepAside(host: Host, opened: Opened, database: ProjectDatabase, meta: Meta): Promise<string | null> {
  const own = await database.changes.where('seq').above(meta.acknowledged.seq).sortBy('seq')
  if (own.length === 0) return null
  const bytes = new TextEncoder().encode(own.map(journalLine).join(''))
  return unwrap(await host.keepAside({ session: opened.session, bytes })).name
}

const openedKey = (projectId: string) => `egiz:opened:${projectId}`
const wasOpenedHere = (projectId: string) => localStorage.getItem(openedKey(projectId)) !== null
const rememberOpened = (projectId: string) => localStorage.setItem(openedKey(projectId), 'yes')
