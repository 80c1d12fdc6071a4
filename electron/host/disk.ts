import { type FileHandle, mkdir, open, readdir, realpath, rename, rm, rmdir, stat } from 'node:fs/promises'

export interface DiskStat {
  readonly kind: 'file' | 'folder' | 'other'
  readonly size: number
  /** Milliseconds since 1970. */
  readonly modified: number
  readonly mode: number
  /** Tells one file from another that took its name. */
  readonly identity: string
}

/** Whether a file was neither written nor replaced between two looks, so far as the system tells. */
export const isSameStat = (a: DiskStat, b: DiskStat): boolean => a.identity === b.identity && a.size === b.size && a.modified === b.modified

/** Whether a file's time, asked for now, would differ after another writing: the clock of some drives ticks every two seconds. */
export const isSettled = (stat: DiskStat, now: number): boolean => stat.modified < now - 2500

/** An open file. Offsets and lengths are bytes. */
export interface DiskFile {
  /** Up to `length` bytes; fewer only at the end of the file. */
  read(position: number, length: number): Promise<Uint8Array<ArrayBuffer>>
  /** How many bytes were written, which may be fewer than given. */
  write(bytes: Uint8Array, position: number): Promise<number>
  truncate(size: number): Promise<void>
  /** Returns when the bytes are on the medium. */
  sync(): Promise<void>
  stat(): Promise<DiskStat>
  close(): Promise<void>
}

/**
 * All that the host does to a disk, and nothing else does: the one place where a test can make a disk full, read-only or torn.
 * Every function rejects with Node's errors, which carry an errno `code`.
 */
export interface Disk {
  /** `wx` makes a new file and refuses one that is there. `mode` is for new files. */
  open(path: string, flags: 'r' | 'r+' | 'wx', mode?: number): Promise<DiskFile>
  /** Follows symbolic links; null where there is nothing. */
  stat(path: string): Promise<DiskStat | null>
  list(path: string): Promise<string[]>
  /** Makes one folder; rejects with EEXIST. */
  makeFolder(path: string): Promise<void>
  /** Makes a folder and those above it, where missing. */
  ensureFolder(path: string): Promise<void>
  rename(from: string, to: string): Promise<void>
  removeFile(path: string): Promise<void>
  /** Removes an empty folder. */
  removeFolder(path: string): Promise<void>
  realPath(path: string): Promise<string>
  /** Makes renames inside a folder durable, where the system can. */
  syncFolder(path: string): Promise<void>
}

/** The errno code of a rejection, or ''. */
export function errnoOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string' ? error.code : ''
}

class NodeFile implements DiskFile {
  readonly #handle: FileHandle
  constructor(handle: FileHandle) {
    this.#handle = handle
  }

  async read(position: number, length: number): Promise<Uint8Array<ArrayBuffer>> {
    const bytes = new Uint8Array(length)
    let filled = 0
    while (filled < length) {
      const { bytesRead } = await this.#handle.read(bytes, filled, length - filled, position + filled)
      if (bytesRead === 0) break
      filled += bytesRead
    }
    // A copy of its own where short, since a view would carry its whole buffer across process boundaries.
    return filled === length ? bytes : bytes.slice(0, filled)
  }

  async write(bytes: Uint8Array, position: number): Promise<number> {
    return (await this.#handle.write(bytes, 0, bytes.length, position)).bytesWritten
  }

  truncate(size: number): Promise<void> {
    return this.#handle.truncate(size)
  }

  sync(): Promise<void> {
    return this.#handle.sync()
  }

  async stat(): Promise<DiskStat> {
    return statOf(await this.#handle.stat({ bigint: true }))
  }

  close(): Promise<void> {
    return this.#handle.close()
  }
}

function statOf(s: {
  isFile(): boolean
  isDirectory(): boolean
  size: bigint
  mtimeMs: bigint
  mode: bigint
  dev: bigint
  ino: bigint
}): DiskStat {
  return {
    kind: s.isFile() ? 'file' : s.isDirectory() ? 'folder' : 'other',
    size: Number(s.size),
    modified: Number(s.mtimeMs),
    mode: Number(s.mode) & 0o777,
    identity: `${s.dev}:${s.ino}`,
  }
}

// Systems and network drives that cannot sync a folder say so with one of these; there is nothing more to do there.
const cannotSyncFolders = new Set(['EINVAL', 'ENOTSUP', 'ENOSYS', 'EISDIR', 'EBADF'])

/** The machine's own disk. */
export const nodeDisk: Disk = {
  open: async (path, flags, mode = 0o666) => new NodeFile(await open(path, flags, mode)),
  async stat(path) {
    try {
      return statOf(await stat(path, { bigint: true }))
    } catch (error) {
      if (errnoOf(error) === 'ENOENT' || errnoOf(error) === 'ENOTDIR') return null
      throw error
    }
  },
  list: (path) => readdir(path),
  async makeFolder(path) {
    await mkdir(path)
  },
  async ensureFolder(path) {
    await mkdir(path, { recursive: true })
  },
  rename: (from, to) => rename(from, to),
  removeFile: (path) => rm(path),
  removeFolder: (path) => rmdir(path),
  realPath: (path) => realpath(path),
  async syncFolder(path) {
    if (process.platform === 'win32') return
    const handle = await open(path, 'r')
    try {
      await handle.sync()
    } catch (error) {
      if (!cannotSyncFolders.has(errnoOf(error))) throw error
    } finally {
      await handle.close()
    }
  },
}
