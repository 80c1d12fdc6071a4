import { join } from 'node:path'
import { type Manifest, PREPARED, readManifest } from './compaction.ts'
import type { Disk } from './disk.ts'
import { readWhole } from './file-bytes.ts'
import { firstSeq, JOURNAL_NAME } from './journal-file.ts'
import { memoryFile } from './memory-file.ts'
import { PROJECT_NAME } from './project-files.ts'

/**
 * The disk as it would be if a compaction of the folder that was decided, and then interrupted, were finished: for reading a project
 * without writing to it. The disk itself where there is none.
 */
export async function viewFinished(disk: Disk, folder: string): Promise<{ disk: Disk; manifest: Manifest | null }> {
  const manifest = await readManifest(disk, folder)
  if (!manifest) return { disk, manifest }
  const journalPath = join(folder, JOURNAL_NAME)
  const journal = await readWhole(disk, journalPath)
  const cut = firstSeq(journalPath, journal) !== manifest.from + 1
  const texts = new Map<string, Uint8Array>([
    [join(folder, PROJECT_NAME), Buffer.from(manifest.project)],
    [journalPath, cut ? journal : journal.subarray(manifest.journalBytes)],
  ])
  const prepared = new Set(manifest.files.map(({ path }) => join(folder, path)))
  const placeOf = async (path: string) => (prepared.has(path) && (await disk.stat(path + PREPARED)) ? path + PREPARED : path)
  const view: Disk = {
    ...disk,
    async open(path, flags) {
      const text = texts.get(path)
      if (flags !== 'r') throw Object.assign(new Error('this view is for reading'), { code: 'EROFS' })
      return text ? memoryFile(text) : disk.open(await placeOf(path), flags)
    },
    stat: async (path) => disk.stat(await placeOf(path)),
  }
  return { disk: view, manifest }
}
