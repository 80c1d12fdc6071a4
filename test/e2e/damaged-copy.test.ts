import { expect, type Page } from 'playwright/test'
import { goHome, notices, openFromHome, test, typeInRow } from '../support/browser-app.ts'
import { allRows, type ScreenRow, untilSaved } from '../support/screen.ts'
import { paragraphs, workALittle } from '../support/worked-project.ts'
import { type Stored, WorkingCopy } from '../support/working-copy.ts'

// The working copy is spoilt while the project is closed. Whatever was done to it, what opens is the whole project: never an empty one,
// never a half, and what is typed then reaches the folder.

interface Damage {
  readonly what: string
  /** What each store is to hold; null takes it away. */
  readonly edit: (store: string, records: readonly Stored[]) => readonly Stored[] | null
  /** Pages are read as they come into view: what is wrong inside one is told then, and mended by opening again. */
  readonly isFoundLate?: boolean
}

const empty = (wanted: string): Damage => ({
  what: `${wanted} emptied`,
  edit: (store, records) => (store === wanted ? [] : records),
})
const half = (wanted: string): Damage => ({
  what: `half of ${wanted} deleted`,
  edit: (store, records) => (store === wanted ? records.filter((_, i) => i % 2 === 0) : records),
})
const missing = (wanted: string): Damage => ({
  what: `no store ${wanted}`,
  edit: (store, records) => (store === wanted ? null : records),
})
const other = (wanted: string, field: string, value: unknown): Damage => ({
  what: `${field} of ${wanted} of another shape`,
  edit: (store, records) => (store === wanted ? records.map((record) => ({ ...record, [field]: value })) : records),
})

const stores = ['meta', 'documents', 'tags', 'annotationPacks', 'pages', 'outline', 'changes']
const damages: readonly Damage[] = [
  ...stores.map(empty),
  half('pages'),
  half('outline'),
  // Dexie makes a store that is missing anew, and empty.
  ...['meta', 'pages'].map(missing),
  { ...other('pages', 'units', 'no units'), isFoundLate: true },
  { ...other('pages', 'units', [{ id: 'x' }]), isFoundLate: true },
  other('outline', 'ids', 7),
  other('meta', 'head', null),
  other('annotationPacks', 'annotations', null),
  other('documents', 'name', null),
  other('changes', 'change', 'none'),
]

test('a damaged working copy ends in the whole project, whatever the damage', async ({ egiz }) => {
  test.setTimeout(600_000)
  const { page } = egiz
  const folder = await egiz.project('Spoilt', paragraphs(150))
  await page.reload()
  await openFromHome(page, 'Spoilt')
  const before = await workALittle(page)
  await goHome(page)
  const copy = await WorkingCopy.of(page, folder)
  const sound = (await copy.dump())!
  for (const { what, edit, isFoundLate } of damages) {
    await test.step(what, async () => {
      await copy.replace(sound)
      await copy.rewrite(edit)
      await openFromHome(page, 'Spoilt')
      if (isFoundLate) {
        const told = page.getByRole('alertdialog')
        await expect(told).toContainText('could not be read')
        await told.getByRole('button', { name: 'Open again' }).click()
        await expect(told).toBeHidden()
      }
      expect.soft(await rowsWithin(page, 8000), what).toEqual(before)
      await untilSaved(page)
      // A copy that no longer says what it is may hold what no folder has: it is kept beside.
      const isUnnamed = what.includes('meta')
      for (const told of await notices(page).allTextContents()) {
        if (!(isUnnamed && told.includes('kept as a project of its own')))
          expect.soft(told, what).toContain('restored from the project folder')
      }
      await page.reload()
    })
  }
  await openFromHome(page, 'Spoilt')
  await typeInRow(page, 3, 'Typed after.')
  await untilSaved(page)
  expect(egiz.translations(folder).slice(0, 3)).toEqual(['The first paragraph of this text.', 'The second one', 'Typed after.'])
})

/** What the screen shows; a row whose text never comes is told, instead of being waited for. */
async function rowsWithin(page: Page, ms: number): Promise<ScreenRow[] | string> {
  const late = new Promise<string>((done) => setTimeout(() => done('rows whose text does not come'), ms))
  return Promise.race([allRows(page), late])
}
