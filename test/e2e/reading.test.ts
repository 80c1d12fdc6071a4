import { expect, type Locator, type Page } from 'playwright/test'
import { type BrowserApp, openFromHome, test, typeInRow } from '../support/browser-app.ts'
import { expectAccessible, expectWhole } from '../support/looks.ts'
import { caretAt, cell, mountedRows, rowAtTop, untilSaved } from '../support/screen.ts'
import { paragraphs } from '../support/worked-project.ts'

// Running text in the place of the rows, and below them.

async function open(egiz: BrowserApp, texts: readonly string[]): Promise<Page> {
  await egiz.project('Reading', texts)
  await egiz.page.reload()
  await openFromHome(egiz.page, 'Reading')
  await egiz.page.locator('.grid .row').first().waitFor()
  return egiz.page
}

const reading = (page: Page): Locator => page.locator('.reading:not(.preview)')
const preview = (page: Page): Locator => page.locator('.reading.preview')
const paragraph = (of: Locator, index: number): Locator => of.locator(`[data-index="${index}"] .read-text`)
const target = (page: Page, row: number) => page.getByRole('textbox', { name: `Translation, row ${row}`, exact: true })

/** Where a character of a paragraph's text is on the screen. */
const pointAt = (of: Locator, offset: number) =>
  of.evaluate((element, at) => {
    const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT)
    let left = at
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const length = node.textContent!.length
      if (left < length) {
        const range = document.createRange()
        range.setStart(node, left)
        range.setEnd(node, left + 1)
        const box = range.getBoundingClientRect()
        return { x: Math.round(box.left), y: Math.round(box.top + box.height / 2) }
      }
      left -= length
    }
    throw new Error(`no character ${at}`)
  }, offset)

test('a long document is read as running text; what is tagged there over two paragraphs is tagged in the rows', async ({ egiz }) => {
  const page = await open(egiz, paragraphs(3000))
  await page.locator('.grid').evaluate((grid) => grid.scrollTo(0, 60_000))
  const first = await rowAtTop(page, 500)
  await page.keyboard.press('Alt+Shift+r')
  await expect(reading(page)).toBeFocused()
  await expect(paragraph(reading(page), first - 1)).toContainText(`${first}-абзацы`)
  await expect.poll(async () => (await paragraph(reading(page), first - 1).boundingBox())!.y).toBeLessThan(180)
  expect(await reading(page).locator('.read-slot').count()).toBeLessThan(200)
  await expectAccessible(page, 'reading')
  await expectWhole(page, 'reading')

  const from = await pointAt(paragraph(reading(page), first), 4)
  const to = await pointAt(paragraph(reading(page), first + 1), 11)
  await page.mouse.move(from.x, from.y)
  await page.mouse.down()
  await page.mouse.move(to.x, to.y, { steps: 6 })
  await page.mouse.up()
  await page.keyboard.press('Alt+t')
  await expect(page.getByRole('combobox')).toBeFocused()
  await page.keyboard.type('Across')
  await page.keyboard.press('Enter')
  await expect(reading(page).locator('.annotated')).toHaveCount(2)
  await expect(reading(page).locator('.annotated').first()).toHaveAttribute('title', 'Across')
  await reading(page).focus()
  await page.keyboard.press('Escape')
  await expect(page.locator('.grid .row').first()).toBeVisible()
  for (let times = 0; times < 3; times++) {
    expect(await rowAtTop(page, 500)).toBe(first)
    await page.keyboard.press('Alt+r')
    await expect(reading(page)).toBeFocused()
    await page.keyboard.press('Alt+r')
  }
  const rows = (await mountedRows(page)).filter(({ index }) => index === first || index === first + 1)
  const texts = rows.map(({ source }) => source.map(({ text }) => text).join(''))
  expect(rows.map(({ tags }) => tags)).toEqual([
    [{ tag: 'Across', side: 'source', from: 4, to: texts[0]!.length, quote: texts[0]!.slice(4) }],
    [{ tag: 'Across', side: 'source', from: 0, to: 11, quote: texts[1]!.slice(0, 11) }],
  ])
  await untilSaved(page)
})

