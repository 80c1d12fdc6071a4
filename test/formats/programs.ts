import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

/** The shared folder beside the repository, where it is there. */
export const validator = resolve(import.meta.dirname, '../../../shared/tools/validate/validate.sh')

const runs = (command: string, ...args: string[]) => spawnSync(command, args, { stdio: 'ignore' }).status === 0

export const hasValidator = existsSync(validator) && runs('/usr/bin/python3', '-c', 'import lxml') && runs('unzip', '-v')
export const hasPythonDocx = runs('/usr/bin/python3', '-c', 'import docx')
export const hasPython = runs('/usr/bin/python3', '-c', 'import csv')
export const hasLibreOffice = runs('soffice', '--version')

/** Runs a program and gives what it wrote. @throws Error with its stderr where it failed. */
export function output(command: string, args: readonly string[], input = ''): string {
  const { status, stdout, stderr, error } = spawnSync(command, args, { encoding: 'utf8', input, maxBuffer: 1 << 28 })
  if (error || status !== 0) throw new Error(`${command} ${args.join(' ')}: ${error?.message ?? stderr}${stdout}`)
  return stdout
}

/** Calls `use` with a folder that is gone afterwards. */
export async function withFolder<T>(use: (folder: string) => T | Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'egiz-formats-'))
  try {
    return await use(folder)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
