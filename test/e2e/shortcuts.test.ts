import { expect, type Locator, type Page } from 'playwright/test'
import { openFromHome, test, typeInRow } from '../support/browser-app.ts'
import { pressOnCyrillicLayout, pressWithAltGr } from '../support/keys.ts'
import { expectAccessible } from '../support/looks.ts'
import { untilSaved } from '../support/screen.ts'

const target = (page: Page, row: number) => page.getByRole('textbox', { name: `Translation, row ${row}`, exact: true })
const settings = (page: Page) => page.getByRole('dialog', { name: 'Settings' })
const rowOf = (page: Page, name: string | RegExp): Locator => settings(page).locator('button.shortcut-row').filter({ hasText: name })
const field = (page: Page) => settings(page).getByRole('textbox', { name: /^Press the keys for/ })

/** Opens the page of keys by the command field, without a mouse. */
async function openKeys(page: Page): Promise<void> {
  await page.keyboard.press('Control+k')
  await page.getByRole('combobox').fill('Change keyboard')
  await page.keyboard.press('Enter')
  await expect(settings(page).getByRole('tab', { name: 'Keyboard' })).toHaveAttribute('aria-selected', 'true')
}

/** Finds a command in the list and opens it to take keys. */
async function take(page: Page, name: string): Promise<void> {
  await settings(page).getByRole('textbox', { name: 'Find a command or a key' }).fill(name)
  await rowOf(page, name).focus()
  await page.keyboard.press('Enter')
  await expect(field(page)).toBeFocused()
}

async function choosePreset(page: Page, name: string): Promise<void> {
  await settings(page)
    .getByRole('button', { name: /^Keys as in|Keys as in$/ })
    .click()
  await page.getByRole('option', { name, exact: true }).click()
}

async function done(page: Page): Promise<void> {
  await page.keyboard.press('Escape')
  await expect(settings(page)).toBeHidden()
}

test.beforeEach(async ({ egiz }) => {
  await egiz.project('Keys')
  await egiz.page.reload()
  await openFromHome(egiz.page, 'Keys')
})

test('a key that was given to confirming confirms, the old one no longer does, and the host keeps it', async ({ egiz }) => {
  const { page } = egiz
  await openKeys(page)
  await take(page, 'Confirm and go to the next untranslated')
  await page.keyboard.press('Backspace')
  await page.keyboard.press('F8')
  await expect(rowOf(page, 'Confirm and go')).toBeFocused()
  await expect(rowOf(page, 'Confirm and go')).toHaveText(/your own\s*F8/)
  await done(page)

  await typeInRow(page, 1, 'The first paragraph.')
  await page.keyboard.press('Control+Enter')
  await expect(target(page, 1)).toBeFocused()
  await page.keyboard.press('F8')
  await expect(target(page, 2)).toBeFocused()
  await untilSaved(page)

  await page.reload()
  await openFromHome(page, 'Keys')
  await typeInRow(page, 2, 'The second paragraph.')
  await page.keyboard.press('F8')
  await expect(target(page, 3)).toBeFocused()
  await page.keyboard.press('Control+k')
  await page.getByRole('combobox').fill('Confirm')
  await expect(page.getByRole('option', { name: /^Confirm and go/ })).toHaveText(/F8$/)
})

test('the keys of another tool work at once, where Egiz’s own were too', async ({ egiz }) => {
  const { page } = egiz
  await typeInRow(page, 1, 'First.')
  await openKeys(page)
  await choosePreset(page, 'OmegaT')
  await expect(rowOf(page, /^Next row/)).toContainText('cannot be had here')
  await expectAccessible(page, 'keys of OmegaT')
  await done(page)
  await expect(target(page, 1)).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(target(page, 2)).toBeFocused()
  await page.keyboard.press('Control+p')
  await expect(target(page, 1)).toBeFocused()
  await page.keyboard.press('Control+u')
  await expect(target(page, 2)).toBeFocused()
  // Enter is a key of rows only: elsewhere it presses what has the focus.
  await page.getByRole('button', { name: 'All projects' }).focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('list', { name: 'Projects' })).toBeVisible()
})

