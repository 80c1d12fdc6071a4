import { join } from 'node:path'
import { fail } from '../../shared/host/errors.ts'
import { simpleOpsOf } from '../../shared/model/apply.ts'
import type { Change } from '../../shared/model/changes.ts'
import { type ProjectFile, rowsPath } from '../../shared/model/project-file.ts'
import { isStart, learn, touches, type UnitTrail } from '../../shared/model/unit-changes.ts'
import type { Disk } from './disk.ts'
import { readChunks, readWhole } from './file-bytes.ts'
import { listHistory, parseChange, readSegment } from './history.ts'

/** Journal lines, and the seq of the first. */
interface Block {
  readonly place: string
  readonly first: number
  readonly bytes: Uint8Array
}

export interface UnitHistory {
  readonly changes: Change[]
  readonly next: number | null
}

// What brings a document or takes it away concerns all its units, without naming them.
const DOCUMENT_OPS = ['"document.add"', '"document.remove"']

/**
 * The changes that concern a unit, newest first, before `before` (null: from the last); `next` goes on where `limit` cut it off.
 * Lines are searched as text and only those parsed that may be meant; one file of the history is in memory at a time.
 * @throws HostFailure `damaged`; the disk's errors.
 */
export async function readUnitHistory(
  disk: Disk,
  folder: string,
  { file, pending }: { file: ProjectFile; pending: Block },
  { unitId, before, limit }: { unitId: string; before: number | null; limit: number },
): Promise<UnitHistory> {
  const trail: UnitTrail = { id: unitId, documentId: null, rows: new Set(), annotations: new Set() }
  await learnFromSnapshot(disk, folder, file, trail)
  const end = before ?? Number.POSITIVE_INFINITY
  const found: Change[] = []
  for await (const block of blocksFrom(disk, folder, pending)) {
    // Also those after `before`: they tell of annotations that are gone by now.
    for (const change of changesNaming(block, [unitId])) learn(trail, change.op)
    if (block.first >= end) continue
    for (const change of changesNaming(block, [unitId, ...trail.annotations, ...DOCUMENT_OPS])) {
      if (change.seq >= end) continue
      await learnRows(disk, folder, change, trail)
      if (!touches(trail, change.op)) continue
      if (found.length === limit) return { changes: found, next: found.at(-1)?.seq ?? null }
      found.push(change)
      if (isStart(trail, change)) return { changes: found, next: null }
    }
  }
  return { changes: found, next: null }
}

async function* blocksFrom(disk: Disk, folder: string, pending: Block): AsyncGenerator<Block> {
  yield pending
  // A compaction may move what is pending into the history meanwhile: it was seen already.
  const files = (await listHistory(disk, folder)).filter(({ last }) => last < pending.first)
  for (const file of files.reverse()) yield { place: file.path, first: file.first, bytes: await readSegment(disk, file) }
}

/** The changes of lines that hold one of some texts, last first. */
function* changesNaming({ place, bytes }: Block, texts: readonly string[]): Generator<Change> {
  const block = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const lines = new Map<number, number>()
  for (const text of texts) {
    for (let at = block.indexOf(text); at >= 0; ) {
      const end = block.indexOf(10, at)
      if (end < 0) break
      lines.set(block.lastIndexOf(10, at) + 1, end)
      at = block.indexOf(text, end)
    }
  }
  for (const [start, end] of [...lines].sort(([a], [b]) => b - a)) {
    yield parseChange(block.toString('utf8', start + 17, end)) ??
      fail('damaged', `A line of ${place} is damaged. “egiz verify” says which; the rest of the project is as it was.`, { path: place })
  }
}

/** The annotations that stand on the unit in the snapshot. */
async function learnFromSnapshot(disk: Disk, folder: string, file: ProjectFile, trail: UnitTrail): Promise<void> {
  for (const path of Object.keys(file.files)) {
    if (!path.startsWith('annotations/')) continue
    const bytes = await readWhole(disk, join(folder, path))
    if (!Buffer.from(bytes.buffer).includes(trail.id)) continue
    for (const line of new TextDecoder().decode(bytes).split('\n')) {
      if (!line.includes(trail.id)) continue
      const { id, documentId, spans } = JSON.parse(line) as { id: string; documentId: string; spans: { unitId: string }[] }
      if (!spans.some(({ unitId }) => unitId === trail.id)) continue
      trail.annotations.add(id)
      trail.documentId = documentId
    }
  }
}

/** The rows of a document that came or went are searched for the unit, unless it is known to be another's. */
async function learnRows(disk: Disk, folder: string, change: Change, trail: UnitTrail): Promise<void> {
  for (const op of simpleOpsOf(change.op)) {
    if (op.type !== 'document.add' && op.type !== 'document.remove') continue
    if (trail.documentId !== null && trail.documentId !== op.document.id) continue
    if (!(await holds(disk, join(folder, rowsPath(op.rows.sha256)), `"id":"${trail.id}"`))) continue
    trail.documentId = op.document.id
    trail.rows?.add(op.rows.sha256)
  }
}

async function holds(disk: Disk, path: string, text: string): Promise<boolean> {
  if (!(await disk.stat(path))) return false
  let tail = ''
  for await (const bytes of readChunks(disk, path)) {
    const part = tail + Buffer.from(bytes.buffer, 0, bytes.length).toString('latin1')
    if (part.includes(text)) return true
    tail = part.slice(-text.length)
  }
  return false
}
