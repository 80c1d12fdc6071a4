import { expect, type Page } from 'playwright/test'
import { type BrowserApp, goHome, notices, openFromHome, test, typeInRow } from '../support/browser-app.ts'
import { expectAccessible } from '../support/looks.ts'
import { caretAt, cell, untilSaved } from '../support/screen.ts'

// Notes, bookmarks and locks of rows, without a mouse wherever there is a key.

const sources = Array.from({ length: 8 }, (_, i) => `Бұл мәтіннің ${i + 1}-абзацы, ұзақ емес.`)

const target = (page: Page, row: number) => page.getByRole('textbox', { name: `Translation, row ${row}`, exact: true })
const field = (page: Page, row: number) => page.getByRole('textbox', { name: `New note on row ${row}`, exact: true })
const notesOf = (page: Page, row: number) => page.getByRole('region', { name: `Row ${row}`, exact: true }).getByRole('listitem')
const noted = (page: Page) => page.getByRole('list', { name: 'Notes of the document' }).getByRole('button')
const mark = (page: Page, row: number) => page.locator(`.grid [aria-rowindex="${row}"] .row-menu`)

async function open(egiz: BrowserApp): Promise<string> {
  const folder = await egiz.project('Notes', sources)
  await egiz.page.reload()
  await openFromHome(egiz.page, 'Notes')
  return folder
}

async function intoRow(page: Page, row: number): Promise<void> {
  await cell(page, row - 1, 'target').click()
  await expect(target(page, row)).toBeFocused()
}

/** Writes a note on the active row by its keys and goes back. */
async function note(page: Page, row: number, text: string): Promise<void> {
  await page.keyboard.press('Alt+m')
  await expect(field(page, row)).toBeFocused()
  await page.keyboard.insertText(text)
  await page.keyboard.press('Control+Enter')
  await expect(field(page, row)).toHaveValue('')
  await page.keyboard.press('Escape')
  await expect(target(page, row)).toBeFocused()
}

test('a note is written, changed, deleted and brought back by keys, and is there again after reopening', async ({ egiz }) => {
  const { page } = egiz
  const folder = await open(egiz)
  // Until somebody says otherwise, the name is that of the account.
  await page.getByRole('button', { name: 'Settings' }).click()
  await page.getByRole('textbox', { name: 'Your name' }).fill('')
  await page.getByRole('button', { name: 'Done', exact: true }).click()
  await typeInRow(page, 3, 'The third one.')
  await caretAt(page, 4)
  await page.keyboard.press('Alt+m')
  await expect(field(page, 3)).toBeFocused()
  await page.keyboard.type('Is this the river?')
  await page.getByRole('textbox', { name: 'Your name, for notes and history' }).fill('Айгерім')
  await page.keyboard.press('Control+Enter')
  await expect(notesOf(page, 3)).toHaveText([/Is this the river\?.*Айгерім.*just now/])
  await expect(field(page, 3)).toBeFocused()
  await page.keyboard.press('Enter')
  await page.keyboard.type('It may be the lake.')
  await expect(page.getByRole('textbox', { name: 'Your name, for notes and history' })).toBeHidden()
  await page.keyboard.press('Control+Enter')
  await expect(notesOf(page, 3)).toHaveCount(2)
  await page.keyboard.press('Escape')
  await expect(target(page, 3)).toBeFocused()
  await page.keyboard.type('very ')
  await expect(cell(page, 2, 'target')).toHaveText('The very third one.')
  await expect(mark(page, 3)).toHaveAccessibleName(/with notes/)

  await notesOf(page, 3).first().getByRole('button', { name: 'Edit the note' }).press('Enter')
  await page.keyboard.press('Control+End')
  await page.keyboard.type(' Ask.')
  await page.keyboard.press('Control+Enter')
  await expect(notesOf(page, 3).first()).toContainText('Is this the river? Ask.')
  await expect(notesOf(page, 3).first().getByRole('button', { name: 'Edit the note' })).toBeFocused()
  await page.keyboard.press('Enter')
  await page.keyboard.type('dropped')
  await page.getByRole('button', { name: 'Cancel' }).press('Enter')
  await expect(notesOf(page, 3).first()).toContainText('Is this the river? Ask.')

  await notesOf(page, 3).first().getByRole('button', { name: 'Delete the note' }).press('Enter')
  await expect(notesOf(page, 3)).toHaveText([/It may be the lake/])
  await expect(target(page, 3)).toBeFocused()
  await page.locator('.toast').getByRole('button', { name: 'Undo' }).click()
  await expect(notesOf(page, 3)).toHaveText([/river\? Ask/, /lake/])

  // Where something else was done since, only the note comes back.
  await notesOf(page, 3).last().getByRole('button', { name: 'Delete the note' }).press('Enter')
  await page.keyboard.type('quite ')
  await page.evaluate(() => new Promise((done) => setTimeout(done, 400)))
  await page.locator('.toast').getByRole('button', { name: 'Undo' }).click()
  await expect(notesOf(page, 3)).toHaveText([/river\? Ask/, /lake/])
  await expect(cell(page, 2, 'target')).toHaveText('The very quite third one.')

  await untilSaved(page)
  await page.reload()
  await openFromHome(page, 'Notes')
  await expect(page.getByRole('tab', { name: 'Notes' })).toHaveAttribute('aria-selected', 'true')
  await expect(notesOf(page, 3)).toHaveText([/river\? Ask.*Айгерім/, /lake.*Айгерім/])
  const [shown] = egiz.units(folder).slice(2)
  expect(shown?.notes?.map(({ text, author }) => [text, author])).toEqual([
    ['Is this the river? Ask.', 'Айгерім'],
    ['It may be the lake.', 'Айгерім'],
  ])
})

