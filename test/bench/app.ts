import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type BrowserContext, chromium, type Page } from 'playwright'
import { findChromium } from '../support/browsers.mjs'
import { chromiumOptions } from '../support/chromium.ts'
import { root, runEgiz, type ServedApp, serveEgiz } from '../support/served-app.ts'
import type { Bench } from './benchmark.ts'
import { paragraphLines } from './long-text.ts'

/** The built browser edition in a Chromium of its own, as a person has it: storage on disk, a window of common size. */
export class App {
  readonly #folder: string
  #served: ServedApp | null = null
  #browser: BrowserContext | null = null

  private constructor(folder: string) {
    this.#folder = folder
  }

  /** Runs `work` with the program on its first screen; null, after saying so, where there is no Chromium. */
  static async use(
    bench: Bench,
    figure: string,
    prepare: (app: App) => void,
    work: (app: App, page: Page) => Promise<void>,
  ): Promise<void> {
    const { problem } = findChromium(root, (line) => process.stderr.write(`${line}\n`))
    if (problem !== null) return bench.skip(figure, problem)
    const app = new App(bench.folder)
    prepare(app)
    try {
      await app.#start()
      await work(app, app.page)
    } finally {
      await app.#browser?.close()
      await app.#served?.stop()
    }
  }

  get page(): Page {
    const page = this.#browser?.pages()[0]
    if (!page) throw new Error('the browser has no page')
    return page
  }

  get url(): string {
    if (!this.#served) throw new Error('the browser edition is not running')
    return this.#served.url
  }

  /** The folder where the program looks for projects. */
  get projects(): string {
    return join(this.#places.home, 'projects')
  }

  get #places() {
    return { home: join(this.#folder, 'home') }
  }

  async #start(): Promise<void> {
    this.#served = await serveEgiz(this.#places)
    this.#browser = await chromium.launchPersistentContext(join(this.#folder, 'profile'), {
      ...chromiumOptions(),
      viewport: { width: 1360, height: 860 },
      locale: 'en-GB',
    })
    await this.goHome()
  }

  /** Ends the program as a power cut does, with its page open, and starts it again at the same address. */
  async crash(): Promise<void> {
    const port = this.#served?.port
    await this.#served?.kill()
    await this.page.goto('about:blank')
    this.#served = await serveEgiz(this.#places, port)
    await this.goHome()
  }

  /** The first screen, loaded anew. */
  async goHome(): Promise<void> {
    await this.page.goto('about:blank')
    await this.page.goto(this.url)
    await this.page.getByRole('button', { name: 'Import a text…' }).waitFor()
  }

  /** Makes a project of generated Kazakh paragraphs; before the program is started. */
  makeProject(name: string, paragraphs: number): void {
    const { projects } = this
    mkdirSync(projects, { recursive: true })
    const text = join(this.#folder, `${name}.txt`)
    writeFileSync(text, paragraphLines('kk', paragraphs))
    const run = (...args: string[]) => {
      const { code, err } = runEgiz(this.#places, ...args)
      if (code !== 0) throw new Error(`egiz ${args.join(' ')} ended with ${code}: ${err}`)
    }
    run('new', join(projects, name), '--source', 'kk', '--target', 'en')
    run('import', join(projects, name), text, '--shape', 'lines')
  }

  /** Opens a project from the first screen and waits for its first row; milliseconds from the press to the frame that shows it. */
  async open(name: string): Promise<number> {
    await startWatching(this.page, 'click', '.grid [role="row"][data-unit] .cell.source .text')
    await this.page.getByRole('button', { name }).click()
    return watched(this.page)
  }
}

/**
 * Prepares the page to measure from the next event of a type (as the browser stamped it) to the end of the frame in which an element
 * matches `selector`, or no element does where it begins with `!`.
 */
export async function startWatching(page: Page, event: string, selector: string): Promise<void> {
  await page.evaluate(
    ({ event, selector }) => {
      const gone = selector.startsWith('!')
      const wanted = gone ? selector.slice(1) : selector
      const holder = window as unknown as { benchWatch: Promise<number> }
      holder.benchWatch = new Promise((done) => {
        const begin = (begun: Event) => {
          const look = () => {
            if ((document.querySelector(wanted) === null) !== gone) return requestAnimationFrame(look)
            // A message comes after the frame is laid out and painted.
            const { port1, port2 } = new MessageChannel()
            port1.onmessage = () => done(performance.now() - begun.timeStamp)
            port2.postMessage(null)
          }
          requestAnimationFrame(look)
        }
        window.addEventListener(event, begin, { capture: true, once: true })
      })
    },
    { event, selector },
  )
}

/** Waits for what `startWatching` watches. Milliseconds. */
export function watched(page: Page): Promise<number> {
  return page.evaluate(() => (window as unknown as { benchWatch: Promise<number> }).benchWatch)
}

/** Records the time between frames of the page until it is asked for. */
export async function recordFrames(page: Page): Promise<() => Promise<number[]>> {
  await page.evaluate(() => {
    const holder = window as unknown as { benchFrames: number[]; benchStop: boolean }
    holder.benchFrames = []
    holder.benchStop = false
    let last = performance.now()
    const frame = () => {
      const now = performance.now()
      holder.benchFrames.push(now - last)
      last = now
      if (!holder.benchStop) requestAnimationFrame(frame)
    }
    requestAnimationFrame(frame)
  })
  return () =>
    page.evaluate(async () => {
      const holder = window as unknown as { benchFrames: number[]; benchStop: boolean }
      holder.benchStop = true
      await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))
      return holder.benchFrames
    })
}
