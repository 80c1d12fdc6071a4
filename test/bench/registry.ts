import type { Benchmark, Part } from './benchmark.ts'
import { documents } from './documents.ts'
import { durability } from './durability.ts'
import { grid } from './grid.ts'
import { startup } from './startup.ts'

/** Every benchmark there is, in the order they are run. */
export const benchmarks: readonly Benchmark[] = [documents, durability, grid, startup]

export interface Chosen {
  readonly bench: string
  readonly part: Part
}

/** The parts that a `--only` names: `BENCH`, `BENCH/PART`, several of them parted by commas; all without one. Null for a name that is not there. */
export function choose(only: string | undefined): readonly Chosen[] | null {
  const all = benchmarks.flatMap(({ name, parts }) => parts.map((part) => ({ bench: name, part })))
  if (only === undefined) return all
  const chosen: Chosen[] = []
  for (const name of only.split(',')) {
    const found = all.filter(({ bench, part }) => name === bench || name === `${bench}/${part.name}`)
    if (found.length === 0) return null
    chosen.push(...found)
  }
  return chosen
}

/** Names as a person may write them after `--only`. */
export const names = (): string => benchmarks.map(({ name, parts }) => `${name} (${parts.map((part) => part.name).join(', ')})`).join(', ')
