import { spawnSync } from 'node:child_process'
import { appendFile, chmod, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect } from 'playwright/test'
import { type BrowserApp, importFiles, notices, openFromHome, saveState, test, typeInRow } from '../support/browser-app.ts'
import { untilSaved } from '../support/screen.ts'

const asRoot = process.getuid?.() === 0

test('a project of a newer format is refused in so many words, and left as it is', async ({ egiz }) => {
  const project = await egiz.project('From the future')
  const file = join(project, 'project.json')
  const text = (await readFile(file, 'utf8')).replace(/"format":\s*\d+/, '"format": 99')
  await writeFile(file, text)
  await egiz.page.reload()
  await egiz.page.getByRole('button', { name: 'From the future' }).click()
  await expect(notices(egiz.page)).toContainText('made by a newer version of Egiz')
  await expect(notices(egiz.page)).toContainText('Update Egiz to open it.')
  expect(await readFile(file, 'utf8')).toBe(text)
  expect(await readdir(project)).not.toContain('lock')
})

test('a damaged line in the middle of the journal stops the opening and says which file', async ({ egiz }) => {
  const project = await egiz.project('Damaged')
  await egiz.importByCommand(project, 'Екінші.txt', ['Екінші құжат.'])
  const file = join(project, 'journal.jsonl')
  const lines = (await readFile(file, 'utf8')).split('\n')
  lines[0] = lines[0]!.replace('Damaged', 'Demaged')
  await writeFile(file, lines.join('\n'))
  await egiz.page.reload()
  await egiz.page.getByRole('button', { name: 'Damaged' }).click()
  const told = egiz.page.getByRole('dialog')
  await expect(told).toContainText('journal.jsonl')
  await expect(told).toContainText('is damaged')
  expect(await readFile(file, 'utf8')).toBe(lines.join('\n'))
})

test('a last line that was not written whole is set aside and told; everything before it is there', async ({ egiz }) => {
  const project = await egiz.project('Torn')
  await appendFile(join(project, 'journal.jsonl'), '{"sum":"0123","change":{"seq":9,"at":"20')
  await egiz.page.reload()
  await openFromHome(egiz.page, 'Torn')
  await expect(notices(egiz.page)).toContainText('written only in part')
  await expect(egiz.page.locator('.grid')).toHaveAttribute('aria-rowcount', '3')
  expect((await readdir(project)).filter((name) => name.startsWith('journal.torn-'))).toHaveLength(1)
})

test('a project in a folder that may not be written is told apart, and opens when it may', async ({ egiz }) => {
  const medium = await smallMedium(egiz)
  test.skip(medium === null, 'a folder without permission needs another user than root, or the right to mount')
  const project = await egiz.project('Read only')
  await egiz.page.reload()
  try {
    await medium!.readOnly(project)
    await egiz.page.getByRole('button', { name: 'Read only' }).click()
    await expect(notices(egiz.page)).toContainText('The system does not allow')
    await medium!.writable(project)
    await openFromHome(egiz.page, 'Read only')
    await typeInRow(egiz.page, 1, 'Now it goes.')
    await untilSaved(egiz.page)
    await egiz.page.getByRole('button', { name: 'All projects' }).click()
    await expect(egiz.page.getByRole('list', { name: 'Projects' })).toBeVisible()
  } finally {
    await medium!.remove()
  }
})

test('a full disk: the status says so, nothing is lost, and it is saved when there is room', async ({ egiz }) => {
  const medium = asRoot ? await smallMedium(egiz) : null
  test.skip(medium === null, 'a disk of one megabyte needs the right to mount')
  try {
    const project = await egiz.project('Full')
    await egiz.page.reload()
    await openFromHome(egiz.page, 'Full')
    await typeInRow(egiz.page, 1, 'There was room.')
    await untilSaved(egiz.page)
    const filler = join(egiz.env.EGIZ_PROJECTS!, 'filler')
    spawnSync('dd', ['if=/dev/zero', `of=${filler}`, 'bs=4096'])
    await typeInRow(egiz.page, 2, 'There was none, so this had to wait.'.repeat(150))
    await expect(saveState(egiz.page)).toContainText('Not saved')
    await saveState(egiz.page).click()
    await expect(egiz.page.getByRole('dialog', { name: 'Saving' })).toContainText('The disk is full')
    await egiz.page.keyboard.press('Escape')

    await importFiles(egiz.page, await egiz.file('More.txt', 'Тағы бір абзац.\n'.repeat(3000)))
    const dialog = egiz.page.getByRole('dialog', { name: 'Import “More.txt”' })
    const before = await readdir(join(project, 'sources'))
    await dialog.getByRole('button', { name: /^Import \d/ }).click()
    await expect(dialog.getByRole('alert')).toContainText('The disk is full')
    expect(await readdir(join(project, 'sources'))).toEqual(before)
    await dialog.getByRole('button', { name: 'Cancel' }).click()

    await rm(filler)
    await untilSaved(egiz.page)
    expect(egiz.translations(project)[1]).toContain('There was none, so this had to wait.')
    await egiz.page.getByRole('button', { name: 'All projects' }).click()
    await expect(egiz.page.getByRole('list', { name: 'Projects' })).toBeVisible()
    // The refused writes, as the browser's console has them.
    egiz.faults.splice(0)
  } finally {
    await medium!.remove()
  }
})

interface Medium {
  readOnly(project: string): Promise<void>
  writable(project: string): Promise<void>
  remove(): Promise<void>
}

/** Starts Egiz again with its projects in a folder whose rights can be taken: for root, whom rights do not bind, a file system of 1 MB. */
async function smallMedium(egiz: BrowserApp): Promise<Medium | null> {
  const place = join(egiz.folder, 'medium')
  await mkdir(place)
  const mount = (...options: string[]) => spawnSync('mount', ['-t', 'tmpfs', ...options, 'tmpfs', place]).status === 0
  if (asRoot && !mount('-o', 'size=1m')) return null
  egiz.env.EGIZ_PROJECTS = place
  await egiz.page.close()
  await egiz.server.stop()
  await egiz.start()
  return {
    readOnly: async (project) => {
      if (asRoot) expect(mount('-o', 'remount,ro,size=1m')).toBe(true)
      else await chmod(project, 0o555)
    },
    writable: async (project) => {
      if (asRoot) expect(mount('-o', 'remount,rw,size=1m')).toBe(true)
      else await chmod(project, 0o755)
    },
    remove: async () => {
      await egiz.server.stop()
      if (asRoot) spawnSync('umount', [place])
    },
  }
}
