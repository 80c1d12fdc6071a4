import { expect, type Page } from 'playwright/test'
import { readBilingualDocx } from '../../shared/formats/bilingual-docx/read.ts'
import { readBilingualHtml } from '../../shared/formats/bilingual-html/read.ts'
import { type Held, heldPlain } from '../../shared/formats/held.ts'
import { readTsv } from '../../shared/formats/tsv/read.ts'
import { rereadTxt } from '../../shared/formats/txt/reread.ts'
import { pressOnCyrillicLayout } from './keys.ts'
import type { ScenarioText } from './scenario-text.ts'
import { allRows, caretSettled, cell, dragOver, intoSource, mountedRows, type ScreenRow, untilSaved } from './screen.ts'

/** What the two editions do each in their own way. */
export interface Edition {
  /** The page as it is now: another one after `restart`. */
  readonly page: Page
  /** Does what opens a file dialog, and chooses these files in it. */
  choose(press: () => Promise<void>, paths: readonly string[]): Promise<void>
  /** Does what saves a file, and returns what was saved. */
  save(press: () => Promise<void>): Promise<Uint8Array>
  /** Quits the program altogether and starts it again with the same data. */
  restart(): Promise<void>
}

const PROJECT = 'Жинақ 2024'
const typed = ['The first paragraph, typed in full.', 'The second has', 'weight', 'in one word.', 'And a third one, to end with.'] as const

/** The main job from the first screen to the exported files. It begins on an empty first screen. */
export async function mainJob(edition: Edition, text: ScenarioText): Promise<void> {
  await importText(edition, text)
  const { page } = edition
  const untouched = await look(page)
  await translate(page)
  await tag(page)
  const worked = await mountedRows(page, 5)
  checkTags(worked)
  await undoAndRedo(page, untouched)
  expect(await mountedRows(page, 5)).toEqual(worked)

  await untilSaved(page)
  const before = await allRows(page)
  await edition.restart()
  await edition.page.getByRole('button', { name: PROJECT }).click()
  await expect(edition.page.locator('.grid')).toHaveAttribute('aria-rowcount', String(before.length))
  expect(await allRows(edition.page)).toEqual(before)
  await exportAll(edition, before)
}

/** From the first screen: a file, a project for it, a look at its paragraphs, the rows. */
async function importText({ page, choose }: Edition, text: ScenarioText): Promise<void> {
  await expect(page.getByText('Twins: every paragraph beside its translation')).toBeVisible()
  await choose(() => page.getByRole('button', { name: 'Import a text…' }).click(), [text.path])
  const project = page.getByRole('dialog', { name: /^New project for/ })
  await project.getByRole('textbox', { name: 'Name' }).fill(PROJECT)
  await project.getByRole('button', { name: 'Create and import' }).click()

  const preview = page.getByRole('dialog', { name: /^Import “/ })
  await expect(preview.getByText('Recognised: UTF-8')).toBeVisible()
  await expect(preview.getByText(/^Recognised: hard-wrapped lines/)).toBeVisible()
  await expect(preview.getByRole('list', { name: 'Taken out of the text' }).getByText(text.pageNumber, { exact: true })).toBeVisible()
  const paragraphs = await previewed(page)
  expect(text.judge(paragraphs)).toBeNull()
  await expect(preview.getByTestId('import-counts')).toContainText(`→ ${paragraphs.length} paragraphs`)
  await preview.getByRole('button', { name: `Import ${paragraphs.length} paragraphs` }).click()

  await expect(page.locator('.grid')).toHaveAttribute('aria-rowcount', String(paragraphs.length))
  expect((await allRows(page)).map((row) => heldPlain(row.source))).toEqual(paragraphs)
}

/** Every paragraph of the import preview, by scrolling through it. */
async function previewed(page: Page): Promise<string[]> {
  const list = page.getByRole('region', { name: 'Paragraphs found' })
  const found = new Map<number, string>()
  await list.evaluate((element) => element.scrollTo(0, 0))
  for (;;) {
    const { rows, end } = await list.evaluate(async (element) => {
      await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))
      const seen = [...element.querySelectorAll('.preview-row')].flatMap((row): [number, string][] => {
        const body = row.querySelector('.preview-text:not(.removed) > span[lang]')
        return body ? [[Number(row.getAttribute('aria-posinset')), body.textContent ?? '']] : []
      })
      const last = element.scrollTop + element.clientHeight >= element.scrollHeight - 1
      element.scrollBy(0, element.clientHeight * 0.8)
      return { rows: seen, end: last }
    })
    for (const [place, body] of rows) found.set(place, body)
    if (end) break
  }
  await list.evaluate((element) => element.scrollTo(0, 0))
  return [...found].sort(([a], [b]) => a - b).map(([, body]) => body)
}

