import { expect } from 'playwright/test'
import { goHome, notices, openFromHome, projectOnHome, saveState, test, typeInRow } from '../support/browser-app.ts'
import { allRows, cell, untilSaved } from '../support/screen.ts'
import {
  commitFolder,
  filesOf,
  git,
  keepAsItIs,
  keptBeside,
  openInDoubt,
  renamed,
  typeElsewhere,
  versionsDialog,
} from '../support/versions.ts'
import { WorkingCopy } from '../support/working-copy.ts'

// The project folder is not what it was when this browser saw it last. Nothing silently wins: where both sides hold changes, both are
// shown, both are kept, and the person chooses.

test('a folder replaced by an older copy of itself: asked, put off, and this computer’s copy goes on', async ({ egiz }) => {
  const { page } = egiz
  const folder = await egiz.project('Older')
  await page.reload()
  await openFromHome(page, 'Older')
  await typeInRow(page, 1, 'Early.')
  await untilSaved(page)
  await goHome(page)
  const old = await keepAsItIs(egiz, folder)
  await openFromHome(page, 'Older')
  await typeInRow(page, 1, ' Later words.')
  await typeInRow(page, 2, 'A second row.')
  await untilSaved(page)
  const later = await allRows(page)
  await goHome(page)
  await old.putBack()

  const dialog = await openInDoubt(page, 'Older')
  await expect(dialog).toContainText('The project folder is older than the copy on this computer')
  await expect(dialog).toContainText(folder)
  const table = dialog.getByRole('table')
  await expect(table.getByRole('columnheader')).toHaveText([
    /As Egiz had it last.*2 changes/,
    /In the project folder now.*Nothing of its own/,
  ])
  const texts = table.locator('tbody tr:has(.conflict-version)')
  await expect(texts).toHaveCount(2)
  await expect(texts.nth(0).getByRole('cell')).toHaveText(['Early. Later words.', 'Early.'])
  await expect(texts.nth(1).getByRole('cell')).toHaveText(['A second row.', 'Not translated'])
  await expect(texts.nth(0).locator('ins')).toHaveText([/Later/])

  // Decided later: nothing is touched on either side, and it is asked again.
  const copy = await WorkingCopy.of(page, folder)
  const [copied, files] = [await copy.dump(), await filesOf(folder)]
  await dialog.getByRole('button', { name: 'Decide later' }).click()
  await expect(page.getByRole('list', { name: 'Projects' })).toBeVisible()
  expect(await filesOf(folder)).toEqual(files)
  expect(await copy.dump()).toEqual(copied)

  await openInDoubt(page, 'Older')
  await dialog.getByRole('button', { name: 'Go on with what Egiz had last' }).click()
  await expect(page.locator('.grid')).toBeVisible()
  await expect(notices(page).filter({ hasText: 'lacked changes kept on this computer' })).toBeVisible()
  expect(await allRows(page)).toEqual(later)
  await untilSaved(page)
  expect(egiz.translations(folder)).toEqual(['Early. Later words.', 'A second row.', ''])
  await page.keyboard.press('Control+z')
  await expect(cell(page, 1, 'target')).not.toContainText('A second row.')
  await page.keyboard.press('Control+Shift+z')
  await untilSaved(page)
  await goHome(page)
  await openFromHome(page, 'Older')
  expect(await allRows(page)).toEqual(later)
})

test('a folder replaced by an older copy: the folder goes on, what was done since is a project of its own', async ({ egiz }) => {
  const { page } = egiz
  const folder = await egiz.project('Set back')
  const old = await keepAsItIs(egiz, folder)
  await page.reload()
  await openFromHome(page, 'Set back')
  await typeInRow(page, 1, 'Later words.')
  await untilSaved(page)
  const later = await allRows(page)
  await goHome(page)
  await old.putBack()

  const dialog = await openInDoubt(page, 'Set back')
  await dialog.getByRole('button', { name: 'Go on with the folder' }).click()
  await expect(page.locator('.grid')).toBeVisible()
  await expect(notices(page).filter({ hasText: 'kept as a project of its own: Set back (' })).toBeVisible()
  await expect(page.getByText('Later words.', { exact: true })).toHaveCount(0)
  await typeInRow(page, 2, 'From here on.')
  await untilSaved(page)
  expect(egiz.translations(folder)).toEqual(['', 'From here on.', ''])
  await goHome(page)
  await openFromHome(page, await keptBeside(page, 'Set back'))
  expect(await allRows(page)).toEqual(later)
  await page.keyboard.press('Control+Enter')
  await page.keyboard.press('Control+z')
  await goHome(page)
  await openFromHome(page, 'Set back')
  await expect(page.getByText('From here on.')).toBeVisible()
  await expect(notices(page)).toHaveCount(0)
})

