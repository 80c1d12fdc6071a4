import { dirname, join } from 'node:path'
import { fail } from '../../shared/host/errors.ts'
import { ConflictError, invert } from '../../shared/model/apply.ts'
import type { Change } from '../../shared/model/changes.ts'
import { newId } from '../../shared/model/ids.ts'
import { FIRST_SUM, journalLine, type SummedChange, sumChange } from '../../shared/model/journal.ts'
import { LineError } from '../../shared/model/lines.ts'
import { type ProjectFile, projectFileText, projectRecordOf } from '../../shared/model/project-file.ts'
import { readState, snapshotFiles } from '../../shared/model/snapshot.ts'
import { makeInside, writeNewFile } from './atomic-file.ts'
import { decideCompaction, finishCompaction, prepareCompaction } from './compaction.ts'
import type { Disk } from './disk.ts'
import type { Environment } from './environment.ts'
import { digestFile, readChunks } from './file-bytes.ts'
import { copyHistory } from './history-copy.ts'
import { type Head, JOURNAL_NAME } from './journal-file.ts'
import { copySources, makeFolderBeside } from './new-folder.ts'
import { PROJECT_NAME, parseProjectFile, snapshotReader } from './project-files.ts'
import type { ProjectFolder } from './project-folder.ts'
import { checkRowsThere, isRowsPath, sourcesNamedBy } from './sources.ts'

/** What a fork is made of: the project's first `after` changes, and `changes` behind them, numbered on. */
export interface Fork {
  readonly after: number
  readonly changes: readonly Change[]
  /** Goes into the name, in brackets; without one the fork is called as the project is. */
  readonly label: string
}

/**
 * Makes a project of its own, in a new folder beside the open one, with its own id and lineage: as a whole or not at all. What lies before
 * `after` keeps its history, so that everything can be undone there, too; the new name is a last change of its own, since the changes
 * before it may hold the old one. Returns the folder's path.
 * @throws HostFailure `out-of-sequence` where the project has no change `after`, `bad-request` where the changes are not numbered on or do not
 * apply, `not-found` where one names rows that are not in this folder, `damaged`, or what a disk refuses.
 */
export function forkProject(env: Environment, project: ProjectFolder, fork: Fork): Promise<string> {
  return project.withoutCompaction(async () => {
    const { head, file, path } = project
    const { after, changes } = fork
    if (after > head.seq)
      fail('out-of-sequence', `The project has no change ${after}: it holds changes up to ${head.seq}.`, { head: head.seq })
    for (const [i, { seq }] of changes.entries()) {
      if (seq !== after + 1 + i) fail('bad-request', `Change ${seq} stands where ${after + 1 + i} should. Nothing was made.`, { seq })
    }
    await checkRowsThere(env.disk, path, changes)
    const label = fork.label.trim()
    return makeFolderBeside(env, path, named(file.name, label), (to) => fill(env, project, { after, changes, label }, to))
  })
}

const named = (name: string, label: string) => (label === '' ? name : `${name} (${label})`)

async function fill(env: Environment, project: ProjectFolder, { after, changes, label }: Fork, to: string): Promise<void> {
  const { disk } = env
  const { file, path } = project
  const isPast = after < file.seq
  const base = isPast ? await writePast(disk, project, after, to) : await copySnapshot(disk, path, file, to)
  const kept = isPast ? [] : await project.readChanges(file.seq, after - file.seq)
  const lines = follow(kept, kept.at(-1) ? headOf(kept.at(-1)!) : base, changes)
  const { name, sourceLanguage, targetLanguage } = (await sound(() => readState(base, snapshotReader(disk, to, base), lines))).project
  if (label !== '') {
    const before = { name, sourceLanguage, targetLanguage }
    const op = { type: 'project.setSettings' as const, before, after: { ...before, name: named(name, label) } }
    const seq = (lines.at(-1)?.change.seq ?? base.seq) + 1
    const author = changes.at(-1)?.author ?? ''
    lines.push(...follow([], lines.at(-1) ? headOf(lines.at(-1)!) : base, [{ seq, at: new Date(env.now()).toISOString(), author, op }]))
  }
  const past = await copyHistory(disk, path, to, base.seq)
  const sources = [...past, ...lines.flatMap(({ change }) => sourcesNamedBy(change)), ...base.documents.map(({ original }) => original)]
  const missing = new Set(await copySources(env, path, to, sources))
  // Rows are what the changes stand on; an imported file that was lost must not keep the work on it from being saved.
  const wanted = new Set(changes.flatMap(sourcesNamedBy).flatMap(({ path }) => (isRowsPath(path) ? [path] : [])))
  for (const one of sources) if (missing.delete(one.path)) await expectGone(env, path, one, wanted.has(one.path))
  const journal = Buffer.from(lines.map(journalLine).join(''))
  await writeNewFile(disk, join(to, JOURNAL_NAME), journal)
  await writeNewFile(disk, join(to, PROJECT_NAME), projectFileText(projectRecordOf(base), base))
  if (lines.length === 0) return
  // Also what shows, before the folder gets its name, that every row goes through every change.
  const manifest = await sound(() => prepareCompaction(disk, to, base, lines, journal.length))
  await decideCompaction(disk, to, manifest)
  await finishCompaction(disk, to, manifest)
}

