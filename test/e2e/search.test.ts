import { expect, type Page } from 'playwright/test'
import { heldPlain } from '../../shared/formats/held.ts'
import { type BrowserApp, goHome, openFromHome, test, typeInRow } from '../support/browser-app.ts'
import { expectAccessible } from '../support/looks.ts'
import { allRows, cell, untilSaved } from '../support/screen.ts'
import { tagStretch } from '../support/worked-project.ts'

// Find and replace, by the keyboard where there is one for it.

const SOURCES = [
  'Қазақстанның тұңғыш кітапханасы.',
  'Ёлка стоит в лесу.',
  'Кітап оқы; КІТАП жаз.',
  'За\u0301мок и замо\u0301к.',
  'Мой дом, мои книги.',
] as const
const TARGETS = [
  'The first library of Kazakstan.',
  'A fir stands in the wood.',
  'Read a book of Kazakstan; write a book on kazakstan.',
] as const

async function open(egiz: BrowserApp): Promise<Page> {
  await egiz.project('Search', SOURCES)
  const { page } = egiz
  await page.reload()
  await openFromHome(page, 'Search')
  return page
}

async function translate(page: Page): Promise<void> {
  for (const [i, text] of TARGETS.entries()) await typeInRow(page, i + 1, text)
  await untilSaved(page)
}

const findField = (page: Page) => page.getByRole('textbox', { name: 'Find', exact: true })
const replaceField = (page: Page) => page.getByRole('textbox', { name: 'Replace with' })
const toggle = (page: Page, name: string) => page.getByRole('button', { name, exact: true })
const status = (page: Page) => page.locator('.search-status')
const hits = (page: Page) => page.getByRole('listbox', { name: 'Hits' }).getByRole('option')
const hitMarks = (page: Page) => hits(page).locator('mark')
const marked = (page: Page) =>
  page.evaluate(() =>
    ['search', 'search-current'].flatMap((name) =>
      [...(CSS.highlights.get(name) ?? [])].map((range) => {
        const text = document.createRange()
        text.setStart(range.startContainer, range.startOffset)
        text.setEnd(range.endContainer, range.endOffset)
        return text.toString()
      }),
    ),
  )
const selected = (page: Page) => page.evaluate(() => getSelection()?.toString())
const targets = async (page: Page) => (await allRows(page)).map((row) => heldPlain(row.target))

async function find(page: Page, text: string, found: string): Promise<void> {
  await findField(page).fill(text)
  await expect(status(page)).toContainText(found)
}

test('finds while it is typed; case, accents, whole words and expressions tell apart what is asked to', async ({ egiz }) => {
  const page = await open(egiz)
  await page.keyboard.press('Control+f')
  await expect(findField(page)).toBeFocused()
  await page.keyboard.type('кітап')
  await expect(status(page)).toContainText('3 hits in 2 rows')
  await expect(hitMarks(page)).toHaveText(['кітап', 'Кітап', 'КІТАП'])
  await expect.poll(() => marked(page)).toEqual(['кітап', 'Кітап', 'КІТАП'])
  await toggle(page, 'Whole words only').click()
  await expect(hitMarks(page)).toHaveText(['Кітап', 'КІТАП'])
  await toggle(page, 'Match case').click()
  await expect(status(page)).toContainText('Nothing found')
  await expect(hits(page)).toHaveCount(0)
  expect(await marked(page)).toEqual([])
  await toggle(page, 'Match case').click()
  await toggle(page, 'Whole words only').click()

  await find(page, 'елка', '1 hit in 1 row')
  await expect(hitMarks(page)).toHaveText(['Ёлка'])
  await find(page, 'замок', '2 hits in 1 row')
  await expect(hitMarks(page)).toHaveText(['За\u0301мок', 'замо\u0301к'])
  await find(page, 'мои', '1 hit in 1 row')
  await toggle(page, 'Match accents and diacritics').click()
  await find(page, 'елка', 'Nothing found')
  await find(page, 'ёлка', '1 hit in 1 row')

  await toggle(page, 'Regular expression').click()
  await find(page, '^\\p{Lu}\\S+', '5 hits in 5 rows')
  await expect.poll(() => marked(page)).toEqual(['Қазақстанның', 'Ёлка', 'Кітап', 'За\u0301мок', 'Мой'])
  await expectAccessible(page, 'the search')
})

