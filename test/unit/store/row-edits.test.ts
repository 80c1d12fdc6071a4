import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cutAlong, mergeOps, splitOps } from '../../../renderer/store/row-edits.ts'
import { spanOf } from '../../../shared/model/anchors.ts'
import { addressOf, applyTo, invert } from '../../../shared/model/apply.ts'
import type { SimpleOp } from '../../../shared/model/changes.ts'
import { equalJson } from '../../../shared/model/json.ts'
import type { Annotation, Side, Unit } from '../../../shared/model/records.ts'
import { fromPlain, plainText } from '../../../shared/text/rich-text.ts'
import { rulesFor } from '../../../shared/text/segmentation/languages.ts'
import { richText } from '../../support/arbitraries.ts'

interface Rows {
  units: Map<string, Unit>
  annotations: Map<string, Annotation>
}

const sides = ['source', 'target'] as const
const documentId = 'adocument'

function apply(rows: Rows, ops: readonly SimpleOp[]): Rows {
  const next: Rows = { units: new Map(rows.units), annotations: new Map(rows.annotations) }
  for (const op of ops) {
    const { table, id } = addressOf(op)
    const map = next[table as keyof Rows] as Map<string, Unit | Annotation>
    const record = applyTo(op, map.get(id) ?? null) as Unit | Annotation | null
    if (record) map.set(id, record)
    else map.delete(id)
  }
  return next
}

const undo = (ops: readonly SimpleOp[]) => (invert({ type: 'group', ops: [...ops] }) as { ops: SimpleOp[] }).ops
const inOrder = ({ units }: Rows) => [...units.values()].sort((a, b) => (a.order < b.order ? -1 : 1))
const bare = (text: string) => text.replace(/\s+/g, '')
const textOf = (rows: Rows, side: Side) => inOrder(rows).map((unit) => plainText(unit[side]))
/** What an annotation says, white space aside. */
const quoted = (annotation: Annotation) => bare(annotation.spans.map(({ quote }) => quote).join(''))

const unitOf = (id: string, order: string, source: Unit['source'], target: Unit['target']): Unit => ({
  id,
  documentId,
  order,
  kind: 'body',
  source,
  target,
  state: target.length > 0 ? 'translated' : 'initial',
  continues: false,
})

const row = fc.record({ source: richText, target: richText })
const mark = fc.record({ at: fc.nat(), from: fc.nat(), to: fc.nat(), side: fc.constantFrom(...sides) })

/** Rows with annotations on them, each on one or two stretches. */
const rowsWith = (count: number) =>
  fc
    .record({
      texts: fc.array(row, { minLength: count, maxLength: count }),
      marks: fc.array(fc.array(mark, { minLength: 1, maxLength: 2 })),
    })
    .map(({ texts, marks }): Rows => {
      const units = texts.map(({ source, target }, i) => unitOf(`unit${i}`, `a${i}`, [...source], [...target]))
      const annotations = marks.flatMap((list, i): Annotation[] => {
        const spans = list.flatMap(({ at, from, to, side }) => {
          const unit = units[at % units.length]!
          const text = plainText(unit[side])
          const [a, b] = [from % (text.length + 1), to % (text.length + 1)].sort((x, y) => x - y) as [number, number]
          return a < b ? [spanOf(unit.id, side, text, a, b)] : []
        })
        const face = { id: `note${i}`, documentId, tagId: null, note: '', author: 'a', at: '2026-01-02T03:04:05.000Z' }
        return spans.length > 0 ? [{ ...face, spans, orphan: false }] : []
      })
      return { units: new Map(units.map((u) => [u.id, u])), annotations: new Map(annotations.map((a) => [a.id, a])) }
    })

