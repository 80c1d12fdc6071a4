import { expect, type Page } from 'playwright/test'
import { type BrowserApp, openFromHome, test, typeInRow } from '../support/browser-app.ts'
import { caretAt, caretSettled, cell, mountedRows, untilSaved } from '../support/screen.ts'
import { tagStretch } from '../support/worked-project.ts'

// What the translation does with what is typed: quotes, special characters, cases, spaces that are not seen.

async function open(egiz: BrowserApp): Promise<string> {
  const folder = await egiz.project('Writing', ['Бірінші абзац.', 'Екінші абзац.'])
  await egiz.page.reload()
  await openFromHome(egiz.page, 'Writing')
  return folder
}

const text = (page: Page) => cell(page, 0, 'target').textContent()

test('straight quotes become those of the language, and one key takes that back; a setting leaves them as typed', async ({ egiz }) => {
  const { page } = egiz
  const folder = await open(egiz)
  await typeInRow(page, 1, `"Don't," he said. "`)
  expect(await text(page)).toBe('“Don’t,” he said. “')
  await page.keyboard.press('Backspace')
  expect(await text(page)).toBe('“Don’t,” he said. "')
  await page.keyboard.press('Backspace')
  await page.keyboard.type(`'`)
  expect(await text(page)).toBe('“Don’t,” he said. ‘')
  await page.keyboard.press('Control+z')
  expect(await text(page)).toBe(`“Don’t,” he said. '`)
  await page.keyboard.press('Backspace')
  await page.keyboard.type('So')
  await page.keyboard.press('Shift+ArrowLeft')
  await page.keyboard.press('Shift+ArrowLeft')
  await caretSettled(page)
  await page.keyboard.press('Alt+Quote')
  await expect.poll(() => text(page)).toBe('“Don’t,” he said. “So”')
  await untilSaved(page)
  expect(egiz.translations(folder)[0]).toBe('“Don’t,” he said. “So”')

  await page.keyboard.press('Control+k')
  await page.keyboard.type('Settings')
  await page.keyboard.press('Enter')
  await page.getByText('As typed', { exact: false }).click()
  await page.getByRole('button', { name: 'Done', exact: true }).click()
  await typeInRow(page, 2, `"It's`)
  await expect(cell(page, 1, 'target')).toHaveText(`"It's`)
  await page.reload()
  await openFromHome(page, 'Writing')
  await typeInRow(page, 2, `"`)
  await expect(cell(page, 1, 'target')).toHaveText(`"It's"`)
})

test('special characters come in by name in any language, by key, and the last used first', async ({ egiz }) => {
  const { page } = egiz
  const folder = await open(egiz)
  await typeInRow(page, 1, 'p')
  const insert = async (words: string) => {
    await page.keyboard.press('Alt+i')
    await expect(page.getByRole('combobox')).toBeFocused()
    await page.keyboard.type(words)
    await page.keyboard.press('Enter')
    await expect(page.getByRole('combobox')).toBeHidden()
  }
  await insert('Узкий неразрывный')
  await expect.poll(() => text(page)).toBe('p\u202f')
  await insert('теңге')
  await insert('kazakh letter Ә')
  await page.keyboard.press('Control+Shift+Space')
  await page.keyboard.press('Alt+Minus')
  await page.keyboard.type('e')
  await insert('acute')
  await expect.poll(() => text(page)).toBe('p\u202f₸ә\u00a0–é')
  await page.keyboard.press('Alt+i')
  await expect(page.getByRole('option').first()).toContainText('Acute')
  await expect(page.getByRole('option').nth(2)).toContainText('Tenge')
  await page.keyboard.press('Escape')
  await untilSaved(page)
  expect(egiz.translations(folder)[0]).toBe('p\u202f₸ә\u00a0–é')
})

test('the case goes round on the word at the caret and on a selection; tags and marks stay on their letters', async ({ egiz }) => {
  const { page } = egiz
  await open(egiz)
  await typeInRow(page, 1, 'the strasse, the end')
  await tagStretch(page, 0, 'target', 4, 11, 'Street')
  await cell(page, 0, 'target').click()
  await caretAt(page, 6)
  await page.keyboard.press('Alt+u')
  await expect.poll(() => text(page)).toBe('the Strasse, the end')
  await page.keyboard.press('Alt+u')
  await expect.poll(() => text(page)).toBe('the STRASSE, the end')
  expect((await mountedRows(page, 1))[0]!.tags).toMatchObject([{ quote: 'STRASSE' }])
  await page.keyboard.press('Control+a')
  await page.keyboard.press('Alt+u')
  await expect.poll(() => text(page)).toBe('the strasse, the end')
  await page.keyboard.press('Alt+u')
  await expect.poll(() => text(page)).toBe('The strasse, the end')
  expect((await mountedRows(page, 1))[0]!.tags).toMatchObject([{ from: 4, to: 11, quote: 'strasse' }])
  await page.keyboard.press('Control+z')
  await page.keyboard.press('Control+z')
  await expect.poll(() => text(page)).toBe('the STRASSE, the end')
  await untilSaved(page)
})

test('spaces and invisible characters are shown on demand in every row, moving nothing', async ({ egiz }) => {
  const { page } = egiz
  await open(egiz)
  await typeInRow(page, 1, 'two words')
  await page.keyboard.press('Control+Shift+Space')
  await page.keyboard.type('and more, long enough to be broken into lines of the column it stands in, twice if need be.')
  await typeInRow(page, 2, 'a b')
  const heights = () => page.locator('.grid .row').evaluateAll((rows) => rows.map((row) => row.getBoundingClientRect().height))
  const before = await heights()
  await page.keyboard.press('Control+Shift+Digit8')
  await expect(cell(page, 0, 'target').locator('.invisible.no-break')).toHaveCount(1)
  await expect(cell(page, 1, 'target').locator('.invisible.space')).toHaveCount(1)
  await expect(cell(page, 0, 'source').locator('.invisible.space')).toHaveCount(1)
  expect(await heights()).toEqual(before)
  // The live row goes on being typed in, and the caret in it is where it was.
  await page.keyboard.type(' c')
  await expect(cell(page, 1, 'target')).toHaveText('a b c')
  await expect(cell(page, 1, 'target').locator('.invisible.space')).toHaveCount(2)
  await page.reload()
  await openFromHome(page, 'Writing')
  await expect(cell(page, 0, 'target').locator('.invisible.no-break')).toHaveCount(1)
  await page.keyboard.press('Control+Shift+Digit8')
  await expect(page.locator('.invisible')).toHaveCount(0)
})
