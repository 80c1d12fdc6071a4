import { strFromU8, unzipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import type { ExportOptions, ExportProject, ExportUnit } from '../../../shared/formats/bilingual.ts'
import { exportProject, type FormatName } from '../../../shared/formats/registry.ts'
import { fromPlain } from '../../../shared/text/rich-text.ts'
import { rich, sample } from './sample.ts'
import { options } from './support.ts'

async function fileOf(format: FormatName, value: ExportProject, change: Partial<ExportOptions> = {}): Promise<Uint8Array> {
  const outcome = await exportProject(format, value, { ...options, ...change })
  if (!outcome.ok) throw new Error(outcome.detail)
  return outcome.bytes
}

const textOf = async (format: FormatName, value: ExportProject, change: Partial<ExportOptions> = {}): Promise<string> =>
  new TextDecoder('utf-8', { ignoreBOM: true }).decode(await fileOf(format, value, change))

function rows(...list: Partial<ExportUnit>[]): ExportProject {
  const units = list.map(
    (part, i): ExportUnit => ({
      id: `row${i}`,
      kind: 'body',
      state: 'translated',
      continues: false,
      source: fromPlain('бір'),
      target: fromPlain('one'),
      ...part,
    }),
  )
  return { ...sample, documents: [{ id: 'docs01', name: 'a.txt', units, annotations: [] }] }
}

describe('txt', () => {
  test('parts paragraphs by an empty line and joins rows that continue', async () => {
    const value = rows(
      { target: fromPlain('One.') },
      { target: fromPlain('Two.'), continues: true },
      { target: fromPlain('Three ') },
      { target: fromPlain('four.'), continues: true },
    )
    expect(await textOf('txt', value)).toBe('One. Two.\n\nThree four.\n')
  })

  test('puts no space between Chinese sentences', async () => {
    const value = { ...rows({ target: fromPlain('一。') }, { target: fromPlain('二。'), continues: true }), targetLanguage: 'zh-Hans' }
    expect(await textOf('txt', value)).toBe('一。二。\n')
  })

  test('stands the source in for a translation not made, or leaves its place empty', async () => {
    const value = rows({}, { target: [] }, {})
    expect(await textOf('txt', value)).toBe('one\n\nбір\n\none\n')
    expect(await textOf('txt', value, { empty: 'blank' })).toBe('one\n\n\n\none\n')
  })

  test('closes up empty lines inside a paragraph', async () => {
    expect(await textOf('txt', rows({ target: fromPlain('\none\r\n\r\n\ntwo\n') }, {}))).toBe('one\ntwo\n\none\n')
  })

  test('a document that begins with a row that continues does not run into the one before', async () => {
    const [document] = rows({ continues: true }).documents
    expect(await textOf('txt', { ...sample, documents: [document!, { ...document!, id: 'docs02' }] })).toBe('one\n\none\n')
  })
})

describe('tsv', () => {
  const cell = async (text: string) =>
    (await textOf('tsv', rows({ target: fromPlain(text) })))
      .split('\n')
      .slice(1)
      .join('\n')
      .split('\t')
      .slice(6)
      .join('\t')
      .replace(/\t\n$/, '')

  test.each([
    ['=SUM(A1)', "'=SUM(A1)"],
    ['  =1', "'  =1"],
    ['- and so on', "'- and so on"],
    ['＝1', "'＝1"],
    ["'=1", "''=1"],
    ["'Tis", "'Tis"],
    ['a=b', 'a=b'],
    ['– dash', '– dash'],
    ['a\tb', '"a\tb"'],
    ['“a” "b"', '"“a” ""b"""'],
    ['a\nb', '"a\nb"'],
  ])('%j is written as %j', async (text, written) => {
    expect(await cell(text)).toBe(written)
  })

  test('names tags, sides, quotes and notes, and lists what has no place', async () => {
    const lines = (await textOf('tsv', sample, { tags: 'column' })).split('\n')
    expect(lines[0]).toBe('\ufeffdocument\trow\tid\tkind\tstate\tsource\ttarget\ttags')
    expect(lines[4]!.split('\t').at(-1)).toBe('Symbol: source: Есік әдетте күншығысқа қарайды.: One thought over two rows.')
    expect(lines[10]!.split('\t').at(-1)).toBe(': target: ram’s horn: Check the term against the museum catalogue.')
    expect(lines[13]).toBe('kiiz-ui.txt\t\t\t\t\t\t\tSymbol: : a wing of the eagle')
  })
})

describe('bilingual-docx', () => {
  const part = async (path: string, value: ExportProject, change: Partial<ExportOptions> = {}) =>
    strFromU8(unzipSync(await fileOf('bilingual-docx', value, change))[path]!)

  test('overlapping comments begin and end inside each other', async () => {
    const xml = await part('word/document.xml', sample)
    const row = xml.split('<w:tr>')[4]!
    expect(
      [...row.matchAll(/<w:comment(RangeStart|RangeEnd) w:id="(\d)"/g)]
        .map(([, edge, id]) => `${edge === 'RangeStart' ? '+' : '-'}${id}`)
        .join(' '),
    ).toBe('+2 -2 +3 +4 +5 -3 -4 -5')
    const comments = await part('word/comments.xml', sample)
    expect(comments).toContain('w:author="Aigerim S." w:date="2026-03-01T09:30:00Z" w:initials="AS"')
    expect(comments).toContain('Symbol › Family')
  })

  test('names the languages of both sides, and sets right-to-left text as such', async () => {
    const xml = await part('word/document.xml', { ...rows({}), sourceLanguage: 'ar', targetLanguage: 'ja' })
    expect(xml).toContain('<w:bidi/></w:pPr><w:r><w:rPr><w:rtl/><w:lang w:bidi="ar"/></w:rPr><w:t xml:space="preserve">бір</w:t>')
    expect(xml).toContain('<w:lang w:eastAsia="ja"/></w:rPr><w:t xml:space="preserve">one</w:t>')
    expect(xml).not.toContain('bidiVisual')
    expect(await part('word/document.xml', { ...rows({}), sourceLanguage: 'ar', targetLanguage: 'fa' })).toContain('bidiVisual')
  })

  test('has no comments part without comments, and no tags where none are wanted', async () => {
    for (const tags of ['none', 'column'] as const) {
      const files = Object.keys(unzipSync(await fileOf('bilingual-docx', sample, { tags })))
      expect(files).not.toContain('word/comments.xml')
    }
    expect(await part('word/document.xml', sample, { tags: 'none' })).not.toContain('Tag')
  })
})

describe('bilingual-html', () => {
  test('markup in a text stays text, and marks become elements', async () => {
    const html = await textOf('bilingual-html', rows({ target: rich('<b>&amp; *bold* [3]') }))
    expect(html).toContain('<p class="body">&lt;b&gt;&amp;amp; <b>bold</b> <span class="ph">[3]</span></p>')
  })

  test('needs nothing from elsewhere', async () => {
    expect(await textOf('bilingual-html', sample)).not.toMatch(/<script|<link|@import|url\(|https?:/)
  })
})
