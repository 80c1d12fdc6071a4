import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect } from 'playwright/test'
import { type BrowserApp, goHome, openFromHome, test, typeInRow } from '../support/browser-app.ts'
import { expectAccessible, expectWhole } from '../support/looks.ts'
import { untilSaved } from '../support/screen.ts'
import { keepAsItIs, translateAll } from '../support/versions.ts'
import { paragraphs } from '../support/worked-project.ts'

const NAME = 'Қолжазбалар'
const LONG = 'The manuscripts of the steppe road were copied by hand, one from another, and no two of them agree. '.repeat(12)

/** A project of 230 rows of which browser and folder hold different versions in every one; it is closed. */
async function inTwoVersions(egiz: BrowserApp): Promise<void> {
  const folder = await egiz.project(NAME, paragraphs(230))
  await egiz.page.reload()
  await openFromHome(egiz.page, NAME)
  await typeInRow(egiz.page, 1, 'Common to both.')
  await untilSaved(egiz.page)
  await goHome(egiz.page)
  const common = await keepAsItIs(egiz, folder)
  await openFromHome(egiz.page, NAME)
  await typeInRow(egiz.page, 2, 'Typed here alone.')
  await untilSaved(egiz.page)
  await goHome(egiz.page)
  await common.putBack()
  await translateAll(folder, (i) => (i === 3 ? LONG : i === 4 ? 'هذه فقرة من اليمين إلى اليسار.' : `Paragraph ${i + 1}, translated there.`))
}

test('200 rows side by side, by the keyboard alone: heads stay, nothing is decided by chance, Escape decides later', async ({ egiz }) => {
  await inTwoVersions(egiz)
  const { page } = egiz
  await page.locator('.project-open').first().focus()
  await page.keyboard.press('Enter')
  const dialog = page.getByRole('alertdialog', { name: `${NAME}: two versions` })
  await expect(dialog).toBeVisible()
  await expect(dialog.locator('.conflict-version')).toHaveCount(400)
  await expect(dialog).toContainText('and 30 more rows')
  await expect(dialog).toContainText('by Another person')

  // The focus is on what is asked, not on an answer; then come the rows, which the keys scroll, and the answers.
  await expect(dialog).toBeFocused()
  await page.keyboard.press('Enter')
  await page.keyboard.press('Tab')
  await expect(dialog.getByRole('region', { name: 'Rows that differ' })).toBeFocused()
  await page.keyboard.press('PageDown')
  await page.keyboard.press('PageDown')
  const body = dialog.locator('.dialog-body')
  await expect.poll(() => body.evaluate((element) => element.scrollTop)).toBeGreaterThan(400)
  await expect(dialog.getByRole('columnheader', { name: 'As Egiz had it last' })).toBeInViewport({ ratio: 1 })
  await expect(dialog.getByRole('columnheader', { name: 'In the project folder' })).toBeInViewport({ ratio: 1 })
  for (const name of ['Decide later', 'Go on with the folder', 'Go on with what Egiz had last']) {
    await page.keyboard.press('Tab')
    await expect(dialog.getByRole('button', { name })).toBeFocused()
  }
  await page.keyboard.press('Tab')
  expect(await dialog.evaluate((element) => element.contains(document.activeElement))).toBe(true)
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
  await expect(page.getByRole('list', { name: 'Projects' })).toBeVisible()

  await page.locator('.project-open').first().press('Enter')
  await dialog.getByRole('button', { name: 'Go on with the folder' }).press('Enter')
  await expect(page.locator('.grid')).toBeVisible()
  await expect(page.getByText('Paragraph 2, translated there.')).toBeVisible()
})

test('the question looks as it should: in every language, light and dark, in a narrow window', async ({ egiz }) => {
  await inTwoVersions(egiz)
  for (const language of ['en', 'kk', 'ru']) {
    await egiz.page.close()
    await egiz.server.stop()
    await mkdir(egiz.places.home, { recursive: true })
    await writeFile(join(egiz.places.home, 'settings.json'), JSON.stringify({ author: '', theme: 'system', language }))
    await egiz.start()
    const { page } = egiz
    await page.locator('.project-open').first().click()
    await expect(page.getByRole('alertdialog')).toBeVisible()
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme })
      await expectAccessible(page, `${language}, ${colorScheme}`)
    }
    await expectWhole(page, language)
    await page.setViewportSize({ width: 480, height: 700 })
    await expectWhole(page, `${language}, narrow`)
    await expectAccessible(page, `${language}, narrow`)
    await expect(page.locator('.dialog-foot').getByRole('button').last()).toBeInViewport({ ratio: 1 })
    await page.keyboard.press('Escape')
    await expect(page.getByRole('alertdialog')).toBeHidden()
  }
})
