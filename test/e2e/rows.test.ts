import { expect, type Page } from 'playwright/test'
import { heldPlain } from '../../shared/formats/held.ts'
import { type BrowserApp, goHome, openFromHome, test, typeInRow } from '../support/browser-app.ts'
import { allRows, caretAt, caretSettled, cell, intoSource, mountedRows, type ScreenRow, untilSaved } from '../support/screen.ts'
import { tagStretch } from '../support/worked-project.ts'

// Parting and joining rows by their keys: Ctrl+Shift+Enter, Ctrl+Shift+Delete, Ctrl+Shift+Backspace.

const SOURCES = ['Кітапхана өзен бойында. Оның есігі ашық.', 'Екінші абзац осы.', 'Соңғы абзац.'] as const
const FIRST = 'The library is by the river. Its door is open.'

async function open(egiz: BrowserApp): Promise<string> {
  const folder = await egiz.project('Rows', SOURCES)
  await egiz.page.reload()
  await openFromHome(egiz.page, 'Rows')
  return folder
}

const sources = async (page: Page) => (await allRows(page)).map((row) => heldPlain(row.source))
const targets = async (page: Page) => (await allRows(page)).map((row) => heldPlain(row.target))
const rowCount = (page: Page, count: number) => expect(page.locator('.grid')).toHaveAttribute('aria-rowcount', String(count))
const targetBox = (page: Page, row: number) => page.getByRole('textbox', { name: `Translation, row ${row}`, exact: true })

/** What both sides say, and which words carry which tag: all that parting and joining must keep. */
const kept = (rows: readonly ScreenRow[]) =>
  rows.map(({ source, target, tags, state }) => [
    heldPlain(source),
    heldPlain(target),
    state,
    tags.map(({ tag, side, quote }) => [tag, side, quote]),
  ])

test('a row is parted in its translation and joined again; tags go along; undo and reopening keep all of it', async ({ egiz }) => {
  const { page } = egiz
  const folder = await open(egiz)
  await typeInRow(page, 1, FIRST)
  await untilSaved(page)
  await tagStretch(page, 0, 'target', 4, 11, 'Place')
  await tagStretch(page, 0, 'source', 24, 34, 'Door')
  await tagStretch(page, 0, 'target', 18, 40, 'Across')
  const before = await allRows(page)
  expect(before[0]!.tags.map(({ tag }) => tag).sort()).toEqual(['Across', 'Door', 'Place'])

  await cell(page, 0, 'target').click()
  await expect(targetBox(page, 1)).toBeFocused()
  await caretAt(page, 'The library is by the river. '.length)
  await page.keyboard.press('Control+Shift+Enter')
  await rowCount(page, 4)
  await expect(targetBox(page, 2)).toBeFocused()
  const parted = await allRows(page)
  expect(kept(parted).slice(0, 2)).toEqual([
    [
      'Кітапхана өзен бойында.',
      'The library is by the river.',
      'initial',
      [
        ['Place', 'target', 'library'],
        ['Across', 'target', 'the river.'],
      ],
    ],
    [
      'Оның есігі ашық.',
      'Its door is open.',
      'initial',
      [
        ['Door', 'source', 'Оның есігі'],
        ['Across', 'target', 'Its door is'],
      ],
    ],
  ])
  await page.keyboard.type('And then: ')
  await page.keyboard.press('Control+z')
  await expect(cell(page, 1, 'target')).toHaveText('Its door is open.')
  await page.keyboard.press('Control+z')
  await rowCount(page, 3)
  expect(await allRows(page)).toEqual(before)
  await page.keyboard.press('Control+Shift+z')
  await rowCount(page, 4)
  expect(await allRows(page)).toEqual(parted)

  await untilSaved(page)
  await goHome(page)
  await openFromHome(page, 'Rows')
  expect(await allRows(page)).toEqual(parted)
  await cell(page, 0, 'target').click()
  await expect(targetBox(page, 1)).toBeFocused()
  await page.keyboard.press('Control+Shift+Delete')
  await rowCount(page, 3)
  expect(kept(await allRows(page))).toEqual(kept(before))
  await untilSaved(page)
  expect(egiz.translations(folder)).toEqual([FIRST, '', ''])
})

