import type { Page } from 'playwright'
import { App, startWatching, watched } from '../app.ts'
import type { Bench, Part } from '../benchmark.ts'
import { percentile } from '../figure.ts'
import { rendererMegabytes } from './memory.ts'
import { makeFolder, makeProjects, projectOf, rowsOf, SIZES } from './projects.ts'

/** Typing, going from row to row, and going anywhere. */
export const working: Part = {
  name: 'work',
  needsApp: true,
  run: (bench) =>
    App.use(bench, 'work in the grid', makeFolder, async (app, page) => {
      await makeProjects(bench, app, SIZES)
      const runs: Work[] = []
      for (const size of SIZES) {
        await app.goHome()
        await app.open(projectOf(size))
        // What a new project has still to do in the background is not what is measured.
        await page.locator('.save-state.saved').waitFor()
        await page.waitForTimeout(1500)
        runs.push(await work(page))
      }
      report(bench, runs)
      bench.report({
        figure: `memory of the page after that, ${rowsOf(SIZES[2])}`,
        unit: 'MB',
        values: [await rendererMegabytes(page)],
        budget: { of: 'value', most: 300 },
      })
    }),
}

const figures = {
  key: { name: 'keystroke to frame', ratio: 1.2 },
  activate: { name: 'activate a row by click, to frame', ratio: 1.5 },
  confirm: { name: 'Ctrl+Enter to the next row ready', ratio: 1.5 },
  jump: { name: 'jump anywhere, to rows on the screen', ratio: 2.5 },
} as const
type Work = Record<keyof typeof figures, number[]>

function report(bench: Bench, runs: readonly Work[]): void {
  for (const [key, { name, ratio }] of Object.entries(figures) as [keyof Work, (typeof figures)[keyof Work]][]) {
    const small = runs[0]?.[key] ?? []
    for (const [i, size] of SIZES.entries()) {
      const values = runs[i]?.[key] ?? []
      const compared =
        i === 0 ? {} : { budget: { of: 'ratio' as const, most: ratio }, peer: { name: rowsOf(SIZES[0]), value: percentile(small, 0.5) } }
      bench.report({ figure: `${name}, ${rowsOf(size)}`, unit: 'ms', values, ...compared })
    }
  }
}

const ROWS = 12
const JUMPS = 20
const WORDS = 'Every paragraph stands beside its translation, and the two are worked on together.'

/** Clicks rows, types into them, confirms them, and jumps about. Milliseconds. */
async function work(page: Page): Promise<Work> {
  const activate: number[] = []
  for (let i = 0; i < ROWS; i++) {
    const cell = page.locator('.grid .row:not(.active) [data-side="target"]').nth(i % 4)
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
  const jump: number[] = []
  for (let i = 0; i < JUMPS; i++) jump.push(await jumpTo(page, ((i * 7919) % 1000) / 1000))
  return { key, activate, confirm, jump }
}

/** Scrolls to a share of the document; milliseconds to the frame in which the view is full of rows with their texts. */
function jumpTo(page: Page, share: number): Promise<number> {
  return page.evaluate(
    (share) =>
      new Promise<number>((done) => {
        const grid = document.querySelector<HTMLElement>('.grid')!
        const begun = performance.now()
        grid.scrollTop = share * (grid.scrollHeight - grid.clientHeight)
        const look = () => {
          const view = grid.getBoundingClientRect()
          const isFull = [0.1, 0.5, 0.9].every((height) => {
            const at = document.elementFromPoint(view.left + 200, view.top + view.height * height)
            return at?.closest('.row')?.querySelector('.source .text')?.textContent
          })
          if (!isFull) return requestAnimationFrame(look)
          const { port1, port2 } = new MessageChannel()
          port1.onmessage = () => done(performance.now() - begun)
          port2.postMessage(null)
        }
        requestAnimationFrame(look)
      }),
    share,
  )
}

/** Records, for each key pressed, the time from the press (as the browser stamped it) to the end of the frame after it. */
export async function recordKeys(page: Page): Promise<void> {
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

export function recordedKeys(page: Page): Promise<number[]> {
  return page.evaluate(async () => {
    const holder = window as unknown as { benchKeys: number[]; benchKeysEnd?: () => void }
    await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done))))
    holder.benchKeysEnd?.()
    return holder.benchKeys
  })
}
