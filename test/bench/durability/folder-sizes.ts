import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'

/** Bytes of the files of a folder, by the name of the folder in it or of the file that lies directly in it. */
export async function sizesIn(path: string): Promise<Record<string, number>> {
  const sizes: Record<string, number> = {}
  for (const entry of await readdir(path, { withFileTypes: true, recursive: true })) {
    if (!entry.isFile()) continue
    const place = join(entry.parentPath, entry.name)
    const part = place.slice(path.length + 1).split(/[\\/]/)[0] ?? ''
    sizes[part] = (sizes[part] ?? 0) + (await stat(place)).size
  }
  return sizes
}

export const sumOf = (sizes: Readonly<Record<string, number>>): number => Object.values(sizes).reduce((sum, size) => sum + size, 0)
