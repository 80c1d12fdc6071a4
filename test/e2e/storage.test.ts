import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect } from 'playwright/test'
import { type BrowserApp, goHome, notices, openFromHome, projectOnHome, saveState, test, typeInRow } from '../support/browser-app.ts'
import { allRows, mountedRows, untilSaved } from '../support/screen.ts'
import { workALittle } from '../support/worked-project.ts'
import { type Dump, type Stored, WorkingCopy } from '../support/working-copy.ts'

// What is typed lies in the browser's storage and in the project folder. Here the storage is lost, behind, ahead, or another's.

/** Opens a project made by the command line. */
async function open(egiz: BrowserApp, name: string, rows?: readonly string[]): Promise<{ folder: string; copy: WorkingCopy }> {
  const folder = await egiz.project(name, rows)
  await egiz.page.reload()
  await openFromHome(egiz.page, name)
  return { folder, copy: await WorkingCopy.of(egiz.page, folder) }
}

/** Types while the server answers nobody, until the browser's storage holds it; then page and server end as in a power cut. */
async function typeAndLoseAll(egiz: BrowserApp, copy: WorkingCopy, row: number, text: string): Promise<void> {
  await untilSaved(egiz.page)
  const before = await copy.head()
  egiz.server.pause()
  await typeInRow(egiz.page, row, text)
  await expect(saveState(egiz.page)).toContainText('Saving')
  await expect.poll(() => copy.head()).toBeGreaterThan(before)
  await egiz.page.close()
  await egiz.server.kill()
}

/** The complaints of the browser's console about calls that found nobody, or the new start with its other token. */
function forgiveLostCalls(egiz: BrowserApp): void {
  const isLostCall = (fault: string) =>
    /ERR_CONNECTION_REFUSED|ERR_EMPTY_RESPONSE|ERR_CONNECTION_RESET|ERR_INCOMPLETE_CHUNKED|status of 401/.test(fault)
  expect(egiz.faults.splice(0).filter((fault) => !isLostCall(fault))).toEqual([])
}

test('the browser is asked to keep its storage', async ({ egiz }) => {
  await egiz.context.addInitScript(() => {
    const asked = navigator.storage.persist.bind(navigator.storage)
    navigator.storage.persist = () => {
      document.documentElement.dataset.askedToKeep = 'yes'
      return asked()
    }
  })
  await egiz.page.reload()
  await expect(egiz.page.locator('html')).toHaveAttribute('data-asked-to-keep', 'yes')
})

test('a working copy that was deleted is restored from the folder, and that is said', async ({ egiz }) => {
  const { copy } = await open(egiz, 'Restored')
  const before = await workALittle(egiz.page)
  await goHome(egiz.page)
  await copy.delete()
  await openFromHome(egiz.page, 'Restored')
  await expect(notices(egiz.page)).toHaveText(/restored from the project folder/)
  expect(await allRows(egiz.page)).toEqual(before)
  await typeInRow(egiz.page, 3, 'And on it goes.')
  await untilSaved(egiz.page)
})

test('storage deleted under an open project: that is said, the folder goes on getting everything, and the next opening restores', async ({
  egiz,
}) => {
  const { folder, copy } = await open(egiz, 'Evicted')
  await typeInRow(egiz.page, 1, 'Before.')
  await untilSaved(egiz.page)
  await copy.delete()
  await typeInRow(egiz.page, 2, 'After.')
  await expect(egiz.page.getByRole('alert')).toContainText('deleted the working copy')
  await expect.poll(() => egiz.translations(folder)).toEqual(['Before.', 'After.', ''])
  await goHome(egiz.page)
  await openFromHome(egiz.page, 'Evicted')
  await expect(notices(egiz.page).filter({ hasText: 'restored from the project folder' })).toBeVisible()
  await expect(egiz.page.getByText('After.')).toBeVisible()
  await typeInRow(egiz.page, 3, 'And on.')
  await untilSaved(egiz.page)
})

