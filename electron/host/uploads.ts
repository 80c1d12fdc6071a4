import { join } from 'node:path'
import type { FileGrant } from '../../shared/host/contract.ts'
import { fail } from '../../shared/host/errors.ts'
import { newId } from '../../shared/model/ids.ts'
import { type Content, removeIfThere, writeNewFile } from './atomic-file.ts'
import { errnoOf } from './disk.ts'
import { onDisk } from './disk-errors.ts'
import type { Environment } from './environment.ts'
import { LARGEST_FILE } from './limits.ts'
import type { Tokens } from './tokens.ts'

/** Files that a page handed over from the browser's picker: kept under the program's home until released. */
export class Uploads {
  readonly #env: Environment
  readonly #folder: string
  readonly #tokens: Tokens

  constructor(env: Environment, folder: string, tokens: Tokens) {
    this.#env = env
    this.#folder = folder
    this.#tokens = tokens
  }

  /** @throws HostFailure `too-large` beyond the limit, with nothing left behind. */
  async put(name: string, content: Content): Promise<FileGrant> {
    const path = join(this.#folder, `${this.#env.pid}-${newId(20)}`)
    return onDisk({ what: `The file “${name}” could not be taken over`, path, kept: 'The file itself was not touched.' }, async () => {
      await this.#env.disk.ensureFolder(this.#folder)
      const { size } = await writeNewFile(this.#env.disk, path, limited(name, content))
      return { token: this.#tokens.grant({ kind: 'file', path, name, upload: true }), name, size }
    })
  }

  async drop(path: string): Promise<void> {
    await onDisk({ what: 'A temporary file could not be removed', path }, () => removeIfThere(this.#env.disk, path))
  }

  /** Removes our own files, and those of programs that ended without doing so; another edition may run beside this one. */
  async clear(): Promise<void> {
    const { disk, pid, isAlive } = this.#env
    try {
      if (!(await disk.stat(this.#folder))) return
      for (const name of await disk.list(this.#folder)) {
        const owner = Number.parseInt(name, 10)
        if (owner === pid || !isAlive(owner)) await removeIfThere(disk, join(this.#folder, name))
      }
    } catch (error) {
      if (errnoOf(error) === '') throw error
      this.#env.log(`temporary files stay in ${this.#folder}: ${error}`)
    }
  }
}

async function* limited(name: string, content: Content): AsyncGenerator<Uint8Array | string> {
  let size = 0
  for await (const part of typeof content === 'string' || content instanceof Uint8Array ? [content] : content) {
    size += part.length
    if (size > LARGEST_FILE) {
      fail(
        'too-large',
        `“${name}” is larger than ${LARGEST_FILE >> 20} MB, the most that can be taken in. Split it and import the parts.`,
        {
          name,
          limit: LARGEST_FILE,
        },
      )
    }
    yield part
  }
}
