// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { FilterController } from '../../../renderer/features/filter/filter-controller.ts'
import { rowNumberOf } from '../../../renderer/features/filter/row-number.ts'
import { GridController } from '../../../renderer/features/paragraphs/grid-controller.ts'
import { commitAll, setTargetOps, stateOps } from '../../../renderer/store/edits.ts'
import type { ProjectStore } from '../../../renderer/store/project-store.ts'
import { allRows, type Condition } from '../../../shared/analysis/row-filter.ts'
import type { Unit } from '../../../shared/model/records.ts'
import { fromPlain } from '../../../shared/text/rich-text.ts'
import { addUnits, makeProject, open } from '../../support/open-store.ts'

const translated: Condition = { of: 'state', any: ['translated'] }
const initial: Condition = { of: 'state', any: ['initial'] }
const inTarget = (text: string): Condition => ({ of: 'text', text, side: 'target', exact: false })

let store: ProjectStore
let documentId: string
let grid: GridController
let filter: FilterController
let end: () => void
let failures: unknown[]
let lifted: number

beforeEach(async () => {
  const { host, entry } = await makeProject()
  store = (await open(host, entry)).store
  documentId = await addUnits(store, 10)
  grid = new GridController(store, documentId)
  filter = new FilterController(store, grid)
  failures = []
  lifted = 0
  filter.onFailure = (error) => failures.push(error)
  filter.onLifted = () => lifted++
  end = filter.begin()
  for (const row of [2, 5, 7])
    await change(row, (unit) => [...setTargetOps(store, unit, fromPlain(`Row ${row}`)), ...stateOps(unit, 'translated')])
})

afterEach(async () => {
  end()
  expect(failures).toEqual([])
  await store.close()
})

async function change(row: number, make: (unit: Unit) => Parameters<typeof commitAll>[1], where = documentId): Promise<void> {
  const unit = await store.readUnit(where, store.records.outlines.get(where)!.idAt(row - 1))
  await commitAll(store, make(unit!))
}

const numbers = () => Array.from({ length: grid.view.length }, (_, place) => grid.view.numberAt(place))
const found = () => vi.waitFor(() => expect(filter.state.share).toBeNull())
const stale = (isStale: boolean) => vi.waitFor(() => expect(filter.state.isStale).toBe(isStale), 3000)

test('a press shows these rows, with others when added, and all again', () => {
  filter.press(translated, false)
  expect(numbers()).toEqual([2, 5, 7])
  filter.press(initial, true)
  expect(grid.view.length).toBe(10)
  filter.press(translated, true)
  expect(numbers()).toEqual([1, 3, 4, 6, 8, 9, 10])
  filter.press(initial, false)
  expect(grid.view.isFiltered).toBe(false)
})

test('rows stay while one works in them; that others would be shown is said, and a refresh shows them', async () => {
  filter.press(translated, false)
  await change(5, (unit) => stateOps(unit, 'reviewed'))
  expect(numbers()).toEqual([2, 5, 7])
  await stale(true)
  await store.undo()
  await stale(false)
  await store.redo()
  await stale(true)
  filter.refresh()
  expect(numbers()).toEqual([2, 7])
  expect(filter.state.isStale).toBe(false)
})

test('texts are read; of a row that was typed in it is known at once whether it still fits', async () => {
  filter.show({ conditions: [inTarget('row')], order: 'longest' })
  expect(filter.state.share).not.toBeNull()
  await found()
  expect(numbers()).toEqual([2, 5, 7])
  await change(2, (unit) => setTargetOps(store, unit, fromPlain('Still a row')))
  await new Promise((resolve) => setTimeout(resolve, 600))
  expect(filter.state.isStale).toBe(false)
  await change(3, (unit) => setTargetOps(store, unit, fromPlain('Another row')))
  await stale(true)
})

test('a filter chosen while texts are read for another is the one that counts', async () => {
  filter.show({ conditions: [inTarget('row 2')], order: 'document' })
  filter.show({ conditions: [inTarget('row 7')], order: 'document' })
  await found()
  expect(numbers()).toEqual([7])
  filter.show({ conditions: [inTarget('row 2')], order: 'document' })
  filter.clear()
  await new Promise((resolve) => setTimeout(resolve, 100))
  expect(grid.view.isFiltered).toBe(false)
})

test('the filter holds for the next document; a row it leaves out lifts it, and that is said', async () => {
  const other = await addUnits(store, 4)
  await change(3, (unit) => stateOps(unit, 'translated'), other)
  filter.press(translated, false)
  grid.show(other)
  expect(numbers()).toEqual([3])
  await grid.activateIndex(2)
  expect(lifted).toBe(0)
  await grid.activateIndex(0)
  expect(lifted).toBe(1)
  expect(filter.isOn).toBe(false)
  expect(filter.state.filter).toEqual(allRows)
  expect(grid.view.isFiltered).toBe(false)
})

test('rows of the next document are not shown before its texts are read; a row gone to meanwhile is not hidden again', async () => {
  const other = await addUnits(store, 4)
  await change(3, (unit) => setTargetOps(store, unit, fromPlain('row')), other)
  filter.show({ conditions: [inTarget('row')], order: 'document' })
  await found()
  grid.show(other)
  expect(numbers()).toEqual([])
  await grid.activateIndex(0)
  await new Promise((resolve) => setTimeout(resolve, 100))
  expect(lifted).toBe(1)
  expect(numbers()).toEqual([1, 2, 3, 4])
  expect(grid.activeIndex).toBe(0)
})

test('row numbers as people type them', () => {
  for (const [text, number] of [
    ['12', 12],
    [' #12 ', 12],
    ['# 1 204', 1204],
    ['1,204', 1204],
    ['１２', 12],
    ['0', 0],
  ] as const) {
    expect({ text, number: rowNumberOf(text) }).toEqual({ text, number })
  }
  for (const text of ['', '#', 'twelve', '-3', '12a', '1e3']) expect({ text, number: rowNumberOf(text) }).toEqual({ text, number: null })
})
