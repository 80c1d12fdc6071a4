import { join } from 'node:path'
import type { Verification } from '../../shared/host/contract.ts'
import { HostFailure } from '../../shared/host/errors.ts'
import { ConflictError } from '../../shared/model/apply.ts'
import { FIRST_SUM, type SummedChange } from '../../shared/model/journal.ts'
import { LineError } from '../../shared/model/lines.ts'
import { type ProjectFile, rowsPath } from '../../shared/model/project-file.ts'
import { type ProjectState, readState } from '../../shared/model/snapshot.ts'
import type { Disk } from './disk.ts'
import { onDisk } from './disk-errors.ts'
import type { Environment } from './environment.ts'
import { digestFile } from './file-bytes.ts'
import { listHistory, readSegment } from './history.ts'
import { JOURNAL_NAME, parseJournal } from './journal-file.ts'
import { PROJECT_NAME, snapshotReader } from './project-files.ts'
import { readMoment } from './project-reading.ts'
import { SOURCES_FOLDER, sourcesNamedBy } from './sources.ts'
import { Findings } from './verify-findings.ts'
import { checkDocument, checkTags } from './verify-records.ts'

/**
 * Proves that a project folder is whole, or says where it is not: checksums, sequence, that every change applies, order, ids, references,
 * and the files that documents name. Takes no lock and writes nothing. Warnings leave `ok` true.
 * @throws HostFailure where the folder is not there, is no project, or cannot be read at all.
 */
export async function verifyFolder(env: Environment, folder: string): Promise<Verification> {
  return onDisk({ what: 'The project could not be checked', path: folder }, async () => {
    const findings = new Findings()
    const moment = await readMoment(env, folder).catch((error) => {
      if (!(error instanceof HostFailure) || error.error.code !== 'damaged') throw error
      findings.add('project-damaged', PROJECT_NAME, null, error.message)
      return null
    })
    if (!moment) return findings.result({ changes: 0, documents: 0, units: 0, annotations: 0 })
    const { disk, file, journal } = moment
    if (moment.unfinished)
      findings.add('unfinished-compaction', PROJECT_NAME, null, 'a compaction was interrupted; the next opening finishes it')
    if (journal.fault) {
      const { kind, line, detail } = journal.fault
      const code = kind === 'torn' ? 'torn-line' : 'journal-damaged'
      findings.add(code, JOURNAL_NAME, line, `${detail}; ${journal.changes.length} changes before it are readable`)
    }
    for (const [path, sha256] of Object.entries(file.files)) await checkFile(disk, folder, path, sha256, findings)
    const past = await checkHistory(disk, folder, file, findings)
    const changes = journal.changes.at(-1)?.change.seq ?? file.seq
    const counts = { changes, documents: 0, units: 0, annotations: 0 }
    const state = await tolerant(findings, () => readState(file, snapshotReader(disk, folder, file), journal.changes))
    if (state) {
      counts.documents = state.documents.size
      checkTags(state.tags, findings)
      for (const id of state.documents.keys()) {
        const counted = await tolerant(findings, () => checkDocument(state, id, findings))
        counts.units += counted?.units ?? 0
        counts.annotations += counted?.annotations ?? 0
      }
    }
    await checkSources(disk, folder, state, { changes: [...past.changes, ...journal.changes], isComplete: past.isComplete }, findings)
    return findings.result(counts)
  })
}

/** The result, or a finding where a line cannot be read or a change does not fit. */
async function tolerant<T>(findings: Findings, work: () => Promise<T>): Promise<T | null> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof LineError) findings.add('bad-line', error.file, error.line, error.message)
    else if (error instanceof ConflictError) findings.add('does-not-apply', JOURNAL_NAME, null, error.message)
    // A snapshot file that is missing was told above.
    else if (error instanceof HostFailure) findings.add('unreadable', PROJECT_NAME, null, error.message)
    else if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
    return null
  }
}

async function checkFile(disk: Disk, folder: string, path: string, sha256: string, findings: Findings): Promise<void> {
  const place = join(folder, path)
  if ((await disk.stat(place))?.kind !== 'file') findings.add('missing-file', path, null, 'the file is missing')
  else if ((await digestFile(disk, place)).sha256 !== sha256) findings.add('checksum', path, null, 'the file is not what was written')
}

/** Changes that name files, and whether they are all there ever were. */
interface Past {
  readonly changes: readonly SummedChange[]
  readonly isComplete: boolean
}

/** The changes that the snapshot holds; without them the project is whole, but older edits cannot be taken back. */
async function checkHistory(disk: Disk, folder: string, file: ProjectFile, findings: Findings): Promise<Past> {
  const past: SummedChange[] = []
  let head = { seq: 0, sum: FIRST_SUM }
  for (const each of await listHistory(disk, folder)) {
    const name = each.path.slice(folder.length + 1).replaceAll('\\', '/')
    if (each.first !== head.seq + 1) {
      findings.add('history-missing', name, null, `changes ${head.seq + 1} to ${each.first - 1} are missing before it`)
      return { changes: past, isComplete: false }
    }
    const lines = await readSegment(disk, each).catch((error) => {
      if (!(error instanceof HostFailure)) throw error
      findings.add('history-damaged', name, null, error.message)
      return null
    })
    if (!lines) return { changes: past, isComplete: false }
    const { changes, fault } = parseJournal(lines, head)
    // Only what rows are named is needed of it later.
    for (const one of changes) if (sourcesNamedBy(one.change).length > 0) past.push(one)
    const last = changes.at(-1)
    if (fault || !last || last.change.seq !== each.last) {
      findings.add('history-damaged', name, fault?.line ?? null, fault?.detail ?? 'it does not hold the changes of its name')
      return { changes: past, isComplete: false }
    }
    head = { seq: last.change.seq, sum: last.sum }
  }
  if (head.seq !== file.seq) findings.add('history-missing', 'history', null, `changes ${head.seq + 1} to ${file.seq} are missing`)
  else if (head.sum !== file.sum) findings.add('history-damaged', 'history', null, 'the history does not lead to the snapshot’s checksum')
  return { changes: past, isComplete: head.seq === file.seq && head.sum === file.sum }
}

/** Originals and rows that documents and changes name, and files that nothing names. */
async function checkSources(
  disk: Disk,
  folder: string,
  state: ProjectState | null,
  { changes, isComplete }: Past,
  findings: Findings,
): Promise<void> {
  const named = new Map<string, string>()
  for (const { change } of changes) for (const { path, sha256 } of sourcesNamedBy(change)) named.set(path, sha256)
  for (const { original } of state?.documents.values() ?? []) named.set(original.path, original.sha256)
  for (const fold of state?.perDocument.values() ?? [])
    if (fold.base !== 'snapshot') named.set(rowsPath(fold.base.sha256), fold.base.sha256)
  for (const [path, sha256] of named) await checkFile(disk, folder, path, sha256, findings)
  const sources = join(folder, SOURCES_FOLDER)
  if (!state || !(await disk.stat(sources))) return
  for (const name of (await disk.list(sources)).sort()) {
    const path = `${SOURCES_FOLDER}/${name}`
    if (!named.has(path) && (isComplete || !name.endsWith('.rows.jsonl')))
      findings.add('unreferenced-file', path, null, 'no document names this file; it may be deleted')
  }
}
