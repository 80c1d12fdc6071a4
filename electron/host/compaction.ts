import { dirname, join } from 'node:path'
import { z } from 'zod'
import { fail } from '../../shared/host/errors.ts'
import type { SummedChange } from '../../shared/model/journal.ts'
import { FORMAT, type ProjectFile } from '../../shared/model/project-file.ts'
import { sha256Schema } from '../../shared/model/records.ts'
import { readState, snapshotFiles, snapshotProjectText } from '../../shared/model/snapshot.ts'
import { isTemporary, makeInside, removeIfThere, renameFile, writeAtomically, writeNewFile } from './atomic-file.ts'
import { BACKUPS_FOLDER } from './backup-names.ts'
import type { Disk } from './disk.ts'
import { digestFile, readText, readWhole } from './file-bytes.ts'
import { packLines } from './gzip.ts'
import { HISTORY_FOLDER, historyName } from './history.ts'
import { firstSeq, JOURNAL_NAME } from './journal-file.ts'
import { isSnapshotPath, PROJECT_NAME, parseProjectFile, readProjectHeader, snapshotReader } from './project-files.ts'

// Two phases. First: every new snapshot file is written beside the old one, under its name with PREPARED behind it; then the manifest, which
// from then on decides. Second: the renames, project.json, the journal's cut, all of which can be done again from the start after a crash.
// What must hold at every moment: while there is a manifest, each file it names is there under its new name or in its place.

export const MANIFEST_NAME = 'compaction.json'
/** Behind the name of a snapshot file that is not in its place yet. */
export const PREPARED = '.new'

const snapshotPathSchema = z.string().refine(isSnapshotPath)

const manifestSchema = z.object({
  /** May be lower than ours: a compaction is finished before the folder is migrated. */
  format: z.number().int().min(1).max(FORMAT),
  /** The last change of the old snapshot and of the new one. */
  from: z.number().int(),
  to: z.number().int(),
  /** How many bytes of the journal the new snapshot holds. */
  journalBytes: z.number().int(),
  files: z.array(z.object({ path: snapshotPathSchema, sha256: sha256Schema })),
  remove: z.array(snapshotPathSchema),
  project: z.string(),
})
export type Manifest = z.infer<typeof manifestSchema>

/**
 * First phase: writes the files of the snapshot that holds `changes` too. Appends may go on meanwhile.
 * Files of documents that the changes do not touch are kept as they are. Rows are streamed: memory does not grow with them.
 * @throws ConflictError, LineError.
 */
export async function prepareCompaction(
  disk: Disk,
  folder: string,
  file: ProjectFile,
  changes: readonly SummedChange[],
  journalBytes: number,
): Promise<Manifest> {
  await dropPrepared(disk, folder)
  const head = changes.at(-1)
  if (!head) throw new RangeError('there are no changes to compact')
  const state = await readState(file, snapshotReader(disk, folder, file), changes)
  const files: Record<string, string> = {}
  const written: Manifest['files'] = []
  for (const each of snapshotFiles(file, state)) {
    if ('keep' in each) {
      files[each.path] = each.keep
      continue
    }
    const place = join(folder, each.path + PREPARED)
    await makeInside(disk, dirname(place))
    const { sha256 } = await writeNewFile(disk, place, each.lines)
    files[each.path] = sha256
    if (file.files[each.path] === sha256) await disk.removeFile(place)
    else written.push({ path: each.path, sha256 })
  }
  const project = snapshotProjectText(file, state, head, files)
  parseProjectFile(PROJECT_NAME, project)
  for (const each of new Set(written.map(({ path }) => dirname(path)))) await disk.syncFolder(join(folder, each))
  const remove = Object.keys(file.files).filter((path) => !(path in files))
  return { format: FORMAT, from: file.seq, to: head.change.seq, journalBytes, files: written, remove, project }
}

/** Between the phases: after this the compaction will be finished, by us or by whoever opens the folder next. */
export async function decideCompaction(disk: Disk, folder: string, manifest: Manifest): Promise<void> {
  await writeAtomically(disk, join(folder, MANIFEST_NAME), `${JSON.stringify(manifest, null, 1)}\n`)
}

