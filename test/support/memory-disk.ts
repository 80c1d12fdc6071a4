import { posix } from 'node:path'
import type { Disk, DiskFile, DiskStat } from '../../electron/host/disk.ts'

interface Common {
  modified: number
  readonly mode: number
  readonly identity: string
}
interface MemoryFile extends Common {
  readonly kind: 'file'
  /** May be longer than the file; what lies behind its end is zero. */
  room: Uint8Array<ArrayBuffer>
  size: number
}
interface MemoryFolder extends Common {
  readonly kind: 'folder'
  readonly entries: Map<string, Entry>
}
type Entry = MemoryFile | MemoryFolder

/** The longest name on most disks, in bytes. */
const LONGEST_NAME = 255
const umask = process.umask()

const failing = (code: string, call: string, path: string): Error =>
  Object.assign(new Error(`${code}: ${call} '${path}'`), { code, syscall: call, path })
/** Whether a path goes from the root down and never back: what the host asks for, mostly. */
const isStraight = (path: string): boolean => path.startsWith('/') && !/\/(\/|\.\.?(\/|$)|$)/.test(path)
const straight = (path: string): string => (isStraight(path) ? path : posix.resolve(path))
const namesOf = (path: string): string[] => (straight(path) === '/' ? [] : straight(path).slice(1).split('/'))
const isBelow = (path: string, folder: string): boolean => straight(path).startsWith(`${straight(folder)}/`)
const statOf = (entry: Entry): DiskStat => {
  const { kind, modified, mode, identity } = entry
  return { kind, size: kind === 'file' ? entry.size : 0, modified, mode, identity }
}

/**
 * A disk wholly in memory, empty but for its root, that behaves as a real one on Linux does, to the errno codes: test/unit/support holds
 * the two against each other. It knows no links, permissions or limits of size; a folder's size is 0; `..` goes by the text of a path.
 * `now` dates what is written.
 */
