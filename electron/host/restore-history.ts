import { basename, join } from 'node:path'
import { sumChange } from '../../shared/model/journal.ts'
import { makeInside, writeNewFile } from './atomic-file.ts'
import type { Environment } from './environment.ts'
import { readChunks } from './file-bytes.ts'
import { HISTORY_FOLDER, listHistory, parseChange, readSegment } from './history.ts'
import type { Head } from './journal-file.ts'
import { sourcesNamedBy } from './sources.ts'

export interface CopiedPast {
  /** The files of `sources/` that its changes name. */
  readonly named: readonly { path: string; sha256: string }[]
  /** What of it is missing, to be told: the segment that does not join or cannot be read, or `history`; null where all is there. */
  readonly missing: string | null
  /** Whether one of its changes sets what the project is called. */
  readonly setsName: boolean
}

/**
 * Copies the history that leads to a snapshot from a project's folder into one that is being made: the segments before `head`, from the
 * last one back as long as each joins the next by number and sum. The folder may meanwhile have gone another way, or be damaged: then what
 * lies before is left out; the snapshot needs none of it. Holds one segment at a time.
 */
export async function copyPast(env: Environment, from: string, to: string, head: Head): Promise<CopiedPast> {
  const { disk } = env
  const named: { path: string; sha256: string }[] = []
  let setsName = false
  let missing: string | null = null
  let next = head.seq
  let joins = (sum: string) => sum === head.sum
  const segments = (await listHistory(disk, from)).filter(({ last }) => last <= head.seq)
  for (const segment of segments.reverse()) {
    const lines = await readLines(env, segment.path)
    const [first, last] = [lines?.[0], lines?.at(-1)]
    if (!lines || !first || !last || segment.last !== next || lines.length !== next - segment.first + 1 || !joins(last.slice(0, 16))) {
      missing = `${HISTORY_FOLDER}/${basename(segment.path)}`
      break
    }
    for (const line of lines) {
      // Looked for as text first: of ten thousand changes hardly one is of these.
      if (line.includes('"project.setSettings"')) setsName = true
      if (!line.includes('"document.add"') && !line.includes('"document.remove"')) continue
      const change = parseChange(line.slice(17))
      if (change) named.push(...sourcesNamedBy(change))
    }
    await makeInside(disk, join(to, HISTORY_FOLDER))
    await writeNewFile(disk, join(to, HISTORY_FOLDER, basename(segment.path)), readChunks(disk, segment.path))
    next = segment.first - 1
    joins = (sum) => {
      const change = parseChange(first.slice(17))
      return change !== null && sumChange(sum, change) === first.slice(0, 16)
    }
  }
  return { named, missing: missing ?? (next > 0 ? HISTORY_FOLDER : null), setsName }
}

/** A segment's lines; null where it cannot be read, which is logged. */
async function readLines(env: Environment, path: string): Promise<string[] | null> {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(await readSegment(env.disk, { path }))
    return text.split('\n').slice(0, -1)
  } catch (error) {
    env.log(`${path} cannot be read: ${error}`)
    return null
  }
}
