import { join } from 'node:path'
import { HostFailure } from '../../shared/host/errors.ts'
import { ConflictError, simpleOpsOf } from '../../shared/model/apply.ts'
import { LineError, readRecords } from '../../shared/model/lines.ts'
import { annotationsPath, projectRecordOf, TAGS_PATH, unitsPath } from '../../shared/model/project-file.ts'
import { annotationSchema, type ProjectRecord, tagSchema, unitSchema } from '../../shared/model/records.ts'
import { readState } from '../../shared/model/snapshot.ts'
import { BACKUPS_FOLDER } from './backup-names.ts'
import { type OpenBackup, openBackup } from './backup-reading.ts'
import { listBackups } from './backups.ts'
import { errnoOf } from './disk.ts'
import type { Environment } from './environment.ts'
import type { ChangesOfBackup, FoundChange } from './repair-changes.ts'
import { type RowsOf, World } from './repair-world.ts'

/** Another place where records can be found, as they were at the snapshot. */
export interface Elsewhere {
  /** For people: `the history`, `the backup …`. */
  readonly name: string
  readonly world: World
}

/** What the changes up to `seq` make of an empty project; `isSure` where each of them fitted. */
export function worldOfHistory(project: ProjectRecord, changes: readonly FoundChange[], seq: number, rowsOf: RowsOf) {
  // What the project was called at first stands in no change but the first that changes it.
  const first = changes.flatMap(({ change }) => simpleOpsOf(change.op)).find((op) => op.type === 'project.setSettings')
  const world = new World({ ...project, ...(first?.type === 'project.setSettings' ? first.before : {}) })
  let isSure = true
  for (const { change } of changes) {
    if (change.seq > seq) break
    isSure = applyOr(world, change.op, rowsOf) && isSure
  }
  return { name: 'the history', world, isSure }
}

/** Newest first, the backups that can be read, each brought up to change `seq` by the changes that fit. Opened as they are asked for. */
export async function* worldsOfBackups(
  env: Environment,
  folder: string,
  { lineage, changes, seq, rowsOf }: { lineage: string | null; changes: readonly FoundChange[]; seq: number; rowsOf: RowsOf },
): AsyncGenerator<Elsewhere> {
  for (const { name } of await listBackups(env, folder).catch(() => [])) {
    try {
      const backup = await openBackup(env.disk, join(folder, BACKUPS_FOLDER, name))
      if (lineage !== null && backup.file.lineage !== lineage) continue
      const world = await worldOf(backup, seq, rowsOf)
      for (const { change } of changes) {
        if (change.seq > seq) break
        if (change.seq > backup.head.seq) for (const op of simpleOpsOf(change.op)) applyOr(world, op, rowsOf)
      }
      yield { name: `the backup ${name}`, world }
    } catch (error) {
      const isDamage = error instanceof HostFailure || error instanceof LineError || error instanceof ConflictError || errnoOf(error) !== ''
      if (!isDamage) throw error
      env.log(`${name} cannot be read, nothing is taken from it: ${error}`)
    }
  }
}

/** What the journals of the backups hold, newest first; those that cannot be read are passed over. */
export async function* changesOfBackups(env: Environment, folder: string, lineage: string | null): AsyncGenerator<ChangesOfBackup> {
  for (const { name } of await listBackups(env, folder).catch(() => [])) {
    try {
      const { file, changes } = await openBackup(env.disk, join(folder, BACKUPS_FOLDER, name))
      if (lineage === null || file.lineage === lineage)
        yield { name: `the backup ${name}`, start: { seq: file.seq, sum: file.sum }, changes }
    } catch (error) {
      if (!(error instanceof HostFailure) && errnoOf(error) === '') throw error
      env.log(`${name} cannot be read, nothing is taken from it: ${error}`)
    }
  }
}

/** A backup's records at change `seq`, or at its snapshot's where that is later: what came after is done again on them. */
async function worldOf(backup: OpenBackup, seq: number, rowsOf: RowsOf): Promise<World> {
  const chunks = (path: string) => (backup.paths.includes(path) ? backup.read(path) : [])
  const state = await readState(
    backup.file,
    {
      async tags() {
        if (!backup.paths.includes(TAGS_PATH)) return []
        const parts: Uint8Array[] = []
        for await (const bytes of backup.read(TAGS_PATH)) parts.push(bytes)
        const parsed = tagSchema.array().safeParse(JSON.parse(Buffer.concat(parts).toString()))
        return parsed.data ?? []
      },
      units: (id) => readRecords(unitsPath(id), chunks(unitsPath(id)), unitSchema),
      annotations: (id) => readRecords(annotationsPath(id), chunks(annotationsPath(id)), annotationSchema),
      rows: async function* (rows) {
        yield* rowsOf(rows)
      },
    },
    backup.changes.filter(({ change }) => change.seq <= seq),
  )
  const world = new World(projectRecordOf(backup.file))
  world.project = state.project
  for (const tag of state.tags.values()) world.tags.set(tag.id, tag)
  for (const document of state.documents.values()) {
    const { units, annotations } = world.addDocument(document)
    for await (const unit of state.units(document.id)) units.set(unit.id, unit)
    for await (const annotation of state.annotations(document.id)) annotations.set(annotation.id, annotation)
  }
  return world
}

/** Whether it fitted. */
export function applyOr(world: World, op: Parameters<World['apply']>[0], rowsOf: RowsOf): boolean {
  try {
    world.apply(op, rowsOf)
    return true
  } catch (error) {
    if (!(error instanceof ConflictError)) throw error
    return false
  }
}