const targetOf = (page: Page, row: number) => page.getByRole('textbox', { name: `Translation, row ${row}`, exact: true })

/** Three paragraphs by typing, Ctrl+Enter between them, one word of the second bold by a key of a Cyrillic keyboard. */
async function translate(page: Page): Promise<void> {
  // The import leaves the caret there.
  await expect(targetOf(page, 1)).toBeFocused()
  await page.keyboard.type(typed[0])
  await page.keyboard.press('Control+Enter')
  await expect(targetOf(page, 2)).toBeFocused()
  await page.keyboard.type(`${typed[1]} `)
  await pressOnCyrillicLayout(page, 'KeyB', 'и')
  await page.keyboard.type(typed[2])
  await pressOnCyrillicLayout(page, 'KeyB', 'и')
  await page.keyboard.type(` ${typed[3]}`)
  await page.keyboard.press('Control+Enter')
  await expect(targetOf(page, 3)).toBeFocused()
  await page.keyboard.type(typed[4])
  await page.keyboard.press('Control+Enter')
  await expect(targetOf(page, 4)).toBeFocused()

  const rows = await mountedRows(page, 4)
  expect(rows.map((row) => row.state)).toEqual(['translated', 'translated', 'translated', 'initial'])
  expect(rows.map((row) => row.target)).toEqual([
    [{ text: typed[0], style: '' }],
    [
      { text: `${typed[1]} `, style: '' },
      { text: typed[2], style: 'bold' },
      { text: ` ${typed[3]}`, style: '' },
    ],
    [{ text: typed[4], style: '' }],
    [],
  ])
}

/** Two passages that overlap, by pointer and by keys, each with a new tag; then the digits, plain in the source, with Alt in the translation. */
async function tag(page: Page): Promise<void> {
  await dragOver(page, 2, 'source', 4, 30)
  await page.getByRole('toolbar', { name: 'Tag the selection' }).getByRole('button', { name: 'More tags' }).click()
  await nameTag(page, 'Ұйымдар')

  await cell(page, 2, 'target').click()
  await intoSource(page, 3)
  for (let i = 0; i < 12; i++) await page.keyboard.press('ArrowRight')
  for (let i = 0; i < 30; i++) await page.keyboard.press('Shift+ArrowRight')
  await caretSettled(page)
  await page.keyboard.press('Alt+t')
  await nameTag(page, 'Region')

  await page.keyboard.press('Alt+ArrowDown')
  await expect(page.getByRole('textbox', { name: 'Source, row 4', exact: true })).toBeFocused()
  await intoSource(page, 4)
  for (let i = 0; i < 9; i++) await page.keyboard.press('Shift+ArrowRight')
  await caretSettled(page)
  await page.keyboard.press('1')

  await dragOver(page, 0, 'target', 4, 19)
  await page.keyboard.press('Alt+Digit2')
  await expect(cell(page, 0, 'target').locator('.annotated')).toHaveText('first paragraph')
}

async function nameTag(page: Page, name: string): Promise<void> {
  const field = page.getByRole('combobox', { name: 'Tag the selection' })
  await expect(field).toBeFocused()
  await page.keyboard.type(name)
  await expect(page.getByRole('option', { name: `New tag “${name}”` })).toHaveAttribute('aria-selected', 'true')
  await page.keyboard.press('Enter')
  await expect(field).toBeHidden()
  await expect(page.getByRole('list', { name: 'Tags' }).getByText(name, { exact: true })).toBeVisible()
}

function checkTags(rows: readonly ScreenRow[]): void {
  const source = rows.map((row) => heldPlain(row.source))
  const at = (index: number, from: number, to: number) => ({ side: 'source' as const, from, to, quote: source[index]!.slice(from, to) })
  expect(rows.map((row) => row.tags)).toEqual([
    [{ tag: 'Region', side: 'target', from: 4, to: 19, quote: 'first paragraph' }],
    [],
    [
      { tag: 'Ұйымдар', ...at(2, 4, 30) },
      { tag: 'Region', ...at(2, 12, 42) },
    ],
    [{ tag: 'Ұйымдар', ...at(3, 0, 9) }],
    [],
  ])
}

