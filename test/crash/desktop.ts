import { setTimeout } from 'node:timers/promises'
import { checkLying, type Problem } from '../support/crash-oracle.ts'
import { changesInOrder } from '../support/crash-reader.ts'
import type { Claim } from '../support/crash-witness.ts'
import { launchEgiz, type RunningEgiz } from '../support/electron-app.ts'
import { backupNames } from './backups.ts'
import { checkClosed, prepare } from './checks.ts'
import { isOfServer, type Phase, type Plan, planOf } from './plan.ts'
import { messageOf, type Run } from './runs.ts'
import { leftUnfinished, signsOf, type Unfinished } from './signs.ts'
import { AskedToChoose, Hand, openProject } from './steps.ts'
import { undoAndRedo } from './undone.ts'
import type { Project, World } from './world.ts'

const SENTENCE = 'What is typed in the desktop edition and called saved is there, қате болмаса да. '
/** What needs neither a listener in the page nor a dialog of the system. */
const turns: readonly Phase[] = ['typing', 'backing-up', 'splitting', 'compacting', 'joining', 'migrating', 'typing', 'restoring']

/** The desktop edition: its main process killed in the middle of typing, of editing rows, or of its own work on the files. */
export async function runDesktop(world: World, seed: number): Promise<Run> {
  const start = performance.now()
  const phase = turns[seed % turns.length]!
  const drawn = planOf(seed, 1)
  const plan: Plan = { ...drawn, phase, victim: 'desktop', trigger: 'time', forgets: false, signs: drawn.random.between(1, 24) }
  const { witness } = world
  const project = await (phase === 'migrating' && plan.frozen ? world.thawProject() : world.makeProject())
  const proved = world.backups.count
  const claims: Claim[] = []
  const problems: Problem[] = []
  let left: Unfinished | null = null
  let running: RunningEgiz | null = null
  try {
    const afterwards = await prepare(world, plan, project)
    const before = await backupNames(project.folder)
    running = await launchEgiz(world.home)
    await killWithin(plan, running, world, project, claims)
    left = await leftUnfinished(project.folder, before)
    problems.push(...(await checkLying(project.folder, project.id, witness)))
    problems.push(...(await world.backups.problems(project.folder, { anew: true })))
    running = await launchEgiz(world.home)
    const { page } = running
    try {
      await openProject(page, project)
    } catch (error) {
      problems.push({ kind: error instanceof AskedToChoose ? 'asked' : 'unopenable', text: messageOf(error) })
    }
    if (problems.length === 0) {
      if (plan.undoes) problems.push(...(await undoAndRedo(page, project.folder)))
      await new Hand(page, plan.random, world.folder).goHome()
      // The page cannot be listened to here, so what it sent beyond what was acknowledged is taken from the folder.
      witness.sent.set(project.id, await changesOf(project))
      problems.push(...(await checkClosed(world, page, plan, project, claims)))
      problems.push(...((await afterwards?.()) ?? []))
      await running.quit()
    }
  } catch (error) {
    problems.push({ kind: 'wrong', text: messageOf(error) })
  } finally {
    if (running) await end(running)
  }
  return {
    plan,
    acknowledged: witness.acknowledged.get(project.id)?.length ?? 0,
    claims: claims.length,
    backups: world.backups.count - proved,
    undone: plan.undoes,
    left,
    problems,
    seconds: (performance.now() - start) / 1000,
  }
}

const changesOf = async ({ folder }: Project) => (await changesInOrder(folder)).map(({ change }) => change)

/** What the screen calls saved, with the changes that the folder holds then: none of them may be missing after the kill. */
async function claimed({ witness }: World, project: Project, texts: Readonly<Record<string, string>>): Promise<Claim> {
  const changes = await changesOf(project)
  witness.acknowledge(project.id, changes.slice(witness.acknowledged.get(project.id)?.length ?? 0))
  return { project: project.id, seq: changes.length, texts }
}

async function killWithin(plan: Plan, running: RunningEgiz, world: World, project: Project, claims: Claim[]): Promise<void> {
  const { page } = running
  const kill = async () => {
    running.process.kill('SIGKILL')
    await running.ended
  }
  if (plan.phase !== 'migrating') await openProject(page, project)
  if (plan.phase === 'typing') {
    await typeAndKill(plan, running, async (texts) => claims.push(await claimed(world, project, texts)))
    return
  }
  const hand = new Hand(page, plan.random, world.folder)
  // Undoing may take the only document away, and another one is imported by a dialog of the system.
  for (const step of plan.phase === 'migrating' ? [] : plan.before.filter((each) => each !== 'undoing')) {
    await hand.do(step)
    claims.push(await claimed(world, project, {}))
  }
  if (plan.phase === 'compacting') for (let i = 0; i < 3; i++) await hand.do('confirming')
  const signs = isOfServer(plan.phase) ? signsOf(plan.phase, project.folder, plan.signs) : null
  let killed = false
  const work = (plan.phase === 'migrating' ? openProject(page, project) : hand.do(plan.phase)).catch((error: unknown) => {
    if (!killed) throw error
  })
  try {
    await Promise.race([work, signs?.reached ?? setTimeout(plan.moment * 1500)])
  } finally {
    signs?.stop()
  }
  killed = true
  hand.letGo()
  await kill()
  await work
}

async function typeAndKill(
  plan: Plan,
  { page, process, ended }: RunningEgiz,
  saved: (texts: Readonly<Record<string, string>>) => Promise<unknown>,
): Promise<void> {
  const cell = page.locator('.grid [aria-rowindex="1"] [data-side="target"]')
  await cell.click()
  const box = page.getByRole('textbox', { name: 'Translation, row 1', exact: true })
  await box.and(page.locator(':focus')).waitFor()
  const unitId = (await page.locator('.grid [aria-rowindex="1"]').getAttribute('data-unit')) ?? ''
  for (let i = plan.random.between(1, 3); i > 0; i--) {
    await page.keyboard.type(SENTENCE.slice(0, plan.random.between(5, 40)), { delay: 5 })
    await page.locator('.save-state.saved').waitFor()
    await saved({ [unitId]: (await cell.textContent()) ?? '' })
  }
  const typing = page.keyboard.type(SENTENCE.repeat(4), { delay: 20 }).catch(() => {
    // The page goes with the program.
  })
  await setTimeout(200 + plan.moment * 3000)
  process.kill('SIGKILL')
  await ended
  await typing
}

async function end({ process, ended }: RunningEgiz): Promise<void> {
  if (process.exitCode === null && process.signalCode === null) process.kill('SIGKILL')
  await ended
}
