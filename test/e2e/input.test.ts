import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, type Locator } from 'playwright/test'
import { type BrowserApp, importFiles, openFromHome, saveState, test, typeInRow } from '../support/browser-app.ts'
import { ownParagraphs } from '../support/scenario-paragraphs.ts'
import { wrap } from '../support/scenario-text.ts'
import { allRows, untilSaved } from '../support/screen.ts'
import { egizJson, type Shown } from '../support/served-app.ts'

/** Opens an empty project and offers it a file; returns the import dialog. */
async function offer(egiz: BrowserApp, name: string, content: string | Uint8Array): Promise<{ dialog: Locator; project: string }> {
  const project = await egiz.project('Kept clean', [])
  const path = await egiz.file(name, content)
  await egiz.page.reload()
  await openFromHome(egiz.page, 'Kept clean')
  await importFiles(egiz.page, path)
  return { dialog: egiz.page.getByRole('dialog', { name: `Import “${name}”` }), project }
}

/** Every file below a folder with its size; the lock, which says only who has it open, left out. */
async function listing(folder: string): Promise<string[]> {
  const names = (await readdir(folder, { recursive: true })).filter((name) => name !== 'lock').sort()
  return Promise.all(names.map(async (name) => `${name} ${(await stat(join(folder, name))).size}`))
}

/** Accepts, and returns the rows that came of it. */
async function accept(egiz: BrowserApp, dialog: Locator) {
  await dialog.getByRole('button', { name: /^Import \d/ }).click()
  await expect(dialog).toBeHidden()
  await untilSaved(egiz.page)
  return allRows(egiz.page)
}

for (const { what, name, bytes, told } of [
  { what: 'an empty file', name: 'empty.txt', bytes: new Uint8Array(0), told: '“empty.txt” holds no text' },
  { what: 'a binary file called .txt', name: 'photo.txt', bytes: pseudoPicture(), told: '“photo.txt” is not plain text' },
]) {
  test(`${what} is refused with a reason, and nothing is left in the project`, async ({ egiz }) => {
    const { dialog, project } = await offer(egiz, name, bytes)
    const before = await listing(project)
    await expect(dialog.getByRole('alert')).toContainText(told)
    await expect(dialog.getByRole('alert')).toContainText('Nothing was imported.')
    await expect(dialog.getByRole('button', { name: 'Import', exact: true })).toBeDisabled()
    await dialog.getByRole('button', { name: 'Cancel' }).click()
    await expect(dialog).toBeHidden()
    expect(await listing(project)).toEqual(before)
  })
}

const sentences = ['Бұл – бірінші абзац, ол жеткілікті ұзын.', 'Бұл – екінші абзац, ол да қысқа емес.', 'Ал мынау үшіншісі.']
const russian = ['Первый абзац написан по-русски, чтобы кодировку было по чему узнать.', 'Второй абзац тоже не слишком короток.']

for (const { what, name, bytes, encoding, note, rows } of [
  {
    what: 'NUL bytes',
    name: 'nul.txt',
    bytes: utf8(sentences.join('\n').replace('абзац', 'аб\0зац')),
    encoding: 'UTF-8',
    note: '1 NUL character was taken out.',
    rows: sentences,
  },
  {
    what: 'mixed line ends',
    name: 'ends.txt',
    bytes: utf8(`${sentences[0]}\r\n${sentences[1]}\n${sentences[2]}\r`),
    encoding: 'UTF-8',
    note: 'Line ends of several kinds were made one.',
    rows: sentences,
  },
  {
    what: 'UTF-16',
    name: 'utf16.txt',
    bytes: utf16(sentences.join('\r\n')),
    encoding: 'UTF-16 LE, with a byte order mark',
    note: null,
    rows: sentences,
  },
  {
    what: 'Windows-1251',
    name: 'cp1251.txt',
    bytes: windows1251(russian.join('\r\n')),
    encoding: 'Windows-1251',
    note: null,
    rows: russian,
  },
]) {
  test(`a file in ${what} is read, and what was done is said`, async ({ egiz }) => {
    const { dialog } = await offer(egiz, name, bytes)
    await expect(dialog.getByText(`Recognised: ${encoding}`, { exact: true })).toBeVisible()
    if (note) await expect(dialog.getByText(note)).toBeVisible()
    const imported = await accept(egiz, dialog)
    expect(imported.map((row) => row.source.map((run) => run.text).join(''))).toEqual(rows)
  })
}

