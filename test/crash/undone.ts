import type { Page } from 'playwright'
import type { Change } from '../../shared/model/changes.ts'
import type { Problem } from '../support/crash-oracle.ts'
import { changesInOrder, Replay } from '../support/crash-reader.ts'
import { eventually } from '../support/crash-waiting.ts'

/**
 * In a project just opened and saved: one Ctrl+Z takes back the last step, so that all is as it was before its first change, and one
 * Ctrl+Shift+Z brings it again. Does nothing where there is no step.
 */
export async function undoAndRedo(page: Page, folder: string): Promise<Problem[]> {
  const before = await read(folder)
  if (!hasStep(before)) return []
  const links = (link: 'undoes' | 'redoes') => async () => {
    const fresh = (await read(folder)).slice(before.length)
    return fresh.some((change) => change[link] !== undefined) && isSaved(page)
  }
  await page.keyboard.press('Control+z')
  await eventually('Ctrl+Z takes back the last step', 20_000, links('undoes'))
  await page.keyboard.press('Control+Shift+z')
  await eventually('Ctrl+Shift+Z does it again', 20_000, links('redoes'))
  // A step of several changes may come to the folder in more than one go.
  const all = await eventually('all that was undone is done again', 20_000, async () => {
    const now = await read(folder)
    const count = (link: 'undoes' | 'redoes') => now.slice(before.length).filter((change) => change[link] !== undefined).length
    return count('undoes') <= count('redoes') && (await isSaved(page)) && now
  })
  const fresh = all.slice(before.length)
  const undoes = fresh.flatMap((change) => change.undoes ?? [])
  // Of a burst of typing that the kill found half undone, doing it again brings the other half, too.
  if (fresh.length > 2 * undoes.length && fresh.slice(undoes.length).every(({ redoes, typing }) => redoes !== undefined && typing))
    return []
  const states = await statesAfter(folder, all, [Math.min(...undoes) - 1, before.length, before.length + undoes.length, all.length])
  const problems: Problem[] = []
  const wrong = (text: string) => problems.push({ kind: 'wrong', text })
  if (fresh.length !== 2 * undoes.length) wrong(`undoing ${undoes.join(', ')} and doing it again made ${fresh.length} changes`)
  if (states[2] !== states[0]) wrong(`undoing change ${undoes.join(', ')} after opening again does not bring back what was before it`)
  if (states[3] !== states[1]) wrong(`doing change ${undoes.join(', ')} again after opening again does not bring back what it had made`)
  return problems
}

const read = async (folder: string): Promise<Change[]> => (await changesInOrder(folder)).map(({ change }) => change)
const isSaved = (page: Page): Promise<boolean> => page.locator('.save-state.saved').isVisible()

/** Whether any change still stands that could be taken back. */
function hasStep(changes: readonly Change[]): boolean {
  return changes.reduce((standing, { undoes }) => standing + (undoes === undefined ? 1 : -1), 0) > 0
}

/** What the changes up to each of these, in ascending order or not, make. */
async function statesAfter(folder: string, changes: readonly Change[], wanted: readonly number[]): Promise<(string | undefined)[]> {
  const replay = new Replay(folder)
  const states = new Map<number, string>([[0, replay.state()]])
  for (const change of changes) {
    await replay.apply(change)
    if (wanted.includes(change.seq)) states.set(change.seq, replay.state())
  }
  return wanted.map((seq) => states.get(seq))
}
