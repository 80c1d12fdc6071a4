import fc from 'fast-check'
import { expect, test } from 'vitest'
import { compileQuery, plainQuery, type Query } from '../../../shared/search/query.ts'
import { type Hit, SearchIndex, type SearchScope, type SearchUnit, searchFields } from '../../../shared/search/search-index.ts'

const words = fc
  .array(fc.constantFrom('қазақ', 'Қазақ', 'а', 'Ёлка', 'елка', 'за\u0301мок', 'ß', '\uFFFC', 'x'), { maxLength: 4 })
  .map((list) => list.join(' '))
const items = fc.array(fc.record({ id: fc.constantFrom('one', 'two'), text: words }), { maxLength: 2 })
const unit: fc.Arbitrary<SearchUnit> = fc.record({
  id: fc.constantFrom('u1', 'u2', 'u3', 'u4', 'u5', 'u6'),
  order: fc.constantFrom('a0', 'a1', 'a2', 'a3'),
  source: words,
  target: words,
  notes: items,
  tags: items,
})
const documentId = fc.constantFrom('d1', 'd2')
const query = fc.record({
  text: fc.constantFrom('қазақ', 'а', 'елка', 'ё', 'замок', 's', 'ss', '.а', 'а|x', '\uFFFC', 'нет'),
  regex: fc.boolean(),
  word: fc.boolean(),
  case: fc.boolean(),
  diacritics: fc.boolean(),
})
const scope = fc.record({
  documents: fc.constantFrom(['d1'], ['d2', 'd1'], ['d1', 'd2', 'none']),
  units: fc.option(fc.subarray(['u1', 'u2', 'u3', 'u4', 'u5', 'u6']).map((ids) => new Set(ids))),
  fields: fc.subarray([...searchFields]),
})
type Step = { documentId: string } & (
  | { set: SearchUnit[] }
  | { typed: string }
  | { remove: string[] }
  | { drop: true }
  | { ask: Query; scope: SearchScope }
)
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ documentId, set: fc.array(unit, { maxLength: 6 }) }) },
  fc.record({ documentId, remove: fc.array(fc.constantFrom('u1', 'u2', 'u3', 'u4'), { maxLength: 3 }) }),
  fc.record({ documentId, drop: fc.constant(true as const) }),
  { weight: 2, arbitrary: fc.record({ documentId, ask: query, scope }) },
  { weight: 3, arbitrary: fc.record({ documentId, typed: fc.constantFrom('қазақ', 'за\u0301мок', 'ss', 'елка қ') }) },
)

const matcherOf = (asked: Query) => {
  const compiled = compileQuery(asked)
  if (!compiled.ok) throw new Error(asked.text)
  return compiled.matcher
}

function answer(index: SearchIndex, asked: Query, within: SearchScope, most = Number.POSITIVE_INFINITY, byRow = false) {
  const hits: Hit[] = []
  let [total, rows] = [0, 0]
  for (const batch of index.search(matcherOf(asked), within, { most, byRow })) {
    hits.push(...batch.hits)
    ;({ total, rows } = batch)
  }
  return { hits, total, rows }
}

/** The same, told by reading everything. */
function scan(world: Map<string, Map<string, SearchUnit>>, asked: Query, within: SearchScope): string[] {
  const found: string[] = []
  for (const document of within.documents) {
    const units = [...(world.get(document)?.values() ?? [])].sort((a, b) => (`${a.order} ${a.id}` < `${b.order} ${b.id}` ? -1 : 1))
    for (const one of units) {
      if (within.units && !within.units.has(one.id)) continue
      for (const field of searchFields) {
        if (!within.fields.includes(field)) continue
        const texts = field === 'source' || field === 'target' ? [{ id: null, text: one[field] }] : one[field]
        for (const { id, text } of texts) {
          for (const { from, to } of matcherOf(asked).matchesIn(text))
            found.push([document, one.id, field, id, from, to, text.slice(from, to)].join('|'))
        }
      }
    }
  }
  return found
}

const tell = (hit: Hit) => [hit.documentId, hit.unitId, hit.field, hit.itemId, hit.from, hit.to, hit.text].join('|')

test('after any updates and questions, the index answers what reading everything would', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 14 }), query, scope, (steps, last, lastScope) => {
      const index = new SearchIndex()
      const world = new Map<string, Map<string, SearchUnit>>()
      for (const one of [...steps, { documentId: 'd1', ask: last, scope: lastScope }]) {
        const units = world.get(one.documentId) ?? new Map<string, SearchUnit>()
        if ('set' in one) {
          for (const set of one.set) units.set(set.id, set)
          world.set(one.documentId, units)
          index.setUnits(one.documentId, one.set)
        } else if ('remove' in one) {
          for (const id of one.remove) units.delete(id)
          index.removeUnits(one.documentId, one.remove)
        } else if ('drop' in one) {
          world.delete(one.documentId)
          index.removeDocument(one.documentId)
        } else if ('typed' in one) {
          const everything: SearchScope = { documents: ['d1', 'd2'], units: null, fields: searchFields }
          for (let length = 1; length <= one.typed.length; length++) {
            const asked = { ...plainQuery, text: one.typed.slice(0, length) }
            expect(answer(index, asked, everything).hits.map(tell)).toEqual(scan(world, asked, everything))
          }
        } else {
          const { hits, total, rows } = answer(index, one.ask, one.scope)
          expect(hits.map(tell)).toEqual(scan(world, one.ask, one.scope))
          expect([total, rows]).toEqual([hits.length, new Set(hits.map((hit) => `${hit.documentId} ${hit.unitId}`)).size])
          expect(answer(index, one.ask, one.scope, 2)).toEqual({ hits: hits.slice(0, 2), total, rows })
          const first = hits.filter(
            (hit, i) => hits.findIndex((other) => other.unitId === hit.unitId && other.documentId === hit.documentId) === i,
          )
          expect(answer(index, one.ask, one.scope, Number.POSITIVE_INFINITY, true)).toEqual({ hits: first, total, rows })
        }
      }
    }),
    { numRuns: 400 },
  )
})

test('a hit has its surroundings, and no half of a character', () => {
  const index = new SearchIndex()
  const long = '😀'.repeat(200)
  index.setUnits('d', [{ id: 'u', order: 'a0', source: `a${long}кітап${long}`, target: '', notes: [], tags: [] }])
  const { hits } = answer(index, { ...plainQuery, text: 'КІТАП' }, { documents: ['d'], units: null, fields: ['source'] })
  const [hit] = hits
  expect([hit!.text, /^(?:😀)+$/u.test(hit!.after), /^(?:😀)+$/u.test(hit!.before)]).toEqual(['кітап', true, true])
  expect(hit!.before.length).toBeGreaterThan(50)
})
