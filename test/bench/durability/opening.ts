import { mkdirSync } from 'node:fs'
import type { Page } from 'playwright'
import { App } from '../app.ts'
import type { Bench, Part } from '../benchmark.ts'
import { percentile } from '../figure.ts'
import { forgetCopies } from '../startup.ts'
import type { Made } from './making-child.ts'
import type { OpeningRun } from './opening-child.ts'

const RUNS = 5
const CRASHED = 'Crashed'
const CALM = 'Calm'
const WHAT = '1,000 rows, 10,000 changes'

/** Opening a project whose program was killed with 10,000 changes in the journal, beside one with an empty journal. */
export const opening: Part = {
  name: 'open',
  needsApp: true,
  async run(bench) {
    await atTheHost(bench)
    const make = (app: App) => mkdirSync(app.projects, { recursive: true })
    await App.use(bench, 'opening after a crash', make, async (app, page) => {
      await bench.child<Made>('making-child', app.projects, CALM, 'calm')
      await bench.child<Made>('making-child', app.projects, CRASHED, 'crashed')
      await onTheScreen(bench, app, page)
    })
  },
}

async function atTheHost(bench: Bench): Promise<void> {
  const { path } = await bench.child<Made>('making-child', bench.folder, CRASHED, 'crashed')
  const runs: OpeningRun[] = []
  for (let i = 0; i < RUNS; i++) {
    const run = await bench.child<OpeningRun>('opening-child', path)
    if (run.changes !== 10_000 || !run.mended.includes('stale-lock')) throw new Error(`that was no crash: ${JSON.stringify(run)}`)
    runs.push(run)
  }
  bench.report({
    figure: `open after a crash, project folder, ${WHAT}`,
    unit: 'ms',
    values: runs.map(({ ms }) => ms),
    budget: { of: 'ratio', most: 30 },
    peer: {
      name: 'parsing the journal as JSON',
      value: percentile(
        runs.map(({ parsing }) => parsing),
        0.5,
      ),
    },
  })
}

async function onTheScreen(bench: Bench, app: App, page: Page): Promise<void> {
  const openings = async (name: string, copy: 'gone' | 'there') => {
    const times: number[] = []
    for (let i = 0; i < RUNS; i++) {
      // The program is killed before each opening; what the browser stored outlives it.
      await app.crash()
      if (copy === 'gone') await forgetCopies(page)
      times.push(await app.open(name))
    }
    return times
  }
  const calm = { gone: await openings(CALM, 'gone'), there: await openings(CALM, 'there') }
  const crashed = { gone: await openings(CRASHED, 'gone'), there: await openings(CRASHED, 'there') }
  bench.report({ figure: 'open, working copy there, journal empty', unit: 'ms', values: calm.there })
  bench.report({
    figure: `open after a crash, working copy there, ${WHAT}`,
    unit: 'ms',
    values: crashed.there,
    budget: { of: 'ratio', most: 4 },
    peer: { name: 'journal empty', value: percentile(calm.there, 0.5) },
  })
  bench.report({ figure: 'open, working copy gone, journal empty', unit: 'ms', values: calm.gone })
  bench.report({
    figure: `open after a crash, working copy gone, ${WHAT}`,
    unit: 'ms',
    values: crashed.gone,
    budget: { of: 'ratio', most: 8 },
    peer: { name: 'journal empty', value: percentile(calm.gone, 0.5) },
  })
}