test('what was begun of a note waits for its row, also after reopening; keys of the text are those of the field', async ({ egiz }) => {
  const { page } = egiz
  await open(egiz)
  await typeInRow(page, 2, 'Second.')
  await page.keyboard.press('Alt+m')
  await page.keyboard.type('Begun ')
  await page.keyboard.type('here')
  await page.keyboard.press('Control+z')
  await expect(cell(page, 1, 'target')).toHaveText('Second.')
  await page.keyboard.press('Control+Shift+z')
  await page.keyboard.press('Control+b')
  await page.keyboard.press('Alt+Minus')
  await expect(field(page, 2)).toHaveValue('Begun here')
  await intoRow(page, 4)
  await expect(field(page, 4)).toHaveValue('')
  await untilSaved(page)
  await page.reload()
  await openFromHome(page, 'Notes')
  await intoRow(page, 2)
  await expect(field(page, 2)).toHaveValue('Begun here')
  await expect(cell(page, 1, 'target')).toHaveText('Second.')
  await expect(cell(page, 1, 'target').locator('strong')).toHaveCount(0)
})

test('all notes are listed in order, with their lines, and lead to their rows; of all documents where that is chosen', async ({ egiz }) => {
  const { page } = egiz
  const folder = await egiz.project('Notes', sources)
  await egiz.importByCommand(folder, 'Second.txt', ['Екінші құжаттың бірінші абзацы.', 'Екінші құжаттың екінші абзацы.'])
  await page.reload()
  await openFromHome(page, 'Notes')
  await intoRow(page, 7)
  await note(page, 7, 'Line one\n\nLine three https://example.org/x')
  await intoRow(page, 2)
  await note(page, 2, 'A short one')
  await expect(noted(page)).toHaveText([/row 2.*2-абзацы.*A short one/s, /row 7.*7-абзацы.*Line one\n\nLine three/s])
  await expect(page.getByRole('link', { name: /example/ })).toHaveCount(0)
  await noted(page).first().focus()
  await page.keyboard.press('ArrowDown')
  await expect(noted(page).last()).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(target(page, 7)).toBeFocused()
  await expect(noted(page).last()).toHaveAttribute('aria-current', 'true')

  await page
    .getByRole('button', { name: /^Second/ })
    .first()
    .click()
  await expect(page.locator('.grid')).toHaveAttribute('aria-rowcount', '2')
  await expect(page.getByText('No notes yet.')).toBeVisible()
  await page.getByRole('combobox', { name: 'Whose notes are listed' }).selectOption('All documents')
  const all = page.getByRole('list', { name: 'Notes of the project' }).getByRole('button')
  await expect(all).toHaveText([/row 2.*Notes/s, /row 7.*Notes/s])
  await all.first().press('Enter')
  await expect(target(page, 2)).toBeFocused()
})

