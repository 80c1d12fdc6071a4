import type { Disk, DiskFile } from '../../electron/host/disk.ts'

/** One call to the disk, as `name file`. */
export type Call = string

/**
 * What happens at a call: an errno instead of the work (`only`: at calls of these names), half a write and then a full disk, a write that
 * takes half and says so, nothing there at all (a drive that was pulled out), or the process's end.
 */
export type Failure =
  | { readonly errno: string; readonly only?: RegExp }
  | { readonly short: true }
  | { readonly half: true }
  | { readonly gone: true }
  | { readonly crash: true }

/** Stands for the death of the process: after it, no call reaches the disk. */
export class Crash extends Error {
  override readonly name = 'Crash'
}

export interface FaultyDisk {
  readonly disk: Disk
  /** The calls so far, in order. */
  readonly calls: Call[]
  /** From the `at`th call of the count that starts now (0 is the next one), for `times` calls. */
  failAt(at: number, failure: Failure, times?: number): void
  heal(): void
  /** How many files are open; a process that ended left none. */
  openFiles(): number
  letGo(): Promise<void>
}

/** A disk whose every call can be made to fail, in the order in which the calls come. */
export function faultyDisk(disk: Disk): FaultyDisk {
  const calls: Call[] = []
  let plan: { from: number; to: number; failure: Failure } | null = null
  let dead = false
  const held = new Set<DiskFile>()

  const meet = (name: string): Failure | null => {
    if (dead) throw new Crash('the process has ended')
    const index = calls.push(name) - 1
    const failure = plan && index >= plan.from && index < plan.to ? plan.failure : null
    if (failure && 'errno' in failure) {
      if (failure.only && !failure.only.test(name)) return null
      throw Object.assign(new Error(`${failure.errno}: made to fail`), { code: failure.errno })
    }
    if (failure && 'gone' in failure && !name.startsWith('stat ')) {
      // What is open already fails otherwise than what can no longer be found; closing says nothing.
      if (name.startsWith('close ')) return null
      const errno = /^(read|write|truncate|sync|fstat) /.test(name) ? 'EIO' : 'ENOENT'
      throw Object.assign(new Error(`${errno}: the drive is not there`), { code: errno })
    }
    return failure
  }
  /** A crash comes after the work: what was done stays done, the caller never learns of it. */
  const met = async <T>(name: string, work: () => Promise<T>): Promise<T> => {
    const failure = meet(name)
    const result = await work()
    if (failure && 'crash' in failure) {
      dead = true
      throw new Crash(`the process ended after ${name}`)
    }
    return result
  }
  const short = (path: string) => path.split('/').slice(-2).join('/')

  const fileOver = (file: DiskFile, name: string): DiskFile => ({
    read: (position, length) => met(`read ${name}`, () => file.read(position, length)),
    async write(bytes, position) {
      const failure = meet(`write ${name}`)
      if (!failure) return file.write(bytes, position)
      // Half of it reaches the disk, then the disk or the process fails.
      await file.write(bytes.subarray(0, (bytes.length + 1) >> 1), position)
      if ('half' in failure) return (bytes.length + 1) >> 1
      if ('crash' in failure) {
        dead = true
        throw new Crash(`the process ended in write ${name}`)
      }
      plan = { from: calls.length, to: calls.length + 1, failure: { errno: 'ENOSPC' } }
      return (bytes.length + 1) >> 1
    },
    truncate: (size) => met(`truncate ${name}`, () => file.truncate(size)),
    // Not passed on: nobody switches this machine off, and real syncs would make minutes of the tests' seconds.
    sync: () => met(`sync ${name}`, async () => {}),
    stat: () => met(`fstat ${name}`, () => file.stat()),
    // A real handle is let go in any case, lest the test run out of them.
    close: async () => {
      try {
        await met(`close ${name}`, async () => {})
      } finally {
        held.delete(file)
        await file.close()
      }
    },
  })
  const over: Disk = {
    open: (path, flags, mode) =>
      met(`open(${flags}) ${short(path)}`, async () => {
        const file = await disk.open(path, flags, mode)
        held.add(file)
        return fileOver(file, short(path))
      }),
    async stat(path) {
      const isGone = () => plan !== null && 'gone' in plan.failure && calls.length > plan.from && calls.length <= plan.to
      return met(`stat ${short(path)}`, async () => (isGone() ? null : disk.stat(path)))
    },
    list: (path) => met(`list ${short(path)}`, () => disk.list(path)),
    makeFolder: (path) => met(`makeFolder ${short(path)}`, () => disk.makeFolder(path)),
    ensureFolder: (path) => met(`ensureFolder ${short(path)}`, () => disk.ensureFolder(path)),
    rename: (from, to) => met(`rename ${short(from)} ${short(to)}`, () => disk.rename(from, to)),
    removeFile: (path) => met(`removeFile ${short(path)}`, () => disk.removeFile(path)),
    removeFolder: (path) => met(`removeFolder ${short(path)}`, () => disk.removeFolder(path)),
    realPath: (path) => met(`realPath ${short(path)}`, () => disk.realPath(path)),
    syncFolder: (path) => met(`syncFolder ${short(path)}`, async () => {}),
  }
  return {
    disk: over,
    calls,
    failAt(at, failure, times = 1) {
      plan = { from: calls.length + at, to: calls.length + at + times, failure }
    },
    heal() {
      plan = null
    },
    openFiles: () => held.size,
    async letGo() {
      for (const file of held) await file.close()
      held.clear()
    },
  }
}
