import { basename, join, resolve } from 'node:path'
import { fail, HostFailure } from '../../shared/host/errors.ts'
import type { Change } from '../../shared/model/changes.ts'
import { newId } from '../../shared/model/ids.ts'
import { FIRST_SUM } from '../../shared/model/journal.ts'
import { unitsPath } from '../../shared/model/project-file.ts'
import type { DocumentRecord, ProjectRecord } from '../../shared/model/records.ts'
import { writeNewFile } from './atomic-file.ts'
import type { Disk } from './disk.ts'
import { onDisk } from './disk-errors.ts'
import type { Environment } from './environment.ts'
import { readChunks } from './file-bytes.ts'
import { HISTORY_FOLDER } from './history.ts'
import { makeFolderBeside } from './new-folder.ts'
import { FOLDER_ENDING, PROJECT_NAME } from './project-files.ts'
import { type FoundChange, type FoundChanges, findChanges } from './repair-changes.ts'
import { applyOr, changesOfBackups, type Elsewhere, worldOfHistory, worldsOfBackups } from './repair-elsewhere.ts'
import { Damage, type RepairFinding, UNSAVED_NAME } from './repair-findings.ts'
import { Refill } from './repair-missing.ts'
import { type FoundProjectFile, findProjectFile } from './repair-project-file.ts'
import { mendReferences } from './repair-references.ts'
import { readSnapshotFiles } from './repair-snapshot.ts'
import { FoundRows, writeSources } from './repair-sources.ts'
import { viewDamaged } from './repair-view.ts'
import { World } from './repair-world.ts'
import { writeProject } from './repair-writing.ts'
import { verifyFolder } from './verify.ts'
import { isWarning } from './verify-findings.ts'

/** The language tag for what nothing tells (ISO 639-2). */
const UNKNOWN = 'und'

export interface Repaired {
  /** The new folder. */
  readonly path: string
  readonly documents: number
  readonly units: number
  readonly annotations: number
  readonly findings: readonly RepairFinding[]
}

/**
 * Writes what can be read of a project, and what of the rest is found in its history and backups, into a new folder beside it:
 * `NAME (repaired).egiz`, a project of its own. Tells each thing that is lost or was found elsewhere; bytes that could not be understood are kept in
 * `unsaved.txt`. Takes no lock on the damaged folder and writes nothing to it.
 * @throws HostFailure `not-found` where the folder is not there, `newer-format`, or where the new folder cannot be written.
 */
export async function repairFolder(env: Environment, folder: string): Promise<Repaired> {
  const from = resolve(folder)
  return onDisk({ what: 'The project could not be repaired', path: from, kept: 'Nothing in it was changed.' }, async () => {
    if ((await env.disk.stat(from))?.kind !== 'folder')
      fail('not-found', `There is no folder ${from}. Check that its disk is connected.`, { path: from })
    const damage = new Damage()
    const disk = await viewDamaged(env.disk, from, damage)
    const saved = await salvage({ ...env, disk }, from, damage)
    await tellTheRest(env, from, damage)
    const counts = { documents: 0, units: 0, annotations: 0 }
    const name = `${basename(from, FOLDER_ENDING)} (repaired)`
    const path = await makeFolderBeside(env, from, name, async (to) => {
      const sources = await writeSources(env.disk, { from, to }, saved, damage)
      for (const document of saved.world.documents.values()) saved.world.documents.set(document.id, sources.document(document))
      await writeProject(
        env.disk,
        to,
        saved.world,
        saved.changes.map((change) => ({ ...change, op: sources.op(change.op) })),
      )
      await copyAside(env.disk, from, to)
      if (damage.unsaved) await writeNewFile(env.disk, join(to, UNSAVED_NAME), damage.unsaved)
      const { documents, units, annotations, findings } = await verifyFolder(env, to)
      Object.assign(counts, { documents, units, annotations })
      for (const { code, file, line, message } of findings) damage.lost(code, file, line, `in the repaired project: ${message}`)
    })
    return { path, ...counts, findings: damage.findings }
  })
}

