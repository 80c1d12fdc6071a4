import { join } from 'node:path'
import type { Disk } from '../../electron/host/disk.ts'
import { readWhole } from '../../electron/host/file-bytes.ts'

/** Copies a file, or a folder with all that is in it, to where nothing is, on the same disk or another; the folders above are made. */
export async function copyTree(from: Disk, path: string, to: string, into: Disk = from): Promise<void> {
  await into.ensureFolder(join(to, '..'))
  await copyEntry(from, path, to, into)
}

async function copyEntry(from: Disk, path: string, to: string, into: Disk): Promise<void> {
  if ((await from.stat(path))?.kind === 'folder') {
    await into.makeFolder(to)
    for (const name of await from.list(path)) await copyEntry(from, join(path, name), join(to, name), into)
  } else await putFile(into, to, await readWhole(from, path))
}

/** Writes a file over what is there, or a new one, as another program would: not atomically. */
export async function putFile(disk: Disk, path: string, content: Uint8Array | string): Promise<void> {
  const file = await disk.open(path, (await disk.stat(path)) ? 'r+' : 'wx')
  try {
    await file.truncate(0)
    const bytes = typeof content === 'string' ? Buffer.from(content) : content
    for (let done = 0; done < bytes.length; ) done += await file.write(bytes.subarray(done), done)
  } finally {
    await file.close()
  }
}

/** All names below a folder, as paths from there, sorted. */
export async function namesBelow(disk: Disk, path: string, from = ''): Promise<string[]> {
  const names: string[] = []
  for (const name of await disk.list(join(path, from))) {
    const below = join(from, name)
    names.push(below)
    if ((await disk.stat(join(path, below)))?.kind === 'folder') names.push(...(await namesBelow(disk, path, below)))
  }
  return from === '' ? names.sort() : names
}

/** Every file below a folder with its bytes (folders with none), to see that nothing was changed. */
export async function everythingOn(disk: Disk, path: string): Promise<[string, string][]> {
  const all: [string, string][] = []
  for (const name of await namesBelow(disk, path)) {
    const isFile = (await disk.stat(join(path, name)))?.kind === 'file'
    all.push([name, isFile ? Buffer.from(await readWhole(disk, join(path, name))).toString('latin1') : ''])
  }
  return all
}
