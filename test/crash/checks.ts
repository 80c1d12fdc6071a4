import type { Page } from 'playwright'
import { checkOpened, type Problem } from '../support/crash-oracle.ts'
import type { Claim } from '../support/crash-witness.ts'
import { ageBackups } from './backups.ts'
import type { Plan } from './plan.ts'
import { checkOthers } from './restored.ts'
import type { Project, World } from './world.ts'

/** Makes of a closed project what the phase works on. Returns what is to hold afterwards, beside what always is. */
export async function prepare(world: World, { phase, random }: Plan, project: Project): Promise<(() => Promise<Problem[]>) | null> {
  if (phase === 'compacting') await world.lengthenJournal(project)
  if (phase === 'backing-up' || phase === 'restoring') await ageBackups(project.folder, random)
  return phase === 'migrating' ? world.age(project, { torn: random.chance(0.3) }) : null
}

/** After a project was opened again and closed, and the page shows the first screen: all that has to hold of it, of its backups, and of what lies beside it. */
export async function checkClosed(world: World, page: Page, plan: Plan, project: Project, claims: readonly Claim[]): Promise<Problem[]> {
  const { folder, id } = project
  return [
    ...(await checkOpened(folder, id, world.witness, claims, await world.shown(project))),
    ...(await world.findings(project)).map((text): Problem => ({ kind: 'wrong', text })),
    ...(await world.backups.problems(folder, { anew: false })),
    ...(await checkOthers(world, page, project, plan.phase === 'restoring')),
  ]
}
