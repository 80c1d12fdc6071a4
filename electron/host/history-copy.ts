import { basename, join } from 'node:path'
import { makeInside, writeNewFile } from './atomic-file.ts'
import type { Disk } from './disk.ts'
import { readChunks } from './file-bytes.ts'
import { packLines } from './gzip.ts'
import { HISTORY_FOLDER, historyName, listHistory, parseChange, readSegment } from './history.ts'
import { sourcesNamedBy } from './sources.ts'

/**
 * Copies the history up to change `last` into a folder that is being made, the segment that holds it cut behind it. Returns the files of
 * `sources/` that its changes name. Holds one segment at a time.
 */
export async function copyHistory(disk: Disk, from: string, to: string, last: number): Promise<{ path: string; sha256: string }[]> {
  const named: { path: string; sha256: string }[] = []
  for (const segment of await listHistory(disk, from)) {
    if (segment.first > last) continue
    await makeInside(disk, join(to, HISTORY_FOLDER))
    const lines = await readSegment(disk, segment)
    const kept = segment.last <= last ? lines : firstLines(lines, last - segment.first + 1)
    const place = join(to, HISTORY_FOLDER, segment.last <= last ? basename(segment.path) : historyName(segment.first, last))
    await writeNewFile(disk, place, kept === lines ? readChunks(disk, segment.path) : await packLines(kept))
    for (const line of new TextDecoder().decode(kept).split('\n')) {
      // Looked for as text first: of ten thousand changes hardly one brings a document.
      if (!/"document\.(add|remove)"/.test(line)) continue
      const change = parseChange(line.slice(17))
      if (change) named.push(...sourcesNamedBy(change))
    }
  }
  return named
}

function firstLines(bytes: Uint8Array, count: number): Uint8Array {
  let end = 0
  for (let i = 0; i < count; i++) end = bytes.indexOf(10, end) + 1
  return bytes.subarray(0, end)
}
