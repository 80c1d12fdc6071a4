import { expect, type Page } from 'playwright/test'
import { type BrowserApp, notices, openFromHome, saveState, test } from '../support/browser-app.ts'
import { expectAccessible } from '../support/looks.ts'
import { cell, rowAtTop, untilSaved } from '../support/screen.ts'
import { paragraphs } from '../support/worked-project.ts'

// How the rows are laid out: stacked, larger, closer, alone; and that it is kept.

async function open(egiz: BrowserApp, count = 300): Promise<Page> {
  await egiz.project('Layout', paragraphs(count))
  await egiz.page.reload()
  await openFromHome(egiz.page, 'Layout')
  await egiz.page.locator('.grid .row').first().waitFor()
  return egiz.page
}

/** Whether the active row is in the grid's view, whole. */
const activeInView = (page: Page) =>
  page.evaluate(() => {
    const row = document.querySelector('.row.active')?.getBoundingClientRect()
    const grid = document.querySelector('.grid')!.getBoundingClientRect()
    return row !== undefined && row.top >= grid.top + 31 && row.bottom <= grid.bottom
  })
const textSize = (page: Page) => cell(page, 0, 'source').evaluate((element) => getComputedStyle(element).fontSize)
const target = (page: Page, row: number) => page.getByRole('textbox', { name: `Translation, row ${row}`, exact: true })

test('stacked, the translation stands below its source; the active row stays in view, and the layout is there again after loading anew', async ({
  egiz,
}) => {
  const page = await open(egiz)
  await page.locator('.grid').evaluate((grid) => grid.scrollTo(0, 9000))
  const number = (await rowAtTop(page, 50)) + 5
  await cell(page, number - 1, 'target').click()
  await expect(target(page, number)).toBeFocused()
  await page.keyboard.type('Below.')
  await page.keyboard.press('Alt+s')
  await expect(page.locator('.grid.stacked')).toBeVisible()
  await expect.poll(() => activeInView(page)).toBe(true)
  await expect(target(page, number)).toBeFocused()
  const [above, below] = await Promise.all([cell(page, number - 1, 'source').boundingBox(), cell(page, number - 1, 'target').boundingBox()])
  expect(below!.y).toBeGreaterThanOrEqual(above!.y + above!.height - 1)
  expect(Math.abs(below!.x - above!.x)).toBeLessThan(1)
  expect(Math.abs(below!.width - above!.width)).toBeLessThan(1)
  await page.keyboard.type(' Still there.')
  await untilSaved(page)
  await expectAccessible(page, 'stacked rows')

  await page.reload()
  await openFromHome(page, 'Layout')
  await expect(page.locator('.grid.stacked')).toBeVisible()
  await expect(cell(page, number - 1, 'target')).toHaveText('Below. Still there.')
  await page.keyboard.press('Alt+s')
  await expect(page.locator('.grid.beside')).toBeVisible()
})

test('keys change the size of the text and nothing else; pressed fast, each counts, and the last is kept', async ({ egiz }) => {
  const page = await open(egiz, 60)
  await cell(page, 2, 'target').click()
  await expect(target(page, 3)).toBeFocused()
  expect(await textSize(page)).toBe('16px')
  const chrome = () => page.locator('.workbench-head').evaluate((head) => getComputedStyle(head).fontSize)
  const before = await chrome()
  for (let i = 0; i < 4; i++) await page.keyboard.press('Control+Equal')
  await expect.poll(() => textSize(page)).toBe('22px')
  expect(await chrome()).toBe(before)
  expect(await page.evaluate(() => window.devicePixelRatio)).toBe(1)
  await expect.poll(() => activeInView(page)).toBe(true)
  await page.keyboard.press('Control+Minus')
  await expect.poll(() => textSize(page)).toBe('20px')
  await page.reload()
  await openFromHome(page, 'Layout')
  await expect.poll(() => textSize(page)).toBe('20px')
  await page.keyboard.press('Control+0')
  await expect.poll(() => textSize(page)).toBe('16px')
})

