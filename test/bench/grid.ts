import type { Page } from 'playwright'
import { App, startWatching, watched } from './app.ts'
import type { Bench, Benchmark } from './benchmark.ts'
import { percentile } from './figure.ts'

const SIZES = [1000, 20_000] as const
const name = (size: number) => `Grid ${size}`

/** What working in the rows costs, and that it costs the same in a long document as in a short one. */
export const grid: Benchmark = {
  name: 'grid',
  parts: [
    {
      name: 'work',
      needsApp: true,
      run: (bench) =>
        App.use(
          bench,
          'work in the grid',
          (app) => {
            for (const size of SIZES) app.makeProject(name(size), size)
          },
          async (app, page) => {
            const runs: Record<keyof Work, number[]>[] = []
            for (const size of SIZES) {
              await app.goHome()
              await app.open(name(size))
              runs.push(await work(page))
            }
            const [small, large] = runs
            if (small && large) report(bench, small, large)
          },
        ),
    },
  ],
}

const figures = {
  key: 'keystroke to frame',
  activate: 'activate a row by click, to frame',
  confirm: 'Ctrl+Enter to the next row ready',
} as const
type Work = typeof figures

function report(bench: Bench, small: Record<keyof Work, number[]>, large: Record<keyof Work, number[]>): void {
  for (const [key, figure] of Object.entries(figures) as [keyof Work, string][]) {
    bench.report({ figure: `${figure}, 1,000 rows`, unit: 'ms', values: small[key] })
    bench.report({
      figure: `${figure}, 20,000 rows`,
      unit: 'ms',
      values: large[key],
      budget: { of: 'ratio', most: 1.5 },
      peer: { name: '1,000 rows', value: percentile(small[key], 0.5) },
    })
  }
}

const ROWS = 12
const WORDS = 'Every paragraph stands beside its translation, and the two are worked on together.'

/** Clicks rows, types into them, and confirms them. Milliseconds. */
async function work(page: Page): Promise<Record<keyof Work, number[]>> {
  const activate: number[] = []
  for (let i = 0; i < ROWS; i++) {
    const cell = page.locator('.grid .row:not(.active) [data-side="target"]').nth(i % 5)
    const unit = await cell.evaluate((element) => element.closest('[data-unit]')?.getAttribute('data-unit'))
    await startWatching(page, 'pointerup', `.row.active[data-unit="${unit}"] [data-side="target"] .ProseMirror-focused`)
    await cell.click()
    activate.push(await watched(page))
  }

  await page.evaluate(() => document.querySelector('.grid')?.scrollTo(0, 0))
  await page.locator('.grid [aria-rowindex="1"] [data-side="target"]').click()
  await page.locator('.grid [aria-rowindex="1"] .ProseMirror-focused').waitFor()
  const key: number[] = []
  const confirm: number[] = []
  for (let row = 1; row <= ROWS; row++) {
    await recordKeys(page)
    await page.keyboard.type(WORDS, { delay: 23 })
    key.push(...(await recordedKeys(page)))
    await startWatching(page, 'keydown', `.row.active[aria-rowindex="${row + 1}"] [data-side="target"] .ProseMirror-focused`)
    await page.keyboard.press('Control+Enter')
    confirm.push(await watched(page))
  }
  return { key, activate, confirm }
}

/** Records, for each key pressed, the time from the press (as the browser stamped it) to the end of the frame after it. */
async function recordKeys(page: Page): Promise<void> {
  await page.evaluate(() => {
    const holder = window as unknown as { benchKeys: number[]; benchKeysEnd?: () => void }
    holder.benchKeys = []
    const pressed = ({ timeStamp }: KeyboardEvent) =>
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel()
        port1.onmessage = () => holder.benchKeys.push(performance.now() - timeStamp)
        port2.postMessage(null)
      })
    window.addEventListener('keydown', pressed, true)
    holder.benchKeysEnd = () => window.removeEventListener('keydown', pressed, true)
  })
}

function recordedKeys(page: Page): Promise<number[]> {
  return page.evaluate(async () => {
    const holder = window as unknown as { benchKeys: number[]; benchKeysEnd?: () => void }
    await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done))))
    holder.benchKeysEnd?.()
    return holder.benchKeys
  })
}