/** What one step of undo may change, as far as this scenario's steps reach. */
async function look(page: Page): Promise<string> {
  const rows = await mountedRows(page, 5)
  const tags = await page.locator('.tag-list .tag-label').allTextContents()
  return JSON.stringify([
    rows.map((row) => [row.state, row.source, row.target, row.tags.map(({ side, from, to }) => [side, from, to])]),
    tags,
  ])
}

/** Takes everything back to where typing began and does it again, each step in sight. */
async function undoAndRedo(page: Page, untouched: string): Promise<void> {
  const steps = [await look(page)]
  while (steps.at(-1) !== untouched) {
    await page.keyboard.press('Control+z')
    await expect
      .poll(() => look(page), { message: `step ${steps.length} of undo changes what is seen`, intervals: [20, 50, 100] })
      .not.toBe(steps.at(-1))
    steps.push(await look(page))
    expect(steps.length).toBeLessThan(60)
  }
  expect(steps.length).toBeGreaterThan(8)
  for (const earlier of steps.reverse().slice(1)) {
    await page.keyboard.press('Control+Shift+z')
    await expect.poll(() => look(page), { intervals: [20, 50, 100] }).toBe(earlier)
  }
}

/** Exports in every format, reads each file back and compares it with what is on the screen. */
async function exportAll(edition: Edition, rows: readonly ScreenRow[]): Promise<void> {
  const docx = readBilingualDocx(await exportAs(edition, /^Bilingual Word document/))
  expect(rowsOf(docx, ['kind', 'source', 'target'])).toEqual(rows.map(({ kind, source, target }) => ({ kind, source, target })))
  expect(marksOf(docx, true)).toEqual(marksSeen(rows, true))

  const html = readBilingualHtml(await exportAs(edition, /^Bilingual web page/))
  expect(rowsOf(html, ['id', 'kind', 'state', 'source', 'target'])).toEqual(
    rows.map(({ id, kind, state, source, target }) => ({ id, kind, state, source, target })),
  )
  expect(marksOf(html, true)).toEqual(marksSeen(rows, true))

  const tsv = readTsv(await exportAs(edition, /^Table/))
  const plain = rows.map((row) => ({ ...row, source: heldPlain(row.source), target: heldPlain(row.target) }))
  expect(tsv.documents[0]?.rows.map((row) => [row.id, row.state, heldPlain(row.source ?? []), heldPlain(row.target ?? [])])).toEqual(
    plain.map((row) => [row.id, row.state, row.source, row.target]),
  )
  expect(marksOf(tsv, false)).toEqual(marksSeen(rows, false))

  const txt = rereadTxt(await exportAs(edition, /^Translation as plain text/))
  expect(txt.documents[0]?.rows.map((row) => heldPlain(row.target ?? []))).toEqual(plain.map((row) => row.target || row.source))
}

async function exportAs({ page, save }: Edition, format: RegExp): Promise<Uint8Array> {
  await page.keyboard.press('Control+e')
  const dialog = page.getByRole('dialog', { name: 'Export' })
  await dialog.locator('label').filter({ hasText: format }).click()
  const bytes = await save(() => dialog.getByRole('button', { name: 'Export', exact: true }).click())
  await expect(dialog.getByText('The file is complete')).toBeVisible()
  await dialog.getByRole('button', { name: 'Done' }).click()
  await expect(dialog).toBeHidden()
  return bytes
}

function rowsOf(held: Held, fields: readonly ('id' | 'kind' | 'state' | 'source' | 'target')[]): unknown[] {
  return held.documents.flatMap((document) => document.rows.map((row) => Object.fromEntries(fields.map((field) => [field, row[field]]))))
}

/** Marks as one line each, in an order of their own: formats order them differently. */
function marksOf(held: Held, positions: boolean): string[] {
  const marks = held.documents.flatMap((document) => document.marks)
  return marks.map(({ tag, row, side, from, quote }) => JSON.stringify([tag, row, side, positions ? from : null, quote])).sort()
}

function marksSeen(rows: readonly ScreenRow[], positions: boolean): string[] {
  const seen = rows.flatMap((row) => row.tags.map((mark) => [mark.tag, row.index + 1, mark.side, positions ? mark.from : null, mark.quote]))
  return seen.map((mark) => JSON.stringify(mark)).sort()
}
