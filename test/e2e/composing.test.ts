import { type CDPSession, expect, type Page } from 'playwright/test'
import { type BrowserApp, openFromHome, test, typeInRow } from '../support/browser-app.ts'
import { chipHtml, paste } from '../support/paste.ts'
import { caretAt, caretSettled, cell, mountedRows, untilSaved } from '../support/screen.ts'
import { tagStretch } from '../support/worked-project.ts'

// Input methods, by the browser's own protocol: what is being composed is nobody's until it is done.

async function open(egiz: BrowserApp): Promise<{ folder: string; devtools: CDPSession }> {
  const folder = await egiz.project('Composing', ['Бірінші абзац.', 'Екінші абзац.', 'Үшінші абзац.'])
  await egiz.page.reload()
  await openFromHome(egiz.page, 'Composing')
  return { folder, devtools: await egiz.page.context().newCDPSession(egiz.page) }
}

const compose = (devtools: CDPSession, text: string) =>
  devtools.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length })
const rest = (page: Page) => page.evaluate(() => new Promise((done) => setTimeout(done, 1500)))

test('a word being composed is neither committed nor unmounted, and is one step of undo when it is done; tags stay', async ({ egiz }) => {
  const { page } = egiz
  const { folder, devtools } = await open(egiz)
  await typeInRow(page, 1, 'before after')
  await tagStretch(page, 0, 'target', 7, 12, 'Later')
  await cell(page, 0, 'target').click()
  await caretAt(page, 7)
  await page.evaluate(() => Object.assign(window, { live: document.activeElement }))
  for (const text of ['n', 'に', 'にほ', 'にほん']) await compose(devtools, text)
  await rest(page)
  await expect(cell(page, 0, 'target')).toHaveText('before にほんafter')
  expect(egiz.translations(folder)[0]).toBe('before after')
  // Neither keys of commands nor another row take the composition away.
  await page.keyboard.press('Alt+ArrowDown')
  await page.locator('.grid').evaluate((grid) => grid.scrollBy(0, 400))
  expect(await page.evaluate(() => document.activeElement === (window as unknown as { live: Element }).live)).toBe(true)
  await devtools.send('Input.insertText', { text: '日本 ' })
  await untilSaved(page)
  await expect.poll(() => egiz.translations(folder)[0]).toBe('before 日本 after')
  expect((await mountedRows(page, 1))[0]!.tags).toMatchObject([{ from: 10, to: 15, quote: 'after' }])
  await page.keyboard.press('Control+z')
  await expect(cell(page, 0, 'target')).toHaveText('before after')
  expect((await mountedRows(page, 1))[0]!.tags).toMatchObject([{ from: 7, to: 12, quote: 'after' }])
  await page.keyboard.press('Control+Shift+z')
  await expect(cell(page, 0, 'target')).toHaveText('before 日本 after')
})

test('a composition given up leaves nothing, and a quote composed by a dead key stays as it is', async ({ egiz }) => {
  const { page } = egiz
  const { folder, devtools } = await open(egiz)
  await typeInRow(page, 1, 'x')
  await compose(devtools, 'ка')
  await compose(devtools, '')
  await rest(page)
  await untilSaved(page)
  expect(egiz.translations(folder)[0]).toBe('x')
  await page.keyboard.type('"')
  await untilSaved(page)
  expect(egiz.translations(folder)[0]).toBe('x”')
})

test('what is composed beside a selected placeholder leaves it there', async ({ egiz }) => {
  const { page } = egiz
  const { folder, devtools } = await open(egiz)
  await typeInRow(page, 1, 'a')
  await paste(page, { html: chipHtml('[1]') })
  await caretSettled(page)
  await page.keyboard.press('ArrowLeft')
  await expect(cell(page, 0, 'target').locator('.ProseMirror-selectednode')).toHaveCount(1)
  // The key that the input method takes, as the system tells it.
  await devtools.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', key: 'Process', code: 'KeyN', windowsVirtualKeyCode: 229 })
  for (const text of ['n', 'に']) await compose(devtools, text)
  await devtools.send('Input.insertText', { text: '日' })
  await expect(cell(page, 0, 'target')).toHaveText('a[1]日')
  await untilSaved(page)
  expect(egiz.translations(folder)[0]).toBe('a\uFFFC日')
})

test('nothing is composed into a source that is not being corrected, nor into a locked row', async ({ egiz }) => {
  const { page } = egiz
  const { devtools } = await open(egiz)
  await cell(page, 0, 'target').click()
  await page.keyboard.press('Alt+ArrowLeft')
  await expect(page.getByRole('textbox', { name: 'Source, row 1', exact: true })).toBeFocused()
  await compose(devtools, 'にほ')
  await devtools.send('Input.insertText', { text: '日本' })
  await rest(page)
  await expect(cell(page, 0, 'source')).toHaveText('Бірінші абзац.')
  await page.keyboard.press('Alt+e')
  await compose(devtools, 'にほ')
  await devtools.send('Input.insertText', { text: '日本' })
  await expect(cell(page, 0, 'source')).toHaveText('日本Бірінші абзац.')
  await untilSaved(page)
})