test('a single line of 30 MB is told, imported in rows that can be worked on, and nothing of it is lost', async ({ egiz }) => {
  const sentence = 'Біртұтас жол. '
  const line = sentence.repeat(Math.ceil((30 << 20) / 25))
  const { dialog, project } = await offer(egiz, 'long.txt', line)
  await expect(dialog.getByText('1 line is unusually long.')).toBeVisible({ timeout: 60_000 })
  await dialog.getByRole('button', { name: /^Import \d/ }).click()
  await expect(dialog).toBeHidden({ timeout: 60_000 })
  await typeInRow(egiz.page, 2, 'Still alive.')
  await expect(saveState(egiz.page)).toHaveText(/Saved$/, { timeout: 60_000 })
  const { documents } = egizJson<Shown>(egiz.places, 'show', project)
  const units = documents[0]?.units ?? []
  expect(units[1]?.target).toBe('Still alive.')
  const text = units.map((unit) => unit.source).join('')
  expect(text.replace(/\s/g, '').length).toBe(line.replace(/\s/g, '').length)
  console.log(`30 MB in one line: ${units.length} rows, the longest of ${Math.max(...units.map((unit) => unit.source.length))} characters`)
})

test('a hard-wrapped text of 4 MB: progress, a page that goes on drawing, and a cancelled import that leaves nothing', async ({ egiz }) => {
  const lines: string[] = []
  for (let size = 0, copy = 1; size < 4 << 20; copy++) {
    for (const paragraph of ownParagraphs.slice(3)) lines.push(...wrap(`${copy}-нұсқа. ${paragraph}`, 92))
    size = lines.length * 170
  }
  const { page } = egiz
  const { dialog, project } = await offer(egiz, 'large.txt', `${lines.join('\n')}\n`)
  const before = await listing(project)
  await dialog.getByRole('progressbar', { name: 'Finding the paragraphs…' }).waitFor()
  await dialog.locator('.import-notice').getByRole('button').click()
  await expect(dialog).toBeHidden()
  await expect.poll(() => listing(join(egiz.places.home, 'uploads'))).toEqual([])
  expect(await listing(project)).toEqual(before)

  await page.evaluate(watchFrames)
  await importFiles(page, join(egiz.folder, 'large.txt'))
  await expect(dialog.getByRole('button', { name: /^Import \d/ })).toBeEnabled({ timeout: 90_000 })
  const { frames, longest, lasted } = await page.evaluate(framesWhileWorking)
  console.log(
    `analysis of 4 MB: ${Math.round(lasted)} ms, ${frames} frames drawn meanwhile, longest gap between two ${Math.round(longest)} ms`,
  )
  expect(frames).toBeGreaterThan(10)
  expect(longest).toBeLessThan(lasted / 2)
  const count = Number(/([\d,]+) paragraph/.exec((await dialog.getByTestId('import-counts').textContent()) ?? '')?.[1]?.replaceAll(',', ''))
  expect(count).toBeGreaterThan(3000)
  await dialog.getByRole('button', { name: /^Import \d/ }).click()
  await expect(dialog).toBeHidden({ timeout: 60_000 })
  await expect(page.locator('.grid')).toHaveAttribute('aria-rowcount', String(count))
  await untilSaved(page)
})

/** Runs in the page: notes when each frame is drawn, and whether work is shown to be under way. */
function watchFrames(): void {
  const seen: [number, boolean][] = []
  Object.assign(window, { egizFrames: seen })
  const note = (time: number) => {
    seen.push([time, document.querySelector('[role="progressbar"]') !== null])
    requestAnimationFrame(note)
  }
  requestAnimationFrame(note)
}

/** Runs in the page: how it went on drawing while work was under way. Milliseconds. */
function framesWhileWorking(): { frames: number; longest: number; lasted: number } {
  const seen = (window as unknown as { egizFrames: [number, boolean][] }).egizFrames
  const first = seen.findIndex(([, working]) => working)
  const last = seen.findLastIndex(([, working]) => working)
  const times = seen.slice(first, last + 2).map(([time]) => time)
  const longest = Math.max(...times.slice(1).map((time, index) => time - times[index]!))
  return { frames: times.length, longest, lasted: times.at(-1)! - times[0]! }
}

function utf8(text: string): Uint8Array {
  return new TextEncoder().encode(text)
}

function utf16(text: string): Uint8Array {
  return Buffer.from(`\uFEFF${text}`, 'utf16le')
}

/** Letters of Russian and ASCII only. */
function windows1251(text: string): Uint8Array {
  return Uint8Array.from(text, (letter) => {
    const code = letter.charCodeAt(0)
    return code < 128 ? code : code - 0x410 + 0xc0
  })
}

/** Starts like a PNG and goes on like one: bytes of every value. */
function pseudoPicture(): Uint8Array {
  const head = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13]
  return Uint8Array.from({ length: 5000 }, (_byte, index) => head[index] ?? (index * index * 31 + (index >> 3)) & 255)
}
