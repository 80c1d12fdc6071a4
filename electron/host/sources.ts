import { join } from 'node:path'
import { fail } from '../../shared/host/errors.ts'
import { simpleOpsOf } from '../../shared/model/apply.ts'
import type { Change } from '../../shared/model/changes.ts'
import { byOrder, newId } from '../../shared/model/ids.ts'
import { LineError, readRecords } from '../../shared/model/lines.ts'
import { rowsPath } from '../../shared/model/project-file.ts'
import { type StoredFile, type Unit, unitSchema } from '../../shared/model/records.ts'
import { type Content, makeInside, removeIfThere, renameFile, writeNewFile } from './atomic-file.ts'
import type { Disk } from './disk.ts'
import { onDisk } from './disk-errors.ts'
import { digestFile, readChunks } from './file-bytes.ts'

export const SOURCES_FOLDER = 'sources'
const kept = 'The project is as it was before.'

/** Paths that changes may name and pages may give: files directly in sources/. */
export const isSourcePath = (path: string): boolean => /^sources\/[A-Za-z0-9][A-Za-z0-9._-]{0,119}$/.test(path)

/** An ending for a stored file: `.txt` of `Thesis.TXT`; '' where there is none fit for a file name. */
export function endingOf(name: string): string {
  return /\.[A-Za-z0-9]{1,10}$/.exec(name)?.[0].toLowerCase() ?? ''
}

/** Keeps an imported file byte for byte as `sources/<documentId><ending>`; durable when it returns. The same bytes may be added again. */
export async function storeSource(disk: Disk, folder: string, documentId: string, ending: string, content: Content): Promise<StoredFile> {
  const path = `${SOURCES_FOLDER}/${documentId}${ending}`
  const place = join(folder, path)
  return onDisk({ what: 'The imported file could not be stored', path: place, kept }, async () => {
    const written = await writeBeside(disk, place, content)
    const there = await disk.stat(place)
    if (there && (await digestFile(disk, place)).sha256 !== written.sha256) {
      await removeIfThere(disk, written.temporary)
      fail('exists', `${place} holds another file already. It was kept; import under a new document.`, { path })
    }
    await putInPlace(disk, written.temporary, place)
    return { path, sha256: written.sha256, size: written.size }
  })
}

export interface StoredRows {
  readonly path: string
  readonly sha256: string
  readonly size: number
  readonly count: number
  /** False where the folder held the same rows already. */
  readonly isNew: boolean
}

/**
 * Keeps rows, one unit a line, named by their content; durable when it returns.
 * @throws HostFailure `bad-request` where a line is no unit, or the units are of several documents or not in order.
 */
export async function storeRows(disk: Disk, folder: string, content: Content): Promise<StoredRows> {
  const place = join(folder, SOURCES_FOLDER)
  return onDisk({ what: 'The rows of the document could not be stored', path: place, kept }, async () => {
    const written = await writeBeside(disk, join(place, 'rows'), content)
    try {
      const count = await checkRows(disk, written.temporary)
      const path = rowsPath(written.sha256)
      const isNew = !(await disk.stat(join(folder, path)))
      await putInPlace(disk, written.temporary, join(folder, path))
      return { path, sha256: written.sha256, size: written.size, count, isNew }
    } catch (error) {
      await removeIfThere(disk, written.temporary)
      throw error
    }
  })
}

async function checkRows(disk: Disk, path: string): Promise<number> {
  let previous: Unit | null = null
  let count = 0
  try {
    for await (const unit of readRecords('the rows', readChunks(disk, path), unitSchema)) {
      count++
      if (previous && (byOrder(previous, unit) >= 0 || previous.documentId !== unit.documentId)) {
        fail('bad-request', `The rows cannot be stored: row ${count} (${unit.id}) is out of order or of another document.`, { line: count })
      }
      previous = unit
    }
  } catch (error) {
    if (error instanceof LineError) fail('bad-request', `The rows cannot be stored: ${error.message}.`, { line: error.line })
    throw error
  }
  return count
}

async function writeBeside(disk: Disk, place: string, content: Content) {
  const folder = join(place, '..')
  await makeInside(disk, folder)
  const temporary = join(folder, `.source.${newId(8)}.tmp`)
  return { temporary, ...(await writeNewFile(disk, temporary, content)) }
}

async function putInPlace(disk: Disk, temporary: string, place: string): Promise<void> {
  try {
    await renameFile(disk, temporary, place)
  } catch (error) {
    await removeIfThere(disk, temporary).catch(() => {
      // The rename's failure is the one to tell; the left-over is dropped when the project is next opened.
    })
    throw error
  }
  await disk.syncFolder(join(place, '..'))
}

/** The files in sources/ that a change names. */
export function sourcesNamedBy(change: Change): { path: string; sha256: string }[] {
  return simpleOpsOf(change.op).flatMap((op) => {
    if (op.type !== 'document.add' && op.type !== 'document.remove') return []
    const { path, sha256 } = op.document.original
    return [
      { path, sha256 },
      { path: rowsPath(op.rows.sha256), sha256: op.rows.sha256 },
    ]
  })
}

/** Whether a path of sources/ is that of rows. */
export const isRowsPath = (path: string): boolean => path.endsWith('.rows.jsonl')

/**
 * A change that adds or removes a document names files; they must be durable in the folder before the change is.
 * @throws HostFailure `not-found`, or `bad-request` for a path outside sources/.
 */
export async function checkSourcesThere(disk: Disk, folder: string, changes: readonly Change[]): Promise<void> {
  for (const change of changes) for (const { path } of sourcesNamedBy(change)) await checkThere(disk, folder, change, path)
}

/** The same for rows alone: all that applying a change needs. */
export async function checkRowsThere(disk: Disk, folder: string, changes: readonly Change[]): Promise<void> {
  for (const change of changes) {
    for (const { path } of sourcesNamedBy(change)) {
      if (isRowsPath(path)) await checkThere(disk, folder, change, path)
      else checkInside(change, path)
    }
  }
}

async function checkThere(disk: Disk, folder: string, change: Change, path: string): Promise<void> {
  checkInside(change, path)
  const place = join(folder, path)
  const there = await onDisk({ what: `Change ${change.seq} could not be saved`, path: place, kept }, () => disk.stat(place))
  if (there?.kind === 'file') return
  fail('not-found', `Change ${change.seq} names ${path}, which is not in the project. Import the document again.`, {
    path,
    seq: change.seq,
  })
}

function checkInside({ seq }: Change, path: string): void {
  if (!isSourcePath(path)) fail('bad-request', `Change ${seq} names a file outside ${SOURCES_FOLDER}/.`, { seq })
}
