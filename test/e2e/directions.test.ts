import { join } from 'node:path'
import { expect, type Page } from 'playwright/test'
import { type BrowserApp, openFromHome, test, typeInRow } from '../support/browser-app.ts'
import { chipHtml, paste } from '../support/paste.ts'
import { caretSettled, cell, intoSource, untilSaved } from '../support/screen.ts'
import { egizJson } from '../support/served-app.ts'

// Right-to-left scripts on either side.

async function open(egiz: BrowserApp, source: string, target: string, text: string): Promise<void> {
  const { path } = egizJson<{ path: string }>(
    egiz.places,
    'new',
    join(egiz.places.home, 'projects', 'Directions'),
    '--source',
    source,
    '--target',
    target,
  )
  await egiz.importByCommand(path, 'text.txt', [text, text])
  await egiz.page.reload()
  await openFromHome(egiz.page, 'Directions')
}

/** Where the caret is drawn, and the edges of its cell's text. Pixels. */
const caret = (page: Page) =>
  page.evaluate(() => {
    const range = getSelection()!.getRangeAt(0).cloneRange()
    const box = document.activeElement!.getBoundingClientRect()
    const rects = range.getClientRects()
    return { x: rects[0]?.left ?? Number.NaN, left: box.left, right: box.right }
  })

const side = (page: Page, row: number, of: 'source' | 'target') =>
  cell(page, row, of)
    .locator('.text')
    .evaluate((element) => ({
      lang: (element as HTMLElement).lang,
      dir: getComputedStyle(element).direction,
      align: getComputedStyle(element).textAlign,
      translate: element.getAttribute('translate'),
      spellcheck: element.getAttribute('spellcheck'),
    }))

test('an Arabic translation: written from the right, walked by arrows as it is seen, chips and Latin words inside', async ({ egiz }) => {
  const { page } = egiz
  await open(egiz, 'en', 'ar', 'The book.')
  await typeInRow(page, 1, 'كتاب')
  expect(await side(page, 0, 'target')).toEqual({ lang: 'ar', dir: 'rtl', align: 'start', translate: 'no', spellcheck: 'true' })
  expect(await side(page, 0, 'source')).toEqual({ lang: 'en', dir: 'ltr', align: 'start', translate: 'no', spellcheck: 'false' })
  expect(await side(page, 1, 'target')).toMatchObject({ lang: 'ar', dir: 'rtl', translate: 'no' })
  const end = await caret(page)
  await page.keyboard.press('Home')
  await caretSettled(page)
  const start = await caret(page)
  expect(start.x).toBeGreaterThan(end.x)
  expect(start.right - start.x).toBeLessThan(3)
  await page.keyboard.press('ArrowLeft')
  await caretSettled(page)
  expect((await caret(page)).x).toBeLessThan(start.x)
  await page.keyboard.press('End')
  await page.keyboard.type(' Egiz "نعم"')
  await expect(cell(page, 0, 'target')).toHaveText('كتاب Egiz «نعم»')
  await paste(page, { html: chipHtml('[1]') })
  await caretSettled(page)
  // The chip is the last of the paragraph, so it stands leftmost; the arrow to the right goes back over it.
  const chip = cell(page, 0, 'target').locator('.placeholder')
  const box = (await chip.boundingBox())!
  expect(box.x).toBeLessThan(end.x)
  await page.keyboard.press('ArrowRight')
  await expect(chip).toHaveClass(/ProseMirror-selectednode/)
  await page.keyboard.press('Alt+Shift+ArrowRight')
  await expect.poll(async () => (await chip.boundingBox())!.x).toBeGreaterThan(box.x)
  await untilSaved(page)
})

test('an Arabic source: read from the right, selected and corrected there', async ({ egiz }) => {
  const { page } = egiz
  await open(egiz, 'ar', 'en', 'هذا كتاب قديم.')
  await cell(page, 0, 'target').click()
  await intoSource(page, 1)
  expect(await side(page, 0, 'source')).toEqual({ lang: 'ar', dir: 'rtl', align: 'start', translate: 'no', spellcheck: 'false' })
  const start = await caret(page)
  expect(start.right - start.x).toBeLessThan(3)
  await page.keyboard.press('Alt+e')
  expect((await side(page, 0, 'source')).spellcheck).toBe('true')
  await page.keyboard.press('End')
  await page.keyboard.type(' نعم')
  await expect(cell(page, 0, 'source')).toHaveText('هذا كتاب قديم. نعم')
  await untilSaved(page)
})
