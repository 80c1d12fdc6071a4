import { readFile } from 'node:fs/promises'
import { expect } from 'playwright/test'
import { rereadTxt } from '../../shared/formats/txt/reread.ts'
import { chooseFiles, test } from '../support/browser-app.ts'
import { ownText } from '../support/scenario-text.ts'
import { caretSettled, mountedRows, untilSaved } from '../support/screen.ts'

test('the main job without a mouse', async ({ egiz }) => {
  const { page } = egiz
  const { keyboard } = page
  const focused = () =>
    page.evaluate(() => document.activeElement?.textContent?.trim() || document.activeElement?.getAttribute('aria-label'))
  const tabTo = async (name: string | RegExp, most = 40) => {
    for (let i = 0; i < most; i++) {
      const now = await focused()
      if (typeof name === 'string' ? now === name : name.test(now ?? '')) return
      await keyboard.press('Tab')
    }
    throw new Error(`Tab does not come to ${name}, but to ${await focused()}`)
  }

  await tabTo('Import a text…')
  await chooseFiles(page, () => keyboard.press('Enter'), ownText(egiz.folder).path)
  const project = page.getByRole('dialog', { name: /^New project for/ })
  await expect(project.getByRole('textbox', { name: 'Name' })).toBeFocused()
  await keyboard.press('Enter')
  await expect(page.getByTestId('import-counts')).toBeVisible()
  await tabTo(/^Import \d+ paragraphs$/)
  await keyboard.press('Enter')

  await expect(page.getByRole('textbox', { name: 'Translation, row 1', exact: true })).toBeFocused()
  await keyboard.type('The library by the river')
  await keyboard.press('Control+Enter')
  await expect(page.getByRole('textbox', { name: 'Translation, row 2', exact: true })).toBeFocused()
  await keyboard.press('Alt+ArrowLeft')
  await expect(page.getByRole('textbox', { name: 'Source, row 2', exact: true })).toBeFocused()
  await caretSettled(page)
  for (let i = 0; i < 7; i++) await keyboard.press('Shift+ArrowRight')
  await caretSettled(page)
  await keyboard.press('Alt+t')
  await expect(page.getByRole('combobox', { name: 'Tag the selection' })).toBeFocused()
  await keyboard.type('Summary')
  await keyboard.press('Enter')
  await expect(page.getByRole('list', { name: 'Tags' }).getByText('Summary')).toBeVisible()
  expect((await mountedRows(page, 2))[1]?.tags).toEqual([{ tag: 'Summary', side: 'source', from: 0, to: 7, quote: 'Аңдатпа' }])

  await keyboard.press('F6')
  await expect.poll(() => page.evaluate(() => document.activeElement?.closest('[data-pane]')?.getAttribute('data-pane'))).toBe('tags')
  await keyboard.press('Shift+F6')
  await expect.poll(() => page.evaluate(() => document.activeElement?.closest('[data-pane]')?.getAttribute('data-pane'))).toBe('rows')

  await keyboard.press('Control+k')
  await expect(page.getByRole('combobox')).toBeFocused()
  await keyboard.type('export')
  await keyboard.press('Enter')
  const dialog = page.getByRole('dialog', { name: 'Export' })
  await expect(dialog).toBeVisible()
  await page
    .evaluate(() => (document.activeElement as HTMLElement | null)?.closest('[role="dialog"]')?.getAttribute('role'))
    .then((role) => expect(role).toBe('dialog'))
  while ((await page.evaluate(() => (document.activeElement as HTMLInputElement | null)?.type)) !== 'radio') await keyboard.press('Tab')
  await keyboard.press('ArrowDown')
  await keyboard.press('ArrowDown')
  await expect(dialog.getByRole('radio', { name: /Translation as plain text/ })).toBeChecked()
  await tabTo('Export')
  const [download] = await Promise.all([page.waitForEvent('download'), keyboard.press('Enter')])
  const held = rereadTxt(await readFile(await download.path()))
  expect(held.documents[0]?.rows[0]?.target?.[0]?.text).toBe('The library by the river')
  await expect(dialog.getByText('The file is complete')).toBeVisible()
  await expect(dialog.getByRole('button', { name: 'Done' })).toBeFocused()
  await keyboard.press('Enter')
  await expect(dialog).toBeHidden()
  await untilSaved(page)
})
