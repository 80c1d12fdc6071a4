import { basename, dirname, join } from 'node:path'
import { fail, HostFailure } from '../../shared/host/errors.ts'
import { addressOf, applyTo, ConflictError, simpleOpsOf } from '../../shared/model/apply.ts'
import type { Rows, SimpleOp } from '../../shared/model/changes.ts'
import { foldAnnotations, foldUnits } from '../../shared/model/fold.ts'
import { newId } from '../../shared/model/ids.ts'
import { LineError, recordLine } from '../../shared/model/lines.ts'
import { annotationsPath, type ProjectFile, TAGS_PATH, unitsPath } from '../../shared/model/project-file.ts'
import type { Tag } from '../../shared/model/records.ts'
import { tagLines } from '../../shared/model/snapshot.ts'
import { freeName } from './aside.ts'
import { type Content, makeInside, removeIfThere, renameFile, writeNewFile } from './atomic-file.ts'
import { BACKUPS_FOLDER } from './backup-names.ts'
import { type OpenBackup, openBackup } from './backup-reading.ts'
import { listBackups } from './backups.ts'
import { errnoOf } from './disk.ts'
import { onDisk } from './disk-errors.ts'
import type { Environment } from './environment.ts'
import { digestFile } from './file-bytes.ts'
import { listHistory, readHistory } from './history.ts'
import type { Mended } from './mending.ts'
import { snapshotReader } from './project-files.ts'

// A snapshot file that another program edited, or lost, is written again as it was: of a backup that holds the same file, or of the history,
// which leads to the very same bytes. Its checksum in project.json proves either. What was there instead is kept aside for the person.

/**
 * Looks at every file of the snapshot and puts back those that are not what was written. May be run again after any failure or crash.
 * @throws HostFailure `damaged` where one can be had from nowhere; nothing of it was changed then.
 */
export function mendSnapshot(env: Environment, folder: string, file: ProjectFile): Promise<Mended[]> {
  const doing = { what: 'A file of the project could not be put back as it was', path: folder, kept: 'Nothing was removed.' }
  return onDisk(doing, () => mendFiles(env, folder, file))
}

async function mendFiles(env: Environment, folder: string, file: ProjectFile): Promise<Mended[]> {
  const mended: Mended[] = []
  for (const [path, sha256] of Object.entries(file.files)) {
    const place = join(folder, path)
    const there = await env.disk.stat(place)
    if (there && (await digestFile(env.disk, place)).sha256 === sha256) continue
    const made = await remake(env, folder, file, path)
    if (!made) {
      fail(
        'damaged',
        `${place} is ${there ? 'not what Egiz wrote' : 'missing'}: another program ${there ? 'changed' : 'removed'} it, or the disk is failing. ` +
          'Nothing was changed. It can be had again neither from the backups nor from the history: put the file back as it was, or repair the project.',
        { path: place },
      )
    }
    const aside = there ? await keepAside(env, folder, path) : null
    await renameFile(env.disk, made, place)
    await env.disk.syncFolder(dirname(place))
    mended.push({ code: 'file-restored', detail: aside === null ? path : `${path} → ${aside}` })
  }
  return mended
}

/** Writes a file as it was beside its place; null where nothing tells how it was. */
async function remake(env: Environment, folder: string, file: ProjectFile, path: string): Promise<string | null> {
  const { disk } = env
  const sha256 = file.files[path]
  const temporary = join(folder, dirname(path), `.${basename(path).slice(0, 80)}.${newId(8)}.tmp`)
  for await (const content of waysTo(env, folder, file, path)) {
    try {
      await makeInside(disk, dirname(temporary))
      if ((await writeNewFile(disk, temporary, content)).sha256 === sha256) return temporary
      await removeIfThere(disk, temporary)
    } catch (error) {
      const isUnreadable =
        error instanceof HostFailure || error instanceof LineError || error instanceof ConflictError || errnoOf(error) === 'ENOENT'
      if (!isUnreadable) throw error
      env.log(`${path} cannot be had from there: ${error}`)
    }
  }
  return null
}

/** A file's content by each of the ways that may lead to it, the cheap ones first. */
async function* waysTo(env: Environment, folder: string, file: ProjectFile, path: string): AsyncGenerator<Content> {
  for (const { name } of await listBackups(env, folder)) {
    const backup = await readableBackup(env, join(folder, BACKUPS_FOLDER, name))
    if (backup?.file.files[path] === file.files[path] && backup?.paths.includes(path)) yield backup.read(path)
  }
  yield ofHistory(env, folder, file, path)
}

async function readableBackup(env: Environment, path: string): Promise<OpenBackup | null> {
  try {
    return await openBackup(env.disk, path)
  } catch (error) {
    if (!(error instanceof HostFailure)) throw error
    env.log(`nothing is taken from a backup: ${error.message}`)
    return null
  }
}

/** A file as the changes up to the snapshot make it. @throws ConflictError, LineError, HostFailure where the history does not tell. */
async function* ofHistory(env: Environment, folder: string, file: ProjectFile, path: string): AsyncGenerator<string> {
  const documentId = file.documents.find(({ id }) => path === unitsPath(id) || path === annotationsPath(id))?.id
  if (documentId === undefined && path !== TAGS_PATH) return
  const tags = new Map<string, Tag>()
  let base: Rows | null = null
  const ops = { units: new Map<string, SimpleOp[]>(), annotations: new Map<string, SimpleOp[]>() }
  for await (const op of opsUpTo(env, folder, file.seq)) {
    const { table, id, documentId: own } = addressOf(op)
    if (path === TAGS_PATH && table === 'tags') {
      const tag = applyTo(op, tags.get(id) ?? null) as Tag | null
      if (tag) tags.set(id, tag)
      else tags.delete(id)
    }
    if (own === undefined || own !== documentId) continue
    if (op.type === 'document.add') {
      base = op.rows
      ops.units.clear()
      ops.annotations.clear()
    } else if (table === 'units' || table === 'annotations') ops[table].set(id, [...(ops[table].get(id) ?? []), op])
  }
  if (path === TAGS_PATH) yield* tagLines(tags.values())
  else if (path === annotationsPath(documentId!)) {
    for await (const annotation of foldAnnotations([], ops.annotations)) yield recordLine(annotation)
  } else if (base) {
    for await (const unit of foldUnits(snapshotReader(env.disk, folder, file).rows(base), ops.units)) yield recordLine(unit)
  }
}

async function* opsUpTo(env: Environment, folder: string, seq: number): AsyncGenerator<SimpleOp> {
  let next = 1
  for (const { first, last } of await listHistory(env.disk, folder)) {
    if (first !== next) throw new ConflictError(`the history lacks change ${next}`)
    for (const { change } of await readHistory(env.disk, folder, first - 1, last - first + 1)) {
      if (change.seq <= seq) yield* simpleOpsOf(change.op)
    }
    next = last + 1
  }
  if (next <= seq) throw new ConflictError(`the history lacks change ${next}`)
}

/** Gives a file another name beside project.json; returns it. */
async function keepAside(env: Environment, folder: string, path: string): Promise<string> {
  const name = await freeName(env, folder, 'aside-', `-${path.replaceAll('/', '-')}`)
  await renameFile(env.disk, join(folder, path), join(folder, name))
  await env.disk.syncFolder(folder)
  return name
}
