import { join } from 'node:path'
import { z } from 'zod'
import { fail } from '../../shared/host/errors.ts'
import { newId } from '../../shared/model/ids.ts'
import { removeIfThere, writeFully } from './atomic-file.ts'
import { errnoOf } from './disk.ts'
import { onDisk } from './disk-errors.ts'
import type { Environment } from './environment.ts'
import { readText } from './file-bytes.ts'

export const LOCK_NAME = 'lock'

const lockSchema = z.looseObject({ pid: z.number().int(), host: z.string(), at: z.iso.datetime(), nonce: z.string() })
type LockText = z.infer<typeof lockSchema>

/** A project folder held for writing. */
export interface Lock {
  /** What was found and put aside: the lock of a program that ended without letting go. */
  readonly stale: string | null
  /** Whether the lock file is still ours. */
  isOurs(): Promise<boolean>
  release(): Promise<void>
}

// Locks held by this very process: its own pid in a lock file says nothing, since a pid is used again after a restart.
const heldHere = new Set<string>()

/**
 * Takes the folder's lock file. A lock is stale where its process is dead, on this machine, or older than the machine's start.
 * @throws HostFailure `locked`, with the holder's host name, pid and time.
 */
export async function takeLock(env: Environment, folder: string): Promise<Lock> {
  const path = join(folder, LOCK_NAME)
  const nonce = newId(20)
  const doing = { what: 'The project could not be opened for writing', path, kept: 'Nothing in it was changed.' }
  return onDisk(doing, async () => {
    let stale: string | null = null
    for (let attempt = 0; ; attempt++) {
      if (await create(env, path, nonce)) break
      const found = await readLock(env, path)
      if (found === 'gone') continue
      if (found === 'unreadable' && attempt < 5) await env.wait(100)
      else if (found !== 'unreadable' && !isStale(env, found)) {
        fail(
          'locked',
          `The project is open in another program (process ${found.pid} on ${found.host}, since ${found.at}). Close it there. ` +
            `If that machine is gone, delete the file “${LOCK_NAME}” in ${folder} and open it again.`,
          { host: found.host, pid: found.pid, at: found.at, path },
        )
      } else {
        stale = found === 'unreadable' ? 'a lock that was not written whole' : `process ${found.pid} on ${found.host}, since ${found.at}`
        await removeStale(env, path, found)
      }
    }
    heldHere.add(nonce)
    const isOurs = async () => {
      const found = await readLock(env, path)
      return typeof found === 'object' && found.nonce === nonce
    }
    return {
      stale,
      isOurs: () => onDisk({ what: 'The project’s lock could not be read', path }, isOurs),
      release: () =>
        onDisk({ what: 'The project’s lock could not be released', path, kept: 'Everything is saved.' }, async () => {
          // First, so that a lock file that cannot be removed counts as stale when this program opens the project again.
          heldHere.delete(nonce)
          if (await isOurs()) await removeIfThere(env.disk, path)
        }),
    }
  })
}

async function create(env: Environment, path: string, nonce: string): Promise<boolean> {
  const text: LockText = { pid: env.pid, host: env.hostName, at: new Date(env.now()).toISOString(), nonce }
  let file: Awaited<ReturnType<typeof env.disk.open>>
  try {
    file = await env.disk.open(path, 'wx')
  } catch (error) {
    if (errnoOf(error) === 'EEXIST') return false
    throw error
  }
  try {
    try {
      await writeFully(file, Buffer.from(`${JSON.stringify(text)}\n`), 0)
    } finally {
      await file.close()
    }
  } catch (error) {
    await removeIfThere(env.disk, path).catch((second) => env.log(`a lock file was left behind at ${path}: ${second}`))
    throw error
  }
  return true
}

async function readLock(env: Environment, path: string): Promise<LockText | 'gone' | 'unreadable'> {
  let text: string
  try {
    text = await readText(env.disk, path)
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return 'gone'
    if (error instanceof TypeError) return 'unreadable'
    throw error
  }
  try {
    return lockSchema.parse(JSON.parse(text))
  } catch {
    return 'unreadable'
  }
}

function isStale(env: Environment, lock: LockText): boolean {
  if (lock.host !== env.hostName) return false
  if (lock.pid === env.pid) return !heldHere.has(lock.nonce)
  // A minute's grace, since the clock may have been set since.
  return Date.parse(lock.at) < env.startedAt - 60_000 || !env.isAlive(lock.pid)
}

/**
 * Removes a stale lock, if it is still the one that was found: of many who find it at once only the one who makes the guard file looks
 * again and removes, so that nobody removes another's new lock. A guard left by a crash counts for ten seconds.
 */
async function removeStale(env: Environment, path: string, found: LockText | 'unreadable'): Promise<void> {
  const { disk } = env
  const guard = `${path}.taking`
  try {
    await (await disk.open(guard, 'wx')).close()
  } catch (error) {
    if (errnoOf(error) !== 'EEXIST') throw error
    const there = await disk.stat(guard)
    if (there && env.now() - there.modified > 10_000) await removeIfThere(disk, guard)
    else await env.wait(50)
    return
  }
  try {
    const now = await readLock(env, path)
    const same = typeof now === 'object' && typeof found === 'object' ? now.nonce === found.nonce : now === found
    if (same) await removeIfThere(disk, path)
  } finally {
    await removeIfThere(disk, guard)
  }
}
