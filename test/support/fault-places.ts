import type { Disk } from '../../electron/host/disk.ts'
import { nodeDisk } from '../../electron/host/disk.ts'
import { faultyDisk } from './faulty-disk.ts'
import { memoryDisk } from './memory-disk.ts'
import { temporaryFolder } from './temporary.ts'

/** A folder on a disk, for the thousands of lives of a test of faults. */
export interface Place {
  readonly disk: Disk
  readonly path: string
  remove(): Promise<void>
}

export async function inMemory(): Promise<Place> {
  const disk = memoryDisk()
  await disk.makeFolder('/place')
  return { disk, path: '/place', remove: async () => {} }
}

/** Real files, of which nothing waits until they are on the medium. */
export async function onFiles(): Promise<Place> {
  const { path, remove } = await temporaryFolder({ quick: true })
  return { disk: faultyDisk(nodeDisk).disk, path, remove }
}

/** Every so many of the calls are tried on real files, and all of them in memory. */
export const STEP_ON_FILES = 10
