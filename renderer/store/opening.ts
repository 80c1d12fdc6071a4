import Dexie from 'dexie'
import type { Host, Opened, ProjectEntry } from '../../shared/host/contract.ts'
import { fail, HostFailure, unwrap } from '../../shared/host/errors.ts'
import { journalLine, type SummedChange } from '../../shared/model/journal.ts'
import { type Conflict, conflictRows, sideOf } from './conflict.ts'
import { DATABASE_FORMAT, databaseName, type Meta, ProjectDatabase, type StoredChange } from './database.ts'
import { beginFilling, type Filling, rowsNamedBy } from './folder.ts'
import type { FilledPage } from './pages.ts'
import { findParting, type Parting } from './parting.ts'
import { ProjectStore } from './project-store.ts'
import { ProjectRecords } from './records.ts'
import { bringSources, keepCopy, keepFolder, keepWhole, sendAll } from './settling.ts'
import { isMeta, readSound, type SmallRecords } from './soundness.ts'
import { isStorageFull } from './storage-full.ts'
import { stepOf, UndoLog } from './undo-log.ts'

/** How many of the last changes undo knows after opening; it reads older ones when it comes to them. */
const UNDO_REACH = 5000
/** A copy that lacks more of the folder's changes than this is filled anew. */
const MOST_TAKEN_IN = 2000

/** How long opening waits for all rows when it has the first. */
const LONGEST_WAIT_MS = 400

/** What opening found, to be told to the person. */
export type OpeningNotice =
  | { code: Opened['mended'][number]['code']; detail: string }
  /** The working copy was gone or another one's; filled from the folder. */
  | { code: 'restored'; detail: string }
  /** One side of a conflict was kept as the project of this name. */
  | { code: 'kept-beside'; detail: string }
  /** The folder lacked changes that the working copy held; it has them now. */
  | { code: 'folder-caught-up'; detail: string }

export interface OpenedStore {
  store: ProjectStore
  opened: Opened
  notices: OpeningNotice[]
}

export interface OpenOptions {
  client: string
  takeOver?: boolean
  author: () => string
  /** Asks the person which side goes on under the project's name; null gives the opening up. */
  choose: (conflict: Conflict) => Promise<'copy' | 'folder' | null>
  /** What is put into the name of the side that is kept beside. */
  labels: { readonly copy: string; readonly folder: string }
}

/**
 * Opens a project: takes hold of the folder, then makes the working copy and the folder agree. Equal: opens at once. Copy behind: takes
 * the folder's changes. Copy ahead of a folder that acknowledged no more: the folder gets what it lacks. Where the folder lost what it
 * acknowledged, or both sides went on, the person chooses, and the other side is kept as a project of its own; null where the person
 * gave up. A copy of which nothing ties it to the folder is kept likewise, and the folder is loaded. @throws HostFailure
 */
export async function openStore(host: Host, entry: ProjectEntry, options: OpenOptions): Promise<OpenedStore | null> {
  const open = async (takeOver: boolean) => unwrap(await host.openProject({ project: entry.token, client: options.client, takeOver }))
  const opening: Opening = { opened: await open(options.takeOver ?? false), again: () => open(true) }
  try {
    const store = await reconcile(host, opening, options)
    if (!store) unwrap(await host.closeProject({ session: opening.opened.session }))
    return store
  } catch (error) {
    await host.closeProject({ session: opening.opened.session })
    if (isStorageFull(error)) fail('storage-full', 'The browser’s storage has no room for a working copy of the project.')
    throw error
  }
}

/** The hold on the folder while opening; `again` takes it anew after the folder was written to. */
interface Opening {
  opened: Opened
  readonly again: () => Promise<Opened>
}

async function reconcile(host: Host, opening: Opening, options: OpenOptions): Promise<OpenedStore | null> {
  const { opened } = opening
  const notices: OpeningNotice[] = [...opened.mended]
  const { id } = opened.file
  const hadCopy = await Dexie.exists(databaseName(id))
  if (hadCopy) await keepBeforeMigration(host, opened)
  const database = new ProjectDatabase(id)
  const meta = hadCopy ? await readMeta(database) : null
  const parting = meta ? await findParting(database, meta, host, opened) : null
  const small = meta && (await readSound(database, meta))
  if (meta && parting) {
    const settled = await settle(host, database, meta, opening, parting, options, notices)
    if (settled === 'given-up') {
      database.close()
      return null
    }
    if (settled && small) {
      const store = await startStore(database, small, host, opened, settled.ahead, options.author)
      for (const summed of settled.behind) await store.takeIn(summed, await rowsNamedBy(host, opened.session, summed.change.op))
      rememberOpened(id)
      return { store, opened, notices }
    }
    if (!small) {
      // What the folder lacks goes there first: the copy it comes from is not to be trusted with it any longer.
      if (settled && settled.ahead.length > 0) {
        await sendAll(
          host,
          opening.opened,
          settled.ahead.map(({ change }) => change),
        )
        opening.opened = await opening.again()
      }
      notices.push({ code: 'restored', detail: opened.name })
    }
  } else {
    const kept = hadCopy && (await keepWhole(database, host, opened, options.labels.copy, options.author()))
    if (kept) notices.push({ code: 'kept-beside', detail: kept })
    if (hadCopy || wasOpenedHere(id)) notices.push({ code: 'restored', detail: opened.name })
  }
  database.close()
  if (hadCopy) await Dexie.delete(databaseName(id))
  const fresh = new ProjectDatabase(id)
  const filling = await beginFilling(fresh, host, opening.opened)
  rememberOpened(id)
  const store = await startStore(fresh, filling.small, host, opening.opened, [], options.author)
  try {
    await firstRows(store, filling)
  } catch (error) {
    store.giveUp()
    throw error
  }
  return { store, opened: opening.opened, notices }
}

