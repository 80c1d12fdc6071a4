import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright'
import { App, recordFrames, startWatching, watched } from '../app.ts'
import type { Part } from '../benchmark.ts'
import { percentile } from '../figure.ts'
import { longWrappedText } from '../long-text.ts'

const MB = 1 << 20

/** A 4 MB hard-wrapped text imported on the screen: how long it takes, and whether the window goes on answering meanwhile. */
export const page: Part = {
  name: 'page',
  needsApp: true,
  async run(bench) {
    const text = join(bench.folder, 'Ұзақ мәтін.txt')
    writeFileSync(text, longWrappedText('kk', 4 * MB))
    await App.use(
      bench,
      'import in the page',
      () => {},
      async (app, page) => {
        const idle = await frames(page, () => page.waitForTimeout(2000))
        const frame = { name: 'a frame of the idle page', value: percentile(idle, 0.5) }
        bench.report({ figure: 'longest gap, page idle', unit: 'ms', values: [Math.max(...idle)], peer: frame })
        const gap = (figure: string, gaps: readonly number[]) =>
          bench.report({ figure, unit: 'ms', values: [Math.max(...gaps)], budget: { of: 'ratio', most: 12 }, peer: frame })

        await choose(page, text)
        await page
          .getByRole('dialog', { name: /^New project for/ })
          .getByRole('textbox', { name: 'Name' })
          .fill('Cancelled')
        await startImport(page)
        const stop = page.getByRole('button', { name: 'Stop', exact: true })
        await stop.waitFor()
        await page.waitForTimeout(300)
        await startWatching(page, 'click', '!.import')
        await stop.click()
        bench.report({ figure: 'stop the reading of 4 MB', unit: 'ms', values: [await watched(page)], budget: { of: 'value', most: 200 } })

        await app.goHome()
        await choose(page, text)
        await page
          .getByRole('dialog', { name: /^New project for/ })
          .getByRole('textbox', { name: 'Name' })
          .fill('Imported')
        const analysis = await frames(page, async () => {
          await startWatching(page, 'click', '.preview-row .preview-text')
          await startImport(page)
          bench.report({ figure: 'from “Create and import” to the preview', unit: 'ms', values: [await watched(page)] })
          await page.waitForTimeout(500)
        })
        gap('longest gap between frames while read', analysis)
        const acceptance = await frames(page, async () => {
          await startWatching(page, 'click', '.grid [role="row"][data-unit] .cell.source .text')
          await page.getByRole('button', { name: /^Import [\d,.\s]+ paragraphs$/ }).click()
          bench.report({ figure: 'from “Import” to the first row', unit: 'ms', values: [await watched(page)] })
          await page.waitForTimeout(500)
        })
        gap('longest gap between frames while added', acceptance)
      },
    )
  },
}

async function choose(page: Page, path: string): Promise<void> {
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), page.getByRole('button', { name: 'Import a text…' }).click()])
  await chooser.setFiles([path])
}

const startImport = (page: Page) => page.getByRole('button', { name: 'Create and import' }).click()

/** The times between frames while something happens. */
async function frames(page: Page, work: () => Promise<void>): Promise<number[]> {
  const stop = await recordFrames(page)
  await work()
  return stop()
}