test('a row is parted in its source; the translation is cut where as much of it lies before', async ({ egiz }) => {
  const { page } = egiz
  const folder = await open(egiz)
  await typeInRow(page, 1, FIRST)
  await intoSource(page, 1)
  await caretAt(page, 'Кітапхана өзен бойында. '.length)
  await page.keyboard.press('Control+Shift+Enter')
  await rowCount(page, 4)
  await expect(page.getByRole('textbox', { name: 'Source, row 2', exact: true })).toBeFocused()
  expect(await sources(page)).toEqual(['Кітапхана өзен бойында.', 'Оның есігі ашық.', SOURCES[1], SOURCES[2]])
  expect(await targets(page)).toEqual(['The library is by the river.', 'Its door is open.', '', ''])
  await page.keyboard.press('Control+Shift+Backspace')
  await rowCount(page, 3)
  expect(await sources(page)).toEqual([...SOURCES])
  await untilSaved(page)
  expect(egiz.translations(folder)).toEqual([FIRST, '', ''])
})

test('a row without a translation is parted and joined by its source', async ({ egiz }) => {
  const { page } = egiz
  await open(egiz)
  await cell(page, 1, 'target').click()
  await expect(targetBox(page, 2)).toBeFocused()
  await intoSource(page, 2)
  await caretAt(page, 7)
  await page.keyboard.press('Control+Shift+Enter')
  await rowCount(page, 4)
  expect(await sources(page)).toEqual([SOURCES[0], 'Екінші', 'абзац осы.', SOURCES[2]])
  expect(await targets(page)).toEqual(['', '', '', ''])
  await page.keyboard.press('Control+Shift+Backspace')
  await rowCount(page, 3)
  expect(await sources(page)).toEqual([...SOURCES])
})

test('at its beginning and end a row is not parted, and that is said; the first and the last row join with nothing', async ({ egiz }) => {
  const { page } = egiz
  await open(egiz)
  await typeInRow(page, 1, 'Words.')
  const before = await allRows(page)
  await intoSource(page, 1)
  await page.keyboard.press('Control+Shift+Enter')
  await expect(page.locator('.toast-text')).toContainText('nothing can be parted at its beginning or end')
  await rowCount(page, 3)
  await page.keyboard.press('Control+Shift+Backspace')
  await cell(page, 2, 'target').click()
  await expect(targetBox(page, 3)).toBeFocused()
  await page.keyboard.press('Control+Shift+Delete')
  await page.keyboard.press('Control+Shift+Enter')
  await rowCount(page, 3)
  expect(await allRows(page)).toEqual(before)
  await page.keyboard.type('Still writable.')
  await expect(cell(page, 2, 'target')).toHaveText('Still writable.')
  await untilSaved(page)
})

test('joining keeps the caret between the same words, and a half-translated pair is not called translated', async ({ egiz }) => {
  const { page } = egiz
  const folder = await open(egiz)
  await typeInRow(page, 1, 'One two.')
  await page.keyboard.press('Control+Enter')
  await expect(targetBox(page, 2)).toBeFocused()
  await page.keyboard.type('Three four.')
  await caretAt(page, 0)
  await page.keyboard.press('Control+Shift+Backspace')
  await rowCount(page, 2)
  await expect(targetBox(page, 1)).toBeFocused()
  await caretSettled(page)
  await page.keyboard.type('and ')
  await expect(cell(page, 0, 'target')).toHaveText('One two. and Three four.')
  await page.keyboard.press('Control+Shift+Delete')
  await rowCount(page, 1)
  const [only] = await mountedRows(page)
  expect([heldPlain(only!.source), only!.state]).toEqual([SOURCES.join(' '), 'initial'])
  await untilSaved(page)
  expect(egiz.translations(folder)).toEqual(['One two. and Three four.'])
  await page.keyboard.press('Control+z')
  await page.keyboard.press('Control+z')
  await page.keyboard.press('Control+z')
  await rowCount(page, 3)
  expect((await allRows(page)).map((row) => [heldPlain(row.target), row.state])).toEqual([
    ['One two.', 'translated'],
    ['Three four.', 'initial'],
    ['', 'initial'],
  ])
})

test('a key of parting does nothing to a word that is being composed', async ({ egiz }) => {
  const { page } = egiz
  const folder = await open(egiz)
  await typeInRow(page, 1, 'Before ')
  const devtools = await page.context().newCDPSession(page)
  await devtools.send('Input.imeSetComposition', { text: 'қаз', selectionStart: 3, selectionEnd: 3 })
  await expect(cell(page, 0, 'target')).toHaveText('Before қаз')
  await page.keyboard.press('Control+Shift+Enter')
  await page.keyboard.press('Control+Shift+Delete')
  await rowCount(page, 3)
  await devtools.send('Input.insertText', { text: 'қазақ' })
  await expect(cell(page, 0, 'target')).toHaveText('Before қазақ')
  await page.keyboard.type(' after')
  await untilSaved(page)
  expect(egiz.translations(folder)).toEqual(['Before қазақ after', '', ''])
})
