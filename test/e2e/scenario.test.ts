import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type BrowserContext, chromium, expect, type Page, test } from 'playwright/test'
import { SECURITY_HEADERS } from '../../shared/host/csp.ts'
import { chromiumOptions } from '../support/chromium.ts'
import { collectFaults } from '../support/faults.ts'
import { type Edition, mainJob } from '../support/scenario.ts'
import { scenarioText, scenarioTextName } from '../support/scenario-text.ts'
import { type Places, type ServedApp, serveEgiz } from '../support/served-app.ts'
import { temporaryFolder } from '../support/temporary.ts'

/** The browser edition with a browser of its own: quitting ends the browser and the server, and both start again with what they had. */
class BrowserEdition implements Edition {
  readonly faults: string[] = []
  readonly #profile: string
  readonly #places: Places
  #served: ServedApp | null = null
  #browser: BrowserContext | null = null

  constructor(folder: string) {
    this.#profile = join(folder, 'profile')
    this.#places = { home: join(folder, 'home') }
  }

  get page(): Page {
    return this.#browser!.pages()[0]!
  }

  async start(): Promise<void> {
    this.#served = await serveEgiz(this.#places, this.#served?.port)
    this.#browser = await chromium.launchPersistentContext(this.#profile, {
      ...chromiumOptions(),
      viewport: { width: 1360, height: 860 },
      locale: 'en-GB',
    })
    collectFaults(this.#browser, this.faults)
    const answer = await this.page.goto(this.#served.url)
    expect(answer?.headers()).toMatchObject(
      Object.fromEntries(Object.entries(SECURITY_HEADERS).map(([name, value]) => [name.toLowerCase(), value])),
    )
  }

  async quit(): Promise<void> {
    await this.#browser?.close()
    await this.#served?.stop()
  }

  choose = async (press: () => Promise<void>, paths: readonly string[]): Promise<void> => {
    const [chooser] = await Promise.all([this.page.waitForEvent('filechooser'), press()])
    await chooser.setFiles([...paths])
  }

  save = async (press: () => Promise<void>): Promise<Uint8Array> => {
    const [download] = await Promise.all([this.page.waitForEvent('download'), press()])
    return readFile(await download.path())
  }

  async restart(): Promise<void> {
    await this.quit()
    await this.start()
  }
}

test(`the main job in the browser edition, on ${scenarioTextName}`, async () => {
  const { path: folder, remove } = await temporaryFolder()
  const edition = new BrowserEdition(folder)
  try {
    await edition.start()
    await mainJob(edition, scenarioText(folder))
    expect(edition.faults).toEqual([])
  } finally {
    await edition.quit()
    await remove()
  }
})