export function memoryDisk(now: () => number = Date.now): Disk {
  let made = 0
  const common = (mode: number): Common => ({ modified: now(), mode: mode & ~umask, identity: `memory:${made++}` })
  const newFolder = (): MemoryFolder => ({ kind: 'folder', entries: new Map(), ...common(0o777) })
  const root = newFolder()

  /** What is there, or the code to fail with. */
  const lookUp = (entry: Entry, name: string): Entry | string => {
    if (entry.kind !== 'folder') return 'ENOTDIR'
    // The short ones need no counting: a UTF-16 unit is three bytes at most.
    if (name.length > LONGEST_NAME / 3 && Buffer.byteLength(name) > LONGEST_NAME) return 'ENAMETOOLONG'
    return entry.entries.get(name) ?? 'ENOENT'
  }
  const seek = (names: readonly string[]): Entry | string => {
    let entry: Entry | string = root
    for (const name of names) {
      entry = lookUp(entry, name)
      if (typeof entry === 'string') break
    }
    return entry
  }
  const found = (entry: Entry | string, call: string, path: string): Entry => {
    if (typeof entry === 'string') throw failing(entry, call, path)
    return entry
  }
  const find = (path: string, call: string): Entry => found(seek(namesOf(path)), call, path)
  /** What has a name in a folder, if anything. */
  const entryIn = (folder: Entry, name: string, call: string, path: string): Entry | undefined => {
    const there = lookUp(folder, name)
    return there === 'ENOENT' ? undefined : found(there, call, path)
  }
  /** The folder that a path's last name is or would be in. */
  const parentOf = (path: string, call: string): { folder: MemoryFolder; name: string } => {
    const names = namesOf(path)
    const name = names.pop()
    if (name === undefined) throw failing('EBUSY', call, path)
    const folder = found(seek(names), call, path)
    if (folder.kind !== 'folder') throw failing('ENOTDIR', call, path)
    return { folder, name }
  }
  /** The same, and what has that name now. */
  const placeOf = (path: string, call: string) => {
    const { folder, name } = parentOf(path, call)
    return { folder, name, there: entryIn(folder, name, call, path) }
  }
  const put = (folder: MemoryFolder, name: string, entry: Entry): void => {
    folder.entries.set(name, entry)
    folder.modified = now()
  }
  const take = (folder: MemoryFolder, name: string): void => {
    folder.entries.delete(name)
    folder.modified = now()
  }

  const resize = (file: MemoryFile, size: number): void => {
    if (size > file.room.length) {
      const room = new Uint8Array(Math.max(size, file.size * 2))
      room.set(file.room.subarray(0, file.size))
      file.room = room
    } else if (size < file.size) file.room.fill(0, size, file.size)
    file.size = size
    file.modified = now()
  }

  const handleOn = (entry: Entry, flags: 'r' | 'r+' | 'wx', path: string): DiskFile => {
    let isOpen = true
    const check = (call: string) => {
      if (!isOpen) throw failing('EBADF', call, path)
    }
    return {
      async read(position, length) {
        if (length === 0) return new Uint8Array()
        check('read')
        if (flags === 'wx') throw failing('EBADF', 'read', path)
        if (entry.kind === 'folder') throw failing('EISDIR', 'read', path)
        return entry.room.slice(position, Math.min(position + length, entry.size))
      },
      async write(bytes, position) {
        check('write')
        if (bytes.length === 0) return 0
        if (flags === 'r' || entry.kind === 'folder') throw failing('EBADF', 'write', path)
        resize(entry, Math.max(entry.size, position + bytes.length))
        entry.room.set(bytes, position)
        return bytes.length
      },
      async truncate(size) {
        check('ftruncate')
        if (flags === 'r' || entry.kind === 'folder') throw failing('EINVAL', 'ftruncate', path)
        resize(entry, size)
      },
      async sync() {
        check('fsync')
      },
      async stat() {
        check('fstat')
        return statOf(entry)
      },
      async close() {
        isOpen = false
      },
    }
  }

  return {
    async open(path, flags, mode = 0o666) {
      if (flags !== 'wx') {
        const entry = find(path, 'open')
        if (flags === 'r+' && entry.kind === 'folder') throw failing('EISDIR', 'open', path)
        return handleOn(entry, flags, path)
      }
      if (namesOf(path).length === 0) throw failing('EEXIST', 'open', path)
      const { folder, name, there } = placeOf(path, 'open')
      if (there) throw failing('EEXIST', 'open', path)
      const file: MemoryFile = { kind: 'file', room: new Uint8Array(), size: 0, ...common(mode) }
      put(folder, name, file)
      return handleOn(file, flags, path)
    },
    async stat(path) {
      const entry = seek(namesOf(path))
      if (entry === 'ENOENT' || entry === 'ENOTDIR') return null
      return statOf(found(entry, 'stat', path))
    },
    async list(path) {
      const entry = find(path, 'scandir')
      if (entry.kind !== 'folder') throw failing('ENOTDIR', 'scandir', path)
      return [...entry.entries.keys()]
    },
    async makeFolder(path) {
      if (namesOf(path).length === 0) throw failing('EEXIST', 'mkdir', path)
      const { folder, name, there } = placeOf(path, 'mkdir')
      if (there) throw failing('EEXIST', 'mkdir', path)
      put(folder, name, newFolder())
    },
    async ensureFolder(path) {
      let entry: Entry = root
      for (const name of namesOf(path)) {
        let next = entryIn(entry, name, 'mkdir', path)
        if (!next) {
          next = newFolder()
          put(entry as MemoryFolder, name, next)
        }
        entry = next
      }
      if (entry.kind === 'file') throw failing('EEXIST', 'mkdir', path)
    },
    async rename(from, to) {
      // In the order in which Linux looks: for the folders of both, for what is renamed, for what has the name.
      const old = parentOf(from, 'rename')
      const target = parentOf(to, 'rename')
      const entry = entryIn(old.folder, old.name, 'rename', from)
      if (!entry) throw failing('ENOENT', 'rename', from)
      const there = entryIn(target.folder, target.name, 'rename', to)
      if (entry === there) return
      if (isBelow(to, from)) throw failing('EINVAL', 'rename', from)
      if (isBelow(from, to)) throw failing('ENOTEMPTY', 'rename', to)
      if (there && there.kind !== entry.kind) throw failing(entry.kind === 'folder' ? 'ENOTDIR' : 'EISDIR', 'rename', to)
      if (there?.kind === 'folder' && there.entries.size > 0) throw failing('ENOTEMPTY', 'rename', to)
      take(old.folder, old.name)
      put(target.folder, target.name, entry)
    },
    async removeFile(path) {
      const { folder, name, there } = placeOf(path, 'rm')
      if (!there) throw failing('ENOENT', 'rm', path)
      if (there.kind === 'folder') throw failing('ERR_FS_EISDIR', 'rm', path)
      take(folder, name)
    },
    async removeFolder(path) {
      const { folder, name, there } = placeOf(path, 'rmdir')
      if (!there) throw failing('ENOENT', 'rmdir', path)
      if (there.kind === 'file') throw failing('ENOTDIR', 'rmdir', path)
      if (there.entries.size > 0) throw failing('ENOTEMPTY', 'rmdir', path)
      take(folder, name)
    },
    async realPath(path) {
      find(path, 'realpath')
      return posix.resolve(path)
    },
    async syncFolder(path) {
      find(path, 'open')
    },
  }
}
