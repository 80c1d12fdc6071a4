import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { projectRoot as root, SetupError, setUp } from '../../electron/launch/setup.mjs'
import { bundle } from '../support/bundle.mjs'

// npm run bench: set-up, then the benchmarks. Figures go to stdout, everything else to stderr.
const USAGE = 'usage: npm run bench -- [--only BENCH[/PART][,…]] [--json] [--full]'
// Run as processes of their own.
const CHILDREN = [
  'export-child',
  'durability/making-child',
  'durability/opening-child',
  'durability/compacting-child',
  'durability/year-child',
  'grid/grid-child',
].map((name) => `test/bench/${name}.ts`)
const EXIT = { done: 0, overBudget: 1, usage: 2, fault: 3, stopped: 130 }
const say = (line) => process.stderr.write(`${line}\n`)

function options() {
  try {
    const flag = { type: 'boolean', default: false }
    return parseArgs({ options: { only: { type: 'string' }, json: flag, full: flag } }).values
  } catch (error) {
    say(`bench: ${error.message}\n${USAGE}`)
    return null
  }
}

async function main({ only, json, full }) {
  await setUp({ build: false, say })
  // Inside the project, so that the bundle finds its dependencies.
  mkdirSync(join(root, 'out'), { recursive: true })
  const folder = mkdtempSync(join(root, 'out', 'bench-'))
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
  process.once('SIGINT', () => process.exit(EXIT.stopped))
  const { choose, formatTable, names, runParts } = await bundle(folder, 'test/bench/bench.ts', ...CHILDREN)
  const parts = choose(only)
  if (parts === null) {
    say(`bench: there is no benchmark “${only}”. There are: ${names()}\n${USAGE}`)
    return EXIT.usage
  }
  if (parts.some(({ part }) => part.needsApp)) await setUp({ say })
  const figures = []
  const faults = await runParts(parts, {
    scripts: folder,
    full,
    say,
    onFigure: (figure) => {
      figures.push(figure)
      if (json) process.stdout.write(`${JSON.stringify(figure)}\n`)
    },
  })
  if (!json) process.stdout.write(`${formatTable(figures)}\n`)
  if (faults > 0) return EXIT.fault
  return figures.some(({ ok }) => ok === false) ? EXIT.overBudget : EXIT.done
}

const asked = options()
try {
  process.exitCode = asked === null ? EXIT.usage : await main(asked)
} catch (error) {
  say(error instanceof SetupError ? `bench: ${error.message}` : `bench: ${error.stack}`)
  process.exitCode = EXIT.fault
}
