import { appendFile, cp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, type Locator, type Page } from 'playwright/test'
import { BrowserApp, goHome, notices, openFromHome, projectOnHome, saveState, test, typeInRow } from '../support/browser-app.ts'
import { allRows, cell, untilSaved } from '../support/screen.ts'
import { runEgiz } from '../support/served-app.ts'
import { compact, filesOf, keepAsItIs, openInDoubt, versionsDialog } from '../support/versions.ts'

// The folder of a project that is open here is changed, taken away or opened by another program.

async function open(egiz: BrowserApp, name: string, compacted = false): Promise<string> {
  const folder = await egiz.project(name)
  if (compacted) await compact(folder)
  await egiz.page.reload()
  await openFromHome(egiz.page, name)
  await typeInRow(egiz.page, 1, 'Mine, saved.')
  await untilSaved(egiz.page)
  return folder
}

const changedDialog = (page: Page): Locator => page.getByRole('alertdialog', { name: 'Another program changed the project folder' })

test('a folder taken away while it is open: told, typing goes on into the working copy, and all is there when it is back', async ({
  egiz,
}) => {
  const { page } = egiz
  const folder = await open(egiz, 'Unplugged')
  const away = join(egiz.folder, 'away')
  await rename(folder, away)
  const told = page.getByRole('alertdialog')
  await expect(told).toContainText('The project folder is gone')
  await expect(told).toContainText('kept on this computer')
  await page.keyboard.press('Escape')
  await expect(told).toBeHidden()
  await typeInRow(page, 2, 'Typed without a folder.')
  await expect(saveState(page)).toContainText('No longer saving')
  expect(await readdir(join(folder, '..'))).not.toContain('Unplugged.egiz')
  await goHome(page)
  await page.reload()
  await rename(away, folder)
  await page.reload()
  await openFromHome(page, 'Unplugged')
  await expect(notices(page).filter({ hasText: 'lacked changes kept on this computer' })).toBeVisible()
  await expect(cell(page, 1, 'target')).toHaveText('Typed without a folder.')
  await untilSaved(page)
  expect(egiz.translations(folder)).toEqual(['Mine, saved.', 'Typed without a folder.', ''])
})

test('a folder taken away and put back while it is open: opened again from the dialog', async ({ egiz }) => {
  const { page } = egiz
  const folder = await open(egiz, 'Back again')
  const away = join(egiz.folder, 'away')
  await rename(folder, away)
  const told = page.getByRole('alertdialog')
  await expect(told).toContainText('The project folder is gone')
  await rename(away, folder)
  await told.getByRole('button', { name: 'Open again' }).click()
  await expect(told).toBeHidden()
  await typeInRow(page, 2, 'And on.')
  await untilSaved(page)
  expect(egiz.translations(folder)).toEqual(['Mine, saved.', 'And on.', ''])
  await expect(versionsDialog(page, 'Back again')).toBeHidden()
})

test('a line written into the journal by hand: told within seconds, not written over, and set aside on opening again', async ({ egiz }) => {
  const { page } = egiz
  const folder = await open(egiz, 'By hand')
  await appendFile(join(folder, 'journal.jsonl'), 'a line of my own, without an end')
  const files = await filesOf(folder)
  await expect(changedDialog(page)).toBeVisible()
  await page.keyboard.press('Escape')
  await typeInRow(page, 2, 'Typed all the same.')
  await expect(saveState(page)).toContainText('No longer saving')
  expect(await filesOf(folder)).toEqual(files)
  await goHome(page)
  await openFromHome(page, 'By hand')
  await expect(notices(page).filter({ hasText: 'written only in part' })).toBeVisible()
  await expect(notices(page).filter({ hasText: 'lacked changes kept on this computer' })).toBeVisible()
  await untilSaved(page)
  expect(egiz.translations(folder)).toEqual(['Mine, saved.', 'Typed all the same.', ''])
  const torn = (await readdir(folder)).find((name) => name.startsWith('journal.torn-'))!
  expect(await readFile(join(folder, torn), 'utf8')).toBe('a line of my own, without an end')
})

