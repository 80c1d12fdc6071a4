import { fail } from '../../shared/host/errors.ts'
import { invert } from '../../shared/model/apply.ts'
import type { Change } from '../../shared/model/changes.ts'
import type { Environment } from './environment.ts'
import type { Head } from './journal-file.ts'
import type { ProjectFolder } from './project-folder.ts'

/** Changes read and appended at once. */
const BATCH = 5000

/**
 * Takes back every change after `to` by new ones at the end, last first, each naming the one it undoes: the state is then that at `to`, and
 * nothing goes out of the history. Where it fails half-way, what was appended stays, and doing it again leads to the same state.
 * Returns the new head.
 * @throws HostFailure `out-of-sequence` where the folder does not have all changes after `to`, before anything is appended; as `append`.
 */
export async function rewindProject(env: Environment, project: ProjectFolder, to: number, author: string): Promise<Head> {
  const { head } = project
  if (to > head.seq) fail('out-of-sequence', `The project has no change ${to}: it holds changes up to ${head.seq}.`, { head: head.seq })
  // All of it is read once before the first change is written: a gap in the history must not be found half-way.
  for (let after = to; after < head.seq; after += BATCH) await project.readChanges(after, Math.min(BATCH, head.seq - after))
  const at = new Date(env.now()).toISOString()
  let last = head
  for (let end = head.seq; end > to; ) {
    const after = Math.max(to, end - BATCH)
    const changes = await project.readChanges(after, end - after)
    const first = last.seq + 1
    const back = changes
      .reverse()
      .map(({ change }, i): Change => ({ seq: first + i, at, author, op: invert(change.op), undoes: change.seq }))
    last = await project.append(back)
    end = after
  }
  return last
}