function expectSound(rows: Rows): void {
  for (const { spans, orphan, id } of rows.annotations.values()) {
    for (const { unitId, side, from, to, quote } of spans) {
      const unit = rows.units.get(unitId)
      expect(unit, `${id} stands on ${unitId}`).toBeDefined()
      if (from < to) expect(plainText(unit![side]).slice(from, to)).toBe(quote)
      else expect(orphan).toBe(true)
    }
  }
}

describe('splitting a row', () => {
  test('keeps every sign but the white space at the cut, and what is annotated', () => {
    fc.assert(
      fc.property(rowsWith(2), fc.nat(), fc.nat(), (rows, a, b) => {
        const unit = rows.units.get('unit0')!
        const cut = { source: a % (plainText(unit.source).length + 1), target: b % (plainText(unit.target).length + 1) }
        const ops = splitOps(unit, cut, rows.units.get('unit1')!, rows.annotations.values())
        const after = apply(rows, ops)
        for (const side of sides) expect(bare(textOf(after, side).join(''))).toBe(bare(textOf(rows, side).join('')))
        for (const [id, annotation] of after.annotations) expect(quoted(annotation)).toContain(quoted(rows.annotations.get(id)!))
        expectSound(after)
        expect(after.units.size).toBe(ops.length > 0 ? 3 : 2)
        expect(inOrder(after).at(-1)!.id).toBe('unit1')
        if (ops.length > 0) expect(inOrder(after).map(({ continues }) => continues)).toEqual([false, true, false])
        expect(equalJson(entries(apply(after, undo(ops))), entries(rows))).toBe(true)
      }),
    )
  })

  test('refuses a cut that leaves nothing on one side of it', () => {
    const unit = unitOf('unit0', 'a0', [...fromPlain('Бір екі')], [])
    expect(splitOps(unit, { source: 0, target: 0 }, null, [])).toEqual([])
    expect(splitOps(unit, { source: 7, target: 0 }, null, [])).toEqual([])
    expect(splitOps(unit, { source: 3, target: 0 }, null, [])).toHaveLength(2)
  })
})

