import type { Host, Opened } from '../../shared/host/contract.ts'
import { unwrap } from '../../shared/host/errors.ts'
import type { Change, SimpleOp } from '../../shared/model/changes.ts'
import type { SummedChange } from '../../shared/model/journal.ts'
import { recordLine } from '../../shared/model/lines.ts'
import type { Unit } from '../../shared/model/records.ts'
import type { ProjectDatabase } from './database.ts'
import type { Parting } from './parting.ts'

// Where the working copy and the folder parted, one of them goes on under the project's name and the other is kept as a project of its
// own, in a folder beside it. Every step is durable in a folder before the next is taken, so that it can be begun again after any crash.

const APPEND_AT_ONCE = 1000
const OPS_A_CHANGE = 500

/** Keeps the copy's own changes as a project of its own; its name. */
export async function keepCopy(host: Host, { session }: Opened, { after, copy }: Parting, label: string): Promise<string> {
  const changes = copy.map(({ change }) => change)
  return unwrap(await host.forkProject({ session, after, changes, label })).name
}

/**
 * Keeps what the folder holds as a project of its own, takes the folder's own changes back and puts the copy's in their place. Returns
 * the name of what was kept.
 */
export async function keepFolder(host: Host, opened: Opened, parting: Parting, label: string, author: string): Promise<string> {
  const { session } = opened
  const kept = unwrap(await host.forkProject({ session, after: opened.head.seq, changes: [], label }))
  const head = unwrap(await host.rewindProject({ session, to: parting.after, author }))
  const changes = renumbered(parting.copy, parting.after, head.seq)
  for (let from = 0; from < changes.length; from += APPEND_AT_ONCE) {
    unwrap(await host.appendChanges({ session, changes: changes.slice(from, from + APPEND_AT_ONCE) }))
  }
  return kept.name
}

/** Changes made after change `from`, as changes after change `to`; what they undo or do again among themselves goes along. */
export function renumbered(changes: readonly SummedChange[], from: number, to: number): Change[] {
  const moved = (seq: number) => (seq > from ? seq - from + to : seq)
  return changes.map(({ change: { undoes, redoes, ...rest } }) => ({
    ...rest,
    seq: moved(rest.seq),
    ...(undoes === undefined ? {} : { undoes: moved(undoes) }),
    ...(redoes === undefined ? {} : { redoes: moved(redoes) }),
  }))
}

/**
 * Keeps a whole working copy, of which the folder has no history, as a project of its own: its records as the first changes of a new
 * one. Returns its name, or null where the copy holds no document.
 */
export async function keepWhole(
  database: ProjectDatabase,
  host: Host,
  { session }: Opened,
  label: string,
  author: string,
): Promise<string | null> {
  const documents = await database.documents.toArray()
  if (documents.length === 0) return null
  const tags = await database.tags.toArray()
  const ops: SimpleOp[][] = [tags.map((tag) => ({ type: 'tag.add', tag }))]
  for (const document of documents) {
    const units = await unitsOf(database, document.id)
    const bytes = new TextEncoder().encode(units.map(recordLine).join(''))
    const { sha256 } = unwrap(await host.addRows({ session, bytes }))
    ops.push([{ type: 'document.add', document, rows: { sha256, count: units.length } }])
  }
  ops.push((await database.annotations.toArray()).map((annotation) => ({ type: 'annotation.add', annotation })))
  const at = new Date().toISOString()
  const groups = ops.flatMap((list) => inGroups(list))
  const changes = groups.map((group, i): Change => ({ seq: i + 1, at, author, op: { type: 'group', ops: group } }))
  return unwrap(await host.forkProject({ session, after: 0, changes, label })).name
}

async function unitsOf(database: ProjectDatabase, documentId: string): Promise<Unit[]> {
  const pages = await database.pages
    .where('[documentId+page]')
    .between([documentId, 0], [documentId, Number.MAX_SAFE_INTEGER])
    .sortBy('page')
  return pages.flatMap(({ units }) => units)
}

function inGroups(ops: readonly SimpleOp[]): SimpleOp[][] {
  const groups: SimpleOp[][] = []
  for (let from = 0; from < ops.length; from += OPS_A_CHANGE) groups.push(ops.slice(from, from + OPS_A_CHANGE))
  return groups
}
