import { join } from 'node:path'
import { fail } from '../../shared/host/errors.ts'
import { changeSchema } from '../../shared/model/changes.ts'
import type { SummedChange } from '../../shared/model/journal.ts'
import type { Disk } from './disk.ts'
import { readText } from './file-bytes.ts'

export const HISTORY_FOLDER = 'history'
export const historyName = (first: number, last: number) => `${first}-${last}.jsonl`

export interface HistoryFile {
  readonly path: string
  readonly first: number
  readonly last: number
}

/** The files of changes that a snapshot already holds, oldest first. */
export async function listHistory(disk: Disk, folder: string): Promise<HistoryFile[]> {
  const path = join(folder, HISTORY_FOLDER)
  if (!(await disk.stat(path))) return []
  const files: HistoryFile[] = []
  for (const name of await disk.list(path)) {
    const range = /^(\d+)-(\d+)\.jsonl$/.exec(name)
    if (range) files.push({ path: join(path, name), first: Number(range[1]), last: Number(range[2]) })
  }
  return files.sort((a, b) => a.first - b.first)
}

/** Changes after `after` that are in one history file, at most `limit`; empty where no file holds change `after + 1`. */
export async function readHistory(disk: Disk, folder: string, after: number, limit: number): Promise<SummedChange[]> {
  const file = (await listHistory(disk, folder)).find((f) => f.first <= after + 1 && after + 1 <= f.last)
  if (!file) return []
  const lines = (await readText(disk, file.path)).split('\n')
  const from = after + 1 - file.first
  return lines.slice(from, Math.min(from + limit, file.last - file.first + 1)).map((line, i) => {
    const change = parseChange(line.slice(17))
    if (change?.seq !== after + 1 + i)
      fail('damaged', `Line ${from + i + 1} of ${file.path} is damaged.`, { path: file.path, line: from + i + 1 })
    return { sum: line.slice(0, 16), change }
  })
}

function parseChange(json: string) {
  try {
    return changeSchema.safeParse(JSON.parse(json)).data ?? null
  } catch {
    return null
  }
}