test('a locked row takes neither typing nor commands, and says so; notes and bookmarks it takes', async ({ egiz }) => {
  const { page } = egiz
  const folder = await open(egiz)
  await typeInRow(page, 2, 'Final words.')
  await page.keyboard.press('Alt+l')
  await expect(notices(page).last()).toHaveText('Row 2 is locked. Alt+L unlocks it.')
  await expect(mark(page, 2)).toHaveAccessibleName(/locked/)
  await page.keyboard.type('x')
  await expect(notices(page).last()).toContainText('This row is locked.')
  const refused = async (how: () => Promise<void>) => {
    await how()
    const refusal = page.locator('.toast:not([data-seen])', { hasText: 'Row 2 is locked: unlock it first (Alt+L).' })
    await expect(refusal).toHaveCount(1)
    await refusal.evaluate((toast) => toast.setAttribute('data-seen', ''))
  }
  const byName = async (name: string) => {
    await page.keyboard.press('Control+k')
    await page.getByRole('combobox').fill(name)
    await page.keyboard.press('Enter')
  }
  await refused(() => page.keyboard.press('Alt+c'))
  await caretAt(page, 5)
  await refused(() => page.keyboard.press('Control+Shift+Enter'))
  await refused(() => page.keyboard.press('Control+Shift+Delete'))
  await refused(() => byName('State: Reviewed'))
  await refused(() => byName('Kind: Heading'))
  await refused(() => byName('Clear the translation'))
  await refused(async () => {
    await mark(page, 2).press('Enter')
    await page.getByRole('menuitem', { name: 'Final', exact: true }).press('Enter')
  })
  // Nor is it joined with a neighbour.
  await intoRow(page, 1)
  await refused(() => page.keyboard.press('Control+Shift+Delete'))
  await intoRow(page, 3)
  await refused(() => page.keyboard.press('Control+Shift+Backspace'))
  await expect(page.locator('.grid')).toHaveAttribute('aria-rowcount', '8')

  await intoRow(page, 2)
  await note(page, 2, 'Locked since the reading')
  await page.keyboard.press('Alt+b')
  await expect(mark(page, 2)).toHaveAccessibleName(/locked, bookmarked, with notes/)
  await page.keyboard.press('Control+Enter')
  await expect(target(page, 3)).toBeFocused()
  await untilSaved(page)
  const { state, target: words, locked, bookmarked, notes } = egiz.units(folder)[1]!
  expect({ state, words, locked, bookmarked, notes: notes?.length }).toEqual({
    state: 'initial',
    words: 'Final words.',
    locked: true,
    bookmarked: true,
    notes: 1,
  })

  await intoRow(page, 2)
  await page.keyboard.press('Alt+l')
  await page.keyboard.press('Control+End')
  await page.keyboard.type(' Not quite.')
  await expect(cell(page, 1, 'target')).toHaveText('Final words. Not quite.')
  await untilSaved(page)
  expect(egiz.units(folder)[1]).not.toHaveProperty('locked')
})

