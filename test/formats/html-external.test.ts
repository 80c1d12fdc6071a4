import { readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import * as fc from 'fast-check'
import { type Browser, chromium } from 'playwright'
import { afterAll, describe, expect, test } from 'vitest'
import type { ExportProject } from '../../shared/formats/bilingual.ts'
import { clean } from '../../shared/formats/characters.ts'
import { placeMarks } from '../../shared/formats/marks.ts'
import { labelledSlice, labelledText } from '../../shared/formats/plain.ts'
import { exportProject } from '../../shared/formats/registry.ts'
import { chromiumOptions } from '../support/chromium.ts'
import { sample } from '../unit/formats/sample.ts'
import { options, project } from '../unit/formats/support.ts'
import { withFolder } from './programs.ts'

const browser: Browser | null = await chromium.launch(chromiumOptions()).catch(() => null)
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
afterAll(() => browser?.close())

async function writeHtml(folder: string, value: ExportProject, tags: 'comments' | 'column' = 'comments'): Promise<string> {
  const outcome = await exportProject('bilingual-html', value, { ...options, tags })
  if (!outcome.ok) throw new Error(outcome.detail)
  const file = join(folder, 'page.html')
  writeFileSync(file, outcome.bytes)
  return pathToFileURL(file).href
}

/** Runs in the page: the rows of each table, and the text under each tinted passage. */
function pageContent() {
  return [...document.querySelectorAll('main > section[id^=d]')].map((section) => {
    const passages: Record<string, string> = {}
    for (const span of section.querySelectorAll('td [data-m]')) {
      for (const id of span.getAttribute('data-m')!.split(' ')) passages[id] = (passages[id] ?? '') + span.textContent
    }
    const rows = [...section.querySelectorAll('tbody tr')].map((row) =>
      [...row.querySelectorAll('td[lang]')].map((cell) => cell.textContent),
    )
    return { name: section.querySelector('h2')!.textContent, rows, passages }
  })
}

describe.skipIf(!browser)('Chromium (skipped where it cannot be started)', () => {
  test('sees the same texts, rows and tagged passages in random projects as were exported', async () => {
    const page = await browser!.newPage()
    await withFolder(async (folder) => {
      for (const value of [sample, ...fc.sample(project, { numRuns: 40, seed: 11 })]) {
        await page.goto(await writeHtml(folder, value))
        expect(await page.evaluate(pageContent)).toEqual(
          value.documents.map((document) => ({
            name: clean(document.name),
            rows: document.units.map(({ source, target }) => [perRun(source), perRun(target)]),
            passages: Object.fromEntries(
              placeMarks(document, value.tags)
                .filter(({ row }) => row !== null)
                .map((mark) => [`${mark.number}.${mark.part}`, labelledSlice(document.units[mark.row!]![mark.side], mark.from, mark.to)]),
            ),
          })),
        )
      }
    })
    await page.close()
  })

  test.each([
    ['light', 1240],
    ['dark', 1240],
    ['light', 390],
  ] as const)('is accessible, asks the network for nothing and fits its window: %s, %i px', async (colorScheme, width) => {
    const page = await browser!.newPage({ viewport: { width, height: 900 }, colorScheme })
    const requests: string[] = []
    page.on('request', (request) => requests.push(request.url()))
    await withFolder(async (folder) => {
      for (const tags of ['comments', 'column'] as const) {
        const url = await writeHtml(folder, sample, tags)
        await page.goto(url)
        expect(requests.splice(0)).toEqual([url])
        await page.evaluate(axe)
        const violations = await page.evaluate(async () => {
          const { violations } = await (
            globalThis as unknown as { axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> } }
          ).axe.run()
          return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)
        })
        expect(violations).toEqual([])
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width)
      }
    })
    await page.close()
  })
})

/** Cleaned run by run, as a format with marks writes it. */
const perRun = (rich: ExportProject['documents'][number]['units'][number]['source']): string =>
  rich.map((run) => labelledText([run])).join('')
