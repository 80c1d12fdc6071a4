import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { sameTextKey } from '../../../shared/analysis/same-text.ts'
import { type CountedUnit, type Statistics, StatisticsCollector } from '../../../shared/analysis/statistics.ts'
import { unitStates } from '../../../shared/model/records.ts'
import { fromPlain, plainText } from '../../../shared/text/rich-text.ts'
import { countWords } from '../../../shared/text/words.ts'
import { richText } from '../../support/arbitraries.ts'

interface Row {
  documentId: string
  unit: CountedUnit
}

/** Sources that come again often, written differently, beside others. */
const again = fc
  .constantFrom('Дала.', ' Дала.\n', 'көк  тау', 'көк\u00a0тау', 'и\u0306', 'й', '\u2add\u0338', '', ' \t', '\ufffc')
  .map(fromPlain)

const row: fc.Arbitrary<Row> = fc.record({
  documentId: fc.constantFrom('doc1', 'doc2', 'doc3'),
  unit: fc.record(
    {
      source: fc.oneof(again, richText),
      target: richText,
      state: fc.constantFrom(...unitStates),
      continues: fc.boolean(),
      locked: fc.constant(true as const),
    },
    { requiredKeys: ['source', 'target', 'state', 'continues'] },
  ),
})
const rows = fc.array(row, { maxLength: 40 })

function collected(all: readonly Row[]): StatisticsCollector {
  const collector = new StatisticsCollector()
  for (const { documentId, unit } of all) collector.add(documentId, unit)
  return collector
}
const ids = ['doc1', 'doc2', 'doc3']
const of = (all: readonly Row[], id: string) => all.filter(({ documentId }) => documentId === id)
const sum = (all: readonly Row[], count: (unit: CountedUnit) => number) => all.reduce((total, { unit }) => total + count(unit), 0)

/** Every number in it, by its path. */
function numbers(value: object, path = ''): [string, number][] {
  return Object.entries(value).flatMap(([key, inner]: [string, object | number]) =>
    typeof inner === 'number' ? [[`${path}${key}`, inner] as [string, number]] : numbers(inner, `${path}${key}.`),
  )
}
const plus = (...parts: object[]) => {
  const total = new Map<string, number>()
  for (const [path, number] of parts.flatMap((part) => numbers(part))) total.set(path, (total.get(path) ?? 0) + number)
  return Object.fromEntries(total)
}