test('the menu says what holds, and changes it by keyboard', async ({ egiz }) => {
  const page = await open(egiz, 10)
  const button = page.getByRole('button', { name: 'Layout', exact: true })
  await button.focus()
  await page.keyboard.press('Enter')
  const menu = page.getByRole('menu', { name: 'Layout' })
  await expect(menu).toBeVisible()
  await expectAccessible(page, 'the menu of the layout')
  const height = () =>
    page
      .locator('.grid .row')
      .first()
      .evaluate((row) => row.getBoundingClientRect().height)
  const normal = await height()
  await page.keyboard.type('Compact')
  await expect(page.getByRole('menuitem', { name: 'Compact' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(menu).toBeHidden()
  await expect.poll(height).toBeLessThan(normal)
  await expect(button).toBeFocused()
})

test('the focus mode leaves the rows and the truth about saving; its key and Esc twice end it', async ({ egiz }) => {
  const page = await open(egiz, 40)
  await cell(page, 1, 'target').click()
  await expect(target(page, 2)).toBeFocused()
  const around = [page.locator('.workbench-head'), page.locator('#documents'), page.locator('#tags')]
  await page.keyboard.press('Control+Shift+KeyM')
  for (const part of around) await expect(part).toBeHidden()
  await expect(notices(page)).toContainText('Esc twice')
  await expect(target(page, 2)).toBeFocused()
  expect(await page.locator('.grid').evaluate((grid) => grid.getBoundingClientRect().width)).toBe(1360)
  await page.keyboard.type('Undisturbed.')
  await expect(saveState(page)).toBeVisible()
  await expect(saveState(page)).toHaveText(/Saved/)
  await expectAccessible(page, 'focus mode')
  await page.keyboard.press('Escape')
  await page.evaluate(() => new Promise((done) => setTimeout(done, 1100)))
  await page.keyboard.press('Escape')
  await expect(around[0]!).toBeHidden()
  await page.keyboard.press('Escape')
  for (const part of around) await expect(part).toBeVisible()
  await page.keyboard.press('Control+Shift+KeyM')
  await expect(around[0]!).toBeHidden()
  await page.keyboard.press('Control+Shift+KeyM')
  for (const part of around) await expect(part).toBeVisible()
  await expect(cell(page, 1, 'target')).toHaveText('Undisturbed.')
})

test('panes are made wider by keyboard, folded away and opened as wide again, over starts and narrow windows', async ({ egiz }) => {
  const page = await open(egiz, 10)
  const width = (pane: string) => page.locator(`#${pane}`).evaluate((element) => Math.round(element.getBoundingClientRect().width))
  const again = async () => {
    await page.reload()
    await openFromHome(page, 'Layout')
  }
  const usual = await width('documents')
  await page.locator('.panes > .separator').first().focus()
  await page.keyboard.press('ArrowRight')
  await expect.poll(() => width('documents')).toBeGreaterThan(usual)
  const wide = await width('documents')
  const side = await width('tags')
  await page.evaluate(() => new Promise((done) => setTimeout(done, 300)))
  await again()
  await expect.poll(() => width('documents')).toBe(wide)
  await page.keyboard.press('Control+Backslash')
  await expect.poll(() => width('documents')).toBe(0)
  await page.evaluate(() => new Promise((done) => setTimeout(done, 300)))
  await again()
  expect(await width('documents')).toBe(0)
  await page.keyboard.press('Control+Backslash')
  await expect.poll(() => width('documents')).toBe(wide)
  await page.setViewportSize({ width: 700, height: 800 })
  await expect.poll(() => width('documents')).toBe(0)
  await expect.poll(() => width('tags')).toBe(0)
  await again()
  await page.setViewportSize({ width: 1360, height: 860 })
  await expect.poll(() => width('documents')).toBe(wide)
  await expect.poll(() => width('tags')).toBe(side)
})
