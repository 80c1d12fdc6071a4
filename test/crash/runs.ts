import { setTimeout } from 'node:timers/promises'
import { checkLying, checkOpened, type Problem } from '../support/crash-oracle.ts'
import { liesInCompaction } from '../support/crash-reader.ts'
import { type Phase, type Plan, planOf } from './plan.ts'
import { Hand, openProject } from './steps.ts'
import { type Project, signsOfCompaction, type World } from './world.ts'

/** How a run went. */
export interface Run {
  readonly plan: Plan
  /** Acknowledged changes of the project, all of which were looked for. */
  readonly acknowledged: number
  /** Times that the screen said “Saved” with some text, each looked up. */
  readonly claims: number
  /** The kill left a compaction half done. */
  readonly withinCompaction: boolean
  readonly problems: readonly Problem[]
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
    const plan = planOf(seed, projects)
    const world = this.#world
    const slot = await this.#slot(plan.project)
    const { project } = slot
    const before = world.witness.claims.length
    const problems: Problem[] = []
    let withinCompaction = false
    try {
      await this.#untilKilled(plan, project)
      withinCompaction = await liesInCompaction(project.folder)
      problems.push(...(await checkLying(project.folder, project.id, world.witness)))
    } catch (error) {
      problems.push({ kind: 'wrong', text: `before the kill: ${messageOf(error)}` })
    }
    try {
      await world.stand(project)
      await openProject(world.page, project.name)
    } catch (error) {
      problems.push({ kind: 'unopenable', text: `${messageOf(error)}; ${await world.screen()}` })
    }
    const claims = world.witness.claims.slice(before)
    if (problems.length === 0) {
      try {
        // Closing compacts where there is much: nothing may be lost by that either.
        await new Hand(world.page, plan.random, world.folder).goHome()
        problems.push(...(await checkOpened(project.folder, project.id, world.witness, claims, world.shown(project))))
        problems.push(...(await world.findings(project)).map((text): Problem => ({ kind: 'wrong', text })))
      } catch (error) {
        problems.push({ kind: 'wrong', text: `after opening again: ${messageOf(error)}` })
      }
    }
    slot.runs++
    // A broken project would break every later run as well.
    if (problems.length > 0) slot.runs = RUNS_A_PROJECT
    const all = world.witness.acknowledged.get(project.id)?.length ?? 0
    const fresh = all - slot.acknowledged
    slot.acknowledged = all
    return { plan, acknowledged: fresh, claims: claims.length, withinCompaction, problems }
  }

  async #slot(index: number): Promise<{ project: Project; runs: number; acknowledged: number }> {
    const there = this.#projects[index]
    if (there && there.runs < RUNS_A_PROJECT) return there
    const made = { project: await this.#world.makeProject(), runs: 0, acknowledged: 0 }
    this.#projects[index] = made
    return made
  }

  async #untilKilled(plan: Plan, project: Project): Promise<void> {
    const world = this.#world
    if (plan.phase === 'compacting') await world.lengthenJournal(project)
    await world.stand(project)
    const hand = new Hand(world.page, plan.random, world.folder)
    if (plan.phase === 'opening') return this.#killDuring(plan, hand, () => openProject(world.page, project.name))
    await openProject(world.page, project.name)
    for (const step of plan.before) await this.#timed(step, () => hand.do(step))
    if (plan.phase !== 'compacting') return this.#killDuring(plan, hand, () => hand.do(plan.phase))
    // A few changes more, so that the closing that follows compacts.
    for (let i = 0; i < 3; i++) await hand.do('confirming')
    const signs = signsOfCompaction(project.folder, plan.signs)
    try {
      await this.#killDuring(plan, hand, () => hand.goHome(), signs.reached)
    } finally {
      signs.stop()
    }
  }

  /** Does a step and kills in the middle of it: when `sign` or the plan's own comes, or at `moment` of the usual time; at its end at the latest. */
  async #killDuring(plan: Plan, hand: Hand, step: () => Promise<void>, sign?: Promise<void>): Promise<void> {
    let killed = false
    const work = this.#timed(plan.phase, step).catch((error: unknown) => {
      // A step that fails before anything was killed is a failure; after, it is what the kill does.
      if (!killed) throw error
    })
    const timer = new AbortController()
    const moment =
      sign ??
      this.#sign(plan) ??
      setTimeout(plan.moment * (this.#usual.get(plan.phase) ?? 600), undefined, { signal: timer.signal }).catch(() => {})
    try {
      await Promise.race([work, moment])
    } finally {
      timer.abort()
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

const messageOf = (error: unknown): string => (error instanceof Error ? error.message.split('\n')[0]! : String(error))
