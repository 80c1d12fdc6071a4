import type { ExportProject, ExportUnit } from '../../../shared/formats/bilingual.ts'
import type { Annotation, Side, Tag, UnitKind, UnitState } from '../../../shared/model/records.ts'
import { plainText, type RichText, type Run } from '../../../shared/text/rich-text.ts'

// A short Kazakh text on the felt house and its translation, written for this project.

/** `*bold*`, `_italic_`, `^superscript^` and `[label]` placeholders as rich text. */
export function rich(markup: string): RichText {
  const marks = { '*': 'bold', _: 'italic', '^': 'superscript' } as const
  return [...markup.matchAll(/([*_^])(.+?)\1|\[([^\]]+)\]|[^*_^[]+/g)].map((match): Run => {
    const [whole, sign, inner, label] = match
    if (label !== undefined) return { type: 'placeholder', attrs: { kind: 'citation', label: `[${label}]` } }
    return sign ? { type: 'text', text: inner!, marks: [{ type: marks[sign as keyof typeof marks] }] } : { type: 'text', text: whole }
  })
}

const rows: readonly [UnitKind, UnitState, string, string, boolean?][] = [
  ['heading', 'final', 'Киіз үй: құрылысы мен мәні', 'The felt house: its build and its meaning'],
  [
    'body',
    'final',
    'Киіз үй – көшпелі халықтың ғасырлар бойы жетілдірген баспанасы. Ол бір сағатта тігіліп, бір сағатта жығылады, ал оның бөліктері екі түйеге артуға лайықталған [3, 41-б.].',
    'The felt house is a dwelling that a nomadic people perfected over centuries. It goes up in an hour and comes down in an hour, and its parts are made to be loaded on two camels [3, p. 41].',
  ],
  [
    'body',
    'reviewed',
    'Оның сүйегі үш бөліктен тұрады: *кереге*, *уық* және *шаңырақ*. Шаңырақ үйдің төбесін ғана емес, әулеттің жалғастығын да білдіреді; сондықтан «шаңырақ көтеру» деген тіркес үйлену мағынасында айтылады.',
    'Its frame has three parts: the lattice wall (_kerege_), the roof poles (_uyq_) and the crown (_shanyraq_). The crown stands not only for the roof but for the continuity of the family; hence “to raise a crown” is said of marrying.',
  ],
  ['body', 'translated', 'Есік әдетте күншығысқа қарайды.', 'The door usually faces the sunrise.'],
  ['body', 'translated', 'Төр – есікке қарсы, ең құрметті орын.', 'The _tör_, opposite the door, is the place of honour.', true],
  ['caption', 'translated', '1-кесте. Киіз үйдің мөлшері', 'Table 1. Sizes of the felt house'],
  ['tableRow', 'translated', 'алты қанат – шамамен 28 м^2^', 'six wings – about 28 m^2^'],
  ['tableRow', 'translated', 'он екі қанат – шамамен 90 м^2^', 'twelve wings – about 90 m^2^'],
  ['heading', 'initial', 'Ою-өрнек', ''],
  ['listItem', 'translated', '1) қошқармүйіз – байлық пен молшылық белгісі;', '1) the ram’s horn, a sign of wealth and plenty;'],
  ['listItem', 'initial', '2) құсқанат – еркіндік белгісі.', ''],
  [
    'note',
    'translated',
    '^1^ Қанат – кереге бөлігі; үйдің үлкендігі қанат санымен айтылады.',
    '^1^ A “wing” is one section of the lattice; a house is measured by the number of its wings.',
  ],
]

const units: ExportUnit[] = rows.map(([kind, state, source, target, continues = false], i) => ({
  id: `row${String(i + 1).padStart(2, '0')}`,
  kind,
  state,
  continues,
  source: rich(source),
  target: rich(target),
}))

