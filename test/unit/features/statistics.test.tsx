// @vitest-environment happy-dom
import { afterEach, describe, expect, test, vi } from 'vitest'
import { copiedTable } from '../../../renderer/features/statistics/copied-table.ts'
import { countProject, type ProjectStatistics } from '../../../renderer/features/statistics/counting.ts'
import { StatisticsDialog } from '../../../renderer/features/statistics/statistics-dialog.tsx'
import { commitAll, setTargetOps, stateOps } from '../../../renderer/store/edits.ts'
import type { ProjectStore } from '../../../renderer/store/project-store.ts'
import { i18n, t } from '../../../renderer/ui/i18n.ts'
import { StatisticsCollector } from '../../../shared/analysis/statistics.ts'
import { fromPlain } from '../../../shared/text/rich-text.ts'
import { addUnits, makeProject, open } from '../../support/open-store.ts'
import { press, show, shows, unmount, until } from './support.tsx'

const stores: ProjectStore[] = []
afterEach(async () => {
  await unmount()
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
  for (const store of stores.splice(0)) await store.close()
})

/** A project with documents of so many rows, the first row of each translated. */
async function project(...rows: number[]): Promise<ProjectStore> {
  const { host, entry } = await makeProject()
  const { store } = await open(host, entry)
  stores.push(store)
  for (const count of rows) {
    const documentId = await addUnits(store, count)
    for await (const unit of store.readUnits(documentId)) {
      await commitAll(store, [...setTargetOps(store, unit, fromPlain('This paragraph')), ...stateOps(unit, 'translated')])
      break
    }
  }
  return store
}

const never = new AbortController().signal
const cells = (row: Element | undefined) => [...(row?.children ?? [])].map((cell) => cell.textContent)

describe('counting a project', () => {
  test('finds in the store what a collector finds in its rows, and tells how far it is', async () => {
    const store = await project(200, 130)
    const heard: number[] = []
    // Each look at the clock is a turn later.
    let now = 0
    vi.spyOn(performance, 'now').mockImplementation(() => (now += 100))
    const { documents, total } = await countProject(store, never, (fraction) => heard.push(fraction))
    const collector = new StatisticsCollector()
    for (const { id } of store.records.documentList) for await (const unit of store.readUnits(id)) collector.add(id, unit)
    expect(documents).toEqual(store.records.documentList.map(({ id, name }) => ({ id, name, statistics: collector.of(id) })))
    expect(total).toEqual(collector.total)
    // The shorter document's sources all stand in the longer one, too.
    expect(total).toMatchObject({ units: 330, repetitions: { inside: { units: 0 }, across: { units: 130 } } })
    expect(heard.length).toBeGreaterThan(30)
    expect(heard).toEqual([...heard].sort((a, b) => a - b))
    expect(heard.every((fraction) => fraction > 0 && fraction <= 1)).toBe(true)
  })

  test('ends where it is aborted', async () => {
    const store = await project(200)
    let now = 0
    vi.spyOn(performance, 'now').mockImplementation(() => (now += 100))
    const stop = new AbortController()
    const heard: number[] = []
    const counting = countProject(store, stop.signal, (fraction) => {
      heard.push(fraction)
      stop.abort(new Error('closed'))
    })
    await expect(counting).rejects.toThrow('closed')
    expect(heard).toHaveLength(1)
  })
})

describe('the dialog', () => {
  test('has a row for each document and one in all, and copies what it shows', async () => {
    const store = await project(3, 2)
    const writeText = vi.fn(async (_: string) => {})
    vi.stubGlobal('navigator', { ...navigator, clipboard: { writeText } })
    await show(<StatisticsDialog store={store} onClose={() => {}} />)
    await until(() => document.querySelectorAll('table').length === 3)
    const [text, states, repetitions] = [...document.querySelectorAll('table')]
    // “Бұл 0-абзац” is two words, of eleven characters.
    // The two have one order key, so their ids say which comes first.
    const longer = store.records.documentList.findIndex(({ id }) => store.records.outlines.get(id)?.length === 3)
    expect(cells(text!.querySelectorAll('tbody tr')[longer])).toEqual(['text', '3', '3', '6', '33', '30', '0', '2', '14', '13', '0'])
    expect(cells(text!.querySelector('tfoot tr')!)).toEqual(['In all', '5', '5', '10', '55', '50', '0', '4', '28', '26', '0'])
    expect(cells(states!.querySelector('tfoot tr')!)).toEqual(['In all', '3', '6', '2', '4', '0', '0', '0', '0', '0', '0'])
    expect(cells(repetitions!.querySelector('tfoot tr')!)).toEqual(['In all', '0', '0', '2', '4', '2', '4', '0', '0'])
    const bars = [...document.querySelectorAll('[role=img]')].map((bar) => bar.getAttribute('aria-label'))
    const ofDocuments = ['Translated: 33%, Not translated: 67%', 'Translated: 50%, Not translated: 50%']
    expect(bars).toEqual([...(longer === 0 ? ofDocuments : ofDocuments.toReversed()), 'Translated: 40%, Not translated: 60%'])

    await press('Copy as a table')
    const lines = writeText.mock.calls[0]![0].split('\n').map((line) => line.split('\t'))
    const shown = [text, states, repetitions].map((table) => cells(table!.querySelector('tfoot tr')!))
    expect(lines[3]).toEqual(['In all', ...shown.flatMap(([, ...numbers]) => numbers)])
    expect(lines[0]!.slice(0, 4)).toEqual(['Document', 'Rows', 'Paragraphs', 'Source: Words'])
    expect(lines.slice(0, 4).map((line) => line.length)).toEqual([29, 29, 29, 29])
  })

  test('of one document says nothing twice; of none, that there is nothing', async () => {
    await show(<StatisticsDialog store={await project(2)} onClose={() => {}} />)
    await until(() => document.querySelector('table'))
    expect([document.querySelectorAll('tfoot').length, shows('In all')]).toEqual([0, false])
    await unmount()
    await show(<StatisticsDialog store={await project()} onClose={() => {}} />)
    await until(() => shows('There is nothing to count yet'))
  })

  test('says what could not be read', async () => {
    vi.spyOn(console, 'error').mockImplementation(() => {})
    const store = await project(2)
    // biome-ignore lint/correctness/useYield: it breaks before its first row
    store.readUnits = async function* () {
      throw new Error('gone')
    }
    await show(<StatisticsDialog store={store} onClose={() => {}} />)
    await until(() => document.querySelector('[role=alert]'))
    expect(document.querySelector('table')).toBeNull()
  })
})

test('a copied name stays in its cell and is no formula', async () => {
  await i18n.changeLanguage('en')
  const nothing = new StatisticsCollector().total
  const named = (name: string) => ({ id: name, name, statistics: nothing })
  const statistics: ProjectStatistics = { documents: ['a\tb\nc', '=1+1', '@x', '-y', 'z=1'].map(named), total: nothing }
  const names = copiedTable(statistics, t)
    .split('\n')
    .map((line) => line.split('\t')[0])
  expect(names).toEqual(['Document', 'a b c', "'=1+1", "'@x", "'-y", 'z=1', 'In all', ''])
})
