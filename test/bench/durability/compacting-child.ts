import { mkdir, open } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { nodeEnvironment } from '../../../electron/host/environment.ts'
import { ProjectFolder } from '../../../electron/host/project-folder.ts'
import { peakMegabytes } from '../memory.ts'

/** What one compaction took. */
export interface CompactingRun {
  readonly changes: number
  /** Of the snapshot's files, in bytes. */
  readonly size: number
  readonly ms: number
  /** The process's largest resident size until then, and before the compaction began, in MB. */
  readonly peak: number
  readonly before: number
  /** Copying the snapshot's files, each synced. */
  readonly copying: number
}

const [path] = process.argv.slice(2)
if (path === undefined) throw new Error('usage: compacting-child FOLDER')
const folder = await ProjectFolder.open(nodeEnvironment(), path)
const changes = folder.head.seq - folder.file.seq
const before = peakMegabytes()
const start = performance.now()
const { files } = await folder.compact()
const ms = performance.now() - start
const peak = peakMegabytes()

const copies = join(path, '..', `${basename(path)}.copies`)
await mkdir(copies)
let size = 0
const again = performance.now()
for (const [i, name] of Object.keys(files).entries()) size += await copy(join(path, name), join(copies, String(i)))
const copying = performance.now() - again
await folder.close()
const run: CompactingRun = { changes, size, ms, peak, before, copying }
process.stdout.write(`${JSON.stringify(run)}\n`)

/** Copies a file in chunks as large as the program's own, and syncs. Returns its bytes. */
async function copy(from: string, to: string): Promise<number> {
  const [source, target] = [await open(from, 'r'), await open(to, 'wx')]
  const chunk = new Uint8Array(256 * 1024)
  let size = 0
  for (;;) {
    const { bytesRead } = await source.read(chunk, 0, chunk.length, size)
    if (bytesRead === 0) break
    await target.write(chunk, 0, bytesRead, size)
    size += bytesRead
  }
  await target.sync()
  await source.close()
  await target.close()
  return size
}