const tags: Tag[] = [
  ['dwelling', null, 'Dwelling', 1, 'Parts of the house and how it is put up'],
  ['symbol01', null, 'Symbol', 3, 'What a part stands for'],
  ['family01', 'symbol01', 'Family', 2, ''],
  ['measure1', null, 'Measure', 4, ''],
].map(([id, parentId, name, colour, description], i) => ({ id, parentId, name, colour, description, order: `a${i}` })) as Tag[]

let made = 0
function annotation(tagId: string | null, note: string, ...quotes: [row: number, side: Side, quote: string][]): Annotation {
  const spans = quotes.map(([row, side, quote]) => {
    const from = plainText(units[row - 1]![side]).indexOf(quote)
    return {
      unitId: units[row - 1]!.id,
      side,
      from: Math.max(0, from),
      to: Math.max(0, from) + quote.length,
      quote,
      prefix: '',
      suffix: '',
    }
  })
  const orphan = spans.some(
    ({ quote, unitId, side, from }) => !plainText(units.find(({ id }) => id === unitId)![side]).startsWith(quote, from),
  )
  return {
    id: `mark${String(++made).padStart(2, '0')}`,
    documentId: 'feltho01',
    tagId,
    note,
    author: 'Aigerim S.',
    at: '2026-03-01T09:30:00Z',
    spans,
    orphan,
  }
}

/** The sample: one document, tags that overlap three deep, cover a whole paragraph, span two rows, and one whose passage is gone. */
export const sample: ExportProject = {
  name: 'Киіз үй',
  sourceLanguage: 'kk',
  targetLanguage: 'en',
  tags,
  documents: [
    {
      id: 'feltho01',
      name: 'kiiz-ui.txt',
      units,
      annotations: [
        annotation(
          'dwelling',
          '',
          [2, 'source', 'көшпелі халықтың ғасырлар бойы жетілдірген баспанасы'],
          [2, 'target', 'a dwelling that a nomadic people perfected over centuries'],
        ),
        annotation('dwelling', '', [
          3,
          'target',
          'the lattice wall (kerege), the roof poles (uyq) and the crown (shanyraq). The crown stands not only for the roof',
        ]),
        annotation('symbol01', 'The metaphor carries over; no footnote needed.', [
          3,
          'target',
          'The crown stands not only for the roof but for the continuity of the family',
        ]),
        annotation('family01', '', [
          3,
          'target',
          'the roof but for the continuity of the family; hence “to raise a crown” is said of marrying',
        ]),
        annotation('family01', '', [3, 'source', 'Шаңырақ үйдің төбесін ғана емес, әулеттің жалғастығын да білдіреді']),
        annotation(
          'symbol01',
          'One thought over two rows.',
          [4, 'source', 'Есік әдетте күншығысқа қарайды.'],
          [5, 'source', 'Төр – есікке қарсы, ең құрметті орын.'],
        ),
        annotation('measure1', '', [7, 'target', '28 m2']),
        annotation(null, 'Check the term against the museum catalogue.', [10, 'target', 'ram’s horn']),
        annotation('symbol01', '', [12, 'target', 'a wing of the eagle']),
      ],
    },
  ],
}

/** The sample's rows over and over, for measuring. */
export function manyRows(count: number): ExportProject {
  const [document] = sample.documents
  const long = rows
    .filter(([kind]) => kind === 'body')
    .map(([, , source, target]) => [rich(`${source} ${source}`), rich(`${target} ${target}`)] as const)
  const list = Array.from({ length: count }, (_, i): ExportUnit => {
    const [source, target] = long[i % long.length]!
    return { id: `many${i}`, kind: i % 20 === 0 ? 'heading' : 'body', state: 'translated', continues: false, source, target }
  })
  const annotations = list
    .filter((_, i) => i % 10 === 3)
    .map(
      (unit, i): Annotation => ({
        ...document!.annotations[0]!,
        id: `mark${i}`,
        spans: [{ unitId: unit.id, side: 'target', from: 4, to: 30, quote: '', prefix: '', suffix: '' }],
      }),
    )
  return { ...sample, documents: [{ ...document!, units: list, annotations }] }
}
