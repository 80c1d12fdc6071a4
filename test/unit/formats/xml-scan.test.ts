import { DOMParser, type Element as XmlElement, type Node as XmlNode } from '@xmldom/xmldom'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { clean } from '../../../shared/formats/characters.ts'
import { scanXml, XmlError } from '../../../shared/formats/xml/scan.ts'
import { xmlAttribute, xmlText } from '../../../shared/formats/xml/write.ts'
import { text } from './support.ts'

type Tree = { name: string; attributes: [string, string][]; children: (Tree | string)[] }

// xmldom reads U+0085, U+2028 and U+2029 in XML 1.0 as line ends, as only XML 1.1 does; the standard is followed here.
const content = text.map((value) => clean(value).replaceAll(/[\u0085\u2028\u2029]/g, ''))
const name = fc.constantFrom('w:p', 'a', 'data-x', 'жол', '_b')
const tree = fc.letrec<{ tree: Tree }>((tie) => ({
  tree: fc.record({
    name,
    attributes: fc.uniqueArray(fc.tuple(name, content), { selector: ([key]) => key, maxLength: 3 }),
    children: fc.array(fc.oneof({ depthSize: 'small', withCrossShrink: true }, content, tie('tree')), { maxLength: 4 }),
  }),
})).tree

function serialise({ name, attributes, children }: Tree): string {
  const head = `<${name}${attributes.map(([key, value]) => ` ${key}="${xmlAttribute(value)}"`).join('')}`
  return children.length === 0
    ? `${head}/>`
    : `${head}>${children.map((child) => (typeof child === 'string' ? xmlText(child) : serialise(child))).join('')}</${name}>`
}

/** Neighbouring texts made one and empty ones dropped, as parsers see them. */
function seen({ name, attributes, children }: Tree): Tree {
  const kept: (Tree | string)[] = []
  for (const child of children) {
    const last = kept.at(-1)
    if (typeof child !== 'string') kept.push(seen(child))
    else if (typeof last === 'string') kept[kept.length - 1] = last + child
    else if (child !== '') kept.push(child)
  }
  return { name, attributes, children: kept }
}

function scanned(xml: string): Tree {
  const root: Tree = { name: '', attributes: [], children: [] }
  const open = [root]
  scanXml(xml, {
    open(name, attributes) {
      const element = { name, attributes: [...attributes], children: [] }
      open.at(-1)!.children.push(element)
      open.push(element)
    },
    close: () => void open.pop(),
    text: (part) => void open.at(-1)!.children.push(part),
  })
  return seen(root).children[0] as Tree
}

function domTree(element: XmlElement): Tree {
  const children = Array.from(element.childNodes as Iterable<XmlNode>, (node) =>
    node.nodeType === 1 ? domTree(node as XmlElement) : (node.nodeValue ?? ''),
  )
  return seen({
    name: element.tagName,
    attributes: Array.from(element.attributes, (attribute) => [attribute.name, attribute.value]),
    children,
  })
}

test('what is written is what is scanned, and what xmldom sees', () => {
  fc.assert(
    fc.property(tree, (value) => {
      const xml = serialise(value)
      expect(scanned(xml)).toEqual(seen(value))
      const declared = xml.replace(/^<([^\s/>]+)/, '<$1 xmlns:w="urn:w"')
      const dom = new DOMParser({ onError: () => undefined }).parseFromString(declared, 'text/xml').documentElement!
      const expected = domTree(dom)
      expect(scanned(declared)).toEqual(expected)
    }),
  )
})

test('declarations, comments, CDATA, both quotes and references', () => {
  const xml =
    '\ufeff<?xml version="1.0"?>\n<!DOCTYPE html>\n<!-- a <b> --><a x=\'1 "2"\' y = "a&#10;b">&lt;&#x1F600;&#65;<![CDATA[<&>]]>\r\n</a >\n'
  expect(scanned(xml)).toEqual({
    name: 'a',
    attributes: [
      ['x', '1 "2"'],
      ['y', 'a\nb'],
    ],
    children: ['<😀A<&>\n'],
  })
})

test.each([
  ['', 'nothing'],
  ['text', 'no element'],
  ['<a>', 'not closed'],
  ['<a></b>', 'crossed'],
  ['<a/><b/>', 'two roots'],
  ['<a/>text', 'text after the root'],
  ['<a x=1/>', 'unquoted value'],
  ['<a x="1" x="2"/>', 'attribute twice'],
  ['<a x="<"/>', 'bracket in a value'],
  ['<a x="1"y="2"/>', 'no space between attributes'],
  ['<a x/>', 'attribute without a value'],
  ['<1a/>', 'bad name'],
  ['< a/>', 'space before the name'],
  ['<a>&nbsp;</a>', 'unknown entity'],
  ['<a>&</a>', 'bare ampersand'],
  ['<a>&constructor;</a>', 'entity named like a property'],
  ['<a>&#0;</a>', 'forbidden reference'],
  ['<a>&#xD800;</a>', 'half a pair by reference'],
  ['<a>&#x110000;</a>', 'beyond Unicode'],
  ['<a>\u0001</a>', 'control character'],
  ['<a>\ud800</a>', 'half a pair'],
  ['<a>]]></a>', 'end of CDATA in text'],
  ['<a><!-- -- --></a>', 'dashes in a comment'],
  ['<a><![CDATA[</a>', 'open CDATA'],
  ['<a/ >', 'broken end'],
  ['\n<?xml version="1.0"?><a/>', 'declaration after the start'],
  ['<?xml version="1.0"?>\n<?xml version="1.0"?><a/>', 'two declarations'],
  ['<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', 'internal subset'],
])('%j is refused: %s', (xml) => {
  expect(() => scanXml(xml, {})).toThrow(XmlError)
})