for (const choice of ['copy', 'folder'] as const) {
  test(`both went on: ${choice === 'copy' ? 'this computer’s copy' : 'the folder'} is chosen, both are kept`, async ({ egiz }) => {
    const { page } = egiz
    const folder = await egiz.project('Parted')
    await page.reload()
    await openFromHome(page, 'Parted')
    await typeInRow(page, 1, 'Common.')
    await untilSaved(page)
    await goHome(page)
    const common = await keepAsItIs(egiz, folder)
    await openFromHome(page, 'Parted')
    await typeInRow(page, 2, 'Written here.')
    await untilSaved(page)
    await goHome(page)
    await common.putBack()
    await typeElsewhere(egiz, 'Parted', { 2: 'Written there.', 3: 'There alone.' })

    const dialog = await openInDoubt(page, 'Parted')
    await expect(dialog).toContainText('each without the other')
    const texts = dialog.locator('tbody tr:has(.conflict-version)')
    await expect(texts).toHaveCount(2)
    await expect(texts.nth(0).getByRole('cell')).toHaveText(['Written here.', 'Written there.'])
    await expect(texts.nth(1).getByRole('cell')).toHaveText(['Not translated', 'There alone.'])
    const here = ['Common.', 'Written here.', '']
    const there = ['Common.', 'Written there.', 'There alone.']
    const [wins, kept] = choice === 'copy' ? [here, there] : [there, here]
    await dialog.getByRole('button', { name: choice === 'copy' ? 'Go on with what Egiz had last' : 'Go on with the folder' }).click()
    await expect(page.locator('.grid')).toBeVisible()
    await expect(notices(page).filter({ hasText: 'kept as a project of its own: Parted (' })).toBeVisible()
    await expect(cell(page, 1, 'target')).toHaveText(wins[1]!)
    await untilSaved(page)
    expect(egiz.translations(folder)).toEqual(wins)

    // What was done before is undone as ever, and the row's history reaches over the parting.
    const last = choice === 'copy' ? 1 : 2
    await page.locator('.grid').click({ position: { x: 5, y: 300 } })
    await page.keyboard.press('Control+z')
    await expect(cell(page, last, 'target')).not.toContainText(wins[last]!)
    await page.keyboard.press('Control+Shift+z')
    await expect(cell(page, last, 'target')).toHaveText(wins[last]!)
    await cell(page, 1, 'target').click()
    await page.keyboard.press('Alt+h')
    const history = page.getByRole('dialog', { name: 'History of row 2' })
    await expect(history.getByRole('listitem').last()).toContainText('imported')
    if (choice === 'copy') await expect(history).toContainText('Written there.')
    await expect(history).toContainText(wins[1]!)
    await page.keyboard.press('Escape')
    await untilSaved(page)
    await goHome(page)

    await openFromHome(page, await keptBeside(page, 'Parted'))
    await expect(cell(page, 1, 'target')).toHaveText(kept[1]!)
    await goHome(page)
    await openFromHome(page, 'Parted')
    await expect(cell(page, 1, 'target')).toHaveText(wins[1]!)
    await untilSaved(page)
    expect(egiz.translations(folder)).toEqual(wins)
  })
}

