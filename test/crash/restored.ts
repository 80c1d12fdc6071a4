import { readFile, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Page } from 'playwright'
import { equalJson } from '../../shared/model/json.ts'
import type { Problem } from '../support/crash-oracle.ts'
import { changesInOrder, Replay } from '../support/crash-reader.ts'
import { unnamedProjects } from './signs.ts'
import type { Project, World } from './world.ts'

/**
 * The projects that the first screen lists and no run made: while a backup of `project` was restored there may be one, whole, which holds
 * the project's first changes; otherwise there is none. They are removed, with what was left of such as were not made whole.
 */
export async function checkOthers(world: World, page: Page, project: Project, isRestoring: boolean): Promise<Problem[]> {
  const problems: Problem[] = []
  const wrong = (text: string) => problems.push({ kind: 'wrong', text })
  const others = await world.otherProjects(page)
  if (others.length > (isRestoring ? 1 : 0)) wrong(`projects that nobody made are listed: ${others.join(', ')}`)
  for (const folder of others) {
    problems.push(...(await world.findings({ folder })).map((text): Problem => ({ kind: 'wrong', text: `${folder}: ${text}` })))
    const theirs = await changesInOrder(folder)
    const ours = await changesInOrder(project.folder)
    const parted = theirs.findIndex(({ change }, i) => !equalJson(change, ours[i]?.change))
    if (parted >= 0) wrong(`${folder}: its change ${parted + 1} is not one of the project that it was restored from`)
    if (await sharesId(folder, project)) wrong(`${folder} has the id of the project that it was restored from`)
    const replay = new Replay(folder)
    for (const { change } of theirs) await replay.apply(change)
    const shown = (await world.shown({ folder })).map((document) => ({
      ...document,
      units: document.units.map(({ id, source, target, state }) => ({ id, source, target, state })),
    }))
    if (!equalJson(replay.documents(), shown)) wrong(`${folder} shows something else than its changes make`)
    await rm(folder, { recursive: true })
  }
  for (const folder of await unnamedProjects(dirname(project.folder))) await rm(folder, { recursive: true })
  return problems
}

async function sharesId(folder: string, { id }: Project): Promise<boolean> {
  return (JSON.parse(await readFile(join(folder, 'project.json'), 'utf8')) as { id: string }).id === id
}
