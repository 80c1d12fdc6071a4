import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ConflictError } from '../../../shared/model/apply.ts'
import type { Change } from '../../../shared/model/changes.ts'
import { foldUnits } from '../../../shared/model/fold.ts'
import { byOrder } from '../../../shared/model/ids.ts'
import { journalLine } from '../../../shared/model/journal.ts'
import { LineError, readRecords, recordLine } from '../../../shared/model/lines.ts'
import { annotationsPath, projectFileSchema, projectRecordOf, unitsPath } from '../../../shared/model/project-file.ts'
import { unitSchema } from '../../../shared/model/records.ts'
import { applyChange, history, worldText } from '../../support/arbitraries.ts'
import { collect, rowsText, sampleUnits } from '../../support/sample-project.ts'
import { compacted, firstSnapshot, stateOf, summed, worldOf } from '../../support/snapshots.ts'

test('M17: folding gives what applying one by one gives', () =>
  fc.assert(
    fc.asyncProperty(history(), async ({ changes, worlds, files }) => {
      const state = await stateOf(firstSnapshot(), summed(changes), files)
      expect(worldText(await worldOf(state))).toBe(worldText(worlds.at(-1)!))
    }),
  ))

test('M18: snapshots taken on the way change nothing', () =>
  fc.assert(
    fc.asyncProperty(history(), fc.array(fc.nat(), { maxLength: 4 }), async ({ changes, worlds, files }, cuts) => {
      const lines = summed(changes)
      const points = [...new Set([...cuts.map((cut) => cut % (lines.length + 1)), lines.length])].sort((a, b) => a - b)
      let snapshot = firstSnapshot()
      let done = 0
      for (const point of points) {
        snapshot = await compacted(snapshot, lines.slice(done, point), files)
        done = point
        expect(snapshot.file.seq).toBe(point)
        expect(worldText(await worldOf(await stateOf(snapshot, [], files)))).toBe(worldText(worlds[point]!))
        expect(worldText(await worldOf(await stateOf(snapshot, lines.slice(point), files)))).toBe(worldText(worlds.at(-1)!))
      }
    }),
  ))

test('M19: a fold refuses what applying one by one refuses', () =>
  fc.assert(
    fc.asyncProperty(history(), fc.nat(), fc.nat(), async ({ changes, worlds, files }, from, to) => {
      if (changes.length < 2) return
      // One change of the history left out, or done twice: it fits, or it does not, in both ways alike.
      const out = changes.filter((_, i) => i !== from % changes.length)
      const twice = changes.flatMap((change, i) => (i === to % changes.length ? [change, change] : [change]))
      for (const spoilt of [out, twice]) {
        const numbered = spoilt.map((change, i): Change => ({ ...change, seq: i + 1 }))
        let plain: string
        try {
          plain = worldText(numbered.reduce((world, change) => applyChange(world, change, files), worlds[0]!))
        } catch (error) {
          expect(error).toBeInstanceOf(ConflictError)
          plain = 'conflict'
        }
        const folded = await stateOf(firstSnapshot(), summed(numbered), files)
          .then(worldOf)
          .then(worldText)
          .catch((error) => {
            expect(error).toBeInstanceOf(ConflictError)
            return 'conflict'
          })
        // Rows and annotations of a document that was removed meanwhile are not looked at.
        const removed = numbered.some(({ op }) => JSON.stringify(op).includes('document.remove'))
        if (removed && folded !== 'conflict' && plain === 'conflict') continue
        expect(folded).toBe(plain)
      }
    }),
  ))

test('M20: units are written in order', () =>
  fc.assert(
    fc.asyncProperty(history(), async ({ changes, files }) => {
      const snapshot = await compacted(firstSnapshot(), summed(changes), files)
      for (const { id } of snapshot.file.documents) {
        const units = await collect(readRecords('units', [new TextEncoder().encode(snapshot.texts.get(unitsPath(id)))], unitSchema))
        for (const [i, unit] of units.slice(1).entries()) expect(byOrder(units[i]!, unit)).toBeLessThan(0)
      }
    }),
  ))

