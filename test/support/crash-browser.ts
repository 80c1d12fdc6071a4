import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright'
import { systemChromium } from './browsers.mjs'
import { chromiumFlags } from './chromium.ts'
import { eventually } from './crash-waiting.ts'

/** A Chromium with a profile on disk, started by us and not by Playwright: its processes are to be killed by their ids. */
export class KillableBrowser {
  readonly #profile: string
  #child: ChildProcess | null = null
  #ended: Promise<void> = Promise.resolve()
  #browser: Browser | null = null

  constructor(folder: string) {
    this.#profile = join(folder, 'profile')
  }

  get isRunning(): boolean {
    return this.#child !== null
  }

  get context(): BrowserContext {
    const context = this.#browser?.contexts()[0]
    if (!context) throw new Error('the browser is not running')
    return context
  }

  async start(): Promise<void> {
    await mkdir(this.#profile, { recursive: true })
    // It tells its port in a file; one that is there is of a process that was killed.
    const told = join(this.#profile, 'DevToolsActivePort')
    await rm(told, { force: true })
    const child = spawn(
      systemChromium() ?? chromium.executablePath(),
      [
        ...chromiumFlags,
        '--headless=new',
        '--remote-debugging-port=0',
        `--user-data-dir=${this.#profile}`,
        '--window-size=1360,900',
        '--lang=en-GB',
        '--no-default-browser-check',
        '--disable-breakpad',
        // The address bar’s own pages would be rendered by a process of theirs.
        '--disable-features=Translate,MediaRouter,OptimizationHints,BackForwardCache,SpareRendererForSitePerProcess,WebUIOmniboxPopup,WebUIOmniboxAimPopup',
        '--password-store=basic',
        '--hide-crash-restore-bubble',
        'about:blank',
      ],
      { stdio: 'ignore', env: { ...process.env, LANG: 'en_GB.UTF-8', LANGUAGE: 'en_GB' } },
    )
    this.#child = child
    this.#ended = new Promise((done) => child.once('exit', () => done()))
    const port = await eventually('Chromium tells its port', 30_000, async () => {
      if (child.exitCode !== null || child.signalCode !== null) throw new Error(`Chromium ended with ${child.exitCode ?? child.signalCode}`)
      return existsSync(told) ? /^\d+(?=\n)/.exec(await readFile(told, 'utf8'))?.[0] : undefined
    })
    this.#browser = await chromium.connectOverCDP(`http://127.0.0.1:${port}`)
    this.context.setDefaultTimeout(20_000)
  }

  /** A page of its own, after which no other is there. */
  async newPage(): Promise<Page> {
    const before = this.context.pages()
    const page = await this.context.newPage()
    for (const old of before) await old.close()
    return page
  }

  /** Ends every process that renders a page, as a crash of the tab does; the browser itself goes on. */
  async killRenderers(): Promise<void> {
    const session = await this.#browser!.newBrowserCDPSession()
    const { processInfo } = await session.send('SystemInfo.getProcessInfo')
    await session.detach()
    for (const { type, id } of processInfo) if (type === 'renderer') process.kill(id, 'SIGKILL')
  }

  /** Ends all of it as a power cut does; its profile stays. */
  async kill(): Promise<void> {
    const child = this.#child
    if (!child) return
    this.#child = null
    child.kill('SIGKILL')
    await this.#ended
    await this.#browser?.close().catch(() => {
      // The connection went with the process.
    })
    this.#browser = null
  }

  /** Throws away all that it stored; only while it does not run. */
  async forget(): Promise<void> {
    // Children of a killed Chromium end a moment after it and may still write.
    await rm(this.#profile, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 })
  }
}