test('storage deleted while Egiz is down: the page says that it saves nowhere, and the folder restores what it acknowledged', async ({
  egiz,
}) => {
  const { folder, copy } = await open(egiz, 'Both gone')
  await typeInRow(egiz.page, 1, 'Acknowledged.')
  await untilSaved(egiz.page)
  await egiz.server.kill()
  await copy.delete()
  await typeInRow(egiz.page, 2, 'In this window only.')
  await expect(saveState(egiz.page)).toContainText('Not saved')
  await saveState(egiz.page).click()
  const detail = egiz.page.getByRole('dialog', { name: 'Saving' })
  await expect(detail).toContainText('Egiz cannot be reached')
  await expect(detail).toContainText('deleted the working copy')
  await egiz.page.keyboard.press('Escape')
  // The text is still on the screen, to be copied; leaving it is warned of.
  await expect(egiz.page.getByText('In this window only.')).toBeVisible()
  const asked = egiz.page.waitForEvent('dialog')
  const left = egiz.page.close({ runBeforeUnload: true })
  const warning = await asked
  expect(warning.type()).toBe('beforeunload')
  await warning.accept()
  await left
  await egiz.start()
  await openFromHome(egiz.page, 'Both gone')
  await expect(notices(egiz.page).filter({ hasText: 'restored from the project folder' })).toBeVisible()
  await expect(egiz.page.getByText('Acknowledged.')).toBeVisible()
  await typeInRow(egiz.page, 2, 'Typed again.')
  await untilSaved(egiz.page)
  expect(egiz.translations(folder)).toEqual(['Acknowledged.', 'Typed again.', ''])
  forgiveLostCalls(egiz)
})

test('what the command line changed while the project was closed is taken over', async ({ egiz }) => {
  const { folder } = await open(egiz, 'Taken over')
  await typeInRow(egiz.page, 2, 'Mine.')
  await untilSaved(egiz.page)
  await goHome(egiz.page)
  await egiz.importByCommand(folder, 'Қосымша.txt', ['Қосымшаның жалғыз абзацы.'])
  await openFromHome(egiz.page, 'Taken over')
  const documents = egiz.page.getByRole('navigation', { name: 'Documents' })
  await documents.getByRole('button', { name: 'Қосымша' }).first().click()
  await expect(egiz.page.getByText('Қосымшаның жалғыз абзацы.')).toBeVisible()
  await documents.getByRole('button', { name: 'Taken over' }).first().click()
  await expect(egiz.page.getByText('Mine.')).toBeVisible()
  await expect(notices(egiz.page)).toHaveCount(0)
})

test('what only the browser held after a crash of everything goes into the folder at the next start', async ({ egiz }) => {
  const { folder, copy } = await open(egiz, 'Ahead')
  await typeAndLoseAll(egiz, copy, 1, 'Typed while nobody answered.')
  expect(egiz.translations(folder)).toEqual(['', '', ''])
  await egiz.start()
  await openFromHome(egiz.page, 'Ahead')
  await expect(notices(egiz.page).filter({ hasText: 'lacked changes kept on this computer' })).toBeVisible()
  await expect(notices(egiz.page).filter({ hasText: 'had not been closed properly' })).toBeVisible()
  await expect(egiz.page.getByText('Typed while nobody answered.')).toBeVisible()
  await untilSaved(egiz.page)
  expect(egiz.translations(folder)).toEqual(['Typed while nobody answered.', '', ''])
})

