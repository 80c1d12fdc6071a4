// @vitest-environment happy-dom
import fc from 'fast-check'
import { DOMSerializer } from 'prosemirror-model'
import { describe, expect, test } from 'vitest'
import { inertHtml } from '../../../renderer/editor/inert-html.ts'
import { readPastedHtml } from '../../../renderer/editor/pasted-html.ts'
import { cleanedText } from '../../../renderer/editor/pasted-text.ts'
import { markTypes, normalise, plainText, type RichText, richTextSchema } from '../../../shared/text/rich-text.ts'
import { schema, toDoc, toFragment } from '../../../shared/text/schema.ts'
import { richText } from '../../support/arbitraries.ts'

const names = 'p div span b strong i em u sup sub a td li table ul style script title o:p font br img h1 del svg textarea'.split(' ')
const attribute = fc.oneof(
  fc.constantFrom(
    'class="placeholder" data-kind="footnote" data-value="1"',
    'class=MsoNormal',
    "style='font-weight:700'",
    'style="font-weight:normal;font-style:italic"',
    'style="mso-list:Ignore"',
    'style="vertical-align:super;text-decoration:underline"',
    'onclick="alert(1)"',
    'title=it\'s"',
    'href="x>y"',
    'hidden',
    'src=x',
  ),
  fc.string({ maxLength: 8 }),
)
const html: fc.Arbitrary<string> = fc.letrec<{ node: string; nodes: string }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    fc.string({ maxLength: 8 }),
    fc.constantFrom(
      ' ',
      '\n',
      '&nbsp;',
      '&amp;',
      '<!-- x -->',
      '<![if !supportLists]>',
      '<',
      '<!',
      '</p>',
      '\uFFFC',
      '\ud800',
      '\u0000',
      'e\u0301',
    ),
    fc
      .tuple(fc.constantFrom(...names), fc.array(attribute, { maxLength: 2 }), tie('nodes'), fc.boolean())
      .map(([name, attributes, inner, closed]) => `<${[name, ...attributes].join(' ')}>${inner}${closed ? `</${name}>` : ''}`),
  ),
  nodes: fc.array(tie('node'), { maxLength: 4 }).map((list) => list.join('')),
})).nodes

const runs = (text: string) =>
  readPastedHtml(text).map((run) => [
    run.type === 'text' ? run.text : `{${run.attrs.label}}`,
    (run.marks ?? []).map(({ type }) => type).join(' '),
  ])

describe('pasted HTML', () => {
  test('whatever it is, becomes what a paragraph can hold, on one line, clean', () => {
    fc.assert(
      fc.property(html, (text) => {
        const rich = readPastedHtml(text)
        expect(richTextSchema.parse(rich)).toEqual(rich)
        toDoc(rich).check()
        expect(normalise(rich)).toEqual(rich)
        for (const run of rich) if (run.type === 'text') expect(cleanedText(run.text)).toBe(run.text)
        const plain = plainText(rich)
        expect(plain).not.toMatch(/^ | {2}| $/)
      }),
      { numRuns: 400 },
    )
  })

  test('is read without anything in it that does something', () => {
    fc.assert(
      fc.property(html, (text) => {
        const parsed = new DOMParser().parseFromString(inertHtml(text), 'text/html')
        for (const element of parsed.body.querySelectorAll('*')) {
          for (const { name } of element.attributes)
            expect(['class', 'hidden', 'href', 'data-kind', 'data-value', 'data-style']).toContain(name)
          expect(['script', 'style', 'iframe', 'svg']).not.toContain(element.localName)
        }
      }),
    )
  })

  test('text alone stays that text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 40 }), (text) => {
        const escaped = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
        const expected = cleanedText(text.replace(/[ \t\r\n\f]+/g, ' ')).replace(/ {2,}/g, ' ')
        expect(plainText(readPastedHtml(`<p>${escaped}</p>`))).toBe(expected.replace(/^ | $/g, ''))
      }),
    )
  })

  test('what Egiz copied comes back as it was, placeholders with their data', () => {
    const copied = richText.map((rich) =>
      normalise(
        rich.flatMap((run): RichText => {
          if (run.type === 'placeholder') return [{ type: 'placeholder', attrs: { ...run.attrs, data: '<w:x a="1">' } }]
          const types = run.marks?.map(({ type }) => type) ?? []
          // A letter is not raised and lowered at once, and marks have one order.
          const marks = markTypes.filter((type) => types.includes(type) && !(type === 'subscript' && types.includes('superscript')))
          const text = cleanedText(run.text)
          return text === '' ? [] : [{ type: 'text', text, ...(marks.length > 0 ? { marks: marks.map((type) => ({ type })) } : {}) }]
        }),
      ),
    )
    fc.assert(
      fc.property(copied, (rich) => {
        const element = document.createElement('div')
        element.append(DOMSerializer.fromSchema(schema).serializeFragment(toFragment(rich)))
        expect(readPastedHtml(`<meta charset="utf-8"><span data-pm-slice="0 0 []"></span>${element.innerHTML}`)).toEqual(rich)
      }),
    )
  })

  test('time grows with the length of it', () => {
    const spent = (text: string) => {
      const start = performance.now()
      inertHtml(text)
      return performance.now() - start
    }
    for (const piece of ['<a "', '<a b="', '<!--', '<style>', '<', '<a b c d', '</style']) {
      const quickest = (times: number) => Math.min(...[0, 1, 2].map(() => spent(piece.repeat(times))))
      // Ten times as much in ten times the time, or in what a slow machine makes of it; squared, it would be a hundred.
      expect(quickest(100_000)).toBeLessThan(40 * quickest(10_000) + 100)
    }
  })

  test.each([
    [
      'bold by weight',
      '<span style="font-weight:600">a</span><span style="font-weight:500">b</span>',
      [
        ['a', 'bold'],
        ['b', ''],
      ],
    ],
    [
      'no bold by its name where its style says otherwise',
      '<b style="font-weight:normal">a<b>b</b></b>',
      [
        ['a', ''],
        ['b', 'bold'],
      ],
    ],
    [
      'raised and lowered',
      '<sup>a<sub>b</sub></sup>',
      [
        ['a', 'superscript'],
        ['b', 'subscript'],
      ],
    ],
    ['blocks parted by one space', '<div><p>a</p><p>b<br>c</p></div>', [['a b c', '']]],
    [
      'a link without its line',
      '<a href="#"><u>a</u></a> <u>b</u>',
      [
        ['a ', ''],
        ['b', 'underline'],
      ],
    ],
    [
      'a placeholder',
      'a<span class="placeholder" data-kind="note">[1]</span>',
      [
        ['a', ''],
        ['{[1]}', ''],
      ],
    ],
    ['a placeholder of another page', '<span class="placeholder">Name</span>', [['Name', '']]],
    ['a sign that opens no tag', '1 < 2 and 3 > 2', [['1 < 2 and 3 > 2', '']]],
    ['a no-break space', '5&nbsp;km<span>&nbsp;</span>x', [['5\u00a0km x', '']]],
  ])('%s', (_what, text, expected) => expect(runs(text)).toEqual(expected))
})
