import { HostFailure } from '../../shared/host/errors.ts'
import { MANIFEST_NAME } from './compaction.ts'
import { type Disk, errnoOf } from './disk.ts'
import { viewFinished } from './finished-view.ts'
import { viewMigrated } from './migrated-view.ts'
import { PROJECT_NAME, readProjectHeader } from './project-files.ts'
import type { Damage } from './repair-findings.ts'

/** The disk with an interrupted compaction finished and an older format brought up, as far as the folder allows; what does not is told. */
export async function viewDamaged(disk: Disk, folder: string, damage: Damage): Promise<Disk> {
  const finished = await orSame(disk, MANIFEST_NAME, damage, async () => (await viewFinished(disk, folder)).disk)
  const header = await readProjectHeader(finished, folder).catch((error) => {
    if (error instanceof HostFailure && error.error.code !== 'newer-format') return null
    throw error
  })
  return header ? orSame(finished, PROJECT_NAME, damage, () => viewMigrated(finished, folder)) : finished
}

async function orSame(disk: Disk, file: string, damage: Damage, view: () => Promise<Disk>): Promise<Disk> {
  try {
    return await view()
  } catch (error) {
    if (!(error instanceof HostFailure) && errnoOf(error) === '') throw error
    damage.saved('unfinished', file, null, `what was begun there cannot be finished: ${(error as Error).message}`)
    return disk
  }
}
