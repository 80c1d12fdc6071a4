import { basename, join } from 'node:path'
import { fail } from '../../shared/host/errors.ts'
import { changeSchema } from '../../shared/model/changes.ts'
import type { SummedChange } from '../../shared/model/journal.ts'
import type { Disk } from './disk.ts'
import { readWhole } from './file-bytes.ts'
import { unpackLines } from './gzip.ts'

export const HISTORY_FOLDER = 'history'
const PACKED = '.gz'
/** The file of changes `first` to `last`: journal lines, gzip-compressed, since in time they are the bulk of a folder. */
export const historyName = (first: number, last: number) => `${first}-${last}.jsonl${PACKED}`

export interface HistoryFile {
  readonly path: string
  readonly first: number
  readonly last: number
}

/** The files of changes that a snapshot already holds, oldest first. Where one is there packed and plain, the packed one counts. */
export async function listHistory(disk: Disk, folder: string): Promise<HistoryFile[]> {
  const path = join(folder, HISTORY_FOLDER)
  if (!(await disk.stat(path))) return []
  const names = new Set(await disk.list(path))
  const files: HistoryFile[] = []
  for (const name of names) {
    const range = /^(\d+)-(\d+)\.jsonl(\.gz)?$/.exec(name)
    if (range && !names.has(name + PACKED)) files.push({ path: join(path, name), first: Number(range[1]), last: Number(range[2]) })
  }
  return files.sort((a, b) => a.first - b.first || a.last - b.last)
}

/** A history file's lines as bytes. @throws HostFailure `damaged` where it cannot be unpacked. */
export async function readSegment(disk: Disk, { path }: Pick<HistoryFile, 'path'>): Promise<Uint8Array> {
  const bytes = await readWhole(disk, path)
  return basename(path).endsWith(PACKED) ? unpackLines(path, bytes) : bytes
}

/** Changes after `after` that are in one history file, at most `limit`; empty where no file holds change `after + 1`. */
export async function readHistory(disk: Disk, folder: string, after: number, limit: number): Promise<SummedChange[]> {
  const file = (await listHistory(disk, folder)).find((f) => f.first <= after + 1 && after + 1 <= f.last)
  if (!file) return []
  const lines = textOf(file.path, await readSegment(disk, file)).split('\n')
  const from = after + 1 - file.first
  return lines.slice(from, Math.min(from + limit, file.last - file.first + 1)).map((line, i) => {
    const change = parseChange(line.slice(17))
    if (change?.seq !== after + 1 + i)
      fail('damaged', `Line ${from + i + 1} of ${file.path} is damaged.`, { path: file.path, line: from + i + 1 })
    return { sum: line.slice(0, 16), change }
  })
}

function textOf(path: string, bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    fail('damaged', `${path} is not UTF-8.`, { path })
  }
}

/** A change from its JSON; null where it is none. */
export function parseChange(json: string) {
  try {
    return changeSchema.safeParse(JSON.parse(json)).data ?? null
  } catch {
    return null
  }
}
