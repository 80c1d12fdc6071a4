import { mkdirSync } from 'node:fs'
import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { nodeEnvironment } from '../../../electron/host/environment.ts'
import type { ProjectFile } from '../../../shared/model/project-file.ts'
import { Random } from '../../support/corpora/random.ts'
import { App } from '../app.ts'
import type { Bench, Part } from '../benchmark.ts'
import { percentile } from '../figure.ts'
import { acknowledgeBudget } from './acknowledging.ts'
import { BareFile } from './bare-disk.ts'
import { changeBytes, reportGrowth } from './growth.ts'
import { makeProject } from './making.ts'
import { AUTHOR, Manuscript, Words } from './manuscript.ts'
import { bareTimes, installSaveClock, type Save, savesOf, waitForSaves } from './save-clock.ts'

const CHARACTERS = 1000
const TAGS = 10

/**
 * Typing a thousand characters into a paragraph of sixty words, in a project of a thousand rows, a commit every five to eight characters:
 * how long until each is acknowledged, and how many bytes remain of it. Once more with ten tags on the paragraph behind the caret.
 */
export const typing: Part = {
  name: 'typing',
  needsApp: true,
  async run(bench) {
    const projects: Project[] = []
    const bare = await BareFile.make(bench.folder)
    await App.use(
      bench,
      'typing until it is saved',
      () => {},
      async (app) => {
        mkdirSync(app.projects, { recursive: true })
        for (const tags of [0, TAGS]) projects.push(await make(app.projects, tags))
        await installSaveClock(app.page)
        for (const project of projects) await type(bench, app, project, bare)
      },
    )
    await bare.close()
  },
}

interface Project {
  readonly name: string
  readonly tags: number
  readonly path: string
  readonly file: ProjectFile
  /** The paragraph that is typed into. */
  readonly text: string
}

async function make(parent: string, tags: number): Promise<Project> {
  const manuscript = new Manuscript({ rows: 1000, words: 60, translated: true })
  const name = `Typing ${tags}`
  const folder = await makeProject(nodeEnvironment(), parent, name, manuscript)
  const ops = Array.from({ length: tags }, () => manuscript.annotate(0, 'target', new Date().toISOString()))
  await folder.commit(ops, AUTHOR)
  const { path } = folder
  const file = await folder.compact()
  await folder.close()
  return { name, tags, path, file, text: manuscript.target(0) }
}

async function type(bench: Bench, app: App, project: Project, bare: BareFile): Promise<void> {
  const { page } = app
  await app.goHome()
  await app.open(project.name)
  await page.locator('.grid [aria-rowindex="1"] [data-side="target"]').click()
  await page.locator('.grid [aria-rowindex="1"] .ProseMirror-focused').waitFor()
  await page.keyboard.press('Control+Home')
  const before = await changeBytes(page, project.path, project.file.id)
  const bursts = burstsOf(CHARACTERS)
  const disk: number[] = []
  const browser: Awaited<ReturnType<typeof bareTimes>>[] = []
  const journal = join(project.path, 'journal.jsonl')
  let written = before.journal
  let naive = 0
  let paragraph = Buffer.byteLength(project.text)
  for (const [i, burst] of bursts.entries()) {
    await page.keyboard.type(burst)
    await waitForSaves(page, i + 1)
    const { size } = await stat(journal)
    disk.push(await bare.append(Buffer.alloc(size - written, 'x')))
    written = size
    if (i % 4 === 0) browser.push(await bareTimes(page))
    naive += 2 * paragraph + Buffer.byteLength(burst)
    paragraph += Buffer.byteLength(burst)
  }
  const saves = await savesOf(page)
  const after = await changeBytes(page, project.path, project.file.id)
  const changes = after.changes - before.changes
  if (saves.length !== bursts.length || changes !== bursts.length) {
    throw new Error(`${bursts.length} bursts were typed, ${changes} changes stored, ${saves.length} saves seen`)
  }
  if (project.tags === 0) reportSaves(bench, saves, disk, browser)
  const what = project.tags === 0 ? '' : `, ${project.tags} tags behind them`
  reportGrowth(bench, what, { before, after, characters: CHARACTERS, naive }, project.tags === 0)
}

/** English in pieces of five to eight characters: what is typed between two commits at six characters a second. */
function burstsOf(characters: number): string[] {
  const random = new Random(41)
  const text = `${new Words('en').some(random, characters)} `.slice(0, characters)
  const bursts: string[] = []
  for (let at = 0; at < text.length; at += bursts.at(-1)?.length ?? 0) bursts.push(text.slice(at, at + random.between(5, 8)))
  return bursts
}

function reportSaves(
  bench: Bench,
  saves: readonly Save[],
  disk: readonly number[],
  browser: readonly { readonly write: number; readonly fetch: number }[],
): void {
  const [writes, fetches] = [browser.map(({ write }) => write), browser.map(({ fetch }) => fetch)]
  bench.report({ figure: 'bare write and fsync, beside the page', unit: 'ms', values: disk })
  bench.report({ figure: 'bare record in IndexedDB, in the page', unit: 'ms', values: writes })
  bench.report({ figure: 'bare fetch of the first page, in the page', unit: 'ms', values: fetches })
  bench.report({
    figure: 'typing committed to “Saved”, page, 1,000 rows',
    unit: 'ms',
    values: saves.map(({ commit, saved }) => saved - commit),
    budget: acknowledgeBudget(disk),
    peer: { name: 'bare write and fsync', value: percentile(disk, 0.5) },
  })
  bench.report({
    figure: 'of it: working copy written',
    unit: 'ms',
    values: saves.map(({ commit, stored }) => stored - commit),
    peer: { name: 'bare record', value: percentile(writes, 0.5) },
  })
  bench.report({
    figure: 'of it: project folder asked and answered',
    unit: 'ms',
    values: saves.map(({ sent, answered }) => answered - sent),
    peer: { name: 'bare fetch', value: percentile(fetches, 0.5) },
  })
  bench.report({ figure: 'of it: “Saved” shown', unit: 'ms', values: saves.map(({ answered, saved }) => saved - answered) })
}
