import * as fc from 'fast-check'
import { type ExportDocument, type ExportOptions, type ExportProject, englishLabels } from '../../../shared/formats/bilingual.ts'
import { type Annotation, sides, type Tag, unitKinds, unitStates } from '../../../shared/model/records.ts'
import { markTypes, plainText, type RichText } from '../../../shared/text/rich-text.ts'

export const options: ExportOptions = {
  tags: 'comments',
  empty: 'source',
  languageNames: { source: 'Қазақша', target: 'English' },
  labels: englishLabels,
}

/** Pieces of text that formats stumble over: markup, separators, spreadsheets' formulas, every plane, both directions, controls. */
const pieces = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.constantFrom(
      'Egiz',
      ' ',
      'қос ',
      'twins',
      '\n',
      '\t',
      '\r',
      '\r\n',
      '  ',
      '"',
      "'",
      "'=",
      '=1+1',
      '+',
      '-',
      '@',
      '＝',
      '&',
      '<',
      '>',
      ']]>',
      '--',
      '&amp;',
      '<b>',
      '\\',
      ';',
      ': ',
      '; ',
      '|',
    ),
  },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      '𐰴𐰀𐰣',
      '😀',
      'й',
      'مرحبا ',
      'שלום',
      '中文',
      'e\u0301',
      '\u00a0',
      '\u00ad',
      '\u200f',
      '\u2028',
      '\ufeff',
      '\ufffc',
      '\ufffd',
    ),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom('\u0000', '\u0007', '\u000b', '\u001f', '\u0085', '\u009f', '\ufffe', '\uffff', '\ud800', '\udc00'),
  },
  { weight: 2, arbitrary: fc.string({ unit: 'grapheme', maxLength: 6 }) },
)
export const text = fc.array(pieces, { maxLength: 6 }).map((parts) => parts.join(''))
const name = text.map((value) => value || 'x')

const marks = fc.subarray([...markTypes]).map((types) => (types.length === 0 ? {} : { marks: types.map((type) => ({ type })) }))
const run = fc.oneof(
  { weight: 4, arbitrary: fc.tuple(name, marks).map(([value, style]) => ({ type: 'text' as const, text: value, ...style })) },
  {
    weight: 1,
    arbitrary: fc
      .tuple(fc.constantFrom('citation', 'image'), text, marks)
      .map(([kind, label, style]) => ({ type: 'placeholder' as const, attrs: { kind, label }, ...style })),
  },
)
export const richText: fc.Arbitrary<RichText> = fc.array(run, { maxLength: 4 })

const id = fc.string({ unit: fc.constantFrom(...'abcdefghij0123456789'), minLength: 4, maxLength: 12 })

const tags: fc.Arbitrary<Tag[]> = fc
  .uniqueArray(fc.record({ id, name, colour: fc.integer({ min: 1, max: 12 }), description: text, parent: fc.nat(5) }), {
    selector: (tag) => tag.id,
    maxLength: 4,
  })
  .map((list) =>
    list.map(({ parent, ...tag }, i) => ({ ...tag, order: `a${i}`, parentId: parent < list.length ? list[parent]!.id : null })),
  )

const unit = fc.record({
  kind: fc.constantFrom(...unitKinds),
  state: fc.constantFrom(...unitStates),
  continues: fc.boolean(),
  source: richText,
  target: richText,
})

function annotations(document: Omit<ExportDocument, 'annotations'>, tagIds: readonly string[]): fc.Arbitrary<Annotation[]> {
  const span = fc
    .record({
      row: fc.nat(document.units.length),
      side: fc.constantFrom(...sides),
      a: fc.nat(40),
      b: fc.nat(40),
      beyond: fc.nat(9),
      lost: text,
    })
    .map(({ row, side, a, b, beyond, lost }) => {
      const there = document.units[row]
      const length = there ? plainText(there[side]).length : 10
      const [from, to] = [a % (length + 1), b % (length + 1)].sort((x, y) => x - y) as [number, number]
      return { unitId: there?.id ?? 'gone0', side, from, to: beyond === 0 ? length + 5 : to, quote: lost, prefix: '', suffix: '' }
    })
  return fc.array(
    fc.record({
      id,
      documentId: fc.constant(document.id),
      tagId: fc.constantFrom(null, 'missing0', ...tagIds),
      note: text,
      author: fc.oneof(fc.constantFrom('', 'Aigerim S.'), text),
      at: fc.constantFrom('2026-03-01T09:30:00Z', '2026-03-01T09:30:00.123Z'),
      spans: fc.array(span, { minLength: 1, maxLength: 3 }),
      orphan: fc.constantFrom(false, false, false, true),
    }),
    { maxLength: 5 },
  )
}

const documentBase = fc
  .record({ id, name, units: fc.array(unit, { maxLength: 5 }) })
  .map(({ units, ...document }) => ({ ...document, units: units.map((value, i) => ({ id: `${document.id.slice(0, 8)}u${i}`, ...value })) }))

export const project: fc.Arbitrary<ExportProject> = fc
  .record({
    name,
    sourceLanguage: fc.constantFrom('kk', 'ar', 'zh-Hant', 'kk-Arab'),
    targetLanguage: fc.constantFrom('en', 'he', 'ja', 'tr'),
    documents: fc.array(documentBase, { maxLength: 3 }),
    tags,
  })
  .chain(({ documents, ...rest }) =>
    fc
      .tuple(
        ...documents.map((document) =>
          annotations(
            document,
            rest.tags.map((tag) => tag.id),
          ).map((list) => ({ ...document, annotations: list })),
        ),
      )
      .map((withMarks) => ({ ...rest, documents: withMarks })),
  )