test('a copy of another lineage is kept whole as a project of its own, with its tags, and the folder is loaded', async ({ egiz }) => {
  const { folder } = await open(egiz, 'Lineage')
  const mine = await workALittle(egiz.page)
  await goHome(egiz.page)
  const file = join(folder, 'project.json')
  await writeFile(file, (await readFile(file, 'utf8')).replace(/"lineage": "[^"]+"/, '"lineage": "0123456789abcdef"'))
  await openFromHome(egiz.page, 'Lineage')
  const told = notices(egiz.page).filter({ hasText: 'kept as a project of its own: Lineage (copy of' })
  await expect(told).toBeVisible()
  expect(await allRows(egiz.page)).toEqual(mine)
  await typeInRow(egiz.page, 3, 'Of the folder.')
  await untilSaved(egiz.page)
  await goHome(egiz.page)

  const kept = (await egiz.page.locator('.project-name').allTextContents()).find((name) => name.startsWith('Lineage ('))!
  await openFromHome(egiz.page, kept)
  expect(await allRows(egiz.page)).toEqual(mine)
  await typeInRow(egiz.page, 3, 'Of the copy.')
  await untilSaved(egiz.page)
  await goHome(egiz.page)
  await openFromHome(egiz.page, 'Lineage')
  await expect(egiz.page.getByText('Of the folder.')).toBeVisible()
})

test('a copy of a newer format is refused in so many words and stays as it is; it opens again in its own time', async ({ egiz }) => {
  const { copy } = await open(egiz, 'Newer copy')
  const before = await workALittle(egiz.page)
  await goHome(egiz.page)
  const dump = (await copy.dump())!
  await copy.rewrite((store, records) => (store === 'meta' ? [{ ...records[0], format: 99 }] : records))
  const newer = await copy.dump()
  await projectOnHome(egiz.page, 'Newer copy').click()
  await expect(notices(egiz.page)).toContainText('newer version of Egiz')
  await expect(notices(egiz.page)).toContainText('Update Egiz')
  await expect(egiz.page.getByRole('list', { name: 'Projects' })).toBeVisible()
  expect(await copy.dump()).toEqual(newer)
  await copy.replace(dump)
  await openFromHome(egiz.page, 'Newer copy')
  expect(await allRows(egiz.page)).toEqual(before)
  await untilSaved(egiz.page)
})

test('a copy of format 1 is brought up, and what it had not sent yet reaches the folder', async ({ egiz }) => {
  const { folder, copy } = await open(egiz, 'Format 1')
  const before = await workALittle(egiz.page)
  await typeAndLoseAll(egiz, copy, 3, 'Not sent yet.')
  await egiz.start()
  const now = await WorkingCopy.of(egiz.page, folder)
  // What later formats brought is taken away again: the place in `meta`, the marks of rows, annotations lying some to a record.
  const { stores } = (await now.dump())!
  await now.replace({ version: 10, stores: stores.map(asInFormat1) })
  await openFromHome(egiz.page, 'Format 1')
  await expect(notices(egiz.page).filter({ hasText: 'lacked changes kept on this computer' })).toBeVisible()
  await expect(egiz.page.getByText('Not sent yet.')).toBeVisible()
  await untilSaved(egiz.page)
  expect(egiz.translations(folder)[2]).toBe('Not sent yet.')
  expect((await mountedRows(egiz.page, 2)).map(({ target, tags }) => ({ target, tags }))).toEqual(
    before.slice(0, 2).map(({ target, tags }) => ({ target, tags })),
  )
  expect((await now.records('meta'))[0]).toMatchObject({ format: 4, place: folder })
  // Before the copy was changed, what it alone held was written beside the folder.
  const aside = (await readdir(folder)).filter((name) => name.startsWith('aside-'))
  expect(aside).toHaveLength(1)
  expect(await readFile(join(folder, aside[0]!), 'utf8')).toContain('Not sent yet.')
})

function asInFormat1(store: Dump['stores'][number]): Dump['stores'][number] {
  const { name, records } = store
  if (name === 'meta') return { ...store, records: records.map(({ place: _place, ...rest }) => ({ ...rest, format: 1 })) }
  if (name === 'outline') return { ...store, records: records.map(({ flags: _flags, ...rest }) => rest) }
  if (name !== 'annotationPacks') return store
  return { name: 'annotations', keyPath: 'id', records: records.flatMap(({ annotations }) => annotations as Stored[]) }
}

test('a second tab on a project is told; opening it there ends the saving here, in so many words', async ({ egiz }) => {
  const { folder } = await open(egiz, 'One at a time')
  await typeInRow(egiz.page, 1, 'From the first tab.')
  await untilSaved(egiz.page)
  const second = await egiz.visit()
  await projectOnHome(second, 'One at a time').click()
  const told = second.getByRole('alertdialog', { name: 'One at a time is open in another window' })
  await told.getByRole('button', { name: 'Cancel' }).click()
  await expect(told).toBeHidden()
  await expect(saveState(egiz.page)).toHaveText(/Saved$/)
  await projectOnHome(second, 'One at a time').click()
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
  expect(egiz.translations(folder)).toEqual(['From the first tab.', 'From the second.', ''])
})

test('when Egiz itself is gone the page says so and keeps what is typed, and the next start saves it', async ({ egiz }) => {
  const { folder } = await open(egiz, 'Gone')
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
  await projectOnHome(egiz.page, 'Gone').click()
  await egiz.page.getByRole('alertdialog').getByRole('button', { name: 'Open here' }).click()
  await expect(egiz.page.getByText('While it was gone.')).toBeVisible()
  await untilSaved(egiz.page)
  expect(egiz.translations(folder)).toEqual(['Before.', 'While it was gone.', ''])
  await expect(saveState(left)).toContainText('No longer saving')
  forgiveLostCalls(egiz)
})
