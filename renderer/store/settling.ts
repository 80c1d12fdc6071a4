import type { Host, Opened } from '../../shared/host/contract.ts'
import { unwrap } from '../../shared/host/errors.ts'
import { addressOf, simpleOpsOf } from '../../shared/model/apply.ts'
import type { Change, SimpleOp } from '../../shared/model/changes.ts'
import { sha256Hex } from '../../shared/model/checksum.ts'
import { byOrder } from '../../shared/model/ids.ts'
import { journalLine, type SummedChange } from '../../shared/model/journal.ts'
import { recordLine } from '../../shared/model/lines.ts'
import type { Unit } from '../../shared/model/records.ts'
import { plainText } from '../../shared/text/rich-text.ts'
import { foldBack, opsByUnit } from './conflict.ts'
import type { ProjectDatabase } from './database.ts'
import type { Parting } from './parting.ts'

// Where the working copy and the folder parted, one of them goes on under the project's name and the other is kept as a project of its
// own, in a folder beside it. Every step is durable in a folder before the next is taken, so that it can be begun again after any crash.

const encoder = new TextEncoder()
const APPEND_AT_ONCE = 1000
const OPS_A_CHANGE = 500

/**
 * Gives the folder again what the copy's changes name and an older folder lacks: the rows of documents imported since, made again of the
 * copy's own, and in the place of an imported file, which the copy does not hold, the text of those rows. The folder keeps what it has.
 */
export async function bringSources(database: ProjectDatabase, host: Host, { session }: Opened, { copy }: Parting): Promise<void> {
  for (const [i, { change }] of copy.entries()) {
    for (const op of simpleOpsOf(change.op)) {
      if (op.type !== 'document.add') continue
      const { document, rows } = op
      if ((await host.readRows({ session, sha256: rows.sha256, from: 0, length: 1 })).ok) continue
      const units = await rowsAfter(database, document.id, copy.slice(i + 1))
      const lines = units.map(recordLine).join('')
      if (sha256Hex(lines) !== rows.sha256) continue
      unwrap(await host.addRows({ session, bytes: encoder.encode(lines) }))
      const text = encoder.encode(units.map((unit) => `${plainText(unit.source)}\n`).join(''))
      const file = unwrap(await host.putFile({ name: document.original.path.replace(/^.*\//, ''), bytes: text }))
      // Where the imported file is there after all, the folder answers so and keeps it.
      await host.addSource({ session, file: file.token, documentId: document.id })
      await host.releaseFile({ file: file.token })
    }
  }
}

/** A document's rows as they were before some changes. */
async function rowsAfter(database: ProjectDatabase, documentId: string, later: readonly SummedChange[]): Promise<Unit[]> {
  const ops = opsByUnit(later)
  const now = new Map((await unitsOf(database, documentId)).map((unit) => [unit.id, unit]))
  const ids = new Set([...now.keys(), ...ops.keys()])
  const then = [...ids].flatMap((id) => {
    const own = ops.get(id) ?? []
    return own.some((op) => addressOf(op).documentId !== documentId) ? [] : (foldBack(now.get(id) ?? null, own) ?? [])
  })
  return then.sort(byOrder)
}

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
  await sendAll(host, opened, changes)
  return kept.name
}

/** Appends changes that follow on the folder's head. */
export async function sendAll(host: Host, { session }: Opened, changes: readonly Change[]): Promise<void> {
  for (let from = 0; from < changes.length; from += APPEND_AT_ONCE) {
    unwrap(await host.appendChanges({ session, changes: changes.slice(from, from + APPEND_AT_ONCE) }))
  }
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
 * one. Where it is damaged too much for that, the changes it holds are written beside the folder's files as they are. Returns the name of
 * what was made, or null where the copy holds no document.
 */
export async function keepWhole(
  database: ProjectDatabase,
  host: Host,
  opened: Opened,
  label: string,
  author: string,
): Promise<string | null> {
  try {
    return await keepRecords(database, host, opened, label, author)
  } catch (error) {
    console.warn('the working copy is no project by itself', error)
    const changes = await database.changes.toArray().catch(() => [])
    if (changes.length === 0) return null
    const bytes = encoder.encode(changes.map(journalLine).join(''))
    return unwrap(await host.keepAside({ session: opened.session, bytes })).name
  }
}

async function keepRecords(
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
    const bytes = encoder.encode(units.map(recordLine).join(''))
    const { sha256 } = unwrap(await host.addRows({ session, bytes }))
    ops.push([{ type: 'document.add', document, rows: { sha256, count: units.length } }])
  }
  const packs = await database.annotationPacks.toArray()
  ops.push(packs.flatMap(({ annotations }) => annotations.map((annotation) => ({ type: 'annotation.add', annotation }))))
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
