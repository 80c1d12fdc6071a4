import { expect, type Page } from 'playwright/test'
import { typeInRow } from './browser-app.ts'
import { allRows, cell, dragOver, type ScreenRow, untilSaved } from './screen.ts'

/** So many numbered Kazakh paragraphs. */
export const paragraphs = (count: number): string[] => Array.from({ length: count }, (_, i) => `Бұл мәтіннің ${i + 1}-абзацы, ұзақ емес.`)

/** Lays a new tag on a stretch of a row's text (0-based index, UTF-16 offsets). */
export async function tagStretch(
  page: Page,
  index: number,
  side: 'source' | 'target',
  from: number,
  to: number,
  tag: string,
): Promise<void> {
  await dragOver(page, index, side, from, to)
  await page.keyboard.press('Alt+t')
  await expect(page.getByRole('combobox')).toBeFocused()
  await page.keyboard.type(tag)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('combobox')).toBeHidden()
  await expect(page.getByRole('list', { name: 'Tags' }).getByText(tag)).toBeVisible()
}

/** Does a little of everything in the open project: types, confirms, tags both sides. Returns what the screen then shows, all of it saved. */
export async function workALittle(page: Page): Promise<ScreenRow[]> {
  await typeInRow(page, 1, 'The first paragraph of this text.')
  await page.keyboard.press('Control+Enter')
  await expect(page.getByRole('textbox', { name: 'Translation, row 2', exact: true })).toBeFocused()
  await page.keyboard.type('The second one')
  await untilSaved(page)
  await tagStretch(page, 2, 'source', 4, 13, 'Genre')
  await tagStretch(page, 0, 'target', 4, 9, 'Order')
  await expect(cell(page, 0, 'target')).toContainText('The first')
  await untilSaved(page)
  return allRows(page)
}
