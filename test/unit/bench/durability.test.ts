import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { opSchema } from '../../../shared/model/changes.ts'
import { type Unit, unitSchema } from '../../../shared/model/records.ts'
import { applySplice, plainText } from '../../../shared/text/rich-text.ts'
import { sizesIn, sumOf } from '../../bench/durability/folder-sizes.ts'
import { Manuscript, typed } from '../../bench/durability/manuscript.ts'
import { temporaryFolder } from '../../support/temporary.ts'

const shape = fc.record({ rows: fc.integer({ min: 1, max: 6 }), words: fc.integer({ min: 1, max: 12 }), translated: fc.boolean() })
const edits = fc.array(fc.record({ row: fc.nat(5), edit: fc.constantFrom('type', 'replace', 'state') }), { maxLength: 40 })

describe('a generated manuscript', () => {
  test('is the same every time, of as many rows and words as asked for, each row a record of the model', () => {
    fc.assert(
      fc.property(shape, (asked) => {
        const units = [...new Manuscript(asked).units()]
        expect(units).toEqual([...new Manuscript(asked).units()])
        expect(units.length).toBe(asked.rows)
        expect(new Set(units.map(({ id }) => id)).size).toBe(asked.rows)
        for (const unit of units) {
          expect(unitSchema.parse(unit)).toEqual(unit)
          expect(plainText(unit.source).split(' ').length).toBe(asked.words)
          expect(plainText(unit.target).split(' ').filter(Boolean).length).toBe(asked.translated ? asked.words : 0)
        }
      }),
    )
  })

  test('makes edits of the model that fit the rows one after another, and says how large the text then is', () => {
    fc.assert(
      fc.property(shape, edits, (asked, wanted) => {
        const manuscript = new Manuscript(asked)
        const units = new Map<string, Unit>([...manuscript.units()].map((unit) => [unit.id, unit]))
        for (const { row: any, edit } of wanted) {
          const row = any % asked.rows
          const op =
            edit === 'type'
              ? manuscript.typeWords(row, 2)
              : edit === 'replace'
                ? manuscript.replaceWord(row)
                : manuscript.setState(row, 'final')
          expect(opSchema.parse(op)).toEqual(op)
          if (op.type !== 'unit.setTarget' && op.type !== 'unit.setState') throw new Error(`an edit became ${op.type}`)
          const unit = units.get(op.unitId)
          if (!unit) throw new Error(`there is no unit ${op.unitId}`)
          if (op.type === 'unit.setState') expect(op.before).toBe(unit.state)
          const after = op.type === 'unit.setState' ? { state: op.after } : { target: [...applySplice(unit.target, op.splice)] }
          units.set(unit.id, { ...unit, ...after })
        }
        expect([...manuscript.units()]).toEqual([...units.values()])
        const bytes = [...units.values()].map(({ source, target }) => Buffer.byteLength(plainText(source) + plainText(target)))
        expect(manuscript.textBytes).toBe(bytes.reduce((sum, size) => sum + size, 0))
      }),
    )
  })

  test('is typed into five to eight characters at a time', () => {
    const manuscript = new Manuscript({ rows: 3, words: 4, translated: false })
    const lengths = [...typed(manuscript, 200, 10)].map((op) =>
      op.type === 'unit.setTarget' ? [plainText(op.splice.removed).length, plainText(op.splice.inserted).length] : [],
    )
    expect(lengths.length).toBe(200)
    for (const [removed, inserted = 0] of lengths) {
      expect(removed).toBe(0)
      expect(inserted).toBeGreaterThanOrEqual(5)
      expect(inserted).toBeLessThanOrEqual(8)
    }
  })

  test('lays tags on whole words that stand there', () => {
    const manuscript = new Manuscript({ rows: 2, words: 20, translated: true })
    for (const side of ['source', 'target'] as const) {
      const op = manuscript.annotate(1, side, '2026-01-02T03:04:05.000Z')
      if (op.type !== 'annotation.add') throw new Error(`a tag became ${op.type}`)
      const { from, to, quote } = op.annotation.spans[0] ?? { from: 0, to: 0, quote: '' }
      expect(quote.split(' ').length).toBe(4)
      expect(manuscript[side](1).slice(from, to)).toBe(quote)
    }
  })
})

test('the sizes of a folder are those of its files, folder by folder, however deep they lie', async () => {
  const { path, remove } = await temporaryFolder({ quick: true })
  try {
    await mkdir(join(path, 'history', 'old'), { recursive: true })
    await writeFile(join(path, 'journal.jsonl'), 'x'.repeat(7))
    await writeFile(join(path, 'history', 'a'), 'x'.repeat(20))
    await writeFile(join(path, 'history', 'old', 'b'), 'x'.repeat(300))
    const sizes = await sizesIn(path)
    expect(sizes).toEqual({ history: 320, 'journal.jsonl': 7 })
    expect(sumOf(sizes)).toBe(327)
  } finally {
    await remove()
  }
})
