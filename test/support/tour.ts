import { expect, type Page } from 'playwright/test'
import type { BrowserApp } from './browser-app.ts'
import { importFiles } from './browser-app.ts'
import { ownText } from './scenario-text.ts'
import { dragOver } from './screen.ts'

export type Stop =
  | 'home'
  | 'new project'
  | 'workbench'
  | 'tag palette'
  | 'commands'
  | 'shortcuts'
  | 'export'
  | 'settings'
  | 'keyboard'
  | 'import'

/** Goes past every screen there is, in whatever language the interface speaks: commands go by key, elements by what they are. */
export async function tour(egiz: BrowserApp, look: (page: Page, at: Stop) => Promise<void>): Promise<void> {
  const { page } = egiz
  const dialog = page.getByRole('dialog')
  const close = async () => {
    // What the keyboard says reaches a dialog that has the focus.
    await expect(page.locator('[role="dialog"]:focus, [role="dialog"] :focus')).toHaveCount(1)
    await page.keyboard.press('Escape')
    await expect(dialog).toBeHidden()
  }
  await page.locator('.project-list').waitFor()
  await look(page, 'home')
  await page.locator('.home-action').first().click()
  await dialog.waitFor()
  await look(page, 'new project')
  await close()

  await page.locator('.project-open').first().click()
  await page.locator('.grid .row').first().waitFor()
  await page.keyboard.press('Control+Enter')
  await page.locator('.row.active').waitFor()
  await look(page, 'workbench')
  await page.locator('.grid').evaluate((grid) => grid.scrollTo(0, 0))
  await dragOver(page, 1, 'source', 4, 20)
  await page.keyboard.press('Alt+t')
  await page.getByRole('combobox').waitFor()
  await look(page, 'tag palette')
  await close()
  await page.keyboard.press('Control+k')
  await page.getByRole('combobox').waitFor()
  await look(page, 'commands')
  await close()
  await page.keyboard.press('F1')
  await dialog.waitFor()
  await look(page, 'shortcuts')
  await close()
  await page.keyboard.press('Control+e')
  await dialog.waitFor()
  await look(page, 'export')
  await close()
  await page.locator('.workbench-head .icon-button').last().click()
  await dialog.waitFor()
  await look(page, 'settings')
  await page.getByRole('tab').last().click()
  await page.locator('.shortcut-row').first().click()
  await look(page, 'keyboard')
  await page.keyboard.press('Escape')
  await close()
  const { path } = ownText(egiz.folder)
  await importFiles(page, path)
  await page.getByTestId('import-counts').waitFor()
  await look(page, 'import')
  await close()
}
