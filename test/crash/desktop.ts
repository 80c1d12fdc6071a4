import { setTimeout } from 'node:timers/promises'
import { checkLying, checkOpened, type Problem } from '../support/crash-oracle.ts'
import { changesInOrder } from '../support/crash-reader.ts'
import type { Claim } from '../support/crash-witness.ts'
import { launchEgiz, type RunningEgiz } from '../support/electron-app.ts'
import { type Plan, planOf } from './plan.ts'
import type { Run } from './runs.ts'
import { openProject } from './steps.ts'
import type { Project, World } from './world.ts'

const SENTENCE = 'What is typed in the desktop edition and called saved is there, қате болмаса да. '

/** The desktop edition: a sentence typed over and over, its main process killed in the middle of it. */
export async function runDesktop(world: World, seed: number): Promise<Run> {
  const plan: Plan = { ...planOf(seed, 1), phase: 'typing', victim: 'desktop', trigger: 'time', forgets: false }
  const { witness } = world
  const project = await world.makeProject()
  const claims: Claim[] = []
  const problems: Problem[] = []
  let running = await launchEgiz(world.home)
  try {
    await openProject(running.page, project.name)
    await typeAndKill(plan, running, async (unitId, text) => claims.push(await claimed(world, project, unitId, text)))
    problems.push(...(await checkLying(project.folder, project.id, witness)))
    running = await launchEgiz(world.home)
    try {
      await openProject(running.page, project.name)
    } catch (error) {
      problems.push({ kind: 'unopenable', text: (error as Error).message })
    }
    if (problems.length === 0) {
      // The page cannot be listened to here, so what it sent beyond what was acknowledged is taken from the folder.
      witness.sent.set(
        project.id,
        (await changesInOrder(project.folder)).map(({ change }) => change),
      )
      problems.push(...(await checkOpened(project.folder, project.id, witness, claims, world.shown(project))))
      await running.quit()
      problems.push(...(await world.findings(project)).map((text): Problem => ({ kind: 'wrong', text })))
    }
  } finally {
    await end(running)
  }
  const acknowledged = witness.acknowledged.get(project.id)?.length ?? 0
  return { plan, acknowledged, claims: claims.length, withinCompaction: false, problems }
}

/** What the screen calls saved, with the changes that the folder holds then: none of them may be missing after the kill. */
async function claimed({ witness }: World, { folder, id }: Project, unitId: string, text: string): Promise<Claim> {
  const changes = (await changesInOrder(folder)).map(({ change }) => change)
  witness.acknowledge(id, changes.slice(witness.acknowledged.get(id)?.length ?? 0))
  return { project: id, seq: changes.length, texts: { [unitId]: text } }
}

async function typeAndKill(
  plan: Plan,
  { page, process, ended }: RunningEgiz,
  saved: (unitId: string, text: string) => Promise<unknown>,
): Promise<void> {
  const cell = page.locator('.grid [aria-rowindex="1"] [data-side="target"]')
  await cell.click()
  const box = page.getByRole('textbox', { name: 'Translation, row 1', exact: true })
  await box.and(page.locator(':focus')).waitFor()
  const unitId = (await page.locator('.grid [aria-rowindex="1"]').getAttribute('data-unit')) ?? ''
  for (let i = plan.random.between(1, 3); i > 0; i--) {
    await page.keyboard.type(SENTENCE.slice(0, plan.random.between(5, 40)), { delay: 5 })
    await page.locator('.save-state.saved').waitFor()
    await saved(unitId, (await cell.textContent()) ?? '')
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
