// @vitest-environment happy-dom
import fc from 'fast-check'
import { afterEach, expect, test } from 'vitest'
import { offsetOf, positionOf } from '../../../renderer/editor/dom-offsets.ts'
import { invisibles, invisiblesIn } from '../../../renderer/editor/invisibles.ts'
import { renderStatic } from '../../../renderer/editor/static-text.ts'
import { normalise, plainText, type RichText, type Run } from '../../../shared/text/rich-text.ts'

const sign = fc.constantFrom(' ', '\u00a0', '\u202f', '\u00ad', '\u200d', '\u2009', 'a', 'ә', '😀')
const run: fc.Arbitrary<Run> = fc.oneof(
  fc
    .tuple(fc.array(sign, { minLength: 1, maxLength: 6 }), fc.boolean())
    .map(([signs, bold]): Run => ({ type: 'text', text: signs.join(''), ...(bold ? { marks: [{ type: 'bold' }] } : {}) })),
  fc.constant<Run>({ type: 'placeholder', attrs: { kind: 'footnote', label: '1 2' } }),
)
const rich: fc.Arbitrary<RichText> = fc.array(run, { maxLength: 5 }).map(normalise)

afterEach(() => {
  if (invisibles.areShown) invisibles.toggle()
})

function render(text: RichText): HTMLElement {
  const root = document.createElement('div')
  root.append(renderStatic(text, [{ annotationId: 'aaaa', span: 0, colour: 1, from: 1, to: 4 }]))
  return root
}

test('shown invisible characters change neither the text nor any place in it, and each has one element', () => {
  fc.assert(
    fc.property(rich, (text) => {
      const plain = render(text)
      invisibles.toggle()
      const shown = render(text)
      invisibles.toggle()
      expect(shown.textContent).toBe(plain.textContent)
      const length = plainText(text).length
      for (let offset = 0; offset <= length; offset++) {
        const place = positionOf(shown, offset)
        expect(offsetOf(shown, place.node, place.offset)).toBe(offset)
      }
      const signs = [...shown.querySelectorAll('.invisible')].map((element) => element.textContent)
      expect(signs.join('')).toBe(plainText(text).replace(/[aә😀\uFFFC]/gu, ''))
      expect(signs.length).toBe(invisiblesIn(plainText(text)).length)
      expect(plain.querySelector('.invisible')).toBeNull()
    }),
  )
})

test('whether they are shown is kept, and told to those who listen', () => {
  let told = 0
  const unsubscribe = invisibles.subscribe(() => told++)
  invisibles.toggle()
  expect(localStorage.getItem('egiz-invisibles')).toBe('shown')
  unsubscribe()
  invisibles.toggle()
  expect([told, localStorage.getItem('egiz-invisibles')]).toEqual([1, 'hidden'])
})

test('each is told for what it is', () => {
  expect(invisiblesIn('a b\u00a0\u00ad\u2009').map(({ kind, code }) => [kind, code])).toEqual([
    ['space', 'U+0020'],
    ['no-break', 'U+00A0'],
    ['zero', 'U+00AD'],
    ['wide', 'U+2009'],
  ])
})
