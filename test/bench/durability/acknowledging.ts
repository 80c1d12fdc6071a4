import { performance } from 'node:perf_hooks'
import { nodeEnvironment } from '../../../electron/host/environment.ts'
import { journalLine, sumChange } from '../../../shared/model/journal.ts'
import type { Part } from '../benchmark.ts'
import { type Budget, percentile } from '../figure.ts'
import { BareFile } from './bare-disk.ts'
import { makeProject } from './making.ts'
import { AUTHOR, Manuscript, typed } from './manuscript.ts'

const CHANGES = 400
/** What the program may take beside the disk, milliseconds. */
const SHARE = 50

/** Slow is held to what the disk itself took in the same run when it was slow. */
export const acknowledgeBudget = (disk: readonly number[]): Budget => ({
  of: 'p95',
  most: Number((SHARE + percentile(disk, 0.95)).toFixed(1)),
})

/** From a change handed to the project folder until it is on the disk, in turn with the same bytes written to a file and synced. */
export const acknowledging: Part = {
  name: 'acknowledge',
  needsApp: false,
  async run(bench) {
    const manuscript = new Manuscript({ rows: 1000, words: 60, translated: false })
    const folder = await makeProject(nodeEnvironment(), bench.folder, 'Acknowledge', manuscript)
    const bare = await BareFile.make(bench.folder)
    const ours: number[] = []
    const disk: number[] = []
    for (const op of typed(manuscript, CHANGES, 20)) {
      const { seq, sum } = folder.head
      const change = { seq: seq + 1, at: new Date().toISOString(), author: AUTHOR, op }
      const line = Buffer.from(journalLine({ sum: sumChange(sum, change), change }))
      const append = async () => {
        const start = performance.now()
        await folder.append([change])
        ours.push(performance.now() - start)
      }
      const write = async () => disk.push(await bare.append(line))
      // Whoever goes first pays for what the disk still has to do.
      for (const step of seq % 2 === 0 ? [append, write] : [write, append]) await step()
    }
    await bare.close()
    await folder.close()
    bench.report({ figure: 'bare write and fsync of a change', unit: 'ms', values: disk })
    bench.report({
      figure: 'change to acknowledged, project folder',
      unit: 'ms',
      values: ours,
      budget: acknowledgeBudget(disk),
      peer: { name: 'bare write and fsync', value: percentile(disk, 0.5) },
    })
  },
}
