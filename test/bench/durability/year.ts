import type { Part } from '../benchmark.ts'
import { sumOf } from './folder-sizes.ts'
import type { YearRun } from './year-child.ts'

const UNITS = 30_000
const EDITS = 20

/** How a project folder grows over a year of work: 240 days, each opened, worked on, closed. */
export const year: Part = {
  name: 'year',
  needsApp: false,
  async run(bench) {
    const units = bench.full ? UNITS : UNITS / 10
    const run = await bench.child<YearRun>('year-child', bench.folder, String(units))
    if (run.changes !== units * EDITS) throw new Error(`${run.changes} changes were made, not ${units * EDITS}`)
    const name = bench.full ? 'a year' : 'a tenth of a year’s work'
    const text = run.text / 1e6
    const peer = { name: 'the text', value: text }
    bench.report({ figure: `${name}: text of ${units.toLocaleString('en')} rows, both sides`, unit: 'MB', values: [text] })
    const total = sumOf(run.after) / 1e6
    const part = (name: string) => (run.after[name] ?? 0) / 1e6
    const size = (what: string, megabytes: number, most?: number) =>
      bench.report({
        figure: `${name}: ${what}`,
        unit: 'MB',
        values: [megabytes],
        ...(most === undefined ? {} : { budget: { of: 'ratio', most } as const }),
        peer,
      })
    size('project folder before', sumOf(run.before) / 1e6)
    size(`project folder after ${run.changes.toLocaleString('en')} changes`, total, 16)
    size('the same without backups', total - part('backups'), 5)
    for (const each of ['documents', 'sources', 'history', 'backups']) size(`of it ${each}`, part(each))
    size('of it the journal', part('journal.jsonl'))
    bench.report({ figure: `${name}: time of the whole`, unit: 's', values: [run.seconds] })
    bench.report({ figure: `${name}: memory`, unit: 'MB', values: [run.peak] })
  },
}
