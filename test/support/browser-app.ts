import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type BrowserContext, test as base, expect, type Locator, type Page } from 'playwright/test'
import { collectFaults } from './faults.ts'
import { egizJson, type Places, type ServedApp, type Shown, type ShownUnit, serveEgiz } from './served-app.ts'
import { temporaryFolder } from './temporary.ts'

/** The browser edition in Chromium, with a home of its own, for one test. */
export class BrowserApp {
  page!: Page
  server!: ServedApp
  /** What pages complained of; a test that provokes complaints empties it. */
  readonly faults: string[] = []
  /** What the next start finds in its environment besides what it always does. */
  readonly env: Record<string, string> = {}
  readonly places: Places

  constructor(
    readonly context: BrowserContext,
    readonly folder: string,
  ) {
    this.places = { home: join(folder, 'home'), env: this.env }
    collectFaults(context, this.faults)
  }

  /** Starts a server, on the port it had before if there was one, since storage belongs to an origin; and opens a page on it. */
  async start(): Promise<void> {
    this.server = await serveEgiz(this.places, this.server?.port)
    this.page = await this.visit()
  }

  /** A new page at the address the server printed, at its first screen. */
  async visit(): Promise<Page> {
    const page = await this.context.newPage()
    await page.goto(this.server.url)
    await expect(page.locator('.home-actions')).toBeVisible()
    return page
  }

  /** Makes a project by the command line, with a document of these paragraphs; returns its folder. */
  async project(name: string, paragraphs: readonly string[] = ['Бірінші абзац.', 'Екінші абзац.', 'Үшінші абзац.']): Promise<string> {
    const { path } = egizJson<{ path: string }>(
      this.places,
      'new',
      join(this.env.EGIZ_PROJECTS ?? join(this.places.home, 'projects'), name),
      '--source',
      'kk',
      '--target',
      'en',
    )
    if (paragraphs.length > 0) await this.importByCommand(path, `${name}.txt`, paragraphs)
    return path
  }

  async importByCommand(project: string, name: string, paragraphs: readonly string[]): Promise<void> {
    egizJson(this.places, 'import', project, await this.file(name, `${paragraphs.join('\n\n')}\n`))
  }

  /** Writes a file to be imported; returns its path. */
  async file(name: string, content: string | Uint8Array): Promise<string> {
    const path = join(this.folder, name)
    await writeFile(path, content)
    return path
  }

  /** The rows of a project's first document, as the command line reads them from its folder. */
  units(project: string): ShownUnit[] {
    return egizJson<Shown>(this.places, 'show', project).documents[0]?.units ?? []
  }

  /** Their translations. */
  translations(project: string): string[] {
    return this.units(project).map((unit) => unit.target)
  }
}

/** What opens a project on the first screen, by its whole name. */
export const projectOnHome = (page: Page, name: string): Locator =>
  page.getByRole('list', { name: 'Projects' }).locator('.project-open', { has: page.getByText(name, { exact: true }) })

/** Opens a project from the first screen. */
export async function openFromHome(page: Page, name: string): Promise<void> {
  await projectOnHome(page, name).click()
  await expect(page.locator('.workbench-head').getByText(name, { exact: true })).toBeVisible()
}

/** Leaves the project for the first screen. */
export async function goHome(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'All projects' }).click()
  await expect(page.getByRole('list', { name: 'Projects' })).toBeVisible()
}

/** Puts the caret at the end of a row's translation, types, and rests as long as it takes until typing is committed (300 ms). */
export async function typeInRow(page: Page, row: number, text: string): Promise<void> {
  await page.locator(`.grid [aria-rowindex="${row}"] [data-side="target"]`).click()
  await expect(page.getByRole('textbox', { name: `Translation, row ${row}`, exact: true })).toBeFocused()
  await page.keyboard.type(text)
  await page.evaluate(() => new Promise((done) => setTimeout(done, 400)))
}

/** Answers the next file dialog of the browser with these files. */
export async function chooseFiles(page: Page, press: () => Promise<void>, ...paths: string[]): Promise<void> {
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), press()])
  await chooser.setFiles(paths)
}

/** Offers files for import in an open project, from the bar above. */
export const importFiles = (page: Page, ...paths: string[]): Promise<void> =>
  chooseFiles(page, () => page.locator('.workbench-head').locator('.button').first().click(), ...paths)

export const notices = (page: Page): Locator => page.locator('.toast-text')
export const saveState = (page: Page): Locator => page.locator('.save-state')

/** A test of the browser edition: `egiz` is running, its page shows the first screen; at the end no page may have complained. */
export const test = base.extend<{ egiz: BrowserApp }>({
  egiz: async ({ context }, use) => {
    const { path, remove } = await temporaryFolder()
    const app = new BrowserApp(context, path)
    context.setDefaultTimeout(20_000)
    try {
      await app.start()
      await use(app)
      expect(app.faults).toEqual([])
    } finally {
      for (const page of context.pages()) await page.close()
      await app.server?.kill()
      await remove()
    }
  },
})
