import { expect, type Page } from 'playwright/test'
import { type BrowserApp, goHome, openFromHome, test, typeInRow } from '../support/browser-app.ts'
import { expectAccessible, expectWhole } from '../support/looks.ts'
import { caretAt, cell, mountedRows, untilSaved } from '../support/screen.ts'
import { tagStretch } from '../support/worked-project.ts'

// A row's history: who did what and when, told so that a person understands it; every text it had can be had again.

async function open(egiz: BrowserApp): Promise<string> {
  const folder = await egiz.project('Lived', ['Кітапхана өзен бойында. Оның есігі ашық.', 'Екінші абзац.', 'Үшінші абзац.'])
  await egiz.page.reload()
  await openFromHome(egiz.page, 'Lived')
  return folder
}

async function historyOf(page: Page, row: number) {
  await page.keyboard.press('Alt+h')
  const dialog = page.getByRole('dialog', { name: `History of row ${row}` })
  await expect(dialog).toBeVisible()
  await expect(dialog.getByRole('list')).toHaveAttribute('aria-busy', 'false')
  return dialog
}

test('what was typed, confirmed, tagged, parted, joined and undone is told, newest first; a text of before is had again and undone', async ({
  egiz,
}) => {
  const { page } = egiz
  const folder = await open(egiz)
  await typeInRow(page, 1, 'The library is by the river. Its door is open.')
  await page.keyboard.press('Control+Enter')
  await expect(page.getByRole('textbox', { name: 'Translation, row 2', exact: true })).toBeFocused()
  await tagStretch(page, 0, 'target', 4, 11, 'Place')
  await cell(page, 0, 'target').click()
  await expect(page.getByRole('textbox', { name: 'Translation, row 1', exact: true })).toBeFocused()
  await caretAt(page, 'The library is by the river. '.length)
  await page.keyboard.press('Control+Shift+Enter')
  await expect(page.locator('.grid')).toHaveAttribute('aria-rowcount', '4')
  await page.keyboard.press('Control+Shift+Backspace')
  await expect(page.locator('.grid')).toHaveAttribute('aria-rowcount', '3')
  await expect(page.getByRole('textbox', { name: 'Translation, row 1', exact: true })).toBeFocused()
  await caretAt(page, 'The library is by the river. Its door is open.'.length)
  await page.keyboard.type(' Always.')
  await untilSaved(page)
  await page.keyboard.press('Control+z')
  await expect(cell(page, 0, 'target')).not.toContainText('Always')

  const dialog = await historyOf(page, 1)
  const entries = dialog.getByRole('listitem')
  const deeds = dialog.locator('.history-head > .muted:first-of-type')
  await expect(entries.first()).toContainText('undone: translation')
  expect(await deeds.allTextContents()).toEqual([
    'undone: translation',
    'translation',
    'joined with the next row',
    'row split',
    'tagged',
    'state',
    'translation',
    'imported',
  ])
  await expect(entries.nth(0).locator('del')).toHaveText(/Always/)
  await expect(entries.nth(1).locator('ins')).toHaveText(/Always/)
  await expect(entries.nth(4)).toContainText('library')
  await expect(entries.nth(4)).toContainText('Place')
  await expect(entries.nth(5)).toContainText('Not translated → Translated')
  await expect(entries.last()).toContainText('Кітапхана өзен бойында.')
  await expect(entries.first()).toContainText('as it is now')
  await expectAccessible(page, 'history')
  await expectWhole(page, 'history')

  // By the keyboard alone: the second entry has the text with “Always.”
  const restore = entries.nth(1).getByRole('button')
  for (let i = 0; i < 20 && !(await restore.evaluate((button) => button === document.activeElement)); i++) await page.keyboard.press('Tab')
  await expect(restore).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(entries.first()).toContainText('translation')
  await expect(entries).toHaveCount(9)
  await expect(dialog.getByRole('list')).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
  await expect(cell(page, 0, 'target')).toContainText('Always.')
  expect((await mountedRows(page, 1))[0]!.tags.map(({ tag, quote }) => [tag, quote])).toEqual([['Place', 'library']])
  await untilSaved(page)
  expect(egiz.translations(folder)[0]).toContain('Always.')
  await page.keyboard.press('Control+z')
  await expect(cell(page, 0, 'target')).not.toContainText('Always')
  await untilSaved(page)
  expect(egiz.translations(folder)[0]).not.toContain('Always.')
})

test('an import offers no empty translation to restore; the history is the same after reopening, without the storage too', async ({
  egiz,
}) => {
  const { page } = egiz
  await open(egiz)
  await typeInRow(page, 2, 'The second paragraph.')
  await untilSaved(page)
  let dialog = await historyOf(page, 2)
  await expect(dialog.getByRole('listitem').last()).toContainText('imported')
  await expect(dialog.getByRole('listitem').last().getByRole('button')).toHaveCount(0)
  const told = await dialog.getByRole('listitem').allInnerTexts()
  expect(told).toHaveLength(2)
  await page.keyboard.press('Escape')
  await goHome(page)
  await page.evaluate(async () => {
    for (const { name } of await indexedDB.databases()) indexedDB.deleteDatabase(name!)
  })
  await openFromHome(page, 'Lived')
  await page.locator('.grid [aria-rowindex="2"] [data-side="target"]').click()
  dialog = await historyOf(page, 2)
  expect(await dialog.getByRole('listitem').allInnerTexts()).toEqual(told)
})
