import { type FormatName, formatNames } from '../../../shared/formats/registry.ts'
import type { Part } from '../benchmark.ts'
import type { ExportRun } from '../export-child.ts'
import { percentile } from '../figure.ts'

const RUNS = 3

/** Exports of 1,000 and 10,000 rows, written, read back and compared, each run in a process of its own. */
export const exporting: Part = {
  name: 'export',
  needsApp: false,
  async run(bench) {
    const runs = async (format: FormatName, rows: number) => {
      const all: ExportRun[] = []
      for (let i = 0; i < RUNS; i++) all.push(await bench.child<ExportRun>('export-child', format, String(rows)))
      return all
    }
    for (const format of formatNames) {
      const small = await runs(format, 1000)
      const large = await runs(format, 10_000)
      const milliseconds = small.map(({ ms }) => ms)
      bench.report({ figure: `${format}, 1,000 rows`, unit: 'ms', values: milliseconds })
      bench.report({
        figure: `${format}, 10,000 rows`,
        unit: 'ms',
        values: large.map(({ ms }) => ms),
        budget: { of: 'ratio', most: 14 },
        peer: { name: '1,000 rows', value: percentile(milliseconds, 0.5) },
      })
      bench.report({
        figure: `${format}, 10,000 rows, memory`,
        unit: 'MB',
        values: large.map(({ peak }) => peak),
        budget: { of: 'value', most: 300 },
        peer: {
          name: '1,000 rows',
          value: percentile(
            small.map(({ peak }) => peak),
            0.5,
          ),
        },
      })
    }
  },
}
