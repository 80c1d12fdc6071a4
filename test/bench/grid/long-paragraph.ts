import { App } from '../app.ts'
import type { Part } from '../benchmark.ts'
import { percentile } from '../figure.ts'
import { makeFolder, makeProjects, projectOf } from './projects.ts'
import { recordedKeys, recordKeys } from './working.ts'

const CHARACTERS = 100_000
const TYPED = 'Typed at the end of a very long paragraph.'

/** Typing at the end of a paragraph of a hundred thousand characters. */
export const longParagraph: Part = {
  name: 'long',
  needsApp: true,
  run: (bench) =>
    App.use(bench, 'a long paragraph', makeFolder, async (app, page) => {
      await makeProjects(bench, app, [100])
      await app.goHome()
      await app.open(projectOf(100))
      await page.locator('.grid [aria-rowindex="1"] [data-side="target"]').click()
      await page.locator('.ProseMirror-focused').waitFor()
      const type = async () => {
        await recordKeys(page)
        await page.keyboard.type(TYPED, { delay: 40 })
        return recordedKeys(page)
      }
      const short = await type()
      await page.keyboard.insertText('Long paragraphs stay as they are. '.repeat(CHARACTERS / 34))
      await page.locator('.save-state.saved').waitFor({ timeout: 60_000 })
      await page.waitForTimeout(1000)
      const long = await type()
      bench.report({
        figure: `keystroke to frame, paragraph of ${CHARACTERS.toLocaleString('en-GB')} characters`,
        unit: 'ms',
        values: long,
        budget: { of: 'ratio', most: 10 },
        peer: { name: 'a paragraph of 40', value: percentile(short, 0.5) },
      })
    }),
}
