import type { ProblemKind } from '../support/crash-oracle.ts'
import { type Phase, phases, type Victim, victims } from './plan.ts'
import type { Run } from './runs.ts'
import { unfinished } from './signs.ts'

/** Sums runs up. */
export class Summary {
  readonly #runs: Run[] = []

  add(run: Run): void {
    this.#runs.push(run)
  }

  get failingSeeds(): number[] {
    return this.#failing.map((run) => run.plan.seed)
  }

  /** Seeds of the browser edition's runs that failed: the desktop edition has plans of its own. */
  get seedsToKeep(): number[] {
    return this.#failing.filter((run) => run.plan.victim !== 'desktop').map((run) => run.plan.seed)
  }

  get #failing(): Run[] {
    return this.#runs.filter((run) => run.problems.length > 0)
  }

  get counts(): { passed: number; failed: number } {
    const failed = this.failingSeeds.length
    return { passed: this.#runs.length - failed, failed }
  }

  #found(kind: ProblemKind): number {
    return this.#runs.flatMap((run) => run.problems).filter((problem) => problem.kind === kind).length
  }

  /** The table that a person reads. */
  table(): string {
    const kills = (phase: Phase, victim: Victim) => this.#runs.filter(({ plan }) => plan.phase === phase && plan.victim === victim).length
    const row = (cells: readonly (string | number)[]) =>
      cells.map((cell, i) => (i === 0 ? String(cell).padEnd(12) : String(cell).padStart(9))).join('')
    const sum = (count: (run: Run) => number) => this.#runs.reduce((all, run) => all + count(run), 0)
    const failing = this.failingSeeds
    return [
      row(['kills', ...victims, 'all']),
      ...phases.map((phase) => {
        const counts = victims.map((victim) => kills(phase, victim))
        return row([phase, ...counts, counts.reduce((a, b) => a + b)])
      }),
      row(['all', ...victims.map((victim) => sum(({ plan }) => (plan.victim === victim ? 1 : 0))), this.#runs.length]),
      `runs: ${this.#runs.length}; browser’s storage lost as well: ${sum(({ plan }) => (plan.forgets ? 1 : 0))}; seconds a run: ${(sum(({ seconds }) => seconds) / Math.max(1, this.#runs.length)).toFixed(1)}`,
      `left half done: ${unfinished.map((what) => `${what} ${sum((run) => (run.left === what ? 1 : 0))}`).join(', ')}`,
      `moments: ${(['time', 'sent', 'acknowledged'] as const).map((each) => `${each} ${sum(({ plan }) => (plan.trigger === each ? 1 : 0))}`).join(', ')}`,
      `acknowledged changes checked: ${sum((run) => run.acknowledged)}; times “Saved” checked: ${sum((run) => run.claims)}; backups proved: ${sum((run) => run.backups)}; undone and done again after opening: ${sum((run) => (run.undone ? 1 : 0))}`,
      `lost: ${this.#found('lost')}; duplicates: ${this.#found('duplicate')}; unopenable projects: ${this.#found('unopenable')}; asked to choose: ${this.#found('asked')}; otherwise wrong: ${this.#found('wrong')}`,
      failing.length === 0 ? 'failing seeds: none' : `failing seeds: ${failing.join(' ')}`,
    ].join('\n')
  }
}