test('M21: the same state is written in the same bytes; units, tags and project.json whatever the snapshots on the way', () =>
  fc.assert(
    fc.asyncProperty(history(), fc.nat(), async ({ changes, files }, cut) => {
      const lines = summed(changes)
      const whole = await compacted(firstSnapshot(), lines, files)
      expect(await compacted(firstSnapshot(), lines, files)).toEqual(whole)
      const point = cut % (lines.length + 1)
      const inTwo = await compacted(await compacted(firstSnapshot(), lines.slice(0, point), files), lines.slice(point), files)
      for (const [path, text] of whole.texts)
        if (!path.startsWith('annotations/') && path !== 'project.json') expect(inTwo.texts.get(path)).toBe(text)
      expect(Object.keys(inTwo.file.files)).toEqual(Object.keys(whole.file.files))
      expect({ ...inTwo.file, files: {} }).toEqual({ ...whole.file, files: {} })
    }),
  ))

test('M21: a document that no change touched keeps its files', () =>
  fc.assert(
    fc.asyncProperty(history(), history(6), async ({ changes, files }, _) => {
      const lines = summed(changes)
      const snapshot = await compacted(firstSnapshot(), lines, files)
      const settings = { name: 'New name', sourceLanguage: 'kk', targetLanguage: 'en' }
      const { name, sourceLanguage, targetLanguage } = projectRecordOf(snapshot.file)
      const op = { type: 'project.setSettings' as const, before: { name, sourceLanguage, targetLanguage }, after: settings }
      const change = { seq: lines.length + 1, at: '2026-01-01T00:00:00.000Z', author: 'a', op }
      const next = await compacted(snapshot, summed([change], snapshot.file.sum), files)
      expect(next.file.files).toEqual({ ...snapshot.file.files, 'tags.json': next.file.files['tags.json'] })
      for (const { id } of next.file.documents) {
        for (const path of [unitsPath(id), annotationsPath(id)]) expect(next.texts.get(path)).toBe(snapshot.texts.get(path))
      }
    }),
  ))

test('M1: project.json keeps what it does not know', () => {
  const { file } = firstSnapshot()
  const later = projectFileSchema.parse({ ...file, glossary: { terms: 3 } })
  expect(projectRecordOf(later)).toMatchObject({ glossary: { terms: 3 } })
})

describe('M22: records are read from lines', () => {
  test('in any chunks, also such as end inside a character', () =>
    fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: 6 }), fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1 }), async (count, sizes) => {
        const units = sampleUnits('thedocument', count, (i) => `Сөз 😀 ${i}`)
        const bytes = new TextEncoder().encode(rowsText(units))
        const chunks: Uint8Array[] = []
        for (let at = 0, i = 0; at < bytes.length; at += sizes[i++ % sizes.length]!)
          chunks.push(bytes.subarray(at, at + sizes[i % sizes.length]!))
        expect(await collect(readRecords('f', [bytes], unitSchema))).toEqual(units)
        const joined: Uint8Array[] = []
        for (let at = 0, i = 0; at < bytes.length; i++) {
          const size = sizes[i % sizes.length]!
          joined.push(bytes.subarray(at, at + size))
          at += size
        }
        expect(await collect(readRecords('f', joined, unitSchema))).toEqual(units)
      }),
    ))

  test.each([
    ['not JSON', '{"id"'],
    ['of another form', '{"id":"x"}'],
    ['not UTF-8', '\xff'],
  ])('and one that is %s is told by file and line', async (_, bad) => {
    const good = rowsText(sampleUnits('thedocument', 2))
    const bytes = Buffer.concat([Buffer.from(good), Buffer.from(`${bad}\n`, 'latin1'), Buffer.from(good)])
    const failed = await collect(readRecords('rows.jsonl', [bytes.subarray(0, 40), bytes.subarray(40)], unitSchema)).catch((e) => e)
    expect(failed).toBeInstanceOf(LineError)
    expect(failed).toMatchObject({ file: 'rows.jsonl', line: 3 })
  })
})

test('a unit that is added where the file holds it already is a conflict, never there twice', async () => {
  const units = sampleUnits('thedocument', 3)
  const ops = new Map([[units[1]!.id, [{ type: 'unit.add' as const, unit: units[1]! }]]])
  await expect(collect(foldUnits(units, ops))).rejects.toThrow(ConflictError)
  const gone = new Map([['nosuchunit', [{ type: 'unit.remove' as const, unit: units[1]! }]]])
  await expect(collect(foldUnits(units, gone))).rejects.toThrow(ConflictError)
})

test('a record’s line is one line', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(recordLine(value).indexOf('\n')).toBe(recordLine(value).length - 1)
      expect(journalLine({ sum: '0'.repeat(16), change: value as never }).split('\n').length).toBe(2)
    }),
  )
})
