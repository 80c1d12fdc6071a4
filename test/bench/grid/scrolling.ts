import { App, recordFrames } from '../app.ts'
import type { Part } from '../benchmark.ts'
import { makeFolder, makeProjects, projectOf, rowsOf } from './projects.ts'

const SCREENS = 200
const SIZE = 100_000
/** A frame that took longer was late: one was left out before it. Milliseconds. */
const LATE = 33

/** Scrolling through a long document as a wheel does, and leaping a screen a frame. */
export const scrolling: Part = {
  name: 'scroll',
  needsApp: true,
  run: (bench) =>
    App.use(bench, 'scrolling', makeFolder, async (app, page) => {
      await makeProjects(bench, app, [SIZE])
      await app.goHome()
      await app.open(projectOf(SIZE))
      await page.waitForTimeout(3000)
      for (const [name, step] of [
        ['a tenth of a screen a frame', 0.1],
        ['a screen a frame', 1],
      ] as const) {
        const recorded = await recordFrames(page)
        await page.evaluate(
          ({ frames, step }) =>
            new Promise<void>((done) => {
              const grid = document.querySelector<HTMLElement>('.grid')!
              let left = frames
              const frame = () => {
                grid.scrollTop += step * grid.clientHeight
                if (--left > 0) requestAnimationFrame(frame)
                else done()
              }
              requestAnimationFrame(frame)
            }),
          { frames: SCREENS / step, step },
        )
        const frames = (await recorded()).slice(1)
        const late = frames.filter((each) => each > LATE).length
        bench.report({ figure: `scroll ${SCREENS} screens, ${name}, ${rowsOf(SIZE)}: between frames`, unit: 'ms', values: frames })
        bench.report({
          figure: `scroll ${SCREENS} screens, ${name}, ${rowsOf(SIZE)}: frames over ${LATE} ms`,
          unit: '%',
          values: [(100 * late) / frames.length],
          budget: { of: 'value', most: 0.5 },
        })
      }
    }),
}