/** A file that could not be copied: a fork goes without one that the project itself has lost, but not without one that could not be read just now. */
async function expectGone(
  env: Environment,
  from: string,
  { path, sha256 }: { path: string; sha256: string },
  isWanted: boolean,
): Promise<void> {
  const place = join(from, path)
  if ((await env.disk.stat(place)) && (await digestFile(env.disk, place)).sha256 === sha256) {
    fail('io', `${place} could not be read for a moment. Nothing was made. Try again.`, { path })
  }
  if (isWanted) fail('not-found', `${place} is not there as it was stored. Nothing was made. Import the document again.`, { path })
  env.log(`a fork of ${from} goes without ${path}, which is not there as it was stored`)
}

/** The snapshot as it is. */
async function copySnapshot(disk: Disk, from: string, file: ProjectFile, to: string): Promise<ProjectFile> {
  for (const [name, sha256] of Object.entries(file.files)) await copyFile(disk, from, to, name, sha256)
  return asFork(file)
}

/** The snapshot as it was at an earlier change: with all that came after it taken back. */
async function writePast(disk: Disk, project: ProjectFolder, seq: number, to: string): Promise<ProjectFile> {
  const { file, path } = project
  const [at] = seq === 0 ? [] : await project.readChanges(seq - 1, 1)
  const later = await project.readChanges(seq, file.seq - seq)
  const back = later.reverse().map(({ sum, change }) => ({ sum, change: { ...change, op: invert(change.op) } }))
  return sound(async () => {
    const state = await readState(file, snapshotReader(disk, path, file), back)
    const files: Record<string, string> = {}
    for (const each of snapshotFiles(file, state)) {
      if ('keep' in each) {
        await copyFile(disk, path, to, each.path, each.keep)
        files[each.path] = each.keep
        continue
      }
      await makeInside(disk, dirname(join(to, each.path)))
      files[each.path] = (await writeNewFile(disk, join(to, each.path), each.lines)).sha256
    }
    const { lineage } = file
    const head = { seq, sum: at?.sum ?? FIRST_SUM }
    const text = projectFileText(state.project, { lineage, ...head, documents: state.documents.values(), files })
    return asFork(parseProjectFile(join(to, PROJECT_NAME), text))
  }, 'damaged')
}

const asFork = (file: ProjectFile): ProjectFile => ({ ...file, id: newId(), lineage: newId(16) })

async function copyFile(disk: Disk, from: string, to: string, name: string, sha256: string): Promise<void> {
  await makeInside(disk, dirname(join(to, name)))
  const copy = await writeNewFile(disk, join(to, name), readChunks(disk, join(from, name)))
  if (copy.sha256 !== sha256) {
    fail('damaged', `${join(from, name)} is not what was written. Nothing was made. “egiz verify --repair” saves what it can.`, {
      path: name,
    })
  }
}

const headOf = ({ sum, change }: SummedChange): Head => ({ seq: change.seq, sum })

/** Changes behind others, with their sums. */
function follow(kept: readonly SummedChange[], head: Head, changes: readonly Change[]): SummedChange[] {
  let { sum } = head
  const added = changes.map((change) => {
    sum = sumChange(sum, change)
    return { sum, change }
  })
  return [...kept, ...added]
}

async function sound<T>(work: () => Promise<T>, code: 'bad-request' | 'damaged' = 'bad-request'): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof LineError) fail('damaged', `${error.message}. Nothing was made.`)
    if (!(error instanceof ConflictError)) throw error
    fail(code, `The changes do not fit the project they are to follow on: ${error.message}. Nothing was made.`)
  }
}
