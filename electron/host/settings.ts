import { userInfo } from 'node:os'
import { dirname } from 'node:path'
import { z } from 'zod'
import { type Settings, settingsSchema } from '../../shared/host/contract.ts'
import { renameFile, writeAtomically } from './atomic-file.ts'
import { onDisk } from './disk-errors.ts'
import type { Environment } from './environment.ts'
import { readText } from './file-bytes.ts'

/**
 * A small JSON file of the program's own. One that cannot be understood is set aside under another name, said in the log, and
 * `fallback` used: settings must never keep the program from starting.
 */
export class OwnFile<T> {
  readonly #env: Environment
  readonly #path: string
  readonly #schema: z.ZodType<T>
  readonly #fallback: () => T

  constructor(env: Environment, path: string, schema: z.ZodType<T>, fallback: () => T) {
    this.#env = env
    this.#path = path
    this.#schema = schema
    this.#fallback = fallback
  }

  async read(): Promise<T> {
    const { disk } = this.#env
    return onDisk({ what: 'The program’s own settings could not be read', path: this.#path }, async () => {
      if (!(await disk.stat(this.#path))) return this.#fallback()
      try {
        return this.#schema.parse(JSON.parse(await readText(disk, this.#path)))
      } catch (error) {
        if (!(error instanceof TypeError || error instanceof SyntaxError || error instanceof z.ZodError)) throw error
        const aside = `${this.#path}.damaged-${new Date(this.#env.now()).toISOString().replace(/[:.]/g, '-')}`
        await renameFile(disk, this.#path, aside)
        this.#env.log(`${this.#path} could not be understood, was kept as ${aside}, and defaults are used: ${error.message}`)
        return this.#fallback()
      }
    })
  }

  async write(value: T): Promise<void> {
    await onDisk({ what: 'The program’s own settings could not be saved', path: this.#path }, async () => {
      await this.#env.disk.ensureFolder(dirname(this.#path))
      await writeAtomically(this.#env.disk, this.#path, `${JSON.stringify(value, null, 2)}\n`)
    })
  }
}

export function settingsFile(env: Environment, path: string): OwnFile<Settings> {
  return new OwnFile(env, path, settingsSchema, () => ({ theme: 'system', language: null, author: systemUser() }))
}

function systemUser(): string {
  try {
    return userInfo().username
  } catch {
    // A system without a user database has no name to offer.
    return ''
  }
}