test('hits are walked by keys: in the list, from the field, and by F3 anywhere', async ({ egiz }) => {
  const page = await open(egiz)
  await page.keyboard.press('Control+f')
  await page.keyboard.type('кітап')
  await expect(hits(page)).toHaveCount(3)
  await page.keyboard.press('ArrowDown')
  await expect(page.getByRole('listbox', { name: 'Hits' })).toBeFocused()
  await page.keyboard.press('ArrowDown')
  await expect(hits(page).nth(1)).toHaveAttribute('aria-selected', 'true')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('textbox', { name: 'Source, row 3', exact: true })).toBeFocused()
  await expect.poll(() => selected(page)).toBe('Кітап')
  await page.keyboard.press('F3')
  await expect.poll(() => selected(page)).toBe('КІТАП')
  await page.keyboard.press('F3')
  await expect(page.getByRole('textbox', { name: 'Source, row 1', exact: true })).toBeFocused()
  await expect.poll(() => selected(page)).toBe('кітап')
  await page.keyboard.press('Shift+F3')
  await expect.poll(() => selected(page)).toBe('КІТАП')

  // What is selected is what is looked for next.
  await page.keyboard.press('Control+f')
  await expect(findField(page)).toBeFocused()
  await expect(findField(page)).toHaveValue('КІТАП')
  await page.keyboard.press('Escape')
  await expect(findField(page)).toBeHidden()
  await expect(page.getByRole('textbox', { name: 'Source, row 3', exact: true })).toBeFocused()
  expect(await marked(page)).toEqual([])
  await expect(page.getByRole('tab', { name: 'Tags' })).toHaveAttribute('aria-selected', 'true')

  // Chosen by its tab it finds all the same, in a project opened just now, too.
  await goHome(page)
  await openFromHome(page, 'Search')
  await page.getByRole('tab', { name: 'Find' }).click()
  await find(page, 'ёлка', '1 hit in 1 row')
})

test('the hits follow what is written, tagged and noted, in all documents', async ({ egiz }) => {
  const page = await open(egiz)
  await page.keyboard.press('Control+f')
  await page.keyboard.type('library')
  await expect(status(page)).toContainText('Nothing found')
  await typeInRow(page, 2, 'A library in the wood')
  await expect(status(page)).toContainText('1 hit in 1 row')
  await expect(hits(page)).toContainText(['row 2'])
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Close the search' }).click()

  await tagStretch(page, 1, 'source', 0, 4, 'Library things')
  await page.keyboard.press('Control+f')
  await find(page, 'library', '2 hits in 1 row')
  await expect(hits(page).nth(1)).toContainText('Library thingsЁлка')
  await hits(page).nth(1).click()
  await expect.poll(() => selected(page)).toBe('Ёлка')
  await toggle(page, 'Tags').click()
  await expect(status(page)).toContainText('1 hit in 1 row')
  await page.keyboard.press('Control+z')
  await page.keyboard.press('Control+z')
  await expect(status(page)).toContainText('Nothing found')
})

test('one hit is replaced after another; a tag on the words stays on them', async ({ egiz }) => {
  const page = await open(egiz)
  await translate(page)
  await tagStretch(page, 0, 'target', 4, 17, 'First')
  await cell(page, 0, 'target').click()
  await page.keyboard.press('Control+h')
  await findField(page).fill('kazakstan')
  await replaceField(page).fill('Kazakhstan')
  await expect(status(page)).toContainText('3 hits in 2 rows')
  await toggle(page, 'Replace').click()
  await expect.poll(() => selected(page)).toBe('Kazakstan')
  await toggle(page, 'Replace').click()
  await expect(cell(page, 0, 'target')).toHaveText('The first library of Kazakhstan.')
  await expect.poll(() => selected(page)).toBe('Kazakstan')
  await expect(page.getByRole('textbox', { name: 'Translation, row 3', exact: true })).toBeFocused()
  await toggle(page, 'Replace').click()
  await expect(cell(page, 2, 'target')).toHaveText('Read a book of Kazakhstan; write a book on kazakstan.')
  await expect(cell(page, 0, 'target').locator('.annotated')).toHaveText('first library')
  await page.keyboard.press('Control+z')
  await expect(cell(page, 2, 'target')).toHaveText(TARGETS[2])
  await expect(status(page)).toContainText('2 hits in 1 row')
})

