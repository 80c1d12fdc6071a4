import type { Page } from 'playwright'
import { App, startWatching, watched } from '../app.ts'
import type { Bench, Part } from '../benchmark.ts'
import { percentile } from '../figure.ts'
import { forgetCopies } from '../startup.ts'
import { makeFolder, makeProjects, projectOf, rowsOf, SIZES } from './projects.ts'

const RUNS = 5

/** Opening a project, until its first row can be typed in; with the working copy there, and from the folder alone. */
export const opening: Part = {
  name: 'open',
  needsApp: true,
  run: (bench) =>
    App.use(bench, 'opening', makeFolder, async (app, page) => {
      await makeProjects(bench, app, SIZES)
      const [warm, folder] = [new Map<number, number[]>(), new Map<number, number[]>()]
      for (const size of SIZES) {
        const [first, again]: [number[], number[]] = [[], []]
        for (let i = 0; i < RUNS; i++) {
          await app.goHome()
          await forgetCopies(page)
          first.push(await openToEdit(page, projectOf(size)))
          await page.locator('.grid:not([aria-busy="true"])').waitFor({ timeout: 120_000 })
        }
        for (let i = 0; i < RUNS; i++) {
          await app.goHome()
          again.push(await openToEdit(page, projectOf(size)))
        }
        folder.set(size, first)
        warm.set(size, again)
      }
      report(bench, 'open to the first row that can be typed in, working copy there', warm, 500)
      report(bench, 'open to the first row that can be typed in, from the folder alone', folder, 2000)
    }),
}

function report(bench: Bench, figure: string, times: ReadonlyMap<number, readonly number[]>, goal: number): void {
  const small = percentile([...(times.get(SIZES[0]) ?? [])], 0.5)
  for (const size of SIZES) {
    const values = times.get(size) ?? []
    bench.report({
      figure: `${figure}, ${rowsOf(size)}`,
      unit: 'ms',
      values: [...values],
      peer: { name: rowsOf(SIZES[0]), value: small },
      budget: { of: 'value', most: goal },
    })
  }
}

/** Presses a project's name on the first screen; milliseconds to the frame in which a row is there to be typed in. */
async function openToEdit(page: Page, name: string): Promise<number> {
  await startWatching(page, 'click', '.grid [role="row"][data-unit] .cell.source .text')
  await page.getByRole('button', { name }).click()
  const shown = await watched(page)
  const begun = Date.now()
  await page.locator('.grid [data-unit] [data-side="target"]').first().click()
  await page.locator('.ProseMirror-focused').waitFor()
  // The press itself is not part of the opening, a row that cannot be pressed yet is.
  return shown + Math.max(0, Date.now() - begun - 150)
}
