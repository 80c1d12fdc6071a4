import type { Page } from 'playwright'
import { SearchAnswering } from '../../renderer/worker/search-answering.ts'
import type { SearchMessage } from '../../renderer/worker/search-protocol.ts'
import { plainQuery, type Query } from '../../shared/search/query.ts'
import { searchFields } from '../../shared/search/search-index.ts'
import { App, startWatching, watched } from './app.ts'
import type { Bench, Part } from './benchmark.ts'
import { makeFolder, makeProjects, projectOf } from './grid/projects.ts'
import { paragraphLines } from './long-text.ts'

const PARAGRAPHS = 100_000
/** Typed letter by letter: common words, rare ones, and some that are nowhere. */
const WORDS = ['қазақстан', 'кітапхана', 'ғылыми зерттеу', 'knowledge of', 'translation', 'әдебиеттану', 'жоқсөзмұнда']
const prefixes = WORDS.flatMap((word) => Array.from({ length: word.length }, (_, i) => word.slice(0, i + 1)))

/** The index as the worker runs it: a hundred thousand paragraphs on both sides, searched while a word is typed. */
export const answering: Part = {
  name: 'search-index',
  needsApp: false,
  run: async (bench) => {
    const [sources, targets] = ['kk', 'en'].map((code) => paragraphLines(code, PARAGRAPHS).split('\n'))
    const asker = new Asker()
    const begun = performance.now()
    for (let from = 0; from < PARAGRAPHS; from += 512) {
      const units = Array.from({ length: Math.min(512, PARAGRAPHS - from) }, (_, i) => ({
        id: `u${from + i}`,
        order: `a${String(from + i).padStart(6, '0')}`,
        source: sources![from + i] ?? '',
        target: targets![from + i] ?? '',
        notes: [],
        tags: [],
      }))
      asker.answering.take({ type: 'setUnits', documentId: 'd', units })
    }
    bench.report({ figure: 'search: take in 100,000 paragraphs, both sides', unit: 'ms', values: [performance.now() - begun] })

    const [first, whole]: [number[], number[]] = [[], []]
    for (const text of prefixes) {
      const times = await asker.ask({ ...plainQuery, text })
      first.push(times.first)
      whole.push(times.whole)
    }
    const goal = { of: 'p95', most: 40 } as const
    bench.report({ figure: 'search as typed, 100,000 paragraphs: the hits listed first', unit: 'ms', values: first, budget: goal })
    bench.report({ figure: 'search as typed, 100,000 paragraphs: every hit counted', unit: 'ms', values: whole })
    const expressions = ['қаз\\p{L}+', 'кітап|book', '\\d{4}'].map((text) => ({ ...plainQuery, text, regex: true }))
    const counted: number[] = []
    for (const query of expressions) counted.push((await asker.ask(query)).whole)
    bench.report({ figure: 'search by expression, 100,000 paragraphs: every hit counted', unit: 'ms', values: counted })
  },
}

/** Asks the index as the page does, and measures. */
class Asker {
  readonly answering = new SearchAnswering(
    (message) => this.#hear(message),
    () => new Promise((resolve) => setImmediate(resolve)),
  )
  #hear: (message: SearchMessage) => void = () => {}
  #id = 0

  /** Milliseconds to the first hits (where there are none: to knowing that), and to the end. */
  ask(query: Query): Promise<{ first: number; whole: number }> {
    const id = ++this.#id
    const begun = performance.now()
    let first = 0
    return new Promise((resolve, reject) => {
      this.#hear = (message) => {
        if (message.type === 'failed') reject(new Error(message.message))
        if (message.type !== 'found') return
        if (message.batch.hits.length > 0) first ||= performance.now() - begun
        if (message.isDone) resolve({ first: first || performance.now() - begun, whole: performance.now() - begun })
      }
      const scope = { documents: ['d'], units: null, fields: searchFields }
      this.answering.take({ type: 'ask', id, question: { query, scope, most: 1000, byRow: false } })
    })
  }
}

/** The same on the screen: from a key to the frame with the answer. */
export const searching: Part = {
  name: 'search',
  needsApp: true,
  run: (bench) =>
    App.use(bench, 'searching', makeFolder, async (app, page) => {
      await makeProjects(bench, app, [PARAGRAPHS])
      await app.open(projectOf(PARAGRAPHS))
      await typeAndWatch(bench, page)
    }),
}

async function typeAndWatch(bench: Bench, page: Page): Promise<void> {
  await startWatching(page, 'keydown', '.search-panel .hit-list:not([aria-busy="true"])')
  await page.keyboard.press('Control+f')
  bench.report({ figure: 'search: opened for the first time, all 100,000 rows read', unit: 'ms', values: [await watched(page)] })
  const field = page.getByRole('textbox', { name: 'Find', exact: true })
  const times: number[] = []
  for (const word of WORDS) {
    await field.fill('')
    for (const letter of word) {
      await startWatching(page, 'keydown', '.search-panel .hit-list:not([aria-busy="true"])')
      await page.keyboard.press(letter === ' ' ? 'Space' : letter)
      times.push(await watched(page))
    }
  }
  bench.report({ figure: 'search as typed, 100,000 rows: from the key to the frame with every hit counted', unit: 'ms', values: times })
}
