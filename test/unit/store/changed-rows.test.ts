import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ChangedRows, rowsTouched } from '../../../renderer/store/changed-rows.ts'
import type { Change, Op } from '../../../shared/model/changes.ts'

const unitIds = ['unita', 'unitb', 'unitc', 'unitd', 'unite'] as const
const HOUR = 3_600_000
const START = Date.UTC(2026, 10, 1)

const span = (unitId: string) => ({ unitId, side: 'target' as const, from: 0, to: 1, quote: 'a', prefix: '', suffix: '' })
const annotation = (unitId: string) => ({
  id: `on${unitId}`,
  documentId: 'docaa',
  tagId: null,
  note: 'n',
  author: '',
  at: '2026-11-01T00:00:00.000Z',
  spans: [span(unitId)],
  orphan: false,
})
const row = { documentId: 'docaa' }
const op: fc.Arbitrary<Op> = fc
  .constantFrom(...unitIds)
  .chain((unitId) =>
    fc.constantFrom<Op>(
      { type: 'unit.setState', ...row, unitId, before: 'initial', after: 'final' },
      { type: 'unit.setFlag', ...row, unitId, flag: 'locked', before: false, after: true },
      { type: 'annotation.add', annotation: annotation(unitId) },
      { type: 'annotation.setNote', ...row, annotationId: `on${unitId}`, before: 'n', after: 'm' },
      { type: 'group', ops: [{ type: 'unit.setTarget', ...row, unitId, splice: { at: 0, removed: [], inserted: [] } }] },
      { type: 'document.rename', ...row, before: 'a', after: 'b' },
    ),
  )
const logs = fc.array(fc.tuple(op, fc.integer({ min: 0, max: 30 })), { maxLength: 60 }).map((steps) => {
  let hours = 0
  return steps.map(([op, later], i): Change => {
    hours += later
    return { seq: i + 1, at: new Date(START + hours * HOUR).toISOString(), author: '', op }
  })
})

/** A project with a log that grows; it counts the changes it was asked for. */
function project(log: readonly Change[]) {
  const annotations = new Map(unitIds.map((id) => [`on${id}`, annotation(id)]))
  const made = {
    seq: 0,
    read: 0,
    records: { annotations } as never,
    changesUpTo: async (last: number, limit: number) => {
      // No more than seven at once, so that walks take several steps.
      const part = log.slice(Math.max(0, last - Math.min(limit, 7)), last)
      made.read += part.length
      return part
    },
  }
  return made
}

test('the rows changed since a time are those that a look at every change finds, also after more came, in any order of questions', async () => {
  await fc.assert(
    fc.asyncProperty(logs, fc.array(fc.tuple(fc.nat(60), fc.nat(900)), { minLength: 1, maxLength: 5 }), async (log, questions) => {
      const store = project(log)
      const changed = new ChangedRows(store)
      for (const [more, hour] of questions) {
        store.seq = Math.min(log.length, Math.max(store.seq, more))
        const time = new Date(START + hour * HOUR)
        const there = log.slice(0, store.seq)
        const naive = there.filter(({ at }) => Date.parse(at) >= time.getTime()).flatMap(({ op }) => [...rowsTouched(op, store.records)])
        expect(await changed.since(time)).toEqual(new Set(naive))
      }
      const last = new Map(log.slice(0, store.seq).flatMap((c) => [...rowsTouched(c.op, store.records)].map((id) => [id, c.seq] as const)))
      expect(new Map([...(await changed.all())].map(([id, { seq }]) => [id, seq]))).toEqual(last)
    }),
    { numRuns: 200 },
  )
})

test('no change is read twice, and few before the time', async () => {
  const log = Array.from({ length: 500 }, (_, i): Change => {
    const op: Op = { type: 'unit.setState', ...row, unitId: unitIds[i % 5]!, before: 'initial', after: 'final' }
    return { seq: i + 1, at: new Date(START + i * HOUR).toISOString(), author: '', op }
  })
  const store = project(log)
  store.seq = 400
  const changed = new ChangedRows(store)
  await changed.since(new Date(START + 380 * HOUR))
  expect(store.read).toBeLessThan(40)
  store.seq = 500
  await changed.all()
  await changed.all()
  expect(store.read).toBe(500)
})

test('a row that came with its document is not changed; a passage over two rows changes both', () => {
  const none = { annotations: new Map() } as never
  const document = { id: 'docaa' } as never
  expect(rowsTouched({ type: 'document.add', document, rows: { sha256: 'a'.repeat(64), count: 3 } }, none)).toEqual(new Set())
  const both = { ...annotation('unita'), spans: [span('unita'), span('unitb')] }
  expect(rowsTouched({ type: 'annotation.remove', annotation: both }, none)).toEqual(new Set(['unita', 'unitb']))
})

test('a walk that is stopped says so, and the next one finds everything', async () => {
  const log = Array.from({ length: 50 }, (_, i): Change => {
    const op: Op = { type: 'unit.setState', ...row, unitId: unitIds[i % 5]!, before: 'initial', after: 'final' }
    return { seq: i + 1, at: new Date(START).toISOString(), author: '', op }
  })
  const store = project(log)
  store.seq = 50
  const changed = new ChangedRows(store)
  const stop = new AbortController()
  const walk = changed.all({ signal: stop.signal, onProgress: (done) => done > 10 && stop.abort() })
  await expect(walk).rejects.toThrow('aborted')
  expect([...(await changed.all()).keys()].sort()).toEqual([...unitIds])
})
