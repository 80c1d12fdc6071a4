import { appendFile, mkdir, readFile, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { expect, type Locator, type Page } from 'playwright/test'
import { heldPlain } from '../../shared/formats/held.ts'
import { type BrowserApp, goHome, openFromHome, test, typeInRow } from '../support/browser-app.ts'
import { expectAccessible, expectWhole } from '../support/looks.ts'
import { everything } from '../support/project-folders.ts'
import { allRows, untilSaved } from '../support/screen.ts'

/** The row of a project on the first screen, by its folder: names of several may begin alike. */
const rowOf = (page: Page, folder: string): Locator =>
  page.locator('.project').filter({ has: page.locator('.project-place', { hasText: `/${basename(folder)}` }) })

/** Opens a project's menu on the first screen without a mouse, and chooses its nth item. */
async function chooseByKeys(page: Page, folder: string, nth: number): Promise<void> {
  await rowOf(page, folder).getByRole('button').first().focus()
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await page.getByRole('menuitem').first().waitFor()
  for (let i = 0; i < nth; i++) await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
}
const BACKUPS = 1
const CHECK = 2

async function runCommand(page: Page, name: string): Promise<void> {
  await page.keyboard.press('Control+k')
  await page.getByRole('combobox').fill(name)
  await page.keyboard.press('Enter')
}

const translations = async (page: Page) => (await allRows(page)).map((row) => heldPlain(row.target))

test('a backup made from the screen becomes a project of its own, with the rows and the undo of that time; the old one is as it was', async ({
  egiz,
}) => {
  const { page } = egiz
  const folder = await egiz.project('Thesis')
  await page.reload()
  await openFromHome(page, 'Thesis')
  await typeInRow(page, 1, 'First.')
  await typeInRow(page, 2, 'Second.')
  await untilSaved(page)
  await runCommand(page, 'Backups…')
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: 'Back up now' }).click()
  await expect(dialog.getByRole('status')).toContainText('Backed up: 3 changes')
  await dialog.getByRole('button', { name: 'Back up now' }).click()
  await expect(dialog.getByRole('status')).toContainText('Nothing has changed since the newest backup')
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()

  await typeInRow(page, 3, 'Third, after the backup.')
  await untilSaved(page)
  await goHome(page)
  await chooseByKeys(page, folder, BACKUPS)
  await expect(dialog).toContainText('Backups of Thesis')
  const ofThree = dialog.locator('.backup', { hasText: '3 changes' }).getByRole('button')
  await dialog
    .getByRole('button', { name: /^Restore as/ })
    .first()
    .focus()
  // The newest was made on closing.
  await page.keyboard.press('ArrowDown')
  await expect(ofThree).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(dialog).toContainText('Restored as “Thesis (')
  expect((await dialog.textContent())?.includes('could not be copied along')).toBe(false)
  const old = ['First.', 'Second.', 'Third, after the backup.']
  expect(egiz.translations(folder)).toEqual(old)

  await expect(dialog.getByRole('button', { name: 'Open it' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.locator('.workbench-head')).toContainText('Thesis (')
  expect(await translations(page)).toEqual(['First.', 'Second.', ''])
  await page.keyboard.press('Control+z')
  await expect.poll(() => translations(page)).toEqual(['First.', '', ''])
  await page.keyboard.press('Control+z')
  await expect.poll(() => translations(page)).toEqual(['', '', ''])
  await page.keyboard.press('Control+y')
  await expect.poll(() => translations(page)).toEqual(['First.', '', ''])
  await untilSaved(page)
  await goHome(page)

  await expect(page.locator('.project')).toHaveCount(2)
  expect(egiz.translations(folder)).toEqual(old)
  await rowOf(page, folder).getByRole('button').first().click()
  await expect(page.locator('.grid')).toHaveAttribute('aria-rowcount', '3')
  expect(await translations(page)).toEqual(old)
})

test('a whole project is said to be in order', async ({ egiz }) => {
  const { page } = egiz
  const folder = await egiz.project('Whole')
  await page.reload()
  await chooseByKeys(page, folder, CHECK)
  const dialog = page.getByRole('dialog')
  await expect(dialog).toContainText('Everything is in order')
  await expect(dialog.locator('.check-counts')).toHaveText(/Documents1Paragraphs3Tagged passages0Changes1/)
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
  // The focus is back at what the dialog was asked for.
  await expect(rowOf(page, folder).getByRole('button').nth(1)).toBeFocused()
})

/** A project with three typed rows, closed; then the change of the second is spoilt in its journal. */
async function spoilt(egiz: BrowserApp, name: string): Promise<string> {
  const { page } = egiz
  const folder = await egiz.project(name)
  await page.reload()
  await openFromHome(page, name)
  for (const row of [1, 2, 3]) await typeInRow(page, row, `Row ${row}.`)
  await untilSaved(page)
  await goHome(page)
  const journal = join(folder, 'journal.jsonl')
  const text = await readFile(journal, 'utf8')
  expect(text).toContain('"Row 2."')
  await writeFile(journal, text.replace('"Row 2."', '"Row 2.'))
  await page.reload()
  return folder
}

test('a damaged project is not opened: it is told what is broken, checked, and repaired into a new one; nothing in it is touched', async ({
  egiz,
}) => {
  const { page } = egiz
  const folder = await spoilt(egiz, 'Spoilt')
  const before = await everything(folder)
  await rowOf(page, folder).getByRole('button').first().click()
  const dialog = page.getByRole('dialog')
  await expect(dialog).toContainText('“Spoilt” can’t be opened')
  await expect(dialog).toContainText('“journal.jsonl” is damaged')

  await dialog.getByRole('button', { name: /^Check the project/ }).click()
  await expect(dialog.getByRole('region', { name: 'Damaged' })).toContainText('journal.jsonl, line 3')
  await dialog.getByRole('button', { name: 'Repair into a new project' }).click()
  await expect(dialog).toContainText('Repaired as “Spoilt (repaired)”')
  const lost = dialog.getByRole('region', { name: 'Lost' })
  await expect(lost).toContainText('journal.jsonl, line 3')
  expect(await everything(folder)).toEqual(before)

  await dialog.getByRole('button', { name: 'Open it' }).click()
  await expect(page.locator('.workbench-head')).toContainText('Spoilt (repaired)')
  // The line is lost; what it said, the backup that closing made knows.
  expect(await translations(page)).toEqual(['Row 1.', 'Row 2.', 'Row 3.'])
  await typeInRow(page, 2, 'Typed anew.')
  await untilSaved(page)
  await goHome(page)
  await expect(page.locator('.project')).toHaveCount(2)
  expect(egiz.translations(join(dirname(folder), 'Spoilt (repaired).egiz'))).toEqual(['Row 1.', 'Row 2.Typed anew.', 'Row 3.'])
  expect(await everything(folder)).toEqual(before)
})

test('a damaged project can be restored from the backup that closing made', async ({ egiz }) => {
  const { page } = egiz
  const folder = await spoilt(egiz, 'Put back')
  const before = await everything(folder)
  await rowOf(page, folder).getByRole('button').first().click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: /^Restore a backup/ }).click()
  await dialog
    .getByRole('button', { name: /^Restore as a new project/ })
    .first()
    .click()
  await dialog.getByRole('button', { name: 'Open it' }).click()
  await expect(page.locator('.workbench-head')).toContainText('Put back (')
  expect(await translations(page)).toEqual(['Row 1.', 'Row 2.', 'Row 3.'])
  expect(await everything(folder)).toEqual(before)
})