/** Waits for all rows, but not long where there are very many: the first of them can be worked on while the others come. */
async function firstRows(store: ProjectStore, { batches }: Filling): Promise<void> {
  let isFirst = true
  let onFirst = () => {}
  const first = new Promise<void>((resolve) => {
    onFirst = resolve
  })
  async function* told(): AsyncGenerator<readonly FilledPage[]> {
    for await (const batch of batches) {
      yield batch
      if (isFirst) onFirst()
      isFirst = false
    }
  }
  const late = first.then(() => new Promise<void>((resolve) => setTimeout(resolve, LONGEST_WAIT_MS)))
  await Promise.race([store.fill(told()), late])
}

/** What each side lacks; null where the copy is to be filled anew from the folder, every other change being kept. */
async function settle(
  host: Host,
  database: ProjectDatabase,
  meta: Meta,
  opening: Opening,
  parting: Parting,
  { choose, labels, author }: OpenOptions,
  notices: OpeningNotice[],
): Promise<{ ahead: readonly SummedChange[]; behind: readonly SummedChange[] } | null | 'given-up'> {
  const { copy, folder, after } = parting
  const send = () => {
    if (copy.length > 0) notices.push({ code: 'folder-caught-up', detail: String(copy.length) })
    return { ahead: copy, behind: [] }
  }
  if (copy.length === 0) return folder.length > MOST_TAKEN_IN ? null : { ahead: [], behind: folder }
  if (folder.length === 0 && meta.acknowledged.seq <= after) return send()
  const { opened } = opening
  const choice = await choose({
    kind: folder.length === 0 ? 'older' : 'parted',
    name: opened.name,
    place: opened.place,
    formerPlace: meta.place,
    agreedAt: (await database.changes.get(after))?.change.at ?? null,
    copy: sideOf(copy),
    folder: sideOf(folder),
    ...(await conflictRows(database, parting)),
  })
  if (choice === null) return 'given-up'
  await bringSources(database, host, opened, parting)
  if (choice === 'copy' && folder.length === 0) return send()
  const kept =
    choice === 'copy'
      ? await keepFolder(host, opened, parting, labels.folder, author())
      : await keepCopy(host, opened, parting, labels.copy)
  notices.push({ code: 'kept-beside', detail: kept })
  if (choice === 'copy') opening.opened = await opening.again()
  return null
}

async function startStore(
  database: ProjectDatabase,
  small: SmallRecords,
  host: Host,
  { session, place }: Opened,
  ahead: readonly SummedChange[],
  author: () => string,
): Promise<ProjectStore> {
  await database.meta.update('meta', { owner: session, place })
  const meta = (await database.meta.get('meta'))!
  const recent = await database.changes.orderBy('seq').reverse().limit(UNDO_REACH).toArray()
  const undo = new UndoLog(recent.reverse().map(({ change }) => stepOf(change)))
  const records = new ProjectRecords({ project: meta.project, ...small })
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

/** What a copy of an older format holds that the folder does not is written into the folder before the copy is migrated. */
async function keepBeforeMigration(host: Host, { file, session }: Opened): Promise<void> {
  // Without a version of its own, Dexie opens what is there as it is.
  const database = new Dexie(databaseName(file.id))
  try {
    await database.open()
    const meta = (await database.table('meta').get('meta')) as Pick<Meta, 'format' | 'acknowledged'> | undefined
    if (!meta || meta.format >= DATABASE_FORMAT) return
    const unsent = await database.table<StoredChange>('changes').where('seq').above(meta.acknowledged.seq).sortBy('seq')
    if (unsent.length === 0) return
    const bytes = new TextEncoder().encode(unsent.map(journalLine).join(''))
    unwrap(await host.keepAside({ session, bytes }))
  } catch (error) {
    if (error instanceof HostFailure) throw error
    // As in readMeta, where it is told.
    console.warn('the working copy cannot be read', error)
  } finally {
    database.close()
  }
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
  return meta && isMeta(meta) ? meta : null
}

const openedKey = (projectId: string) => `egiz:opened:${projectId}`
const wasOpenedHere = (projectId: string) => localStorage.getItem(openedKey(projectId)) !== null
const rememberOpened = (projectId: string) => localStorage.setItem(openedKey(projectId), 'yes')