describe('statistics', () => {
  test('in all are the sum of the documents, and the documents the sum of their states', () => {
    fc.assert(
      fc.property(rows, (all) => {
        const collector = collected(all)
        expect(Object.fromEntries(numbers(collector.total))).toEqual(plus(...ids.map((id) => collector.of(id))))
        for (const id of ids) {
          const { states, locked: _1, paragraphs: _2, repetitions: _3, annotations: _4, orphans: _5, ...count } = collector.of(id)
          expect(count).toEqual(plus(...Object.values(states)))
        }
      }),
    )
  })

  test('count what stands there', () => {
    fc.assert(
      fc.property(rows, (all) => {
        const collector = collected(all)
        for (const id of ids) {
          const mine = of(all, id)
          const found = collector.of(id)
          for (const side of ['source', 'target'] as const) {
            expect(found[`${side}Words`]).toBe(sum(mine, (unit) => countWords(plainText(unit[side]))))
            expect(found[`${side}Characters`]).toBe(sum(mine, (unit) => plainText(unit[side]).length))
            expect(found[`${side}CharactersWithoutSpaces`]).toBe(
              sum(
                mine,
                (unit) =>
                  plainText(unit[side])
                    .split('')
                    .filter((one) => one.trim() !== '').length,
              ),
            )
            expect(found[`${side}Placeholders`]).toBe(sum(mine, (unit) => unit[side].filter((run) => run.type === 'placeholder').length))
          }
          expect(found.units).toBe(mine.length)
          expect(found.paragraphs).toBe(mine.filter(({ unit }) => !unit.continues).length)
          expect(found.locked).toEqual(collected(mine.filter(({ unit }) => unit.locked)).of(id).locked)
          expect(found.locked.units).toBe(mine.filter(({ unit }) => unit.locked).length)
          for (const state of unitStates) expect(found.states[state].units).toBe(mine.filter(({ unit }) => unit.state === state).length)
        }
      }),
    )
  })

  test('find the repetitions that a map of all texts finds', () => {
    fc.assert(
      fc.property(rows, (all) => {
        const collector = collected(all)
        const everywhere = new Map<string, Set<string>>()
        const inside = new Map(ids.map((id) => [id, { units: 0, sourceWords: 0 }]))
        const across = new Map(ids.map((id) => [id, { units: 0, sourceWords: 0 }]))
        for (const { documentId, unit } of all) {
          const key = sameTextKey(plainText(unit.source))
          if (key === '') continue
          const seenIn = everywhere.get(key) ?? new Set()
          const tally = (seenIn.has(documentId) ? inside : seenIn.size > 0 ? across : null)?.get(documentId)
          if (tally) {
            tally.units++
            tally.sourceWords += countWords(key)
          }
          everywhere.set(key, seenIn.add(documentId))
        }
        for (const id of ids) expect(collector.of(id).repetitions).toEqual({ inside: inside.get(id), across: across.get(id) })
      }),
    )
  })

  test('are the same in all, and inside each document, in whatever order the rows come', () => {
    const shuffled = rows.chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })))
    fc.assert(
      fc.property(shuffled, ([all, mixed]) => {
        const [one, other] = [collected(all), collected(mixed)]
        expect(other.total).toEqual(one.total)
        for (const id of ids) {
          const withoutAcross = ({ repetitions, ...rest }: Statistics) => ({ ...rest, inside: repetitions.inside })
          expect(withoutAcross(other.of(id))).toEqual(withoutAcross(one.of(id)))
        }
      }),
    )
  })

  test('take annotations into their documents', () => {
    fc.assert(
      fc.property(fc.array(fc.record({ documentId: fc.constantFrom(...ids), orphan: fc.boolean() })), (annotations) => {
        const collector = new StatisticsCollector()
        for (const annotation of annotations) collector.addAnnotation(annotation)
        for (const id of ids) {
          const mine = annotations.filter(({ documentId }) => documentId === id)
          expect(collector.of(id)).toMatchObject({ annotations: mine.length, orphans: mine.filter(({ orphan }) => orphan).length })
        }
        expect(collector.total).toMatchObject({ annotations: annotations.length, units: 0 })
      }),
    )
  })

  test('of a small project', () => {
    const unit = (source: string, target = '', rest: Partial<CountedUnit> = {}): CountedUnit => ({
      source: fromPlain(source),
      target: fromPlain(target),
      state: target === '' ? 'initial' : 'translated',
      continues: false,
      ...rest,
    })
    const collector = new StatisticsCollector()
    collector.add('doc1', unit('Көк тау', 'Blue mountain'))
    collector.add('doc1', unit('Көк  тау ', '', { continues: true, locked: true }))
    collector.add('doc2', unit('Көк тау'))
    collector.add('doc2', unit(''))
    expect(collector.of('doc1')).toMatchObject({
      ...{ units: 2, paragraphs: 1, sourceWords: 4, sourceCharacters: 16, sourceCharactersWithoutSpaces: 12, targetWords: 2 },
      states: { translated: { units: 1, sourceWords: 2 }, initial: { units: 1 }, final: { units: 0 } },
      locked: { units: 1, sourceWords: 2 },
      repetitions: { inside: { units: 1, sourceWords: 2 }, across: { units: 0, sourceWords: 0 } },
    })
    expect(collector.of('doc2').repetitions).toEqual({ inside: { units: 0, sourceWords: 0 }, across: { units: 1, sourceWords: 2 } })
    expect(collector.of('none')).toMatchObject({ units: 0, paragraphs: 0 })
  })
})
