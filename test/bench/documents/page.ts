import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright'
import { App, recordFrames, startWatching, watched } from '../app.ts'
import type { Part } from '../benchmark.ts'
import { percentile } from '../figure.ts'
import { longLine, longWrappedText } from '../long-text.ts'

const MB = 1 << 20
const RUNS = 3

/** A 4 MB hard-wrapped text imported on the screen: how long it takes, and whether the window goes on answering meanwhile. */
export const page: Part = {
  name: 'page',
  needsApp: true,
  async run(bench) {
    const text = join(bench.folder, 'Ұзақ мәтін.txt')
    writeFileSync(text, longWrappedText('kk', 4 * MB))
    const nothing = () => {}
    await App.use(bench, 'import in the page', nothing, async (app, page) => {
      const idle = await frames(page, () => page.waitForTimeout(2000))
      const runs: Import[] = []
      for (let i = 1; i <= RUNS; i++) {
        await app.goHome()
        const stopped = await stopReading(page, text, `Stopped ${i}`)
        await app.goHome()
        runs.push({ stopped, ...(await importText(page, text, `Imported ${i}`)) })
      }
      const all = (key: keyof Import) => runs.map((run) => run[key])
      const seconds = { of: 'value', most: 10_000 } as const
      const frame = { name: 'a frame of the idle page', value: percentile(idle, 0.5) }
      const smooth = { unit: 'ms', budget: { of: 'ratio', most: 12 }, peer: frame } as const
      bench.report({ figure: 'from “Create and import” to the preview', unit: 'ms', values: all('preview'), budget: seconds })
      bench.report({ figure: 'from “Import” to the first row', unit: 'ms', values: all('rows'), budget: seconds })
      bench.report({
        figure: 'from “Stop” to the end of the reading',
        unit: 'ms',
        values: all('stopped'),
        budget: { of: 'value', most: 500 },
      })
      bench.report({ figure: 'longest gap between frames, idle', values: [Math.max(...idle)], ...smooth })
      bench.report({ figure: 'longest gap between frames, reading', values: all('readingGap'), ...smooth })
      bench.report({ figure: 'longest gap between frames, adding', values: all('addingGap'), ...smooth })

      const line = join(bench.folder, 'Бір жол.txt')
      writeFileSync(line, longLine('kk', 100_000))
      await app.goHome()
      const { addingGap } = await importText(page, line, 'One line')
      bench.report({ figure: 'longest gap, adding one line of 100 KB', values: [addingGap], ...smooth, budget: { of: 'ratio', most: 30 } })
    })
  },
}

/** What one import took, in milliseconds. */
interface Import {
  readonly stopped: number
  readonly preview: number
  readonly rows: number
  readonly readingGap: number
  readonly addingGap: number
}

async function stopReading(page: Page, text: string, project: string): Promise<number> {
  await choose(page, text, project)
  await startReading(page)
  const stop = page.getByRole('button', { name: 'Stop', exact: true })
  await stop.waitFor()
  // In the middle of it.
  await page.waitForTimeout(300)
  await startWatching(page, 'click', '!.import')
  await stop.click()
  return watched(page)
}

async function importText(page: Page, text: string, project: string): Promise<Omit<Import, 'stopped'>> {
  await choose(page, text, project)
  let preview = 0
  const reading = await frames(page, async () => {
    await startWatching(page, 'click', '.preview-row .preview-text')
    await startReading(page)
    preview = await watched(page)
    await page.waitForTimeout(500)
  })
  let rows = 0
  const adding = await frames(page, async () => {
    await startWatching(page, 'click', '.grid [role="row"][data-unit] .cell.source .text')
    await page.getByRole('button', { name: /^Import [\d,.\s]+ paragraphs?$/ }).click()
    rows = await watched(page)
    await page.waitForTimeout(1000)
  })
  return { preview, rows, readingGap: Math.max(...reading), addingGap: Math.max(...adding) }
}

async function choose(page: Page, path: string, project: string): Promise<void> {
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), page.getByRole('button', { name: 'Import a text…' }).click()])
  await chooser.setFiles([path])
  await page
    .getByRole('dialog', { name: /^New project for/ })
    .getByRole('textbox', { name: 'Name' })
    .fill(project)
}

const startReading = (page: Page) => page.getByRole('button', { name: 'Create and import' }).click()

/** The times between frames while something happens. */
async function frames(page: Page, work: () => Promise<void>): Promise<number[]> {
  const stop = await recordFrames(page)
  await work()
  return stop()
}
