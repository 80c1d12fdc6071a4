import { copyFile, mkdir } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright/test'
import { type BrowserApp, chooseFiles, test } from '../support/browser-app.ts'
import { settled } from '../support/looks.ts'
import { ownText } from '../support/scenario-text.ts'
import { untilSaved } from '../support/screen.ts'
import { root } from '../support/served-app.ts'

// The pictures of docs/, taken of the sample project and of a text of ours. They are made at every run, and kept only on demand.
test.use({ viewport: { width: 1440, height: 860 } })

const keep = process.env.EGIZ_PICTURES === '1'

async function picture(egiz: BrowserApp, page: Page, name: string): Promise<void> {
  const file = join(egiz.folder, `${name}.png`)
  for (const theme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: theme })
    await settled(page)
    await page.screenshot({ path: file, animations: 'disabled', caret: 'hide' })
    if (keep) await copyFile(file, join(root, 'docs', `${name}-${theme}.png`))
  }
}

test('pictures of the first screen, the import preview and the workbench, light and dark', async ({ egiz }) => {
  if (keep) {
    // A place that says nothing of the machine the pictures were taken on.
    egiz.env.EGIZ_PROJECTS = join(tmpdir(), 'Egiz')
    await mkdir(egiz.env.EGIZ_PROJECTS)
    await egiz.page.close()
    await egiz.server.stop()
    await egiz.start()
  }
  const { page } = egiz
  await egiz.project('Терминология сөздігі', [])
  await egiz.project('Конференция материалдары 2024', [])
  await page.getByRole('button', { name: 'Sample project' }).click()
  await page.locator('.grid .row').first().waitFor()
  await untilSaved(page)

  await page.locator('[aria-rowindex="5"] [data-side="target"]').click()
  await page.getByRole('textbox', { name: 'Translation, row 5' }).waitFor()
  await page.locator('.grid').evaluate((grid) => grid.scrollTo(0, 0))
  await picture(egiz, page, 'workbench')

  await page.getByRole('button', { name: 'All projects' }).click()
  await page.getByRole('list', { name: 'Projects' }).waitFor()
  await page.mouse.move(5, 400)
  await picture(egiz, page, 'home')

  await chooseFiles(page, () => page.getByRole('button', { name: 'Import a text…' }).click(), ownText(egiz.folder).path)
  await page.getByRole('dialog').getByRole('button', { name: 'Create and import' }).click()
  await page.getByTestId('import-counts').waitFor()
  await picture(egiz, page, 'import')
})
