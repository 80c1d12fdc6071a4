import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Step, stepOf, UndoLog } from '../../../renderer/store/undo-log.ts'
import type { SimpleOp } from '../../../shared/model/changes.ts'
import type { Side } from '../../../shared/model/records.ts'

const edit = (seq: number): Step => ({ seq, typed: null })
const typing = (seq: number, at: number, [unitId, side]: readonly [string, Side] = ['unit', 'target']): Step => ({
  seq,
  typed: { unitId, side, at },
})
/** What can be typed in. */
const places = { a: ['a', 'target'], 'a’s source': ['a', 'source'], b: ['b', 'target'] } as const

/** What undo and redo would take, by what the changes did. */
type Model = { seqs: number[]; content: number[] }

test('behaves like two stacks of bursts, told only from the links between changes; reading it anew tells the same', () => {
  const move = fc.oneof(
    fc.record({ do: fc.constant('edit' as const) }),
    fc.record({
      do: fc.constant('type' as const),
      unit: fc.constantFrom('a' as const, 'a’s source' as const, 'b' as const),
      rest: fc.constantFrom(300, 1000, 1400, 1500, 1500, 1501, 9000),
    }),
    fc.record({ do: fc.constantFrom('undo' as const, 'redo' as const) }),
  )
  fc.assert(
    fc.property(fc.array(move, { maxLength: 60, size: 'max' }), (moves) => {
      const log = new UndoLog()
      const undo: (Model & { unit: string | null; times: number[] })[] = []
      const redo: typeof undo = []
      const content = new Map<number, number>()
      let [seq, now, open] = [0, 0, false]
      for (const one of moves) {
        if (one.do === 'edit' || one.do === 'type') {
          seq++
          content.set(seq, seq)
          now += one.do === 'type' ? one.rest : 5000
          const top = undo.at(-1)
          const goesOn =
            one.do === 'type' && open && top?.unit === one.unit && now - top.times.at(-1)! <= 1500 && now - top.times[0]! <= 10_000
          if (goesOn) {
            top.seqs.push(seq)
            top.content.push(seq)
            top.times.push(now)
          } else undo.push({ seqs: [seq], content: [seq], unit: one.do === 'type' ? one.unit : null, times: [now] })
          open = one.do === 'type'
          redo.length = 0
          log.add(one.do === 'type' ? typing(seq, now, places[one.unit]) : edit(seq))
        } else {
          now += 60_000
          const [from, to] = one.do === 'undo' ? [undo, redo] : [redo, undo]
          const step = from.pop()
          const next = one.do === 'undo' ? log.nextUndo : log.nextRedo
          if (!step) {
            expect(next).toEqual([])
            continue
          }
          const told = next.map((each) => content.get(each)!)
          expect(one.do === 'undo' ? told.reverse() : told).toEqual(step.content)
          const made: number[] = []
          for (const each of next) {
            seq++
            content.set(seq, content.get(each)!)
            made.push(seq)
            log.add({ ...edit(seq), ...(one.do === 'undo' ? { undoes: each } : { redoes: each }) })
          }
          to.push({ ...step, seqs: made })
          open = false
        }
        const again = new UndoLog(log.steps)
        expect([again.nextUndo, again.nextRedo]).toEqual([log.nextUndo, log.nextRedo])
      }
    }),
  )
})

test('an edit of very many rows is one step, taken back last change first and done again whole', () => {
  const batch = [edit(1), edit(2), { ...edit(3), joins: true }, { ...edit(4), joins: true }, edit(5), { ...edit(6), joins: true }]
  const log = new UndoLog(batch)
  expect(log.nextUndo).toEqual([6, 5])
  log.add({ ...edit(7), undoes: 6 })
  log.add({ ...edit(8), undoes: 5 })
  expect(log.nextUndo).toEqual([4, 3, 2])
  expect(log.nextRedo).toEqual([5, 6])
  log.add({ ...edit(9), redoes: 5 })
  log.add({ ...edit(10), redoes: 6 })
  expect(log.nextUndo).toEqual([10, 9])
  log.add(typing(11, 0))
  expect(log.nextUndo).toEqual([11])
})

test('a burst ends where the row changes, after a rest, and after ten seconds', () => {
  expect(new UndoLog([typing(1, 0), typing(2, 1000), typing(3, 2000)]).nextUndo).toEqual([3, 2, 1])
  expect(new UndoLog([typing(1, 0), typing(2, 1000, ['other', 'target'])]).nextUndo).toEqual([2])
  expect(new UndoLog([typing(1, 0), typing(2, 1000, ['unit', 'source'])]).nextUndo).toEqual([2])
  expect(new UndoLog([typing(1, 0), typing(2, 1600), typing(3, 2600)]).nextUndo).toEqual([3, 2])
  expect(new UndoLog([typing(1, 0), edit(2), typing(3, 500)]).nextUndo).toEqual([3])
  const minute = Array.from({ length: 60 }, (_, i) => typing(i + 1, i * 1000))
  expect(new UndoLog(minute).nextUndo).toHaveLength(5)
})

test('only what was typed counts as typing', () => {
  const op: SimpleOp = { type: 'unit.setTarget', documentId: 'd', unitId: 'theunit', splice: { at: 0, removed: [], inserted: [] } }
  const change = { seq: 1, at: '2026-01-02T03:04:05.000Z', author: 'a', op }
  expect(stepOf(change).typed).toBeNull()
  expect(stepOf({ ...change, typing: true }).typed).toEqual({ unitId: 'theunit', side: 'target', at: Date.parse(change.at) })
  expect(stepOf({ ...change, typing: true, op: { type: 'group', ops: [op] } }).typed?.unitId).toBe('theunit')
})
