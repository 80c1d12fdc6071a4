import { resolve } from 'node:path'
import { version } from '../../package.json' with { type: 'json' }
import { EXIT } from './command.ts'
import { runCommandLine } from './command-line.ts'

const stopping = new AbortController()
// The first Ctrl+C lets a command put its work away; a second one ends the process as usual.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stopping.abort(signal))

// `egiz show … | head` closes the pipe early: that is no fault.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0)
  throw error
})

void runCommandLine(process.argv.slice(2), {
  version,
  built: resolve(import.meta.dirname, '..'),
  out: (text) => void process.stdout.write(text),
  err: (line) => void process.stderr.write(`${line}\n`),
  cwd: process.cwd(),
  env: process.env,
  signal: stopping.signal,
}).then(
  (code) => {
    process.exitCode = code
  },
  (error: unknown) => {
    process.stderr.write(`egiz: an internal fault before anything was done: ${error instanceof Error ? error.stack : String(error)}\n`)
    process.exitCode = EXIT.fault
  },
)
