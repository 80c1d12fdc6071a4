import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { electronProblem, findElectron } from '../../electron/launch/electron-binary.mjs'
import { projectRoot as root, SetupError, setUp } from '../../electron/launch/setup.mjs'
import { bundle } from '../support/bundle.mjs'

// npm run test:crash: set-up, then the runs. Seeds that failed once come first, always.
const USAGE = 'usage: npm run test:crash -- [--runs N] [--desktop N] [--seed N] [--workers N] [--report FILE]'
const EXIT = { done: 0, failed: 1, usage: 2, fault: 3, stopped: 130 }
const REGRESSIONS = join(root, 'test/crash/regressions.json')
const say = (line) => process.stdout.write(`${line}\n`)

function options() {
  try {
    const { values } = parseArgs({
      options: {
        runs: { type: 'string' },
        desktop: { type: 'string' },
        seed: { type: 'string' },
        workers: { type: 'string' },
        report: { type: 'string' },
      },
    })
    const number = (text, otherwise) => {
      if (text !== undefined && !/^\d+$/.test(text)) throw new Error(`“${text}” is no number`)
      return text === undefined ? otherwise : Number(text)
    }
    return {
      runs: number(values.runs, 40),
      desktop: number(values.desktop, 2),
      seed: number(values.seed, Date.now() % 1_000_000),
      // Most of a run is waiting: for starts, for the disk, for typing to rest.
      workers: Math.max(1, number(values.workers, Math.min(2, availableParallelism()))),
      report: values.report,
    }
  } catch (error) {
    process.stderr.write(`crash: ${error.message}\n${USAGE}\n`)
    return null
  }
}

/** Why the desktop edition cannot run here; null where it can. */
function desktopProblem() {
  const electron = findElectron(root)
  if (!electron) return 'Electron is not downloaded (`npx install-electron` gets it)'
  const problem = electronProblem(electron)
  if (problem) return `Electron does not run here: ${problem}`
  const headless = process.platform === 'linux' && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY
  return headless ? 'there is no display (xvfb-run -a npm run test:crash makes one)' : null
}

const regressions = () => JSON.parse(readFileSync(REGRESSIONS, 'utf8'))

async function main({ runs, desktop, seed, workers, report }) {
  await setUp()
  // Inside the project, so that the bundle finds its dependencies.
  mkdirSync(join(root, 'out'), { recursive: true })
  const folder = mkdtempSync(join(root, 'out', 'crash-'))
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
  const { runBrowser, runsOfDesktop, Summary } = await bundle(folder, 'test/crash/crash.ts')
  const known = regressions()
  const fresh = Array.from({ length: runs }, (_, i) => seed + i)
  const seeds = [...known, ...fresh.filter((each) => !known.includes(each))]
  const others = runs === 0 ? '' : `; the others are ${seed} to ${seed + runs - 1}`
  say(`kill test: ${seeds.length} runs, of them ${known.length} kept seeds${others}`)
  const summary = new Summary()
  const start = performance.now()
  for (const signal of ['SIGINT', 'SIGTERM']) {
    process.once(signal, () => {
      say(`${summary.table()}\nstopped before the end`)
      process.exit(EXIT.stopped)
    })
  }
  const keepIn = join(root, 'test-results', 'crash')
  const skipped = []
  const problem = runs === 0 ? null : await runBrowser({ seeds, workers, say, keepIn }, summary)
  if (problem !== null) skipped.push(`the browser edition: ${problem}`)
  const seconds = (performance.now() - start) / 1000
  if (problem === null && runs > 0) say(`${seeds.length} runs in ${seconds.toFixed(0)} s, ${workers} side by side`)
  const withoutDesktop = desktop === 0 ? null : desktopProblem()
  if (withoutDesktop !== null) skipped.push(`the desktop edition: ${withoutDesktop}`)
  else await runsOfDesktop({ seeds: Array.from({ length: desktop }, (_, i) => seed + i), say, keepIn }, summary)
  say(summary.table())
  for (const what of skipped) say(`SKIPPED: ${what}`)
  const toKeep = summary.seedsToKeep.filter((each) => !known.includes(each))
  if (toKeep.length > 0) writeFileSync(REGRESSIONS, `${JSON.stringify([...known, ...toKeep], null, 2)}\n`)
  if (report) writeFileSync(report, JSON.stringify({ ...summary.counts, skipped: skipped.length }))
  return summary.failingSeeds.length > 0 ? EXIT.failed : EXIT.done
}

const asked = options()
try {
  process.exitCode = asked === null ? EXIT.usage : await main(asked)
} catch (error) {
  process.stderr.write(error instanceof SetupError ? `crash: ${error.message}\n` : `crash: ${error.stack}\n`)
  process.exitCode = EXIT.fault
}