/** What verifying finds in a file of which nothing was told yet, since repairing went round it: told as well. */
async function tellTheRest(env: Environment, folder: string, damage: Damage): Promise<void> {
  const told = new Set(damage.findings.map(({ file }) => file))
  const { findings } = await verifyFolder(env, folder).catch((error: unknown) => {
    if (error instanceof HostFailure) return { findings: [] }
    throw error
  })
  for (const { code, file, line, message } of findings) {
    if (!isWarning(code) && !told.has(file)) damage.saved(code, file, line, message)
  }
}

/** Puts the project together in memory: the snapshot as it stands, what it lacks from elsewhere, the changes after it, and mended references. */
async function salvage(env: Environment, folder: string, damage: Damage) {
  const { disk } = env
  const file = await findProjectFile(disk, folder, damage)
  const snapshot = file.seq !== null && file.sum !== null ? { seq: file.seq, sum: file.sum } : null
  const found = await findChanges(disk, folder, snapshot, changesOfBackups(env, folder, file.lineage), damage)
  const rows = new FoundRows(disk, folder, damage)
  await rows.load(found.changes.map(({ change }) => change))
  const seq = snapshotSeq(file, found, damage)
  const last = found.changes.at(-1)?.change.seq ?? 0
  if (last < seq) damage.lost('history-missing', HISTORY_FOLDER, null, `changes ${last + 1} to ${seq} are missing`)
  const world = new World({ ...file.others, ...settingsOf(file, folder) } as ProjectRecord)
  for (const document of file.documents) world.addDocument(document)
  const past = worldOfHistory(world.project, found.changes, seq, rows.of)
  const isSure = past.isSure && found.sureUpTo >= seq
  const doubts = await readSnapshotFiles(disk, folder, file, world, isSure ? past.world : null, damage)
  const wanted = { file, found, rows, seq, world, past, isSure, refill: new Refill(world, doubts, damage) }
  if (doubts.length > 0 || !file.isWhole) await refill(env, folder, wanted)
  await standIn(disk, folder, world, damage)
  const changes = applyRest(world, found.changes, seq, rows, damage)
  mendReferences(world, damage)
  return { world, changes: renamed(world, renumbered(changes), env.now()), rows }
}

/** The last change that the snapshot holds: the one whose checksum project.json has, else what fits the journal or the history best. */
function snapshotSeq({ seq, sum }: FoundProjectFile, { changes, beforeJournal }: FoundChanges, damage: Damage): number {
  const named = sum === FIRST_SUM ? 0 : changes.find((one) => one.sum === sum)?.change.seq
  const isLikely = seq !== null && (beforeJournal === null || seq === beforeJournal)
  const taken = named ?? (isLikely ? seq : (beforeJournal ?? seq ?? 0))
  // Where the line of that change is lost, its checksum is in no line.
  if (seq !== null && (seq !== taken || (named === undefined && changes.some(({ change }) => change.seq === seq)))) {
    damage.saved('project-damaged', PROJECT_NAME, null, `what it says of its last change (${seq}) fits no other file; ${taken} was taken`)
  }
  return taken
}

function settingsOf(file: FoundProjectFile, folder: string): ProjectRecord {
  const { name, sourceLanguage, targetLanguage } = file
  const settings = {
    name: name ?? basename(folder, FOLDER_ENDING),
    sourceLanguage: sourceLanguage ?? UNKNOWN,
    targetLanguage: targetLanguage ?? UNKNOWN,
  }
  return { id: newId(), ...settings }
}

interface Wanted {
  readonly file: FoundProjectFile
  readonly found: FoundChanges
  readonly rows: FoundRows
  readonly seq: number
  readonly world: World
  readonly past: Elsewhere
  readonly isSure: boolean
  readonly refill: Refill
}