/** A manifest that was decided but not finished; null where there is none. */
export async function readManifest(disk: Disk, folder: string): Promise<Manifest | null> {
  const path = join(folder, MANIFEST_NAME)
  if (!(await disk.stat(path))) return null
  try {
    return manifestSchema.parse(JSON.parse(await readText(disk, path)))
  } catch (error) {
    if (error instanceof TypeError || error instanceof SyntaxError || error instanceof z.ZodError) {
      // It is written whole or not at all, so this is the disk's doing, before or after the renames: only the checksums can tell.
      fail(
        'damaged',
        `${path} cannot be read: ${error.message}. Nothing was changed. Keep a copy of the folder; if “egiz verify” finds nothing else wrong, delete this file.`,
        { path },
      )
    }
    throw error
  }
}

/** Second phase. May be run again after any failure or crash, and does nothing that was done already. */
export async function finishCompaction(disk: Disk, folder: string, manifest: Manifest): Promise<void> {
  const current = await readProjectHeader(disk, folder)
  if (current.seq < manifest.to && current.seq !== manifest.from) {
    fail('damaged', `${join(folder, PROJECT_NAME)} is older than the compaction that was begun on it. Restore it from a backup.`, {
      path: folder,
    })
  }
  if (current.seq <= manifest.to) {
    const touched = new Set<string>()
    for (const { path, sha256 } of manifest.files) {
      const [prepared, place] = [join(folder, path + PREPARED), join(folder, path)]
      if (await disk.stat(prepared)) await renameFile(disk, prepared, place)
      else if (!(await disk.stat(place)) || (await digestFile(disk, place)).sha256 !== sha256) {
        fail(
          'damaged',
          `${place} is not what the compaction wrote. The journal still holds every change since; restore this file from a backup.`,
          {
            path: place,
          },
        )
      }
      touched.add(dirname(place))
    }
    for (const each of touched) await disk.syncFolder(each)
    if (current.seq < manifest.to) await writeAtomically(disk, join(folder, PROJECT_NAME), manifest.project)
    for (const path of manifest.remove) await removeIfThere(disk, join(folder, path))
    await cutJournal(disk, folder, manifest)
  }
  await removeManifest(disk, folder)
}

/** Moves the journal's lines that the snapshot now holds to the history, of which nothing is ever taken away. */
async function cutJournal(disk: Disk, folder: string, manifest: Manifest): Promise<void> {
  const path = join(folder, JOURNAL_NAME)
  const bytes = await readWhole(disk, path)
  if (firstSeq(path, bytes) !== manifest.from + 1) return
  const history = join(folder, HISTORY_FOLDER)
  await makeInside(disk, history)
  const lines = await packLines(bytes.subarray(0, manifest.journalBytes))
  await writeAtomically(disk, join(history, historyName(manifest.from + 1, manifest.to)), lines)
  await disk.syncFolder(folder)
  await writeAtomically(disk, path, bytes.subarray(manifest.journalBytes))
}

/** Takes a decision back that could not be written surely. The manifest goes first, and durably: see above what must hold. */
export async function revokeCompaction(disk: Disk, folder: string): Promise<void> {
  await removeManifest(disk, folder)
  await dropPrepared(disk, folder)
}

async function removeManifest(disk: Disk, folder: string): Promise<void> {
  await removeIfThere(disk, join(folder, MANIFEST_NAME))
  await disk.syncFolder(folder)
}

/** Removes what a first phase left behind; returns how many files. Only where there is no manifest. */
export function dropPrepared(disk: Disk, folder: string): Promise<number> {
  return dropFiles(disk, folder, ['', 'documents', 'annotations'], (name) => name.endsWith(PREPARED))
}

/** Removes temporary files of interrupted writes; only while nothing is being written, that is, on opening. */
export function dropTemporaries(disk: Disk, folder: string): Promise<number> {
  return dropFiles(disk, folder, ['', 'sources', 'documents', 'annotations', HISTORY_FOLDER, BACKUPS_FOLDER], isTemporary)
}

async function dropFiles(disk: Disk, folder: string, folders: string[], isDropped: (name: string) => boolean): Promise<number> {
  let dropped = 0
  for (const each of folders) {
    const path = join(folder, each)
    if ((await disk.stat(path))?.kind !== 'folder') continue
    for (const name of await disk.list(path)) {
      if (!isDropped(name)) continue
      await removeIfThere(disk, join(path, name))
      dropped++
    }
  }
  return dropped
}
