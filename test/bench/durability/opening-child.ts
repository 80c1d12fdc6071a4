import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { nodeEnvironment } from '../../../electron/host/environment.ts'
import { ProjectFolder } from '../../../electron/host/project-folder.ts'

/** What one opening took. */
export interface OpeningRun {
  readonly ms: number
  /** Reading the journal and parsing its lines as JSON, and no more. */
  readonly parsing: number
  /** What was mended. */
  readonly mended: readonly string[]
  readonly changes: number
}

// The process ends with the project open: the next one finds it as this one did.
const [path] = process.argv.slice(2)
if (path === undefined) throw new Error('usage: opening-child FOLDER')
const start = performance.now()
const folder = await ProjectFolder.open(nodeEnvironment(), path)
const ms = performance.now() - start
const again = performance.now()
const lines = (await readFile(join(path, 'journal.jsonl'), 'utf8')).split('\n').slice(0, -1)
let parsed = 0
for (const line of lines) if (JSON.parse(line.slice(17)).seq > 0) parsed++
const parsing = performance.now() - again
const changes = folder.head.seq - folder.file.seq
if (parsed !== changes) throw new Error(`the journal has ${parsed} lines, and ${changes} changes were read`)
const run: OpeningRun = { ms, parsing, mended: folder.mended.map(({ code }) => code), changes }
process.stdout.write(`${JSON.stringify(run)}\n`)
