import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { join, resolve } from 'node:path'

export const root = resolve(import.meta.dirname, '../..')
const command = join(root, 'out/main/egiz.cjs')

/** A browser edition running as a process of its own. */
export interface ServedApp {
  /** With its token: what a person would open. */
  readonly url: string
  readonly port: number
  /** Ends it as Ctrl+C does, and waits for its end. */
  stop(): Promise<void>
  /** Ends it as a power cut does. */
  kill(): Promise<void>
  /** It goes on existing but answers nobody. */
  pause(): void
  resume(): void
}

export interface Places {
  /** The program's own folder; the projects are in `projects/` inside it. */
  readonly home: string
  readonly env?: Readonly<Record<string, string>>
}

const environment = ({ home, env }: Places): NodeJS.ProcessEnv => ({
  ...process.env,
  LANG: 'en_GB.UTF-8',
  LC_ALL: 'en_GB.UTF-8',
  EGIZ_HOME: home,
  ...env,
})

/** Starts the built browser edition; port 0 takes a free one. */
export async function serveEgiz(places: Places, port = 0): Promise<ServedApp> {
  const child = spawn(process.execPath, [command, 'serve', '--no-open', '--port', String(port)], {
    env: environment(places),
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const ended = new Promise<void>((done) => child.once('exit', () => done()))
  const url = await addressOf(child)
  const end = async (signal: NodeJS.Signals) => {
    if (child.exitCode === null && child.signalCode === null) child.kill(signal)
    await ended
  }
  return {
    url,
    port: Number(new URL(url).port),
    stop: () => end('SIGTERM'),
    kill: () => end('SIGKILL'),
    pause: () => void child.kill('SIGSTOP'),
    resume: () => void child.kill('SIGCONT'),
  }
}

function addressOf(child: ChildProcess): Promise<string> {
  return new Promise((done, failed) => {
    let said = ''
    const hear = (part: Buffer) => {
      said += part
      const url = /http:\/\/127\.0\.0\.1:\d+\/#token=[a-z0-9]+/.exec(said)?.[0]
      if (url) done(url)
    }
    child.stdout?.on('data', hear)
    child.stderr?.on('data', hear)
    child.once('exit', (code) => failed(new Error(`egiz serve ended with ${code}: ${said}`)))
    child.once('error', failed)
  })
}

/** Runs the `egiz` command to its end. */
export function runEgiz(places: Places, ...args: string[]): { code: number | null; out: string; err: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [command, ...args], {
    env: environment(places),
    encoding: 'utf8',
    maxBuffer: 256 << 20,
  })
  return { code: status, out: stdout, err: stderr }
}

/** Runs the `egiz` command and parses what it prints; anything but success is an error. */
export function egizJson<T>(places: Places, ...args: string[]): T {
  const { code, out, err } = runEgiz(places, ...args, '--json')
  if (code !== 0) throw new Error(`egiz ${args.join(' ')} ended with ${code}: ${err}`)
  return JSON.parse(out) as T
}

/** What `egiz show --json` prints. */
export interface Shown {
  documents: { id: string; name: string; units: ShownUnit[] }[]
}

export interface ShownUnit {
  id: string
  kind: string
  source: string
  target: string
  state: string
  continues: boolean
  locked?: true
  bookmarked?: true
  notes?: { text: string; author: string; at: string }[]
}