describe('joining two rows', () => {
  test('keeps every sign and what is annotated, and is undone by the inverse', () => {
    fc.assert(
      fc.property(rowsWith(3), (rows) => {
        const [first, second] = [rows.units.get('unit0')!, rows.units.get('unit1')!]
        const ops = mergeOps(first, second, rows.annotations.values())
        const after = apply(rows, ops)
        for (const side of sides) expect(bare(textOf(after, side).join(''))).toBe(bare(textOf(rows, side).join('')))
        for (const [id, annotation] of after.annotations) expect(quoted(annotation)).toBe(quoted(rows.annotations.get(id)!))
        expectSound(after)
        expect(inOrder(after).map(({ id }) => id)).toEqual(['unit0', 'unit2'])
        expect(equalJson(entries(apply(after, undo(ops))), entries(rows))).toBe(true)
      }),
    )
  })

  test('takes a split back: the same text, and the same stretches annotated', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('кітап', 'жазды', 'ол', 'twins'), { minLength: 2, maxLength: 8 }),
        fc.nat(),
        fc.nat(),
        (words, a, b) => {
          const text = words.join(' ')
          const unit = { ...unitOf('unit0', 'a0', [...fromPlain(text)], [...fromPlain(text)]), state: 'reviewed' as const }
          const from = b % text.length
          const annotation = {
            ...{ id: 'note', documentId, tagId: null, note: '', author: 'a', at: '2026-01-02T03:04:05.000Z', orphan: false },
            spans: [spanOf('unit0', 'source', text, from, text.length)],
          }
          const rows: Rows = { units: new Map([['unit0', unit]]), annotations: new Map([['note', annotation]]) }
          const gaps = [...text.matchAll(/ /g)].map(({ index }) => index)
          const cut = gaps[a % gaps.length]!
          const parted = apply(rows, splitOps(unit, { source: cut, target: cut }, null, rows.annotations.values()))
          const [first, second] = inOrder(parted)
          expect(parted.annotations.get('note')!.spans.length).toBe(from < cut ? 2 : 1)
          const joined = apply(parted, mergeOps(first!, second!, parted.annotations.values()))
          expect(joined.units).toEqual(rows.units)
          const [span] = joined.annotations.get('note')!.spans
          expect(joined.annotations.get('note')!.spans).toHaveLength(1)
          expect(span!.quote.trim()).toBe(text.slice(from).trim())
        },
      ),
    )
  })

  test('puts a space between words, none between Han characters, and waits for what is not translated', () => {
    const [a, b] = [
      unitOf('unit0', 'a0', [...fromPlain('Бір')], [...fromPlain('他')]),
      unitOf('unit1', 'a1', [...fromPlain('екі')], [...fromPlain('們')]),
    ]
    const rows: Rows = {
      units: new Map([
        ['unit0', a],
        ['unit1', b],
      ]),
      annotations: new Map(),
    }
    const joined = inOrder(apply(rows, mergeOps(a, b, [])))[0]!
    expect([plainText(joined.source), plainText(joined.target), joined.state]).toEqual(['Бір екі', '他們', 'translated'])
    for (const [first, second, text] of [
      ['реформа', '. Мемлекет', 'реформа. Мемлекет'],
      ['сөз', '» деді', 'сөз» деді'],
      ['ол «', 'сөз»', 'ол «сөз»'],
    ] as const) {
      const pair = [a, b].map((unit, i) => ({ ...unit, source: [...fromPlain([first, second][i]!)] })) as [Unit, Unit]
      const units = new Map(pair.map((unit) => [unit.id, unit]))
      expect(plainText(inOrder(apply({ units, annotations: new Map() }, mergeOps(pair[0], pair[1], [])))[0]!.source)).toBe(text)
    }
    const untranslated = { ...b, target: [], state: 'initial' as const }
    const half = apply(
      {
        ...rows,
        units: new Map([
          ['unit0', a],
          ['unit1', untranslated],
        ]),
      },
      mergeOps(a, untranslated, []),
    )
    expect(inOrder(half)[0]!.state).toBe('initial')
  })
})

describe('the other side’s cut', () => {
  test('lies at the sentence that ends at the same share of the text, and nothing is cut inside a word', () => {
    const source = 'Бірінші сөйлем осында. Екінші сөйлем одан да ұзағырақ болып келеді.'
    const target = 'The first sentence is here. The second sentence is longer than that.'
    const unit = unitOf('unit0', 'a0', [...fromPlain(source)], [...fromPlain(target)])
    const cut = cutAlong(unit, 'source', source.indexOf(' Екінші'), rulesFor('en'))
    expect(target.slice(0, cut.target).trim()).toBe('The first sentence is here.')
    for (let offset = 0; offset <= source.length; offset++) {
      const at = cutAlong(unit, 'source', offset, rulesFor('en')).target
      expect(/\w\w/.test(target.slice(at - 1, at + 1)) && at > 0 && at < target.length, `${offset} -> ${at}`).toBe(false)
    }
  })

  test('the other side is cut behind white space, with what opens a word before it', () => {
    const target = '1. the “dynamics” of the ‘geopolitical’ well-known situation'
    const source = 'алғашқы екі сөз және тағы бірнеше басқа сөздер мұнда тұр екен'
    const unit = unitOf('unitxx', 'a0', [...fromPlain(source)], [...fromPlain(target)])
    for (let offset = 1; offset < source.length; offset++) {
      const at = cutAlong(unit, 'source', offset, rulesFor('en')).target
      if (at > 0 && at < target.length) expect(target.slice(at - 1, at), `${offset} -> ${at}`).toBe(' ')
    }
  })
})

const entries = ({ units, annotations }: Rows) => [
  [...units].sort(([a], [b]) => (a < b ? -1 : 1)),
  [...annotations].sort(([a], [b]) => (a < b ? -1 : 1)),
]
