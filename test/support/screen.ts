import { expect, type Locator, type Page } from 'playwright/test'
import type { HeldText } from '../../shared/formats/held.ts'
import type { Side } from '../../shared/model/records.ts'

/** A tagged stretch as the screen shows it; offsets are UTF-16 in the cell's text. */
export interface ScreenTag {
  /** As written beside its bracket in the margin. */
  readonly tag: string
  readonly side: Side
  readonly from: number
  readonly to: number
  readonly quote: string
}

/** A row as the screen shows it. */
export interface ScreenRow {
  readonly index: number
  readonly id: string
  readonly kind: string
  readonly state: string
  readonly source: HeldText
  readonly target: HeldText
  readonly tags: readonly ScreenTag[]
}

/** The rows on the screen that are mounted now, once what they show has arrived; the first `most` of them. */
export function mountedRows(page: Page, most = Number.POSITIVE_INFINITY): Promise<ScreenRow[]> {
  return page.evaluate(readMounted, Number.isFinite(most) ? most : null)
}

/** Every row of the document shown, read by scrolling from the first to the last; the grid is left where it was. */
export async function allRows(page: Page): Promise<ScreenRow[]> {
  const rows = new Map<number, ScreenRow>()
  const grid = page.locator('.grid')
  const before = await grid.evaluate((element) => element.scrollTop)
  const count = Number(await grid.getAttribute('aria-rowcount'))
  // Rows that are measured while they scroll past may push others by unseen: those are looked for once more.
  for (let pass = 0; pass < 2 && rows.size < Math.max(1, count); pass++) {
    await grid.evaluate((element) => element.scrollTo(0, 0))
    for (;;) {
      for (const row of await mountedRows(page)) rows.set(row.index, row)
      const end = await grid.evaluate((element) => {
        const last = element.scrollTop + element.clientHeight >= element.scrollHeight - 1
        element.scrollBy(0, element.clientHeight * 0.8)
        return last
      })
      if (end) break
    }
  }
  await grid.evaluate((element, top) => element.scrollTo(0, top), before)
  const read = [...rows.values()].sort((a, b) => a.index - b.index)
  if (read.length !== count) throw new Error(`${read.length} rows were seen of ${count}`)
  return read
}

/** Runs in the page. */
async function readMounted(most: number | null): Promise<ScreenRow[]> {
  const frame = () => new Promise((done) => requestAnimationFrame(done))
  const mounted = () => [...document.querySelectorAll<HTMLElement>('.grid [role="row"][data-unit]')]
  const arrived = (row: HTMLElement) => [...row.querySelectorAll('[data-side]')].every((cell) => cell.firstElementChild !== null)
  // Rows are measured, and brackets drawn, in the frames after they are mounted.
  do await frame()
  while (!mounted().every(arrived))
  await frame()
  await frame()

  const looks: Record<string, string> = { STRONG: 'bold', EM: 'italic', U: 'underline', SUP: 'superscript', SUB: 'subscript' }
  const rows = mounted().map((row) => {
    const labels = new Map<string, string>()
    for (const bracket of row.querySelectorAll<HTMLElement>('.bracket')) {
      const label = bracket.querySelector('.bracket-label')?.textContent ?? ''
      for (const id of bracket.dataset.annotations?.split(' ') ?? []) labels.set(id, label)
    }
    const tags: { tag: string; side: 'source' | 'target'; from: number; to: number; quote: string }[] = []
    const textOf = (side: 'source' | 'target') => {
      const cell = row.querySelector<HTMLElement>(`[data-side="${side}"]`)!
      const runs: { text: string; style: string }[] = []
      const found = new Map<string, { from: number; to: number; quote: string }>()
      const walker = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT)
      let at = 0
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const text = node.textContent ?? ''
        const marks = new Set<string>()
        for (let up = node.parentElement; up && up !== cell; up = up.parentElement) if (looks[up.tagName]) marks.add(looks[up.tagName]!)
        const style = [...marks].sort().join(' ')
        const last = runs.at(-1)
        if (last?.style === style) last.text += text
        else if (text !== '') runs.push({ text, style })
        for (const id of node.parentElement?.closest<HTMLElement>('[data-annotations]')?.dataset.annotations?.split(' ') ?? []) {
          const before = found.get(id)
          found.set(id, { from: before?.from ?? at, to: at + text.length, quote: (before?.quote ?? '') + text })
        }
        at += text.length
      }
      for (const [id, place] of found) tags.push({ tag: labels.get(id) ?? 'no bracket', side, ...place })
      return runs
    }
    const [source, target] = [textOf('source'), textOf('target')]
    const kind = [...row.classList].find((name) => name !== 'row' && name !== 'active') ?? ''
    tags.sort((a, b) => (a.side < b.side ? -1 : a.side > b.side ? 1 : a.from - b.from || a.to - b.to || (a.tag < b.tag ? -1 : 1)))
    return {
      index: Number(row.getAttribute('aria-rowindex')) - 1,
      id: row.dataset.unit!,
      kind,
      state: row.dataset.state!,
      source,
      target,
      tags,
    }
  })
  return rows.sort((a, b) => a.index - b.index).slice(0, most ?? rows.length)
}

