import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect } from 'playwright/test'
import { type BrowserApp, test } from '../support/browser-app.ts'
import { expectAccessible, expectWhole } from '../support/looks.ts'
import { untilSaved } from '../support/screen.ts'
import { tour } from '../support/tour.ts'

/** Writes the settings and starts again with the sample project made. */
async function startWith(egiz: BrowserApp, settings: { theme: string; language: string | null }): Promise<void> {
  await egiz.page.locator('.home-action').last().click()
  await egiz.page.locator('.grid .row').first().waitFor()
  await untilSaved(egiz.page)
  await egiz.page.close()
  await egiz.server.stop()
  await mkdir(egiz.places.home, { recursive: true })
  await writeFile(join(egiz.places.home, 'settings.json'), JSON.stringify({ author: '', ...settings }))
  await egiz.start()
}

for (const theme of ['light', 'dark'] as const) {
  test(`every screen keeps the serious rules of WCAG 2.2 AA, ${theme}`, async ({ egiz }) => {
    await startWith(egiz, { theme, language: null })
    await expect(egiz.page.locator('html')).toHaveAttribute('data-theme', theme)
    await tour(egiz, (page, at) => expectAccessible(page, `${at}, ${theme}`))
  })
}

for (const language of ['en', 'kk', 'ru'] as const) {
  test(`no text is cut off on any screen, ${language}`, async ({ egiz }) => {
    await startWith(egiz, { theme: 'light', language })
    await expect(egiz.page.locator('html')).toHaveAttribute('lang', language)
    await egiz.page.setViewportSize({ width: 1280, height: 800 })
    await tour(egiz, (page, at) => expectWhole(page, `${at}, ${language}`))
  })
}
