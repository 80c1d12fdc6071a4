import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import type { Locator, Page } from 'playwright'
import type { Random } from '../support/corpora/random.ts'
import type { Phase } from './plan.ts'

const words = 'the twins кітап wrote қолжазба and read манускрипт once more әдебиет under a lamp ғылым slowly'.split(' ')

/** A person at an open project, who does what the dice say. Every step rejects where the page or the server dies under it. */
export class Hand {
  readonly #held: Page
  readonly #random: Random
  readonly #folder: string
  #gone = false

  constructor(page: Page, random: Random, folder: string) {
    this.#held = page
    this.#random = random
    this.#folder = folder
  }

  /** Touches the page no more: what is under way ends at its next move. */
  letGo(): void {
    this.#gone = true
  }

  get #page(): Page {
    if (this.#gone) throw new Error('the hand has let go')
    return this.#held
  }

  async do(step: Phase): Promise<void> {
    if (step !== 'importing' && (await this.#rows()) === 0) return this.#import()
    switch (step) {
      case 'typing':
        return this.#type()
      case 'tagging':
        return this.#tag()
      case 'confirming':
        return this.#confirm()
      case 'splitting':
        return this.#split()
      case 'joining':
        return this.#join()
      case 'undoing':
        return this.#undo()
      case 'importing':
        return this.#import()
      case 'removing':
        return this.#remove()
      case 'exporting':
        return this.#export()
      case 'compacting':
        return this.goHome()
      case 'backing-up':
        return this.#random.chance(0.5) ? this.#backUp() : this.goHome()
      case 'restoring':
        return this.#restore()
      case 'migrating':
      case 'opening':
      case 'idle':
        return this.saved()
    }
  }

  /** Until the status bar says that all is saved. */
  async saved(): Promise<void> {
    await this.#page.locator('.save-state.saved').waitFor()
  }

  async goHome(): Promise<void> {
    await this.#page.getByRole('button', { name: 'All projects' }).click()
    await projectList(this.#page).waitFor()
  }

  #rows(): Promise<number> {
    return this.#page.locator('.grid [role="row"][data-unit]').count()
  }

  /** How many rows the document has, also those that are not on the screen. */
  async #rowCount(): Promise<number> {
    return Number(await this.#page.locator('.grid').getAttribute('aria-rowcount'))
  }

  async #untilRows(count: number): Promise<void> {
    await this.#page.locator(`.grid[aria-rowcount="${count}"]`).waitFor()
    await this.saved()
  }

  async #enterRow(row = this.#random.between(1, 6)): Promise<Locator> {
    row = Math.min(row, await this.#rows())
    await this.#page.locator(`.grid [aria-rowindex="${row}"] [data-side="target"]`).click()
    const box = this.#page.getByRole('textbox', { name: `Translation, row ${row}`, exact: true })
    await box.and(this.#page.locator(':focus')).waitFor()
    await this.#page.keyboard.press('End')
    return box
  }

  async #type(): Promise<void> {
    const box = await this.#enterRow()
    if (this.#random.chance(0.25)) {
      await this.#page.keyboard.press('Control+a')
      await this.#page.keyboard.press('Delete')
    }
    for (let bursts = this.#random.between(1, 3); bursts > 0; bursts--) {
      const text = ` ${Array.from({ length: this.#random.between(1, 5) }, () => this.#random.pick(words)).join(' ')}`
      const pause = this.#random.between(0, 25)
      for (const character of text) {
        await this.#page.keyboard.type(character)
        await setTimeout(pause)
      }
      await box.filter({ hasText: text.trim() }).waitFor()
      if (this.#random.chance(0.6)) await this.saved()
    }
    if (this.#random.chance(0.15)) await this.#split()
    if (this.#random.chance(0.15)) await this.#join()
  }

  /** Parts a row between two words that are typed for it, or somewhere in its source. */
  async #split(): Promise<void> {
    const count = await this.#rowCount()
    const row = Math.min(this.#random.between(1, 6), await this.#rows())
    await this.#enterRow(row)
    const last = this.#random.pick(words)
    await this.#page.keyboard.type(` ${this.#random.pick(words)} ${last}`)
    const source = (await this.#page.locator(`.grid [aria-rowindex="${row}"] [data-side="source"]`).textContent()) ?? ''
    const inSource = this.#random.chance(0.4) && source.length > 6
    if (inSource) {
      await this.#page.keyboard.press('Alt+ArrowLeft')
      await this.#page
        .getByRole('textbox', { name: `Source, row ${row}`, exact: true })
        .and(this.#page.locator(':focus'))
        .waitFor()
      await caretSettled()
    }
    for (let i = inSource ? this.#random.between(1, 5) : last.length; i > 0; i--)
      await this.#page.keyboard.press(inSource ? 'ArrowRight' : 'ArrowLeft')
    await caretSettled()
    await this.#page.keyboard.press('Control+Shift+Enter')
    await this.#untilRows(count + 1)
  }

  /** Joins a row with the one above it or with the next one. */
  async #join(): Promise<void> {
    const count = await this.#rowCount()
    if (count < 2) return this.#split()
    const row = Math.min(this.#random.between(1, 6), await this.#rows())
    await this.#enterRow(row)
    if (this.#random.chance(0.5)) await this.#page.keyboard.type(` ${this.#random.pick(words)}`)
    const isUp = row === count || (row > 1 && this.#random.chance(0.5))
    await this.#page.keyboard.press(isUp ? 'Control+Shift+Backspace' : 'Control+Shift+Delete')
    await this.#untilRows(count - 1)
  }

  async #tag(): Promise<void> {
    await this.#enterRow()
    await this.#page.keyboard.type(` ${this.#random.pick(words)} ${this.#random.pick(words)}`)
    for (let i = this.#random.between(2, 7); i > 0; i--) await this.#page.keyboard.press('Shift+ArrowLeft')
    await this.#page.keyboard.press(`Alt+Digit${this.#random.between(1, 3)}`)
    await this.saved()
  }

  async #confirm(): Promise<void> {
    await this.#enterRow()
    await this.#page.keyboard.type(` ${this.#random.pick(words)}`)
    await this.#page.keyboard.press('Control+Enter')
    await this.saved()
  }

  async #undo(): Promise<void> {
    for (let i = this.#random.between(1, 4); i > 0; i--) await this.#page.keyboard.press('Control+z')
    for (let i = this.#random.between(0, 3); i > 0; i--) await this.#page.keyboard.press('Control+Shift+z')
    await this.saved()
  }

  async #import(): Promise<void> {
    const count = this.#random.between(2, 6)
    const path = join(this.#folder, `Text ${this.#random.between(1, 99)}.txt`)
    const lines = Array.from({ length: count }, (_, i) => `${i + 1} ${this.#random.pick(words)} ${this.#random.pick(words)} сөйлем.`)
    await writeFile(path, `${lines.join('\n\n')}\n`)
    const chosen = this.#page.waitForEvent('filechooser')
    const [chooser] = await Promise.all([chosen, this.#page.locator('.workbench-head .button').first().click()])
    await chooser.setFiles(path)
    const accept = this.#page.getByRole('dialog').getByRole('button', { name: /^Import \d+ paragraphs?$/ })
    await accept.click()
    await this.#page.getByRole('dialog').waitFor({ state: 'hidden' })
    await this.#page.locator('.grid [role="row"][data-unit]').first().waitFor()
    await this.saved()
  }

  async #remove(): Promise<void> {
    const documents = this.#page.locator('.document-item')
    if ((await documents.count()) < 2) return this.#import()
    await documents.last().locator('.document-more').click()
    await this.#page.getByRole('menuitem', { name: 'Remove from the project' }).click()
    await this.saved()
  }

  async #backups(): Promise<Locator> {
    await this.#page.keyboard.press('Control+k')
    await this.#page.getByRole('option', { name: 'Backups…' }).click()
    return this.#page.getByRole('dialog', { name: /^Backups of / })
  }

  async #backUp(): Promise<void> {
    const dialog = await this.#backups()
    await dialog.getByRole('button', { name: 'Back up now' }).click()
    await dialog.getByText(/^(Backed up: |Nothing has changed)/).waitFor()
    await dialog.getByRole('button', { name: 'Close', exact: true }).last().click()
    await dialog.waitFor({ state: 'hidden' })
  }

  async #restore(): Promise<void> {
    const dialog = await this.#backups()
    const restore = dialog.getByRole('button', { name: /^Restore as a new project/ })
    await restore.first().waitFor()
    await restore.nth(this.#random.between(0, (await restore.count()) - 1)).click()
    await dialog.getByRole('button', { name: 'Back to the backups' }).click()
    await dialog.getByRole('button', { name: 'Close', exact: true }).last().click()
    await dialog.waitFor({ state: 'hidden' })
  }

  async #export(): Promise<void> {
    await this.#page.keyboard.press('Control+e')
    const dialog = this.#page.getByRole('dialog', { name: 'Export' })
    await dialog
      .locator('label')
      .filter({ hasText: this.#random.pick([/^Bilingual Word document/, /^Bilingual web page/, /^Table/]) })
      .click()
    await dialog.getByRole('button', { name: 'Export', exact: true }).click()
    await dialog.getByText('The file is complete').waitFor()
    await dialog.getByRole('button', { name: 'Done' }).click()
    await dialog.waitFor({ state: 'hidden' })
  }
}

export const projectList = (page: Page): Locator => page.getByRole('list', { name: 'Projects' })

/** ProseMirror hears of a moved caret a frame later. */
const caretSettled = (): Promise<void> => setTimeout(60)

/** A project on the first screen; its place tells it from others of its name. */
export const projectButton = (page: Page, { folder }: { folder: string }): Locator =>
  projectList(page)
    .locator('button.project-open')
    .filter({ has: page.locator('.project-place').getByText(folder, { exact: true }) })

/** The screen asks which of two versions is to go on. */
export class AskedToChoose extends Error {}

/**
 * Opens a project from the first screen, taking it over where a window that is gone still holds it; until its rows are there and all is saved.
 * @throws AskedToChoose
 */
export async function openProject(page: Page, project: { folder: string }): Promise<void> {
  await projectButton(page, project).click()
  const takeOver = page.getByRole('alertdialog').getByRole('button', { name: 'Open here' })
  const [open, choice] = [page.locator('.workbench-head'), page.locator('table.conflict')]
  await takeOver.or(open).or(choice).first().waitFor()
  if (await takeOver.isVisible()) await takeOver.click()
  await open.or(choice).first().waitFor()
  if (await choice.isVisible()) throw new AskedToChoose(`the screen asks which version of ${project.folder} goes on`)
  await page.locator('.save-state.saved').waitFor()
}
