import type { ParseArgsConfig } from 'node:util'

/** What a command is given to speak and look around with, so that tests can run it in their own process. */
export interface Io {
  /** Standard output: what was asked for. */
  readonly out: (text: string) => void
  /** One line on standard error. */
  readonly err: (line: string) => void
  readonly version: string
  /** The folder of the built program, `out/`. */
  readonly built: string
  /** Relative paths start here. */
  readonly cwd: string
  readonly env: Readonly<Record<string, string | undefined>>
  /** Aborted when the person presses Ctrl+C. */
  readonly signal: AbortSignal
}

export const EXIT = { done: 0, findings: 1, usage: 2, fault: 3 } as const
export type ExitCode = (typeof EXIT)[keyof typeof EXIT]

export type Options = NonNullable<ParseArgsConfig['options']>
export type Values = Readonly<Record<string, string | boolean | (string | boolean)[] | undefined>>

export interface Command {
  /** After `egiz`: `list PROJECT [--json]`. */
  readonly usage: string
  /** What `--help` says below the usage, one line an option. */
  readonly help: string
  readonly options: Options
  run(io: Io, values: Values, positionals: readonly string[]): Promise<ExitCode>
}

/** Wrong usage: the message and the command's usage are shown, and the exit code is 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}

/** Refused input: one line that says what happened and what to do; the exit code is 1. */
export class Refusal extends Error {
  override readonly name = 'Refusal'
}

/** An option's text, or undefined where it was not given. */
export function textOption(values: Values, name: string): string | undefined {
  const value = values[name]
  return typeof value === 'string' ? value : undefined
}

/** An option that must be given. */
export function neededOption(values: Values, name: string): string {
  return textOption(values, name) ?? refuseUsage(`--${name} is missing`)
}

/** An option that must be one of some words. */
export function choiceOption<T extends string>(values: Values, name: string, choices: readonly T[]): T | undefined {
  const value = textOption(values, name)
  if (value === undefined) return undefined
  return choices.find((choice) => choice === value) ?? refuseUsage(`--${name} is one of ${choices.join(', ')}, not “${value}”`)
}

/** The only positional argument. */
export function onlyPositional(positionals: readonly string[], what: string): string {
  if (positionals.length > 1) refuseUsage(`one ${what} at a time, not ${positionals.length}`)
  return positionals[0] ?? refuseUsage(`${what} is missing`)
}

export function refuseUsage(message: string): never {
  throw new UsageError(message)
}

export const jsonOption = { json: { type: 'boolean' } } as const satisfies Options

/** JSON for scripts: two-space indents, a newline at the end. */
export function jsonText(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`
}

/** `1 unit`, `2 units`. */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`
}
