import { spawnSync } from 'node:child_process'
import { cp, readdir, readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, type Locator, type Page } from 'playwright/test'
import { nodeEnvironment } from '../../electron/host/environment.ts'
import { ProjectFolder } from '../../electron/host/project-folder.ts'
import type { Op } from '../../shared/model/changes.ts'
import { fromPlain } from '../../shared/text/rich-text.ts'
import { type BrowserApp, goHome, openFromHome, projectOnHome, typeInRow } from './browser-app.ts'
import { untilSaved } from './screen.ts'

// A project folder is a folder: people copy it, put old copies back, keep it in git, move it. Here that is done to it.

/** Keeps the folder as it is now, beside the projects; returns what puts it back in the place of whatever is there then. */
export async function keepAsItIs(egiz: BrowserApp, folder: string): Promise<{ path: string; putBack: () => Promise<void> }> {
  const path = join(egiz.folder, `kept-${Math.random().toString(36).slice(2)}`)
  await cp(folder, path, { recursive: true })
  return {
    path,
    putBack: async () => {
      await rm(folder, { recursive: true })
      await cp(path, folder, { recursive: true })
    },
  }
}

/** Every file of a folder but its lock, as text, by path. */
export async function filesOf(folder: string): Promise<Record<string, string>> {
  const files: Record<string, string> = {}
  for (const entry of (await readdir(folder, { recursive: true, withFileTypes: true })).filter((one) => one.isFile())) {
    const path = join(entry.parentPath, entry.name)
    if (entry.name !== 'lock') files[path.slice(folder.length + 1)] = await readFile(path, 'utf8')
  }
  return files
}

/** Opens the project in a browser of another person, types, and leaves it there. */
export async function typeElsewhere(egiz: BrowserApp, name: string, rows: Readonly<Record<number, string>>): Promise<void> {
  const context = await egiz.context.browser()!.newContext({ locale: 'en-GB', viewport: { width: 1360, height: 860 } })
  try {
    const page = await context.newPage()
    await page.goto(egiz.server.url)
    await openFromHome(page, name)
    for (const [row, text] of Object.entries(rows)) await typeInRow(page, Number(row), text)
    await untilSaved(page)
    await goHome(page)
  } finally {
    await context.close()
  }
}

/** The question which of two versions goes on. */
export const versionsDialog = (page: Page, name: string): Locator => page.getByRole('alertdialog', { name: `${name}: two versions` })

/** Opens a project of which there are two versions, and waits for the question. */
export async function openInDoubt(page: Page, name: string): Promise<Locator> {
  await projectOnHome(page, name).click()
  const dialog = versionsDialog(page, name)
  await expect(dialog).toBeVisible()
  return dialog
}

/** The name of the project that was kept beside, as the first screen lists it. */
export async function keptBeside(page: Page, name: string): Promise<string> {
  const kept = page.locator('.project-name', { hasText: `${name} (` })
  await expect(kept).toHaveCount(1)
  return (await kept.textContent())!
}

/** Runs git in a folder. */
export function git(folder: string, ...args: string[]): string {
  const about = ['-c', 'user.name=Tester', '-c', 'user.email=tester@example.org', '-c', 'core.autocrlf=false']
  const { status, stdout, stderr } = spawnSync('git', [...about, ...args], { cwd: folder, encoding: 'utf8' })
  if (status !== 0) throw new Error(`git ${args.join(' ')} ended with ${status}: ${stderr}`)
  return stdout.trim()
}

/** Keeps a closed project in git, as it is now; returns the commit. */
export function commitFolder(folder: string, message: string): string {
  git(folder, 'add', '--all')
  git(folder, 'commit', '--quiet', '--allow-empty', '-m', message)
  return git(folder, 'rev-parse', 'HEAD')
}

/** Tidies a closed project: its changes go into the snapshot files. */
export async function compact(folder: string): Promise<void> {
  const project = await ProjectFolder.open(nodeEnvironment(), folder)
  try {
    await project.compact()
  } finally {
    await project.close()
  }
}

/** Translates every row of a closed project without Egiz' screen; `text` answers with the translation of a row, 0-based. */
export async function translateAll(folder: string, text: (index: number) => string): Promise<void> {
  const project = await ProjectFolder.open(nodeEnvironment(), folder)
  try {
    const state = await project.state()
    for (const documentId of state.documents.keys()) {
      const ops: Op[] = []
      for await (const unit of state.units(documentId)) {
        const splice = { at: 0, removed: [...unit.target], inserted: [...fromPlain(text(ops.length))] }
        ops.push({ type: 'unit.setTarget', documentId, unitId: unit.id, splice })
      }
      await project.commit(ops, 'Another person')
    }
  } finally {
    await project.close()
  }
}

/** Renames a folder; returns its new path. */
export async function renamed(folder: string, name: string): Promise<string> {
  const to = join(folder, '..', name)
  await rename(folder, to)
  return to
}