test('all hits are replaced after a look; rows left out and locked rows stay; one undo gives everything back', async ({ egiz }) => {
  const page = await open(egiz)
  await translate(page)
  await typeInRow(page, 4, 'Kazakstan, locked.')
  await page.getByRole('button', { name: /^Row 4:/ }).click()
  await page.getByRole('menuitem', { name: 'Lock' }).click()
  await typeInRow(page, 5, 'Kazakstan, left out.')
  await cell(page, 0, 'target').click()
  await page.keyboard.press('Control+Enter')
  await tagStretch(page, 2, 'target', 26, 40, 'Between')
  await untilSaved(page)
  const before = await allRows(page)
  expect(before.map(({ state }) => state)).toEqual(['translated', 'initial', 'initial', 'initial', 'initial'])

  await page.keyboard.press('Control+h')
  await toggle(page, 'Regular expression').click()
  await findField(page).fill('(k)azakstan')
  await replaceField(page).fill('$1azakhstan')
  await expect(status(page)).toContainText('5 hits in 4 rows')
  await toggle(page, 'Replace all…').click()
  const dialog = page.getByRole('dialog', { name: 'Replace all' })
  await expect(dialog.getByRole('listitem')).toHaveCount(4)
  await expect(dialog.getByRole('listitem').nth(1).locator('ins')).toHaveText(['Kazakhstan', 'kazakhstan'])
  await expect(dialog.getByRole('listitem').nth(2)).toContainText('locked, stays as it is')
  await dialog.getByRole('listitem').nth(3).getByText('left out').click()
  await expect(dialog.getByRole('checkbox').nth(3)).not.toBeChecked()
  await expectAccessible(page, 'the preview')
  await dialog.getByRole('button', { name: 'Replace in 3 rows' }).click()
  await expect(dialog).toBeHidden()
  await expect(page.locator('.toast-text')).toHaveText(
    '3 hits replaced in 2 rows. 1 locked row stays as it is. Ctrl+Z takes all of it back.',
  )
  expect(await targets(page)).toEqual([
    'The first library of Kazakhstan.',
    TARGETS[1],
    'Read a book of Kazakhstan; write a book on kazakhstan.',
    'Kazakstan, locked.',
    'Kazakstan, left out.',
  ])
  const after = await allRows(page)
  expect(after.map(({ state }) => state)).toEqual(before.map(({ state }) => state))
  expect(after[2]!.tags.map(({ quote }) => quote)).toEqual(before[2]!.tags.map(({ quote }) => quote))
  await page.keyboard.press('Control+z')
  await expect.poll(() => allRows(page)).toEqual(before)
  await page.keyboard.press('Control+Shift+z')
  await expect.poll(() => allRows(page)).toEqual(after)
  await untilSaved(page)
})

test('what is no expression is told, with its place; one that would never end is stopped, and the search goes on', async ({ egiz }) => {
  const page = await open(egiz)
  await page.keyboard.press('Control+f')
  await toggle(page, 'Regular expression').click()
  await findField(page).fill('кі(тап')
  await expect(page.getByText('Character 3: this bracket is not closed, or begins no group.')).toBeVisible()
  await expect(findField(page)).toHaveAttribute('aria-invalid', 'true')
  await findField(page).fill('(\\S+\\s?\\S?)+:$')
  await expect(page.getByText('That took too long')).toBeVisible()
  await find(page, 'кі(тап)', '3 hits in 2 rows')
  await expect(page.getByText('That took too long')).toBeHidden()
})

test('within the rows selected, or in every document', async ({ egiz }) => {
  const folder = await egiz.project('Search', SOURCES)
  await egiz.importByCommand(folder, 'second.txt', ['Бұл да кітап.'])
  const { page } = egiz
  await page.reload()
  await openFromHome(page, 'Search')
  const [first, last] = [await cell(page, 0, 'source').boundingBox(), await cell(page, 1, 'source').boundingBox()]
  await page.mouse.move(first!.x + 60, first!.y + 25)
  await page.mouse.down()
  await page.mouse.move(last!.x + 80, last!.y + 25, { steps: 4 })
  await page.mouse.up()
  await page.keyboard.press('Control+f')
  await find(page, 'кітап', '1 hit in 1 row')
  await expect(page.getByRole('button', { name: /Which rows/ })).toContainText('The rows selected')
  await page.getByRole('button', { name: /Which rows/ }).click()
  await page.getByRole('option', { name: 'All documents' }).click()
  await expect(status(page)).toContainText('4 hits in 3 rows')
  await expect(page.locator('.hit-document')).toHaveText(['Search', 'second'])
  await hits(page).nth(3).click()
  await expect(page.locator('.grid')).toHaveAttribute('aria-rowcount', '1')
  await expect.poll(() => selected(page)).toBe('кітап')
})