/** Goes past the dialogs of this feature, in whatever language the interface speaks. */
async function past(egiz: BrowserApp, look: (page: Page, at: string) => Promise<void>): Promise<void> {
  const { page } = egiz
  const folder = join(egiz.places.home, 'projects', 'Көрініс.egiz')
  const dialog = page.getByRole('dialog')
  const close = async () => {
    await page.keyboard.press('Escape')
    await expect(dialog).toBeHidden()
  }
  await rowOf(page, folder).getByRole('button').first().focus()
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await page.getByRole('menuitem').first().waitFor()
  await look(page, 'menu of a project')
  await page.keyboard.press('Escape')
  await chooseByKeys(page, folder, BACKUPS)
  await page.locator('.backup').first().waitFor()
  await look(page, 'backups')
  await page.locator('.backup-restore').first().click()
  await dialog.locator('.notice.ok').waitFor()
  await look(page, 'restored')
  await close()
  await chooseByKeys(page, folder, CHECK)
  await dialog.locator('.notice.ok').waitFor()
  await look(page, 'check, whole')
  await close()
  await appendFile(join(folder, 'tags.json'), ' ')
  await writeFile(join(folder, 'sources', 'stray.txt'), 'x')
  const journal = join(folder, 'journal.jsonl')
  await writeFile(journal, `no change\n${await readFile(journal, 'utf8')}`)
  await chooseByKeys(page, folder, CHECK)
  await dialog.locator('.notice.error').waitFor()
  await look(page, 'check, damaged')
  await close()
  await rowOf(page, folder).getByRole('button').first().click()
  await dialog.locator('.way').first().waitFor()
  await look(page, 'damaged project')
  await dialog.locator('.way').nth(2).click()
  await dialog.locator('.findings').first().waitFor()
  await look(page, 'repaired')
}

async function startWith(egiz: BrowserApp, settings: { theme: string; language: string }): Promise<void> {
  await egiz.project('Көрініс')
  await egiz.page.close()
  await egiz.server.stop()
  await mkdir(egiz.places.home, { recursive: true })
  await writeFile(join(egiz.places.home, 'settings.json'), JSON.stringify({ author: '', ...settings }))
  await egiz.start()
}

for (const theme of ['light', 'dark']) {
  test(`the dialogs of backups, checking and repair keep the serious rules of WCAG 2.2 AA, ${theme}`, async ({ egiz }) => {
    await startWith(egiz, { theme, language: 'en' })
    await past(egiz, (page, at) => expectAccessible(page, `${at}, ${theme}`))
  })
}

for (const [language, width] of [
  ['en', 1280],
  ['kk', 420],
  ['ru', 420],
] as const) {
  test(`no text of them is cut off, ${language}, ${width} px wide`, async ({ egiz }) => {
    await startWith(egiz, { theme: 'light', language })
    await egiz.page.setViewportSize({ width, height: 800 })
    await past(egiz, (page, at) => expectWhole(page, `${at}, ${language}`))
  })
}
