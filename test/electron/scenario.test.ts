import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, type Page, test } from 'playwright/test'
import { launchEgiz, type RunningEgiz } from '../support/electron-app.ts'
import { collectFaults } from '../support/faults.ts'
import { type Edition, mainJob } from '../support/scenario.ts'
import { scenarioText, scenarioTextName } from '../support/scenario-text.ts'
import { temporaryFolder } from '../support/temporary.ts'

/** The desktop edition: the system's dialogs answer what the test says, everything else is real. */
class DesktopEdition implements Edition {
  readonly faults: string[] = []
  readonly #folder: string
  #running: RunningEgiz | null = null
  #saves = 0

  constructor(folder: string) {
    this.#folder = folder
  }

  get #egiz(): RunningEgiz {
    if (!this.#running) throw new Error('the program is not running')
    return this.#running
  }

  get page(): Page {
    return this.#egiz.page
  }

  async start(): Promise<void> {
    this.#running = await launchEgiz(join(this.#folder, 'home'))
    collectFaults(this.page, this.faults)
    await this.page.setViewportSize({ width: 1360, height: 860 })
  }

  async quit(): Promise<void> {
    await this.#running?.quit()
    this.#running = null
  }

  choose = async (press: () => Promise<void>, paths: readonly string[]): Promise<void> => {
    await this.#egiz.app.evaluate(
      ({ dialog }, filePaths) => {
        dialog.showOpenDialog = async () => ({ canceled: false, filePaths })
      },
      [...paths],
    )
    await press()
  }

  save = async (press: () => Promise<void>): Promise<Uint8Array> => {
    const path = join(this.#folder, `saved-${++this.#saves}`)
    await this.#egiz.app.evaluate(({ dialog }, chosen) => {
      dialog.showSaveDialog = async (...args: unknown[]) => {
        const { defaultPath } = args.at(-1) as { defaultPath: string }
        // The extension that is proposed, as a person would leave it.
        const filePath = chosen + defaultPath.slice(defaultPath.lastIndexOf('.'))
        Object.assign(globalThis, { egizSaved: filePath })
        return { canceled: false, filePath }
      }
    }, path)
    await press()
    await expect(this.page.getByText('The file is complete')).toBeVisible()
    return readFile(await this.#egiz.app.evaluate(() => (globalThis as unknown as { egizSaved: string }).egizSaved))
  }

  async restart(): Promise<void> {
    await this.quit()
    await this.start()
  }
}

test(`the main job in the desktop edition, on ${scenarioTextName}`, async () => {
  const { path: folder, remove } = await temporaryFolder()
  const edition = new DesktopEdition(folder)
  try {
    await edition.start()
    await mainJob(edition, scenarioText(folder))
    expect(edition.faults).toEqual([])
  } finally {
    await edition.quit()
    await remove()
  }
})
