import type { Page } from 'playwright'
import { App } from './app.ts'
import type { Benchmark } from './benchmark.ts'
import { percentile } from './figure.ts'

const SIZES = [1000, 20_000] as const
const RUNS = 5
const name = (size: number) => `Start ${size}`

/** From nothing to a row on the screen. */
export const startup: Benchmark = {
  name: 'startup',
  parts: [
    {
      name: 'open',
      needsApp: true,
      run: (bench) =>
        App.use(
          bench,
          'opening',
          (app) => {
            for (const size of SIZES) app.makeProject(name(size), size)
          },
          async (app, page) => {
            const paints: number[] = []
            const bare: number[] = []
            for (let i = 0; i < RUNS; i++) {
              await page.goto('data:text/html,<p>Egiz')
              bare.push(await firstPaint(page))
              await app.goHome()
              paints.push(await firstPaint(page))
            }
            bench.report({
              figure: 'first screen, from navigation to first text',
              unit: 'ms',
              values: paints,
              budget: { of: 'ratio', most: 20 },
              peer: { name: 'a page of one word', value: percentile(bare, 0.5) },
            })

            const fromFolder = new Map<number, number[]>()
            const warm = new Map<number, number[]>()
            for (const size of SIZES) {
              const folder: number[] = []
              for (let i = 0; i < RUNS; i++) {
                await app.goHome()
                await forgetCopies(page)
                folder.push(await app.open(name(size)))
              }
              fromFolder.set(size, folder)
              const again: number[] = []
              for (let i = 0; i < RUNS; i++) {
                await app.goHome()
                again.push(await app.open(name(size)))
              }
              warm.set(size, again)
            }
            const [small, large] = SIZES.map((size) => ({ folder: fromFolder.get(size) ?? [], warm: warm.get(size) ?? [] }))
            if (!small || !large) throw new Error('nothing was opened')
            bench.report({ figure: 'open 1,000 rows to the first', unit: 'ms', values: small.warm })
            bench.report({
              figure: 'open 20,000 rows to the first',
              unit: 'ms',
              values: large.warm,
              budget: { of: 'ratio', most: 3 },
              peer: { name: '1,000 rows', value: percentile(small.warm, 0.5) },
            })
            bench.report({
              figure: 'open 1,000 rows from the folder alone',
              unit: 'ms',
              values: small.folder,
              budget: { of: 'ratio', most: 4 },
              peer: { name: 'with the working copy', value: percentile(small.warm, 0.5) },
            })
            bench.report({
              figure: 'open 20,000 rows from the folder alone',
              unit: 'ms',
              values: large.folder,
              budget: { of: 'ratio', most: 24 },
              peer: { name: '1,000 rows', value: percentile(small.folder, 0.5) },
            })
          },
        ),
    },
  ],
}

/** When the page had its first text on the screen, in milliseconds after navigation began; waits for it where it is still to come. */
function firstPaint(page: Page): Promise<number> {
  return page.evaluate(
    () =>
      new Promise<number>((done) => {
        new PerformanceObserver((list) => {
          for (const { name, startTime } of list.getEntries()) if (name === 'first-contentful-paint') done(startTime)
        }).observe({ type: 'paint', buffered: true })
      }),
  )
}

/** Deletes every working copy the browser keeps. */
export async function forgetCopies(page: Page): Promise<void> {
  await page.evaluate(async () => {
    for (const { name } of await indexedDB.databases()) {
      if (name === undefined) continue
      await new Promise<void>((done, failed) => {
        const request = indexedDB.deleteDatabase(name)
        request.onsuccess = () => done()
        request.onerror = () => failed(request.error)
        request.onblocked = () => failed(new Error(`${name} is open elsewhere`))
      })
    }
  })
}
