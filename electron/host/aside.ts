import { join } from 'node:path'
import { type Content, writeNewFile } from './atomic-file.ts'
import { onDisk } from './disk-errors.ts'
import type { Environment } from './environment.ts'

/** A name in a folder that says when, between `head` and `tail`, and that no file has yet. */
export async function freeName({ disk, now }: Environment, folder: string, head: string, tail = ''): Promise<string> {
  const time = new Date(now()).toISOString().replace(/[:.]/g, '-')
  for (let n = 1; ; n++) {
    const name = `${head}${time}${n === 1 ? '' : `-${n}`}${tail}`
    if (!(await disk.stat(join(folder, name)))) return name
  }
}

/** Writes bytes beside a project's files under a name that says when and that no file has yet; returns the name when they are durable. */
export async function writeAside(env: Environment, folder: string, content: Content): Promise<string> {
  const doing = { what: 'The unsaved copy could not be kept beside the project', path: folder, kept: 'It stays in the working copy.' }
  return onDisk(doing, async () => {
    const name = await freeName(env, folder, 'aside-', '.jsonl')
    await writeNewFile(env.disk, join(folder, name), content)
    await env.disk.syncFolder(folder)
    return name
  })
}
