import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A folder for one test, and its removal. `quick` puts it in memory where the system offers that, for tests of many small files. */
export async function temporaryFolder({ quick = false } = {}): Promise<{ path: string; remove(): Promise<void> }> {
  const path = await mkdtemp(join(quick && existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'egiz-test-'))
  return { path, remove: () => rm(path, { recursive: true, force: true }) }
}
