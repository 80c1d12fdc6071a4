import type { Measured } from './figure.ts'

/** What a part gets to work with. */
export interface Bench {
  /** Hands out a figure as soon as it is measured. */
  report(measured: Measured): void
  /** Says that a figure cannot be measured here, and why. */
  skip(figure: string, reason: string): void
  /** A folder for whatever the part makes; it is removed afterwards. */
  readonly folder: string
  /** Asked for with `--full`: what is otherwise measured on a part and told to be one is measured whole. */
  readonly full: boolean
  /** Runs a part of a benchmark in a process of its own, and parses the last line it prints. */
  child<T>(script: string, ...args: string[]): Promise<T>
}

/** A piece of a benchmark that can be run alone, as `--only BENCH/PART`. */
export interface Part {
  readonly name: string
  /** It runs the built program, which must be current; otherwise the sources alone are enough. */
  readonly needsApp: boolean
  run(bench: Bench): Promise<void>
}

export interface Benchmark {
  readonly name: string
  readonly parts: readonly Part[]
}
