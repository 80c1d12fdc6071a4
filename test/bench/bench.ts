import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { temporaryFolder } from '../support/temporary.ts'
import type { Bench } from './benchmark.ts'
import { type Figure, figureOf } from './figure.ts'
import type { Chosen } from './registry.ts'

export { choose, names } from './registry.ts'
export { formatTable } from './table.ts'

interface Output {
  /** Where the bundled scripts are. */
  readonly scripts: string
  readonly full: boolean
  readonly say: (line: string) => void
  readonly onFigure: (figure: Figure) => void
}

/** Runs parts one after another; a part that breaks is told and does not keep the others from running. Returns how many broke. */
export async function runParts(chosen: readonly Chosen[], { scripts, full, say, onFigure }: Output): Promise<number> {
  let faults = 0
  for (const { bench, part } of chosen) {
    say(`== ${bench}: ${part.name}`)
    const { path: folder, remove } = await temporaryFolder()
    const work: Bench = {
      folder,
      full,
      report: (measured) => onFigure(figureOf(bench, measured)),
      skip: (figure, reason) => say(`SKIPPED: ${bench}: ${figure}: ${reason}`),
      child: (script, ...args) => runChild(join(scripts, `${script}.mjs`), args),
    }
    try {
      await part.run(work)
    } catch (error) {
      faults++
      say(`${bench}: ${part.name} broke: ${error instanceof Error ? error.stack : String(error)}`)
    } finally {
      await remove()
    }
  }
  return faults
}

async function runChild<T>(script: string, args: readonly string[]): Promise<T> {
  const child = spawn(process.execPath, [script, ...args], { stdio: ['ignore', 'pipe', 'inherit'] })
  let said = ''
  child.stdout.on('data', (part: Buffer) => {
    said += part
  })
  const code = await new Promise((done, failed) => {
    child.once('close', done)
    child.once('error', failed)
  })
  if (code !== 0) throw new Error(`${[script, ...args].join(' ')} ended with ${code}`)
  return JSON.parse(said.trim().split('\n').at(-1) ?? '') as T
}
