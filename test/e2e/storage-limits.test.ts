import { mkdir, readdir, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type BrowserContext, chromium, expect, type Page } from 'playwright/test'
import { BrowserApp, goHome, notices, openFromHome, projectOnHome, saveState, test, typeInRow } from '../support/browser-app.ts'
import { chromiumOptions } from '../support/chromium.ts'
import { allRows, cell, untilSaved } from '../support/screen.ts'
import { paragraphs, workALittle } from '../support/worked-project.ts'
import { WorkingCopy } from '../support/working-copy.ts'

/** Lets the browser store no more than so many bytes for Egiz, until what it returns is called. */
async function allowOnly(page: Page, bytes: number): Promise<() => Promise<void>> {
  const devtools = await page.context().newCDPSession(page)
  await devtools.send('Storage.overrideQuotaForOrigin', { origin: new URL(page.url()).origin, quotaSize: bytes })
  // The limit lasts as long as the one who set it is there.
  return () => devtools.detach()
}

/** Types on in a row until the browser refuses to store it: it measures the room left only every few seconds. */
async function typeUntilFull(page: Page, row: number): Promise<string> {
  await typeInRow(page, row, 'There was')
  await expect(async () => {
    await page.keyboard.type(' none')
    await expect(page.getByRole('alert')).toBeVisible({ timeout: 1500 })
  }).toPass()
  return (await cell(page, row - 1, 'target').textContent())!
}

test('the browser’s storage is full while one types: it is said, the folder gets everything, and all is well when there is room', async ({
  egiz,
}) => {
  const { page } = egiz
  const folder = await egiz.project('Full storage')
  await page.reload()
  await openFromHome(page, 'Full storage')
  await typeInRow(page, 1, 'There was room.')
  await untilSaved(page)
  const makeRoom = await allowOnly(page, 1)
  const typed = await typeUntilFull(page, 2)
  const alarm = page.getByRole('alert')
  await expect(alarm).toContainText('storage is full')
  await expect(alarm).toContainText('project folder')
  await expect.poll(() => egiz.translations(folder)).toEqual(['There was room.', typed, ''])
  // What the folder has is saved, and nothing else is said.
  await expect(saveState(page)).not.toContainText('Not saved')
  await typeInRow(page, 3, 'Still none.')
  await expect.poll(() => egiz.translations(folder)).toEqual(['There was room.', typed, 'Still none.'])
  await makeRoom()
  await alarm.getByRole('button', { name: 'Try now' }).click()
  await expect(alarm).toBeHidden()
  await untilSaved(page)
  const copy = await WorkingCopy.of(page, folder)
  expect(JSON.stringify(await copy.records('pages'))).toContain('Still none.')
  await goHome(page)
  await openFromHome(page, 'Full storage')
  await expect(page.getByText('Still none.')).toBeVisible()
  await expect(notices(page).filter({ hasText: 'restored' })).toHaveCount(0)
})

test('a page closed while its storage was full: the next opening takes from the folder what the copy lacks', async ({ egiz }) => {
  const folder = await egiz.project('Full and left')
  await egiz.page.reload()
  await openFromHome(egiz.page, 'Full and left')
  await typeInRow(egiz.page, 1, 'There was room.')
  await untilSaved(egiz.page)
  await allowOnly(egiz.page, 1)
  const typed = await typeUntilFull(egiz.page, 2)
  await expect.poll(() => egiz.translations(folder)).toEqual(['There was room.', typed, ''])
  const next = await egiz.context.newPage()
  await egiz.page.close()
  egiz.page = next
  await next.goto(egiz.server.url)
  await openFromHome(next, 'Full and left')
  await expect(next.getByText(typed)).toBeVisible()
  await typeInRow(next, 3, 'Room again.')
  await untilSaved(next)
  expect(egiz.translations(folder)).toEqual(['There was room.', typed, 'Room again.'])
})

test('a project too large for the browser’s storage is refused in so many words, and opens when there is room', async ({ egiz }) => {
  const { page } = egiz
  const folder = await egiz.project('Too large', paragraphs(5000))
  await page.reload()
  const makeRoom = await allowOnly(page, 200_000)
  await projectOnHome(page, 'Too large').click()
  await expect(notices(page)).toContainText('storage is full')
  await expect(page.getByRole('list', { name: 'Projects' })).toBeVisible()
  expect(await readdir(folder)).not.toContain('lock')
  await makeRoom()
  await openFromHome(page, 'Too large')
  await expect(page.locator('.grid')).toHaveAttribute('aria-rowcount', '5000')
  await expect(page.getByText('Бұл мәтіннің 1-абзацы')).toBeVisible()
  await typeInRow(page, 1, 'It fits.')
  await untilSaved(page)
  expect(egiz.translations(folder)[0]).toBe('It fits.')
})

// The files in which Chromium keeps IndexedDB, spoilt while it is closed.
const spoilings: Record<string, (file: string) => Promise<void>> = {
  'cut short': (file) => truncate(file, 7),
  'overwritten with noise': (file) => writeFile(file, Buffer.from(Array.from({ length: 4096 }, (_, i) => (i * 7919) % 251))),
  emptied: (file) => truncate(file, 0),
}

for (const [how, spoil] of Object.entries(spoilings)) {
  test(`the browser’s files ${how} on the disk: the project is restored from the folder, and that is said`, async ({ egiz }) => {
    const folder = await egiz.project('On disk', paragraphs(100))
    const profile = join(egiz.folder, 'profile')
    await mkdir(profile)
    await inBrowser(egiz, profile, async (app) => {
      await openFromHome(app.page, 'On disk')
      await workALittle(app.page)
      await goHome(app.page)
    })
    const place = join(profile, 'Default', 'IndexedDB', `http_127.0.0.1_${egiz.server.port}.indexeddb.leveldb`)
    const files = (await readdir(place)).filter((name) => name !== 'LOCK')
    expect(files.length).toBeGreaterThan(2)
    for (const name of files) await spoil(join(place, name))
    await inBrowser(egiz, profile, async (app) => {
      await openFromHome(app.page, 'On disk')
      await expect(notices(app.page).filter({ hasText: 'restored from the project folder' })).toBeVisible()
      const rows = await allRows(app.page)
      expect(rows).toHaveLength(100)
      expect(rows.slice(0, 3).map(({ target, state, tags }) => [target[0]?.text, state, tags.map(({ tag }) => tag)])).toEqual([
        ['The first paragraph of this text.', 'translated', ['Order']],
        ['The second one', 'initial', []],
        [undefined, 'initial', ['Genre']],
      ])
      await typeInRow(app.page, 3, 'On it goes.')
      await untilSaved(app.page)
    })
    expect(egiz.translations(folder)[2]).toBe('On it goes.')
  })
}

/** Does something in a browser that keeps its profile on the disk, and closes it. */
async function inBrowser(egiz: BrowserApp, profile: string, work: (app: BrowserApp) => Promise<void>): Promise<void> {
  const context: BrowserContext = await chromium.launchPersistentContext(profile, {
    ...chromiumOptions(),
    viewport: { width: 1360, height: 860 },
    locale: 'en-GB',
  })
  try {
    context.setDefaultTimeout(20_000)
    const app = new BrowserApp(context, egiz.folder)
    app.server = egiz.server
    app.page = await app.visit()
    await work(app)
    expect(app.faults).toEqual([])
  } finally {
    await context.close()
  }
}
