import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { cp, mkdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findChromium } from '../support/browsers.mjs'
import { root } from '../support/served-app.ts'
import { runDesktop } from './desktop.ts'
import { type Run, Runs } from './runs.ts'
import { Summary } from './summary.ts'
import { World } from './world.ts'

export { Summary }

/** How many projects the runs take turns with. */
const PROJECTS = 3

export interface CrashOptions {
  readonly seeds: readonly number[]
  readonly say: (line: string) => void
  /** Where the folder of a failing run is kept. */
  readonly keepIn: string
}

/** Runs the browser edition with one seed after another, `workers` of them side by side, each in a world of its own; null, with the reason said, where there is no Chromium. */
export async function runBrowser(
  { seeds, workers, say, keepIn }: CrashOptions & { readonly workers: number },
  summary: Summary,
): Promise<string | null> {
  const { problem, path } = findChromium(root, say)
  if (problem !== null) return problem
  if (path !== null) process.env.CHROMIUM_PATH = path
  const folder = temporary()
  let done = 0
  const tell = (run: Run) => {
    summary.add(run)
    say(lineOf(run, ++done, seeds.length))
  }
  const work = async (worker: number) => {
    // Neighbours stay together, so that every world sees something of everything.
    const share = (of: number) => Math.round((of * seeds.length) / workers)
    const own = seeds.slice(share(worker), share(worker + 1))
    let world = new World(join(folder, `${worker}`))
    let runs = new Runs(world)
    try {
      for (const seed of own) {
        const run = await runs.run(seed, PROJECTS)
        tell(run)
        if (run.problems.length === 0) continue
        await world.end()
        await keep(run, world, keepIn, say)
        // The runs that follow begin anew.
        world = new World(join(folder, `${worker} after ${seed}`))
        runs = new Runs(world)
      }
    } finally {
      await world.end()
    }
  }
  await Promise.all(Array.from({ length: workers }, (_, worker) => work(worker)))
  return null
}

/** Runs the desktop edition with each seed; for where its binary and a display are. */
export async function runsOfDesktop({ seeds, say, keepIn }: CrashOptions, summary: Summary): Promise<void> {
  const folder = temporary()
  const world = new World(folder)
  try {
    for (const [i, seed] of seeds.entries()) {
      const run = await runDesktop(world, seed)
      summary.add(run)
      say(lineOf(run, i + 1, seeds.length))
      if (run.problems.length > 0) await keep(run, world, keepIn, say)
    }
  } finally {
    await world.end()
  }
}

/** A folder that goes with the process, also where that is stopped half-way. */
function temporary(): string {
  const folder = mkdtempSync(join(tmpdir(), 'egiz-crash-'))
  process.once('exit', () => rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 }))
  return folder
}

/** Copies what a failing run left, to be looked at. */
async function keep({ plan, problems }: Run, world: World, keepIn: string, say: (line: string) => void): Promise<void> {
  const kept = join(keepIn, `seed-${plan.seed}`)
  await rm(kept, { recursive: true, force: true })
  await mkdir(keepIn, { recursive: true })
  await cp(world.home, kept, { recursive: true })
  writeFileSync(join(kept, 'problems.txt'), `${problems.map(({ kind, text }) => `${kind}: ${text}`).join('\n')}\n`)
  say(`  kept in ${kept}`)
}

function lineOf({ plan, problems, acknowledged, claims, left, seconds }: Run, index: number, count: number): string {
  const when = { time: '', sent: ' on sending', acknowledged: ' on the acknowledgement' }[plan.trigger]
  const what = `${plan.phase}, ${plan.victim} killed${when}${plan.forgets ? ', storage lost' : ''}${left ? `, ${left} left half done` : ''}`
  const head = `${index}/${count} seed ${plan.seed}: ${what}: ${acknowledged} acknowledged, ${claims} times “Saved”, ${seconds.toFixed(1)} s`
  return problems.length === 0
    ? head
    : [`${head}: FAILED`, ...problems.slice(0, 8).map(({ kind, text }) => `  ${kind}: ${text}`)].join('\n')
}