/** The 1-based number of the row at the top of the view, once the view has come to rest at least `beyond` rows down. */
export async function rowAtTop(page: Page, beyond: number): Promise<number> {
  const read = () =>
    page.evaluate(() => {
      const head = document.querySelector('.grid-head')!.getBoundingClientRect().bottom
      const rows = [...document.querySelectorAll<HTMLElement>('.grid .row')]
      return Number(rows.find((row) => row.getBoundingClientRect().bottom > head + 1)?.getAttribute('aria-rowindex'))
    })
  await expect.poll(read).toBeGreaterThan(beyond)
  await mountedRows(page)
  return read()
}

/** A side of a row on the screen, by 0-based index. */
export const cell = (page: Page, index: number, side: Side): Locator =>
  page.locator(`.grid [aria-rowindex="${index + 1}"] [data-side="${side}"]`)

/** Where a text offset of a cell is on the screen, after it was scrolled into sight. */
function pointAt(of: Locator, offset: number): Promise<{ x: number; y: number }> {
  return of.evaluate(async (element, wanted) => {
    const place = () => {
      const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT)
      let left = wanted
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const length = node.textContent?.length ?? 0
        if (left <= length) {
          const range = document.createRange()
          // The edge of a character beside the offset: a collapsed range has no place of its own at a line's end.
          range.setStart(node, Math.max(0, left - 1))
          range.setEnd(node, Math.max(1, left))
          const box = [...range.getClientRects()].at(-1)!
          // Whole pixels, as a mouse has them: Chromium loses a selection begun on the very edge of a glyph.
          return { x: Math.round(left === 0 ? box.left : box.right), y: Math.round(box.top + box.height / 2) }
        }
        left -= length
      }
      throw new Error(`the cell has no character ${wanted}`)
    }
    const grid = element.closest('.grid')!
    const { top, bottom } = grid.getBoundingClientRect()
    const { y } = place()
    // Under the grid's head, or below its end.
    if (y < top + 60 || y > bottom - 60) grid.scrollBy(0, y - (top + bottom) / 2)
    await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))
    return place()
  }, offset)
}

/** Selects a stretch of a cell with the pointer; the stretch fits on the screen. */
export async function dragOver(page: Page, index: number, side: Side, from: number, to: number): Promise<void> {
  const of = cell(page, index, side)
  await pointAt(of, from)
  const end = await pointAt(of, to)
  const start = await pointAt(of, from)
  await page.mouse.move(start.x, start.y)
  await page.mouse.down()
  await page.mouse.move((start.x + end.x) / 2, (start.y + end.y) / 2)
  await page.mouse.move(end.x, end.y)
  await page.mouse.up()
}

/** Puts the caret at the start of the active row's source, by its key. */
export async function intoSource(page: Page, row: number): Promise<void> {
  await page.keyboard.press('Alt+ArrowLeft')
  await expect(page.getByRole('textbox', { name: `Source, row ${row}`, exact: true })).toBeFocused()
  await caretSettled(page)
}

/**
 * Gives ProseMirror as long as a person's fingers do: it hears of a moved selection a frame later, and puts the caret once more where it
 * was 20 ms after it got the focus.
 */
export function caretSettled(page: Page): Promise<void> {
  return page.evaluate(() => new Promise((done) => setTimeout(done, 40)))
}

/** How many UTF-16 units stand before the caret in the box that has the focus. */
function caretOffset(page: Page): Promise<number> {
  return page.evaluate(() => {
    const { focusNode, focusOffset } = getSelection()!
    const range = document.createRange()
    range.setStart(document.activeElement!, 0)
    if (focusNode) range.setEnd(focusNode, focusOffset)
    return range.toString().length
  })
}

/** Puts the caret behind so many characters of the box that has the focus. */
export async function caretAt(page: Page, offset: number): Promise<void> {
  // On a busy machine a key pressed in a row's first moments is overtaken by the view, which puts its caret once more.
  await expect(async () => {
    await page.keyboard.press('Control+Home')
    await caretSettled(page)
    expect(await caretOffset(page)).toBe(0)
  }).toPass()
  for (let i = 0; i < offset; i++) await page.keyboard.press('ArrowRight')
  await caretSettled(page)
  expect(await caretOffset(page)).toBe(offset)
}

/** Waits until the status bar says that everything is saved. */
export async function untilSaved(page: Page): Promise<void> {
  await expect(page.locator('.save-state')).toHaveText(/Saved$/)
}
