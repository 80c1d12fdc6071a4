import { setTimeout } from 'node:timers/promises'
import { checkLying, type Problem } from '../support/crash-oracle.ts'
import { backupNames } from './backups.ts'
import { checkClosed, prepare } from './checks.ts'
import { isOfServer, type Phase, type Plan, planOf } from './plan.ts'
import { leftUnfinished, type Signs, signsOf, type Unfinished } from './signs.ts'
import { AskedToChoose, Hand, openProject } from './steps.ts'
import { undoAndRedo } from './undone.ts'
import type { Project, World } from './world.ts'

/** How a run went. */
export interface Run {
  readonly plan: Plan
  /** Acknowledged changes of the project, all of which were looked for. */
  readonly acknowledged: number
  /** Times that the screen said “Saved” with some text, each looked up. */
  readonly claims: number
  /** Backups that were proved. */
  readonly backups: number
  /** A step was undone and done again after opening. */
  readonly undone: boolean
  /** What the kill left half done in the files. */
  readonly left: Unfinished | null
  readonly problems: readonly Problem[]
  readonly seconds: number
}

/** A project is replaced after so many runs, so that checking all of its history stays quick. */
const RUNS_A_PROJECT = 25

/** Runs one plan after another in one world, that is, on what earlier kills left behind. */
export class Runs {
  readonly #world: World
  readonly #projects: { project: Project; runs: number; acknowledged: number }[] = []
  /** Milliseconds that a step takes here and now, learned as it goes; before, a guess. */
  readonly #usual = new Map<Phase, number>([
    ['importing', 1500],
    ['exporting', 1200],
    ['typing', 1200],
    ['idle', 1],
  ])

  constructor(world: World) {
    this.#world = world
  }

  async run(seed: number, projects: number): Promise<Run> {
    const start = performance.now()
    const plan = planOf(seed, projects)
    const world = this.#world
    const slot = await this.#slot(plan)
    const { project } = slot
    const { id, folder } = project
    const [claimed, proved] = [world.witness.claims.length, world.backups.count]
    const problems: Problem[] = []
    let left: Unfinished | null = null
    let undone = false
    let afterwards: (() => Promise<Problem[]>) | null = null
    const attempt = async (when: string, work: () => Promise<unknown>) => {
      if (problems.length > 0) return
      await work().catch(async (error: unknown) => {
        const log = error instanceof Error ? error.message.split('\n').slice(1, 8).join(' | ') : ''
        const screen = await world.screen().catch(() => 'no screen')
        problems.push({ kind: 'wrong', text: `${when}: ${messageOf(error)} ${log} ${screen}` })
      })
    }
    await attempt('before the kill', async () => {
      afterwards = await prepare(world, plan, project)
      const before = await backupNames(folder)
      await this.#untilKilled(plan, project)
      left = await leftUnfinished(folder, before)
      problems.push(...(await checkLying(folder, id, world.witness)))
      if (isOfServer(plan.phase)) problems.push(...(await world.backups.problems(folder, { anew: true })))
    })
    try {
      await world.stand(project)
      await openProject(world.page, project)
    } catch (error) {
      const kind = error instanceof AskedToChoose ? 'asked' : 'unopenable'
      problems.push({ kind, text: `${messageOf(error)}; ${await world.screen()}` })
    }
    await attempt('after opening again', async () => {
      undone = plan.undoes
      if (plan.undoes) problems.push(...(await undoAndRedo(world.page, folder)))
      // Closing compacts where there is much: nothing may be lost by that either.
      await new Hand(world.page, plan.random, world.folder).goHome()
      problems.push(...(await checkClosed(world, world.page, plan, project, world.witness.claims.slice(claimed))))
      problems.push(...((await afterwards?.()) ?? []))
    })
    slot.runs++
    // A broken project would break every later run as well.
    if (problems.length > 0) slot.runs = RUNS_A_PROJECT
    const all = world.witness.acknowledged.get(id)?.length ?? 0
    const acknowledged = all - slot.acknowledged
    slot.acknowledged = all
    const claims = world.witness.claims.length - claimed
    const backups = world.backups.count - proved
    return { plan, acknowledged, claims, backups, undone, left, problems, seconds: (performance.now() - start) / 1000 }
  }

  async #slot({ project: index, phase, frozen }: Plan): Promise<{ project: Project; runs: number; acknowledged: number }> {
    const there = this.#projects[index]
    const thaws = phase === 'migrating' && frozen
    if (there && there.runs < RUNS_A_PROJECT && !thaws) return there
    const made = { project: await (thaws ? this.#world.thawProject() : this.#world.makeProject()), runs: 0, acknowledged: 0 }
    this.#projects[index] = made
    return made
  }

  async #untilKilled(plan: Plan, project: Project): Promise<void> {
    const world = this.#world
    const { phase } = plan
    await world.stand(project)
    const hand = new Hand(world.page, plan.random, world.folder)
    const signs = isOfServer(phase) ? () => signsOf(phase, project.folder, plan.signs) : undefined
    if (phase === 'opening' || phase === 'migrating') return this.#killDuring(plan, hand, () => openProject(world.page, project), signs)
    await openProject(world.page, project)
    for (const step of plan.before) await this.#timed(step, () => hand.do(step))
    // A few changes more, so that the closing that follows compacts.
    if (phase === 'compacting') for (let i = 0; i < 3; i++) await hand.do('confirming')
    await this.#killDuring(plan, hand, () => hand.do(phase), signs)
  }

  /** Does a step and kills in the middle of it: when `signs` or the plan's own come, or at `moment` of the usual time; at its end at the latest. */
  async #killDuring(plan: Plan, hand: Hand, step: () => Promise<void>, signs?: () => Signs): Promise<void> {
    let killed = false
    const awaited = signs?.()
    const work = this.#timed(plan.phase, step).catch((error: unknown) => {
      // A step that fails before anything was killed is a failure; after, it is what the kill does.
      if (!killed) throw error
    })
    const timer = new AbortController()
    const moment =
      awaited?.reached ??
      this.#sign(plan) ??
      setTimeout(plan.moment * (this.#usual.get(plan.phase) ?? 600), undefined, { signal: timer.signal }).catch(() => {})
    try {
      await Promise.race([work, moment])
    } finally {
      timer.abort()
      awaited?.stop()
    }
    killed = true
    hand.letGo()
    await this.#kill(plan)
    if (plan.victim === 'server' && !plan.reloads) this.#world.leavePage()
  }

  /** The next moment of the kind that the plan names; null where it goes by time. */
  #sign({ trigger }: Plan): Promise<void> | null {
    return trigger === 'time' ? null : this.#world.witness.next(trigger)
  }

  async #timed(step: Phase, work: () => Promise<void>): Promise<void> {
    const start = performance.now()
    await work()
    const took = performance.now() - start
    this.#usual.set(step, step === 'idle' ? 1 : ((this.#usual.get(step) ?? took) + took) / 2)
  }

  async #kill({ victim, forgets }: Plan): Promise<void> {
    const world = this.#world
    if (victim === 'server') await world.killServer()
    if (victim === 'page') await world.killPage()
    if (victim === 'browser') await world.killBrowser({ forgets })
    if (victim === 'both') await Promise.all([world.killServer(), world.killBrowser({ forgets })])
  }
}

/** The first line of what went wrong. */
export const messageOf = (error: unknown): string => (error instanceof Error ? error.message.split('\n')[0]! : String(error))
