import type { ChildProcess } from 'node:child_process'
import { join, resolve } from 'node:path'
import { _electron, type ElectronApplication, type Page } from 'playwright/test'
import { findElectron } from '../../electron/launch/electron-binary.mjs'
import { temporaryFolder } from './temporary.ts'

export const root = resolve(import.meta.dirname, '../..')

/** Electron's executable, as `npm start` finds it. */
export function electronPath(): string {
  return findElectron(root) ?? 'electron is not downloaded: npx install-electron'
}

/** What stands before a PATH on Electron's command line; as root Chromium runs only without its sandbox. */
export const electronArguments: readonly string[] = [
  '-r',
  join(root, 'out/main/before-ready.cjs'),
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
  '--disable-gpu',
  root,
]

export interface RunningEgiz {
  readonly app: ElectronApplication
  readonly page: Page
  /** The folder that stands for the person's own data; projects are in `projects/` inside it. */
  readonly home: string
  /** The program's main process; Playwright's own `app.process()` is gone when the process is. */
  readonly process: ChildProcess
  /** The exit code, when it has ended. */
  readonly ended: Promise<number | null>
  /** Ends the program as its menu would, and waits for it. */
  quit(): Promise<void>
}

/** The environment of a start with its own home. */
export const environmentFor = (home: string): Record<string, string> => ({ ...definedEnvironment(), EGIZ_HOME: home, LANG: 'en_GB.UTF-8' })

/** Starts the built program with this home, and waits for its page. */
export async function launchEgiz(home: string, path?: string): Promise<RunningEgiz> {
  const app = await _electron.launch({
    executablePath: electronPath(),
    args: [...electronArguments, ...(path === undefined ? [] : [path])],
    env: environmentFor(home),
    cwd: root,
  })
  const child = app.process()
  const ended = new Promise<number | null>((done) => child.once('exit', (code) => done(code)))
  const page = await app.firstWindow()
  await page.waitForLoadState()
  return {
    app,
    page,
    home,
    process: child,
    ended,
    async quit() {
      await app
        .evaluate(({ app: electron }) => electron.quit())
        .catch(() => {
          // The process may be gone before it answers.
        })
      await ended
    },
  }
}

/** A home for one test file, and its removal. */
export async function temporaryHome(): Promise<{ home: string; remove(): Promise<void> }> {
  const { path, remove } = await temporaryFolder()
  return { home: join(path, 'home'), remove }
}

function definedEnvironment(): Record<string, string> {
  return Object.fromEntries(Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined))
}
