import { dirname, join, relative, sep } from 'node:path'
import type { MigrationFolder } from '../../shared/migrate/migration.ts'
import { migrate } from '../../shared/migrate/migrations.ts'
import { FORMAT } from '../../shared/model/project-file.ts'
import type { Disk } from './disk.ts'
import { readWhole } from './file-bytes.ts'
import { packLines } from './gzip.ts'
import { memoryFile } from './memory-file.ts'
import { PROJECT_NAME, readProjectHeader } from './project-files.ts'

/** A file as the migration leaves it, made when it is read; null where it is gone. */
type Made = (() => Promise<Uint8Array>) | null

/**
 * The disk as it would be if the folder were migrated to our format: for reading a project of an older one without writing to it.
 * The disk itself where there is nothing to migrate.
 */
export async function viewMigrated(disk: Disk, folder: string): Promise<Disk> {
  if ((await readProjectHeader(disk, folder)).format >= FORMAT) return disk
  const made = new Map<string, Made>()
  const reading =
    (path: string): (() => Promise<Uint8Array>) =>
    async () => {
      const there = made.get(path)
      if (there === null) throw missing(path)
      return there ? there() : readWhole(disk, path)
    }
  const list = async (path: string): Promise<string[]> => {
    const names = new Set((await disk.stat(path)) ? await disk.list(path) : [])
    for (const [file, bytes] of made) {
      if (dirname(file) !== path) continue
      if (bytes) names.add(relative(path, file))
      else names.delete(relative(path, file))
    }
    return [...names]
  }
  const place = (path: string) => join(folder, ...path.split('/'))
  const view: MigrationFolder = {
    list: (path) => list(place(path)),
    read: (path) => reading(place(path))(),
    async write(path, bytes) {
      made.set(place(path), async () => bytes)
    },
    async remove(path) {
      made.set(place(path), null)
    },
    async replace(from, to, convert) {
      // Bound to what `from` is now: it is gone a moment later.
      const before = made.get(place(from))
      made.set(place(to), async () => convert(before ? await before() : await readWhole(disk, place(from))))
      made.set(place(from), null)
    },
    pack: packLines,
  }
  const text = await migrate(view, new TextDecoder().decode(await view.read(PROJECT_NAME)))
  made.set(place(PROJECT_NAME), async () => Buffer.from(text))

  const within = (path: string) => path === folder || path.startsWith(folder + sep)
  return {
    ...disk,
    async open(path, flags) {
      if (flags !== 'r') throw Object.assign(new Error('this view is for reading'), { code: 'EROFS' })
      return made.has(path) ? memoryFile(await reading(path)()) : disk.open(path, flags)
    },
    async stat(path) {
      const there = made.get(path)
      if (there === null) return null
      return there ? memoryFile(await there()).stat() : disk.stat(path)
    },
    list: (path) => (within(path) ? list(path) : disk.list(path)),
  }
}

function missing(path: string): Error {
  return Object.assign(new Error(`${path} is not there`), { code: 'ENOENT' })
}