/** Takes what the snapshot lacks from a history that is whole; else from the backups, newest first, and then from what there is of the history. */
async function refill(env: Environment, folder: string, { file, found, rows, seq, world, past, isSure, refill }: Wanted): Promise<void> {
  const guessed = world.project
  const take = (elsewhere: Elsewhere, onlyNamed: boolean) => {
    if (!file.isWhole) {
      if (!onlyNamed) for (const document of elsewhere.world.documents.values()) refill.addDocument(document, elsewhere.name)
      const { name, sourceLanguage, targetLanguage } = elsewhere.world.project
      world.project = {
        ...world.project,
        ...(file.name === null && world.project.name === guessed.name ? { name } : {}),
        ...(world.project.sourceLanguage === UNKNOWN ? { sourceLanguage } : {}),
        ...(world.project.targetLanguage === UNKNOWN ? { targetLanguage } : {}),
      }
    }
    refill.takeFrom(elsewhere, onlyNamed)
  }
  if (isSure) take(past, false)
  if (!isSure || refill.isWanting || !file.isWhole) {
    let isNewest = !isSure
    for await (const backup of worldsOfBackups(env, folder, { lineage: file.lineage, changes: found.changes, seq, rowsOf: rows.of })) {
      take(backup, !isNewest)
      isNewest = false
      if (!refill.isWanting) break
    }
  }
  if (!isSure) take(past, false)
  refill.tell(isSure)
}

/** A record for each document that has rows and none: nothing else told of it. */
async function standIn(disk: Disk, folder: string, world: World, damage: Damage): Promise<void> {
  for (const [id, { units, annotations }] of world.rooms) {
    if (world.documents.has(id)) continue
    if (units.size === 0 && annotations.size === 0) {
      world.rooms.delete(id)
      continue
    }
    const report = { format: 'txt', encoding: 'utf-8', shape: 'lines', lines: 0, characters: 0, removed: [], notes: [] }
    const sources = (await disk.stat(join(folder, 'sources'))) ? await disk.list(join(folder, 'sources')) : []
    const name = sources.find((one) => one.startsWith(`${id}.`)) ?? `${id}.txt`
    const original = { path: `sources/${name}`, sha256: '0'.repeat(64), size: 0 }
    const document: DocumentRecord = { id, order: `a${world.documents.size}`, name: id, original, report }
    world.documents.set(id, document)
    damage.lost('unknown-document', unitsPath(id), null, `nothing says what this document was called; it is “${id}” now`)
  }
}

/** Applies the changes after the snapshot that fit; returns all that are kept. */
function applyRest(world: World, found: readonly FoundChange[], seq: number, rows: FoundRows, damage: Damage): Change[] {
  const kept: Change[] = []
  for (const { change, file, line } of found) {
    if (change.seq <= seq || applyOr(world, change.op, rows.of) || world.holds(change.op)) kept.push(change)
    else {
      const what = `change ${change.seq} (${change.op.type}, ${change.at}, ${change.author}) does not fit what could be read`
      damage.lost('does-not-apply', file, line, what, JSON.stringify(change))
    }
  }
  return kept
}

/** The changes numbered without gaps; links to changes that are lost are left out. */
function renumbered(changes: readonly Change[]): Change[] {
  const numbers = new Map(changes.map(({ seq }, i) => [seq, i + 1]))
  return changes.map(({ undoes, redoes, ...change }, i) => {
    const [undone, redone] = [numbers.get(undoes ?? 0), numbers.get(redoes ?? 0)]
    return { ...change, seq: i + 1, ...(undone ? { undoes: undone } : {}), ...(redone ? { redoes: redone } : {}) } as Change
  })
}

/** The project under its new name, by a change of its own, so that those before it can still be taken back. */
function renamed(world: World, changes: readonly Change[], now: number): Change[] {
  const { name, sourceLanguage, targetLanguage } = world.project
  const before = { name, sourceLanguage, targetLanguage }
  const after = { ...before, name: `${name} (repaired)` }
  world.project = { ...world.project, ...after }
  if (changes.length === 0) return []
  const op = { type: 'project.setSettings' as const, before, after }
  return [...changes, { seq: changes.length + 1, at: new Date(now).toISOString(), author: '', op }]
}

/** Copies kept beside the project of what could not be reconciled or was not written whole. */
async function copyAside(disk: Disk, from: string, to: string): Promise<void> {
  for (const name of await disk.list(from)) {
    if (/^(aside-.*\.jsonl|journal\.torn-[^/]*)$/.test(name)) await writeNewFile(disk, join(to, name), readChunks(disk, join(from, name)))
  }
}
