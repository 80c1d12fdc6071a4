import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, type Page } from 'playwright/test'
import { type BrowserApp, notices, openFromHome, saveState, test, typeInRow } from '../support/browser-app.ts'
import { allRows, untilSaved } from '../support/screen.ts'

/** The highest change that the browser's storage holds of the one project there is. */
function storedSeq(page: Page): Promise<number> {
  return page.evaluate(async () => {
    const { name } = (await indexedDB.databases()).find((one) => one.name?.startsWith('egiz-')) ?? {}
    if (!name) return -1
    const settled = <T>(request: IDBRequest<T>) =>
      new Promise<T>((done, failed) => {
        request.onsuccess = () => done(request.result)
        request.onerror = () => failed(request.error)
      })
    const database = await settled(indexedDB.open(name))
    const meta = await settled(database.transaction('meta').objectStore('meta').get('meta'))
    database.close()
    return meta.head.seq as number
  })
}

/** Types while the server answers nobody, until the browser's storage holds it; then page and server end as in a power cut. */
async function typeAndLoseAll(egiz: BrowserApp, row: number, text: string): Promise<void> {
  await untilSaved(egiz.page)
  const before = await storedSeq(egiz.page)
  egiz.server.pause()
  await typeInRow(egiz.page, row, text)
  await expect(saveState(egiz.page)).toContainText('Saving')
  await expect.poll(() => storedSeq(egiz.page)).toBeGreaterThan(before)
  await egiz.page.close()
  await egiz.server.kill()
}

test('a working copy that was deleted is restored from the folder, and that is said', async ({ egiz }) => {
  await egiz.project('Restored')
  await egiz.page.reload()
  await openFromHome(egiz.page, 'Restored')
  await typeInRow(egiz.page, 1, 'Kept in the folder.')
  await untilSaved(egiz.page)
  const before = await allRows(egiz.page)
  await egiz.page.getByRole('button', { name: 'All projects' }).click()
  await egiz.page.evaluate(async () => {
    for (const { name } of await indexedDB.databases()) {
      await new Promise((done, failed) => {
        const request = indexedDB.deleteDatabase(name!)
        request.onsuccess = done
        request.onerror = failed
        request.onblocked = () => failed(new Error('the database is still open'))
      })
    }
  })
  await openFromHome(egiz.page, 'Restored')
  await expect(notices(egiz.page)).toHaveText(/restored from the project folder/)
  expect(await allRows(egiz.page)).toEqual(before)
})

test('what the command line changed while the project was closed is taken over', async ({ egiz }) => {
  const project = await egiz.project('Taken over')
  await egiz.page.reload()
  await openFromHome(egiz.page, 'Taken over')
  await typeInRow(egiz.page, 2, 'Mine.')
  await untilSaved(egiz.page)
  await egiz.page.getByRole('button', { name: 'All projects' }).click()
  await expect(egiz.page.getByRole('list', { name: 'Projects' })).toBeVisible()
  await egiz.importByCommand(project, 'Қосымша.txt', ['Қосымшаның жалғыз абзацы.'])
  await openFromHome(egiz.page, 'Taken over')
  const documents = egiz.page.getByRole('navigation', { name: 'Documents' })
  await documents.getByRole('button', { name: 'Қосымша' }).first().click()
  await expect(egiz.page.getByText('Қосымшаның жалғыз абзацы.')).toBeVisible()
  await documents.getByRole('button', { name: 'Taken over' }).first().click()
  await expect(egiz.page.getByText('Mine.')).toBeVisible()
  await expect(notices(egiz.page)).toHaveCount(0)
})

test('what only the browser held after a crash of everything goes into the folder at the next start', async ({ egiz }) => {
  const project = await egiz.project('Ahead')
  await egiz.page.reload()
  await openFromHome(egiz.page, 'Ahead')
  await typeAndLoseAll(egiz, 1, 'Typed while nobody answered.')
  expect(egiz.translations(project)).toEqual(['', '', ''])
  await egiz.start()
  await openFromHome(egiz.page, 'Ahead')
  await expect(notices(egiz.page).filter({ hasText: 'lacked changes kept on this computer' })).toBeVisible()
  await expect(notices(egiz.page).filter({ hasText: 'had not been closed properly' })).toBeVisible()
  await expect(egiz.page.getByText('Typed while nobody answered.')).toBeVisible()
  await untilSaved(egiz.page)
  expect(egiz.translations(project)).toEqual(['Typed while nobody answered.', '', ''])
})