test('a key of another command is told, and can be taken over or left', async ({ egiz }) => {
  const { page } = egiz
  await openKeys(page)
  await take(page, 'Clear the translation')
  await page.keyboard.press('Control+e')
  await expect(settings(page).getByText('Ctrl+E belongs to “Export…”.')).toBeVisible()
  await expectAccessible(page, 'a key that is taken')
  await settings(page).getByRole('button', { name: 'Leave it there' }).click()
  await expect(rowOf(page, 'Clear the translation')).toContainText('no key')

  await take(page, 'Clear the translation')
  await page.keyboard.press('Control+e')
  await expect(settings(page).getByRole('button', { name: 'Take it over' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(rowOf(page, 'Clear the translation')).toContainText('Ctrl E')
  await settings(page).getByRole('textbox', { name: 'Find a command or a key' }).fill('Export')
  await expect(rowOf(page, 'Export…')).toContainText('no key')

  await settings(page).getByRole('button', { name: 'Reset all keys' }).click()
  await expect(rowOf(page, 'Export…')).toContainText('Ctrl E')
  await settings(page).getByRole('button', { name: 'Undo' }).click()
  await expect(rowOf(page, 'Export…')).toContainText('no key')
  await done(page)

  await typeInRow(page, 1, 'Gone soon')
  await page.keyboard.press('Control+e')
  await expect(target(page, 1)).not.toContainText('Gone soon')
  await expect(page.getByRole('dialog')).toBeHidden()
})

test('keys that nobody can have are refused, with the reason', async ({ egiz }) => {
  const { page } = egiz
  await openKeys(page)
  await take(page, 'Clear the translation')
  await page.keyboard.press('j')
  await expect(settings(page).getByText(/^J is needed for writing/)).toBeVisible()
  await page.keyboard.press('Control+c')
  await expect(settings(page).getByText(/^Ctrl\+C is for the clipboard/)).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(rowOf(page, 'Clear the translation')).toBeFocused()
  await expect(rowOf(page, 'Clear the translation')).toContainText('no key')
})

test('own keys go by their place on a Cyrillic keyboard too', async ({ egiz }) => {
  const { page } = egiz
  await openKeys(page)
  await take(page, 'Clear the translation')
  await pressOnCyrillicLayout(page, 'KeyJ', 'о')
  await expect(rowOf(page, 'Clear the translation')).toContainText('Ctrl J')
  await done(page)
  await typeInRow(page, 1, 'Бірінші')
  await pressOnCyrillicLayout(page, 'KeyZ', 'я')
  await expect(target(page, 1)).not.toContainText('Бірінші')
  await typeInRow(page, 2, 'Екінші')
  await pressOnCyrillicLayout(page, 'KeyJ', 'о')
  await expect(target(page, 2)).not.toContainText('Екінші')
})

test('AltGr types its character and runs nothing', async ({ egiz }) => {
  const { page } = egiz
  await openKeys(page)
  await choosePreset(page, 'Trados Studio')
  await take(page, 'Clear the translation')
  await pressWithAltGr(page, 'KeyS', 'ś')
  await expect(field(page)).toBeFocused()
  await page.keyboard.press('Escape')
  await done(page)
  await typeInRow(page, 1, 'cze')
  // Join with the next row is Ctrl+Alt+S there.
  await pressWithAltGr(page, 'KeyS', 'ś')
  await pressWithAltGr(page, 'KeyC', 'ć')
  await expect(target(page, 1)).toContainText('cześć')
  await expect(page.locator('.grid .row')).toHaveCount(3)
})

test('F1 shows every shortcut by group, and leads to where they are changed', async ({ egiz }) => {
  const { page } = egiz
  await typeInRow(page, 1, 'First.')
  await page.keyboard.press('F1')
  const sheet = page.getByRole('dialog', { name: 'Keyboard shortcuts' })
  await expect(sheet.getByRole('region', { name: 'Row' })).toContainText('Confirm and go to the next untranslated')
  await expectAccessible(page, 'the sheet of shortcuts')
  await sheet.getByRole('button', { name: 'Change…' }).click()
  await expect(settings(page).getByRole('tab', { name: 'Keyboard' })).toHaveAttribute('aria-selected', 'true')
  await done(page)
  await expect(target(page, 1)).toBeFocused()
  await page.keyboard.press('Control+Slash')
  await expect(sheet).toBeVisible()
})

test('what was chosen last stands first in the command field', async ({ egiz }) => {
  const { page } = egiz
  const first = page.getByRole('option').first()
  await page.keyboard.press('Control+k')
  await expect(first).toContainText('Confirm and go')
  await page.getByRole('combobox').fill('theme')
  await page.keyboard.press('Enter')
  await page.keyboard.press('Control+k')
  await expect(first).toContainText('Light or dark theme')
})