test('bookmarks are walked by keys, both ways and round the ends, and rows with notes too', async ({ egiz }) => {
  const { page } = egiz
  await open(egiz)
  for (const row of [2, 5, 7]) {
    await intoRow(page, row)
    await page.keyboard.press('Alt+b')
    await expect(mark(page, row)).toHaveAccessibleName(/bookmarked/)
  }
  for (const row of [2, 5, 7, 2]) {
    await page.keyboard.press('F2')
    await expect(target(page, row)).toBeFocused()
  }
  for (const row of [7, 5]) {
    await page.keyboard.press('Shift+F2')
    await expect(target(page, row)).toBeFocused()
  }
  await page.keyboard.press('Alt+b')
  await expect(mark(page, 5)).not.toHaveAccessibleName(/bookmarked/)
  await page.keyboard.press('Shift+F2')
  await expect(target(page, 2)).toBeFocused()
  await page.keyboard.press('Alt+Shift+m')
  await expect(notices(page).last()).toHaveText('No other row shown here has notes.')
  await note(page, 2, 'Here')
  await intoRow(page, 8)
  await page.keyboard.press('Alt+Shift+m')
  await expect(target(page, 2)).toBeFocused()
  await untilSaved(page)
  await goHome(page)
  await openFromHome(page, 'Notes')
  await intoRow(page, 4)
  await page.keyboard.press('F2')
  await expect(target(page, 7)).toBeFocused()
})

test('the pane’s tabs are chosen by arrows and by commands, and only the chosen one is there', async ({ egiz }) => {
  const { page } = egiz
  await open(egiz)
  await intoRow(page, 1)
  const tab = (name: string) => page.getByRole('tab', { name, exact: true })
  await page.keyboard.press('F6')
  await expect(tab('Tags')).toBeFocused()
  await page.keyboard.press('ArrowRight')
  await expect(tab('Notes')).toBeFocused()
  await expect(field(page, 1)).toBeVisible()
  await expect(page.locator('.tags-panel')).toHaveCount(0)
  await page.keyboard.press('ArrowRight')
  await expect(tab('Find')).toBeFocused()
  await expect(page.locator('.search-panel')).toHaveCount(1)
  await expect(page.locator('.notes-panel')).toHaveCount(0)
  await page.keyboard.press('Home')
  await expect(tab('Tags')).toBeFocused()
  await page.keyboard.press('Shift+F6')
  await expect(target(page, 1)).toBeFocused()

  await page.keyboard.press('Control+f')
  await expect(page.getByRole('textbox', { name: 'Find', exact: true })).toBeFocused()
  await expect(tab('Find')).toHaveAttribute('aria-selected', 'true')
  await page.keyboard.press('Escape')
  await expect(tab('Tags')).toHaveAttribute('aria-selected', 'true')
  await expect(target(page, 1)).toBeFocused()
  await page.keyboard.press('Control+Shift+Backslash')
  await expect(tab('Tags')).toBeHidden()
  await page.keyboard.press('F6')
  await expect(page.getByRole('navigation', { name: 'Documents' }).getByRole('button').first()).toBeFocused()
  await page.keyboard.press('F6')
  await expect(target(page, 1)).toBeFocused()
  await page.keyboard.press('Alt+m')
  await expect(field(page, 1)).toBeFocused()
  await page.keyboard.press('Control+Shift+Backslash')
  await expect(tab('Tags')).toHaveAttribute('aria-selected', 'true')
})

for (const theme of ['Light', 'Dark']) {
  test(`notes keep the serious rules of WCAG 2.2 AA, ${theme}`, async ({ egiz }) => {
    const { page } = egiz
    await open(egiz)
    await page.getByRole('button', { name: 'Settings' }).click()
    await page.getByRole('radio', { name: theme, exact: true }).check({ force: true })
    await page.keyboard.press('Escape')
    await intoRow(page, 2)
    await expectAccessible(page, `tags, ${theme}`)
    await note(page, 2, 'One note')
    await page.keyboard.press('Alt+l')
    await intoRow(page, 5)
    await note(page, 5, 'Another')
    await page.keyboard.press('Alt+m')
    await page.keyboard.type('Begun')
    await expectAccessible(page, `notes, ${theme}`)
    await notesOf(page, 5).first().getByRole('button', { name: 'Edit the note' }).press('Enter')
    await expectAccessible(page, `a note being changed, ${theme}`)
  })
}
