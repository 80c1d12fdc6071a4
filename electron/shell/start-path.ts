import { resolve } from 'node:path'

/**
 * The project or file named on a command line, absolute, or null. Unpackaged, the arguments after the application's folder count;
 * packaged, all after the executable.
 */
export function startPath(argv: readonly string[], cwd: string, appPath: string | null): string | null {
  const from =
    appPath === null ? 1 : argv.findIndex((argument, i) => i > 0 && !argument.startsWith('-') && resolve(cwd, argument) === appPath) + 1
  if (from === 0) return null
  const named = argv.slice(from).find((argument) => argument !== '' && !argument.startsWith('-'))
  return named === undefined ? null : resolve(cwd, named)
}