test('two copies that went different ways: the folder is opened, the other changes are kept beside it', async ({ egiz }) => {
  const project = await egiz.project('Apart')
  await egiz.page.reload()
  await openFromHome(egiz.page, 'Apart')
  await typeAndLoseAll(egiz, 1, 'Only in the browser.')
  await egiz.importByCommand(project, 'Басқа.txt', ['Бұл тек қалтада.'])
  await egiz.start()
  await openFromHome(egiz.page, 'Apart')
  await expect(notices(egiz.page).filter({ hasText: 'the other changes are kept in it as aside-' })).toBeVisible()
  const aside = (await readdir(project)).filter((name) => name.startsWith('aside-'))
  expect(aside).toHaveLength(1)
  expect(await readFile(join(project, aside[0]!), 'utf8')).toContain('Only in the browser.')
  await expect(egiz.page.getByRole('navigation', { name: 'Documents' }).getByText('Басқа')).toBeVisible()
  await expect(egiz.page.getByText('Only in the browser.')).toHaveCount(0)
  await untilSaved(egiz.page)
})

test('a second tab on a project is told; opening it there ends the saving here, in so many words', async ({ egiz }) => {
  const project = await egiz.project('One at a time')
  await egiz.page.reload()
  await openFromHome(egiz.page, 'One at a time')
  await typeInRow(egiz.page, 1, 'From the first tab.')
  await untilSaved(egiz.page)
  const second = await egiz.visit()
  await second.getByRole('button', { name: 'One at a time' }).click()
  const told = second.getByRole('alertdialog', { name: 'One at a time is open in another window' })
  await told.getByRole('button', { name: 'Cancel' }).click()
  await expect(told).toBeHidden()
  await expect(saveState(egiz.page)).toHaveText(/Saved$/)
  await second.getByRole('button', { name: 'One at a time' }).click()
  await told.getByRole('button', { name: 'Open here' }).click()
  await expect(second.getByText('From the first tab.')).toBeVisible()
  const ended = egiz.page.getByRole('alertdialog', { name: 'This window no longer saves' })
  await expect(ended).toBeVisible()
  await egiz.page.keyboard.press('Escape')
  await expect(ended).toBeHidden()
  await expect(saveState(egiz.page)).toContainText('No longer saving')
  await typeInRow(second, 2, 'From the second.')
  await untilSaved(second)
  await typeInRow(egiz.page, 3, 'Too late.')
  await expect(saveState(egiz.page)).toContainText('No longer saving')
  expect(egiz.translations(project)).toEqual(['From the first tab.', 'From the second.', ''])
})

test('when Egiz itself is gone the page says so and keeps what is typed, and the next start saves it', async ({ egiz }) => {
  const project = await egiz.project('Gone')
  await egiz.page.reload()
  await openFromHome(egiz.page, 'Gone')
  await typeInRow(egiz.page, 1, 'Before.')
  await untilSaved(egiz.page)
  await egiz.server.kill()
  await typeInRow(egiz.page, 2, 'While it was gone.')
  await expect(saveState(egiz.page)).toContainText('Not saved')
  await saveState(egiz.page).click()
  await expect(egiz.page.getByRole('dialog', { name: 'Saving' })).toContainText('kept in this window')
  await expect(egiz.page.getByRole('dialog', { name: 'Saving' })).toContainText('Egiz cannot be reached')
  const left = egiz.page
  await egiz.start()
  await egiz.page.getByRole('button', { name: 'Gone' }).click()
  await egiz.page.getByRole('alertdialog').getByRole('button', { name: 'Open here' }).click()
  await expect(egiz.page.getByText('While it was gone.')).toBeVisible()
  await untilSaved(egiz.page)
  expect(egiz.translations(project)).toEqual(['Before.', 'While it was gone.', ''])
  await expect(saveState(left)).toContainText('No longer saving')
  // The browser reports each call that found nobody, or found the new start with its other token.
  expect(
    egiz.faults
      .splice(0)
      .filter(
        (fault) => !/ERR_CONNECTION_REFUSED|ERR_EMPTY_RESPONSE|ERR_CONNECTION_RESET|ERR_INCOMPLETE_CHUNKED|status of 401/.test(fault),
      ),
  ).toEqual([])
})
