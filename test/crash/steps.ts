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

  async #enterRow(): Promise<Locator> {
    const row = this.#random.between(1, Math.min(6, await this.#rows()))
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

/** Opens a project from the first screen, taking it over where a window that is gone still holds it; until its rows are there and all is saved. */
export async function openProject(page: Page, name: string): Promise<void> {
  await projectList(page).getByRole('button', { name, exact: false }).first().click()
  const takeOver = page.getByRole('alertdialog').getByRole('button', { name: 'Open here' })
  const open = page.locator('.workbench-head')
  await takeOver.or(open).first().waitFor()
  if (await takeOver.isVisible()) await takeOver.click()
  await open.waitFor()
  await page.locator('.save-state.saved').waitFor()
}