test('rows that carry a paragraph on are one paragraph; what is not translated shows its source, or a mark', async ({ egiz }) => {
  const page = await open(egiz, ['Кітапхана өзен бойында. Оның есігі ашық.', 'Екінші абзац осы.'])
  await typeInRow(page, 1, 'The library is by the river. Its door is open.')
  await caretAt(page, 'The library is by the river. '.length)
  await page.keyboard.press('Control+Shift+Enter')
  await expect(target(page, 2)).toBeFocused()
  await page.keyboard.press('Alt+r')
  await expect(paragraph(reading(page), 0)).toHaveText('The library is by the river. Its door is open.')
  await expect(paragraph(reading(page), 1)).toHaveText('Екінші абзац осы.')
  await expect(paragraph(reading(page), 1)).toHaveAttribute('lang', 'kk')
  await expect(reading(page).locator('.read-row.active')).toHaveText('Its door is open.')
  await page.getByRole('button', { name: 'Layout', exact: true }).click()
  await page.getByRole('menuitem', { name: 'Source where nothing is translated' }).click()
  await expect(reading(page).locator('[data-hint]')).toHaveAttribute('data-hint', '[not translated yet]')
  await expect(paragraph(reading(page), 1)).toHaveText('')
  await page.getByRole('button', { name: 'Қазақша', exact: true }).click()
  await expect(paragraph(reading(page), 0)).toHaveText('Кітапхана өзен бойында. Оның есігі ашық.')
})

test('a click makes a paragraph the active one; Enter and a double click go to its row, and the caret is where it was', async ({
  egiz,
}) => {
  const page = await open(egiz, paragraphs(40))
  await typeInRow(page, 2, 'The second paragraph')
  await caretAt(page, 4)
  await page.keyboard.press('Alt+r')
  await expect(paragraph(reading(page), 1)).toHaveAttribute('aria-current', 'true')
  await page.keyboard.press('Alt+r')
  await expect(target(page, 2)).toBeFocused()
  await page.keyboard.type('very ')
  await expect(cell(page, 1, 'target')).toHaveText('The very second paragraph')

  await page.keyboard.press('Alt+r')
  await paragraph(reading(page), 5).locator('.read-row').click()
  await expect(paragraph(reading(page), 5)).toHaveAttribute('aria-current', 'true')
  await page.keyboard.press('Alt+ArrowDown')
  await expect(paragraph(reading(page), 6)).toHaveAttribute('aria-current', 'true')
  await page.keyboard.press('Enter')
  await expect(target(page, 7)).toBeFocused()
  await page.keyboard.press('Alt+r')
  await paragraph(reading(page), 3).locator('.read-row').dblclick()
  await expect(target(page, 4)).toBeFocused()
  await page.keyboard.type('Typed again.')
  await untilSaved(page)
})

test('the preview follows the active row and what is typed in it, and is there again after loading anew', async ({ egiz }) => {
  const page = await open(egiz, paragraphs(400))
  await cell(page, 0, 'target').click()
  await expect(target(page, 1)).toBeFocused()
  await page.keyboard.press('Alt+v')
  await expect(preview(page)).toBeVisible()
  await expect(target(page, 1)).toBeFocused()
  await page.keyboard.type('Seen at once.')
  await expect(paragraph(preview(page), 0)).toHaveText('Seen at once.')
  await page.locator('.grid').evaluate((grid) => grid.scrollTo(0, 12_000))
  const number = (await rowAtTop(page, 100)) + 1
  await cell(page, number - 1, 'target').click()
  await expect(target(page, number)).toBeFocused()
  await expect(paragraph(preview(page), number - 1)).toHaveAttribute('aria-current', 'true')
  await expect(paragraph(preview(page), number - 1)).toBeInViewport()
  await expectAccessible(page, 'preview')
  await page.keyboard.press('Alt+ArrowDown')
  await expect(paragraph(preview(page), number)).toHaveAttribute('aria-current', 'true')
  await expect(target(page, number + 1)).toBeFocused()
  await paragraph(preview(page), number - 2)
    .locator('.read-row')
    .click()
  await expect(target(page, number - 1)).toBeFocused()
  await untilSaved(page)
  await page.reload()
  await openFromHome(page, 'Reading')
  await expect(preview(page)).toBeVisible()
  await expect(paragraph(preview(page), number - 2)).toHaveAttribute('aria-current', 'true')
  await page.getByRole('button', { name: 'Close the preview' }).click()
  await expect(preview(page)).toBeHidden()
})
