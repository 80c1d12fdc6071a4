// @vitest-environment happy-dom
import fc from 'fast-check'
import { afterEach, describe, expect, test } from 'vitest'
import { commitAll, newAnnotation, passageOf } from '../../../renderer/store/edits.ts'
import { rowsByParagraph, rowsBySentence, sideRules } from '../../../renderer/store/row-layout.ts'
import { paragraphRowOps, sentenceRowOps } from '../../../renderer/store/sentence-rows.ts'
import { spanOf } from '../../../shared/model/anchors.ts'
import { addressOf, applyTo } from '../../../shared/model/apply.ts'
import type { SimpleOp } from '../../../shared/model/changes.ts'
import { byOrder } from '../../../shared/model/ids.ts'
import type { Annotation, Side, Unit } from '../../../shared/model/records.ts'
import { fromPlain, plainText } from '../../../shared/text/rich-text.ts'
import { rulesFor } from '../../../shared/text/segmentation/languages.ts'
import { sentencesOf } from '../../../shared/text/segmentation/sentence-ends.ts'
import { addUnits, forgetCopies, makeProject, open } from '../../support/open-store.ts'

interface Rows {
  units: Map<string, Unit>
  annotations: Map<string, Annotation>
}

const documentId = 'adocument'
const rules = { source: rulesFor('kk'), target: rulesFor('en') }
const sides = ['source', 'target'] as const

const unitOf = (i: number, source: string, target: string, more: Partial<Unit> = {}): Unit => ({
  id: `unit${i}`,
  documentId,
  order: `a${i}`,
  kind: 'body',
  source: [...fromPlain(source)],
  target: [...fromPlain(target)],
  state: target === '' ? 'initial' : 'translated',
  continues: i > 0,
  ...more,
})

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

const inOrder = ({ units }: Rows) => [...units.values()].sort(byOrder)
const textOf = (rows: Rows, side: Side) => inOrder(rows).map((unit) => plainText(unit[side]))
const bare = (text: string) => text.replace(/\s+/g, '')
const quoted = (annotation: Annotation) => bare(annotation.spans.map(({ quote }) => quote).join(''))

const sentence = fc.constantFrom(
  'Ол келді.',
  'Біз 1990 ж. көштік!',
  'Неге?',
  'сөз',
  'Дала кең, аспан биік…',
  'He came.',
  'Was it 5 p.m.?',
  '\ufffc',
  '他来了。',
)
const prose = fc.array(sentence, { maxLength: 6 }).map((all) => all.join(' '))
const paragraph = fc
  .record({
    texts: fc.array(fc.record({ source: prose, target: prose, locked: fc.boolean() }), { minLength: 1, maxLength: 4 }),
    marks: fc.array(fc.record({ at: fc.nat(), from: fc.nat(), to: fc.nat(), side: fc.constantFrom(...sides) }), { maxLength: 6 }),
  })
  .map(({ texts, marks }): Rows => {
    const units = texts.map(({ source, target, locked }, i) => unitOf(i, source, target, locked ? { locked } : {}))
    const annotations = marks.flatMap(({ at, from, to, side }, i): Annotation[] => {
      const unit = units[at % units.length]!
      const text = plainText(unit[side])
      const [a, b] = [from % (text.length + 1), to % (text.length + 1)].sort((x, y) => x - y) as [number, number]
      const spans = [spanOf(unit.id, side, text, a, b)]
      return a < b
        ? [{ id: `note${i}`, documentId, tagId: null, note: '', author: 'a', at: '2026-01-02T03:04:05.000Z', spans, orphan: false }]
        : []
    })
    return { units: new Map(units.map((u) => [u.id, u])), annotations: new Map(annotations.map((a) => [a.id, a])) }
  })

const bySentence = (rows: Rows) => apply(rows, sentenceRowOps(inOrder(rows), rows.annotations.values(), null, rules))
const byParagraph = (rows: Rows) => apply(rows, paragraphRowOps(inOrder(rows), rows.annotations.values()))

/** Nothing but white space changed, tags stand on their words, and locked rows are as they were. */
function expectKept(before: Rows, after: Rows): void {
  for (const side of sides) expect(bare(textOf(after, side).join(''))).toBe(bare(textOf(before, side).join('')))
  for (const [id, annotation] of after.annotations) {
    expect(quoted(annotation)).toBe(quoted(before.annotations.get(id)!))
    for (const { unitId, side, from, to, quote } of annotation.spans)
      if (from < to) expect(plainText(after.units.get(unitId)![side]).slice(from, to)).toBe(quote)
  }
  for (const unit of before.units.values()) if (unit.locked) expect(after.units.get(unit.id)).toEqual(unit)
}