test('a file of the snapshot edited by hand: told, not written over; opening again puts it back, keeps what was found, and nothing is lost', async ({
  egiz,
}) => {
  const { page } = egiz
  const folder = await open(egiz, 'Edited', true)
  const [name] = await readdir(join(folder, 'documents'))
  const file = join(folder, 'documents', name!)
  const sound = await readFile(file, 'utf8')
  await writeFile(file, sound.replace('Екінші', 'Алтыншы'))
  await expect(changedDialog(page)).toBeVisible()
  await page.keyboard.press('Escape')
  await typeInRow(page, 2, 'Typed all the same.')
  expect(await readFile(file, 'utf8')).toContain('Алтыншы')
  await goHome(page)
  await openFromHome(page, 'Edited')
  await expect(notices(page).filter({ hasText: 'put it back as it was' })).toContainText(name!)
  await untilSaved(page)
  expect(egiz.translations(folder)).toEqual(['Mine, saved.', 'Typed all the same.', ''])
  await expect(page.getByText('Екінші абзац.')).toBeVisible()
  expect(await readFile(file, 'utf8')).toBe(sound)
  const aside = (await readdir(folder)).find((one) => one.startsWith('aside-'))!
  expect(await readFile(join(folder, aside), 'utf8')).toContain('Алтыншы')
})

test('another version put in its place while it is open: told, and opening again asks where both sides hold changes', async ({ egiz }) => {
  const { page } = egiz
  const folder = await open(egiz, 'Replaced')
  await goHome(page)
  const { path: other } = await keepAsItIs(egiz, folder)
  await egiz.importByCommand(other, 'Басқа.txt', ['Бұл тек қалтада.'])
  await openFromHome(page, 'Replaced')
  await typeInRow(page, 2, 'Mine, after.')
  await untilSaved(page)
  await rm(join(folder, 'sources'), { recursive: true })
  for (const name of ['journal.jsonl', 'sources', 'project.json']) await cp(join(other, name), join(folder, name), { recursive: true })
  const files = await filesOf(folder)
  const told = changedDialog(page)
  await expect(told).toBeVisible()
  await page.keyboard.press('Escape')
  await typeInRow(page, 3, 'Mine, too.')
  expect(await filesOf(folder)).toEqual(files)
  const mine = await allRows(page)
  await goHome(page)
  const dialog = await openInDoubt(page, 'Replaced')
  await expect(dialog).toContainText('each without the other')
  await expect(dialog).toContainText('Mine, after.')
  await expect(dialog).toContainText('Mine, too.')
  await dialog.getByRole('button', { name: 'Go on with what Egiz had last' }).click()
  await expect(page.locator('.grid')).toBeVisible()
  expect(await allRows(page)).toEqual(mine)
  await untilSaved(page)
  expect(egiz.translations(folder)).toEqual(['Mine, saved.', 'Mine, after.', 'Mine, too.'])
})

test('opened twice: another server and the command line are refused in so many words, and change nothing', async ({ egiz }) => {
  const { page } = egiz
  const folder = await open(egiz, 'Held')
  const second = new BrowserApp(egiz.context, egiz.folder)
  try {
    await second.start()
    await projectOnHome(second.page, 'Held').click()
    await expect(notices(second.page)).toContainText('Another program has')
    await expect(notices(second.page)).toContainText('Close the project there')
  } finally {
    await second.page.close()
    await second.server.stop()
  }
  const files = await filesOf(folder)
  const { code, err } = runEgiz(egiz.places, 'import', folder, await egiz.file('More.txt', 'Тағы бірі.\n'))
  expect(code).toBe(1)
  expect(err).toContain('open in another program')
  expect(await filesOf(folder)).toEqual(files)
  await typeInRow(page, 2, 'Still mine.')
  await untilSaved(page)
  expect(egiz.translations(folder)).toEqual(['Mine, saved.', 'Still mine.', ''])
})
