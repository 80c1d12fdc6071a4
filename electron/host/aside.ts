import { join } from 'node:path'
import { type Content, writeNewFile } from './atomic-file.ts'
import { onDisk } from './disk-errors.ts'
import type { Environment } from './environment.ts'

/** Writes bytes beside a project's files under a name that says when and that no file has yet; returns the name when they are durable. */
export async function writeAside({ disk, now }: Environment, folder: string, content: Content): Promise<string> {
  const time = new Date(now()).toISOString().replace(/[:.]/g, '-')
  for (let n = 1; ; n++) {
    const name = `aside-${time}${n === 1 ? '' : `-${n}`}.jsonl`
    const place = join(folder, name)
    const doing = { what: 'The unsaved copy could not be kept beside the project', path: place, kept: 'It stays in the working copy.' }
    const written = await onDisk(doing, async () => {
      if (await disk.stat(place)) return false
      await writeNewFile(disk, place, content)
      await disk.syncFolder(folder)
      return true
    })
    if (written) return name
  }
}