describe('one row a sentence', () => {
  test('loses no sign, carries tags along, leaves locked rows alone; a row has two sentences only where its translation is one', () => {
    fc.assert(
      fc.property(paragraph, (rows) => {
        const after = bySentence(rows)
        expectKept(rows, after)
        for (const unit of inOrder(after)) {
          if (unit.locked || plainText(unit.source).trim() === '') continue
          const [sources, targets] = sides.map((side) => sentencesOf(plainText(unit[side]), rules[side]).length)
          if (plainText(unit.target) === '') expect(sources).toBe(1)
          else expect(Math.min(sources!, targets!)).toBe(1)
        }
        expect(inOrder(after).map(({ continues }) => continues)).toEqual(inOrder(after).map((_unit, i) => i > 0))
      }),
    )
  })

  test('and back to paragraphs gives the texts of both sides again', () => {
    fc.assert(
      fc.property(paragraph, (rows) => {
        const whole = byParagraph(rows)
        const again = byParagraph(bySentence(whole))
        expectKept(rows, whole)
        expectKept(whole, again)
        for (const side of sides) expect(textOf(again, side).map(bare)).toEqual(textOf(whole, side).map(bare))
        expect(inOrder(again).map(({ id }) => id)).toEqual(inOrder(whole).map(({ id }) => id))
      }),
    )
  })

  test('cuts a translation of as many sentences one to one, another where as much lies before, and no sentence in two', () => {
    const parted = (source: string, target: string) => {
      const unit = unitOf(0, source, target)
      return inOrder(bySentence({ units: new Map([[unit.id, unit]]), annotations: new Map() })).map((row) => [
        plainText(row.source),
        plainText(row.target),
        row.state,
      ])
    }
    expect(parted('Бір. Екінші сөйлем едәуір ұзақ екен.', 'The first sentence is the longer one here. Two.')).toEqual([
      ['Бір.', 'The first sentence is the longer one here.', 'translated'],
      ['Екінші сөйлем едәуір ұзақ екен.', 'Two.', 'translated'],
    ])
    expect(parted('Ол келді. Біз көрдік. Олар кетті.', 'He came, and we saw him. They left.')).toEqual([
      ['Ол келді. Біз көрдік.', 'He came, and we saw him.', 'translated'],
      ['Олар кетті.', 'They left.', 'translated'],
    ])
    expect(parted('Ол үйге кіріп келді. Біз көрдік.', 'He came. He came in. We saw.').map(([, target]) => target)).toEqual([
      'He came. He came in.',
      'We saw.',
    ])
    expect(parted('Ол келді. Біз көрдік.', '').map(([, , state]) => state)).toEqual(['initial', 'initial'])
    expect(parted('Ол келді. Біз көрдік.', 'Came')).toEqual([['Ол келді. Біз көрдік.', 'Came', 'translated']])
  })

  test('does not part headings, nor join rows of two kinds', () => {
    const rows = (kind: Unit['kind']): Rows => ({
      units: new Map(
        [unitOf(0, 'Бір. Екі.', ''), unitOf(1, 'Үш.', '', { kind })].map((unit) => [
          unit.id,
          { ...unit, kind: unit.continues ? kind : 'heading' },
        ]),
      ),
      annotations: new Map(),
    })
    expect(bySentence(rows('heading')).units.size).toBe(2)
    expect(byParagraph(rows('heading')).units.size).toBe(1)
    expect(byParagraph(rows('body')).units.size).toBe(2)
  })
})

describe('a whole document', () => {
  afterEach(forgetCopies)

  test('goes to sentences and back, each as one step of undo, with a tag that lies on several paragraphs', async () => {
    const { host, entry } = await makeProject()
    const { store } = await open(host, entry)
    const id = await addUnits(store, 300)
    const read = async () => {
      const units: Unit[] = []
      for await (const unit of store.readUnits(id)) units.push(unit)
      return units
    }
    const empty = await read()
    const text = [...fromPlain('Ол келді. Біз көрдік. Олар кетті.')]
    await commitAll(
      store,
      empty.map(({ id: unitId, source }) => {
        return { type: 'unit.setSource', documentId: id, unitId, splice: { at: 0, removed: source, inserted: text } } as const
      }),
    )
    const before = await read()
    const long = newAnnotation(
      before.slice(0, 200).map((unit) => passageOf(unit, 'source', 3, 30)),
      null,
      'a',
      'note',
    )
    await commitAll(store, [{ type: 'annotation.add', annotation: long }])
    const heard: number[] = []
    await rowsBySentence(store, id, sideRules(store), (fraction) => heard.push(fraction))
    expect((await read()).map((unit) => plainText(unit.source))).toEqual(before.flatMap(() => ['Ол келді.', 'Біз көрдік.', 'Олар кетті.']))
    expect(store.records.annotations.get(long.id)!.spans).toHaveLength(600)
    expect(heard.at(-1)).toBe(1)
    expect(heard).toEqual([...heard].sort((a, b) => a - b))
    await rowsByParagraph(store, id)
    expect((await read()).map((unit) => [unit.id, plainText(unit.source)])).toEqual(before.map((unit) => [unit.id, plainText(unit.source)]))
    const spans = store.records.annotations.get(long.id)!.spans
    expect(spans.map(({ quote }) => quote)).toEqual(long.spans.map(({ quote }) => quote))
    await store.undo()
    expect(await read()).toHaveLength(900)
    await store.undo()
    expect(await read()).toEqual(before)
    await store.close()
  })
})
