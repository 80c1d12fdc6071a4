import { cp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Part } from '../benchmark.ts'
import { percentile } from '../figure.ts'
import type { CompactingRun } from './compacting-child.ts'
import type { Made } from './making-child.ts'

const RUNS = 3
const ROWS = '100,000 rows'

/** A long project's journal taken into its snapshot, each run in a process of its own and on a copy of its own. */
export const compacting: Part = {
  name: 'compaction',
  needsApp: false,
  async run(bench) {
    const { path } = await bench.child<Made>('making-child', bench.folder, 'Long', 'long')
    const runs: CompactingRun[] = []
    for (let i = 0; i < RUNS; i++) {
      const copy = join(bench.folder, `run ${i}`)
      await cp(path, copy, { recursive: true })
      runs.push(await bench.child<CompactingRun>('compacting-child', copy))
      for (const used of [copy, `${copy}.copies`]) await rm(used, { recursive: true })
    }
    const all = (what: keyof CompactingRun) => runs.map((run) => run[what])
    const copying = all('copying').map((ms) => ms / 1000)
    bench.report({ figure: `snapshot of ${ROWS}`, unit: 'MB', values: [percentile(all('size'), 0.5) / 1e6] })
    bench.report({ figure: `copy and fsync of that snapshot`, unit: 's', values: copying })
    bench.report({
      figure: `compaction of 5,000 changes, ${ROWS}`,
      unit: 's',
      values: all('ms').map((ms) => ms / 1000),
      peer: { name: 'copying the snapshot', value: percentile(copying, 0.5) },
    })
    bench.report({
      figure: `compaction, ${ROWS}, memory`,
      unit: 'MB',
      values: all('peak'),
      budget: { of: 'p95', most: 300 },
      peer: { name: 'the process before', value: percentile(all('before'), 0.5) },
    })
  },
}
