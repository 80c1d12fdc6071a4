import { expect, type Page } from 'playwright/test'
import { type BrowserApp, notices, openFromHome, test, typeInRow } from '../support/browser-app.ts'
import { chipHtml, paste } from '../support/paste.ts'
import { caretAt, caretSettled, cell, untilSaved } from '../support/screen.ts'

// Placeholders: chips in the text, kept whole, missed where they lack.

/** A project whose first source ends in two footnote calls, which are put there the way a person would: by correcting the source. */
async function openWithChips(egiz: BrowserApp): Promise<string> {
  const { page } = egiz
  const folder = await egiz.project('Chips', ['Кітап туралы сөз', 'Екінші абзац.'])
  await page.reload()
  await openFromHome(page, 'Chips')
  await cell(page, 0, 'target').click()
  await page.keyboard.press('Alt+e')
  await caretAt(page, 'Кітап'.length)
  await paste(page, { html: chipHtml('[1]') })
  await page.keyboard.press('Control+End')
  await paste(page, { html: chipHtml('[2]') })
  await page.keyboard.press('Escape')
  await untilSaved(page)
  return folder
}

const chips = (page: Page) => cell(page, 0, 'target').locator('.placeholder')
const told = (page: Page) => cell(page, 0, 'target').getAttribute('data-told')
/** The translation with its chips in braces, and the one that is selected in angle brackets. */
const shown = (page: Page) =>
  cell(page, 0, 'target').evaluate((element) => {
    const copy = element.cloneNode(true) as HTMLElement
    for (const chip of copy.querySelectorAll('.placeholder')) {
      chip.textContent = chip.classList.contains('ProseMirror-selectednode') ? `<${chip.textContent}>` : `{${chip.textContent}}`
    }
    return copy.textContent
  })

test('missing placeholders are told, come in by key in the order of the source, and are told when there are too many', async ({ egiz }) => {
  const { page } = egiz
  const folder = await openWithChips(egiz)
  expect(await told(page)).toBeNull()
  await typeInRow(page, 1, 'About the book')
  expect(await told(page)).toBe('Missing: [1] [2]')
  await expect(page.locator('.grid [aria-rowindex="1"]')).toHaveAttribute('aria-description', 'Missing: [1] [2]')
  await caretAt(page, 5)
  await page.keyboard.press('Alt+p')
  await expect.poll(() => shown(page)).toBe('About{[1]} the book')
  expect(await told(page)).toBe('Missing: [2]')
  await page.keyboard.press('Control+End')
  await caretSettled(page)
  await page.keyboard.press('Alt+p')
  await expect.poll(() => shown(page)).toBe('About{[1]} the book{[2]}')
  await expect.poll(() => told(page)).toBeNull()
  await page.keyboard.press('Alt+p')
  await expect(notices(page).filter({ hasText: 'has every placeholder' })).toBeVisible()

  await page.keyboard.press('Control+a')
  await page.keyboard.press('Control+c')
  await page.keyboard.press('End')
  await caretSettled(page)
  await page.keyboard.press('Control+v')
  await expect.poll(() => shown(page)).toBe('About{[1]} the book{[2]}About{[1]} the book{[2]}')
  await expect.poll(() => told(page)).toBe('Too many: [1] [2]')
  await page.keyboard.press('Control+z')
  await expect.poll(() => told(page)).toBeNull()
  await page.keyboard.press('Control+z')
  await expect.poll(() => shown(page)).toBe('About{[1]} the book')
  await untilSaved(page)
  expect(egiz.translations(folder)[0]).toBe('About\uFFFC the book')
})

test('a chip is walked to, selected, moved by words, and goes only as a whole', async ({ egiz }) => {
  const { page } = egiz
  await openWithChips(egiz)
  await typeInRow(page, 1, 'About the book')
  await page.keyboard.press('Alt+p')
  await expect.poll(() => shown(page)).toBe('About the book{[1]}')
  await caretSettled(page)
  await page.keyboard.press('ArrowLeft')
  await expect.poll(() => shown(page)).toBe('About the book<[1]>')
  await page.keyboard.press('Alt+Shift+ArrowLeft')
  await expect.poll(() => shown(page)).toBe('About the <[1]>book')
  await page.keyboard.press('Alt+Shift+ArrowLeft')
  await expect.poll(() => shown(page)).toBe('About <[1]>the book')
  await page.keyboard.press('Alt+Shift+ArrowRight')
  await expect.poll(() => shown(page)).toBe('About the<[1]> book')
  // Typing does not take the chip's place.
  await page.keyboard.type('!')
  await expect.poll(() => shown(page)).toBe('About the{[1]}! book')
  await page.keyboard.press('Backspace')
  await caretSettled(page)
  await page.keyboard.press('Backspace')
  await expect.poll(() => shown(page)).toBe('About the book')
  await page.keyboard.press('Control+z')
  await expect(chips(page)).toHaveText('[1]')
  await untilSaved(page)
})

test('chips count one in every place: tags beside them, what is found there, and both directions of writing', async ({ egiz }) => {
  const { page } = egiz
  await openWithChips(egiz)
  await typeInRow(page, 1, 'A')
  await page.keyboard.press('Alt+p')
  await page.keyboard.type('bc')
  await page.keyboard.press('Shift+ArrowLeft')
  await page.keyboard.press('Shift+ArrowLeft')
  await page.keyboard.press('Shift+ArrowLeft')
  await caretSettled(page)
  await page.keyboard.press('Alt+t')
  await expect(page.getByRole('combobox')).toBeFocused()
  await page.keyboard.type('Chip')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('combobox')).toBeHidden()
  await cell(page, 1, 'target').click()
  const stretches = cell(page, 0, 'target').locator('.annotated')
  await expect(stretches).toHaveText('[1]bc')
  await expect(cell(page, 0, 'target').locator('.placeholder')).toHaveAttribute('data-value', 'fn-[1]')
  await untilSaved(page)
})
