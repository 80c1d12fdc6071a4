import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'

/**
 * Runs `work` while no other process does the same under this lock file. The lock of a process that is gone is taken over.
 * @template T
 * @param {string} path of the lock file
 * @param {{ onWait: (pid: number) => void, work: () => Promise<T> }} job `onWait` is told once, with the process waited for
 * @returns {Promise<T>}
 */
export async function withSetupLock(path, { onWait, work }) {
  mkdirSync(dirname(path), { recursive: true })
  let told = false
  while (!claim(path)) {
    const holder = holderOf(path)
    if (holder !== null && !isAlive(holder)) {
      takeAway(path, holder)
      continue
    }
    if (!told && holder !== null) onWait(holder)
    told = told || holder !== null
    await wait(200)
  }
  const release = () => {
    if (holderOf(path) === process.pid) rmSync(path, { force: true })
  }
  // Also when the process is ended in the middle by process.exit.
  process.on('exit', release)
  try {
    return await work()
  } finally {
    process.off('exit', release)
    release()
  }
}

function claim(path) {
  try {
    writeFileSync(path, String(process.pid), { flag: 'wx' })
    return true
  } catch (error) {
    // Windows says EPERM while the other process is just deleting it.
    if (error.code === 'EEXIST' || error.code === 'EPERM') return false
    throw error
  }
}

// Null where it is gone again, or claimed but not yet written.
function holderOf(path) {
  try {
    const pid = Number(readFileSync(path, 'utf8'))
    return Number.isInteger(pid) && pid > 0 ? pid : null
  } catch (error) {
    if (error.code === 'ENOENT' || error.code === 'EPERM' || error.code === 'EBUSY') return null
    throw error
  }
}

// By renaming first: of several processes that see the same dead holder only one gets the file.
function takeAway(path, holder) {
  const aside = `${path}.${process.pid}`
  try {
    renameSync(path, aside)
  } catch (error) {
    if (error.code === 'ENOENT') return
    throw error
  }
  const moved = holderOf(aside)
  // Another process took over between our look and the renaming: give it back.
  if (moved !== holder) renameSync(aside, path)
  else rmSync(aside, { force: true })
}

function isAlive(pid) {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error.code === 'EPERM'
  }
}
