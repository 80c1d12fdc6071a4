import { expect, type Page } from 'playwright/test'
import { type BrowserApp, notices, openFromHome, test, typeInRow } from '../support/browser-app.ts'
import { caretAt, cell, intoSource, mountedRows, untilSaved } from '../support/screen.ts'
import { egizJson, type Shown } from '../support/served-app.ts'
import { tagStretch } from '../support/worked-project.ts'

// Correcting the source, which came out of a PDF; and rows that are locked against any writing.

const SOURCE = 'Кітап ханада көп оқырман болды.'

async function open(egiz: BrowserApp): Promise<string> {
  const folder = await egiz.project('Correcting', [SOURCE, 'Екінші абзац.'])
  await egiz.page.reload()
  await openFromHome(egiz.page, 'Correcting')
  return folder
}

const sourceBox = (page: Page, row: number) => page.getByRole('textbox', { name: `Source, row ${row}`, exact: true })
const sources = (egiz: BrowserApp, folder: string) =>
  egizJson<Shown>(egiz.places, 'show', folder).documents[0]?.units.map((unit) => unit.source)

test('a source is unlocked, corrected, marked, saved and undone; tags stay on their words', async ({ egiz }) => {
  const { page } = egiz
  const folder = await open(egiz)
  await tagStretch(page, 0, 'source', 17, 24, 'Readers')
  await cell(page, 0, 'target').click()
  await page.keyboard.press('Alt+e')
  await expect(sourceBox(page, 1)).toBeFocused()
  await expect(sourceBox(page, 1)).toHaveAttribute('aria-readonly', 'false')
  await expect(cell(page, 0, 'source')).toHaveAttribute('data-told', /Correcting the source/)
  await caretAt(page, 'Кітап '.length)
  await page.keyboard.press('Backspace')
  // A digit is text here, not a tag.
  await page.keyboard.type('1')
  await page.keyboard.press('Backspace')
  await untilSaved(page)
  await expect(page.locator('.grid [aria-rowindex="1"] .row-marks').getByTitle(/corrected/i)).toBeVisible()
  expect((await mountedRows(page, 1))[0]!.tags).toEqual([{ tag: 'Readers', side: 'source', from: 16, to: 23, quote: 'оқырман' }])
  expect(sources(egiz, folder)?.[0]).toBe('Кітапханада көп оқырман болды.')

  await page.keyboard.press('Escape')
  await expect(sourceBox(page, 1)).toHaveAttribute('aria-readonly', 'true')
  await expect(sourceBox(page, 1)).toBeFocused()
  await page.keyboard.type('xyz')
  await expect(cell(page, 0, 'source')).toHaveText('Кітапханада көп оқырман болды.')
  await expect(notices(page).filter({ hasText: 'The source is protected' })).toHaveCount(1)

  await page.keyboard.press('Control+z')
  await expect(cell(page, 0, 'source')).toHaveText(SOURCE)
  await expect(page.locator('.grid [aria-rowindex="1"] .row-marks').getByTitle(/corrected/i)).toHaveCount(0)
  expect((await mountedRows(page, 1))[0]!.tags[0]).toMatchObject({ from: 17, to: 24, quote: 'оқырман' })
  await page.keyboard.press('Control+Shift+z')
  await expect(cell(page, 0, 'source')).toHaveText('Кітапханада көп оқырман болды.')
  await page.keyboard.press('Alt+h')
  await expect(page.getByRole('dialog')).toContainText('Кітап')
  await page.keyboard.press('Escape')
  await untilSaved(page)
})

test('correcting ends when the row is left, and both sides are typed in without mixing', async ({ egiz }) => {
  const { page } = egiz
  const folder = await open(egiz)
  await typeInRow(page, 1, 'In the library')
  await page.keyboard.press('Alt+e')
  await page.keyboard.press('Control+End')
  await page.keyboard.type(' Соңы.')
  // Before typing came to rest.
  await page.keyboard.press('Alt+ArrowRight')
  await page.keyboard.type(' there were many readers.')
  await page.keyboard.press('Alt+ArrowDown')
  await page.keyboard.press('Alt+ArrowUp')
  await intoSource(page, 1)
  await expect(sourceBox(page, 1)).toHaveAttribute('aria-readonly', 'true')
  await untilSaved(page)
  expect(sources(egiz, folder)?.[0]).toBe(`${SOURCE} Соңы.`)
  expect(egiz.translations(folder)[0]).toBe('In the library there were many readers.')
  await page.keyboard.press('Control+z')
  await expect(cell(page, 0, 'target')).toHaveText('In the library')
  await expect(cell(page, 0, 'source')).toHaveText(`${SOURCE} Соңы.`)
})

test('a locked row refuses typing, pasting and commands on both sides, says so once, and can be tagged', async ({ egiz }) => {
  const { page } = egiz
  const folder = await open(egiz)
  await typeInRow(page, 1, 'Many readers')
  await untilSaved(page)
  await page.locator('.grid [aria-rowindex="1"] .row-menu').click()
  await page
    .getByRole('menuitem', { name: 'Lock', exact: true })
    .or(page.getByRole('menuitemradio', { name: 'Lock', exact: true }))
    .click()
  await expect(page.locator('.grid [aria-rowindex="1"] .row-marks')).toBeVisible()
  await cell(page, 0, 'target').click()
  await expect(page.getByRole('textbox', { name: 'Translation, row 1', exact: true })).toBeFocused()
  await page.keyboard.type('!')
  await page.keyboard.press('Backspace')
  await page.keyboard.press('Alt+c')
  await page.keyboard.press('Control+b')
  await page.keyboard.press('Alt+u')
  await page.keyboard.press('Alt+e')
  await page.keyboard.type('?')
  await expect(notices(page).filter({ hasText: 'This row is locked' })).toHaveCount(1)
  await expect(cell(page, 0, 'target')).toHaveText('Many readers')
  await tagStretch(page, 0, 'target', 5, 12, 'Readers')
  expect((await mountedRows(page, 1))[0]!.tags).toMatchObject([{ tag: 'Readers', quote: 'readers' }])
  await untilSaved(page)
  expect(egiz.translations(folder)[0]).toBe('Many readers')
})
