import { join } from 'node:path'
import type { Io } from '../../electron/cli/command.ts'
import { runCommandLine } from '../../electron/cli/command-line.ts'

export interface Ran {
  readonly code: number
  readonly out: string
  /** Lines on standard error. */
  readonly err: readonly string[]
  /** Standard output as JSON. */
  json<T>(): T
}

/** Runs `egiz` in this process, from a folder that is also its home. */
export async function egiz(cwd: string, args: readonly string[], more: Partial<Io> = {}): Promise<Ran> {
  const err: string[] = []
  let out = ''
  const code = await runCommandLine(args, {
    version: '1.2.3',
    built: join(cwd, 'out'),
    cwd,
    env: { EGIZ_HOME: join(cwd, 'home') },
    signal: new AbortController().signal,
    out: (text) => {
      out += text
    },
    err: (line) => err.push(line),
    ...more,
  })
  return { code, out, err, json: <T>() => JSON.parse(out) as T }
}