test('what was typed while nobody answered, and what the command line did meanwhile: shown side by side', async ({ egiz }) => {
  const folder = await egiz.project('Apart')
  await egiz.page.reload()
  await openFromHome(egiz.page, 'Apart')
  await untilSaved(egiz.page)
  const copy = await WorkingCopy.of(egiz.page, folder)
  const before = await copy.head()
  egiz.server.pause()
  await typeInRow(egiz.page, 1, 'Only in the browser.')
  await expect.poll(() => copy.head()).toBeGreaterThan(before)
  await egiz.page.close()
  await egiz.server.kill()
  await egiz.importByCommand(folder, 'Басқа.txt', ['Бұл тек қалтада.'])
  await egiz.start()
  const { page } = egiz
  const dialog = await openInDoubt(page, 'Apart')
  await expect(dialog).toContainText('Only in the browser.')
  await dialog.getByRole('button', { name: 'Go on with what Egiz had last' }).click()
  await expect(page.getByText('Only in the browser.')).toBeVisible()
  await untilSaved(page)
  expect(egiz.translations(folder)).toEqual(['Only in the browser.', '', ''])
  await goHome(page)
  await openFromHome(page, await keptBeside(page, 'Apart'))
  await expect(page.getByRole('navigation', { name: 'Documents' }).getByText('Басқа', { exact: true })).toBeVisible()
})

test('git checkout of an older commit while the project is closed: asked', async ({ egiz }) => {
  const { page } = egiz
  const folder = await egiz.project('In git')
  git(folder, 'init', '--quiet')
  const first = commitFolder(folder, 'imported')
  await page.reload()
  await openFromHome(page, 'In git')
  await typeInRow(page, 1, 'After the commit.')
  await untilSaved(page)
  await goHome(page)
  commitFolder(folder, 'translated')
  git(folder, 'checkout', '--quiet', first)
  const dialog = await openInDoubt(page, 'In git')
  await expect(dialog).toContainText('is older than the copy on this computer')
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
  git(folder, 'checkout', '--quiet', '-')
  await openFromHome(page, 'In git')
  await expect(page.getByText('After the commit.')).toBeVisible()
  await expect(notices(page)).toHaveCount(0)
})

test('git checkout of an older commit while the project is open: told within seconds, nothing written over it, then asked', async ({
  egiz,
}) => {
  const { page } = egiz
  const folder = await egiz.project('Open in git')
  git(folder, 'init', '--quiet')
  const first = commitFolder(folder, 'imported')
  await page.reload()
  await openFromHome(page, 'Open in git')
  await typeInRow(page, 1, 'After the commit.')
  await untilSaved(page)
  git(folder, 'checkout', '--quiet', '--force', first)
  const files = await filesOf(folder)
  const told = page.getByRole('alertdialog', { name: 'Another program changed the project folder' })
  await expect(told).toBeVisible()
  await told.getByRole('button', { name: 'Later' }).click()
  await typeInRow(page, 2, 'Typed all the same.')
  await expect(saveState(page)).toContainText('No longer saving')
  expect(await filesOf(folder)).toEqual(files)
  await goHome(page)
  expect(await filesOf(folder)).toEqual(files)
  const dialog = await openInDoubt(page, 'Open in git')
  await expect(dialog).toContainText('After the commit.')
  await expect(dialog).toContainText('Typed all the same.')
  await dialog.getByRole('button', { name: 'Go on with what Egiz had last' }).click()
  await expect(page.locator('.grid')).toBeVisible()
  await untilSaved(page)
  expect(egiz.translations(folder)).toEqual(['After the commit.', 'Typed all the same.', ''])
})

test('a folder renamed while it was closed opens from its new place, with nothing asked', async ({ egiz }) => {
  const { page } = egiz
  const folder = await egiz.project('Moved')
  await page.reload()
  await openFromHome(page, 'Moved')
  await typeInRow(page, 1, 'Before the move.')
  await untilSaved(page)
  await goHome(page)
  const moved = await renamed(folder, 'Another name.egiz')
  await page.reload()
  await projectOnHome(page, 'Moved').filter({ hasText: 'Another name.egiz' }).click()
  await expect(page.getByText('Before the move.')).toBeVisible()
  await expect(notices(page)).toHaveCount(0)
  await typeInRow(page, 2, 'After it.')
  await untilSaved(page)
  expect(egiz.translations(moved)).toEqual(['Before the move.', 'After it.', ''])
  await expect(versionsDialog(page, 'Moved')).toBeHidden()
})
