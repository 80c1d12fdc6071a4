// @vitest-environment happy-dom
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { offsetOf, positionOf } from '../../../renderer/editor/dom-offsets.ts'
import { renderStatic } from '../../../renderer/editor/static-text.ts'
import { normalise, plainText, type RichText, type Run } from '../../../shared/text/rich-text.ts'

const textRun: fc.Arbitrary<Run> = fc
  .record({ text: fc.string({ minLength: 1, maxLength: 8 }), bold: fc.boolean() })
  .map(({ text, bold }) => ({ type: 'text', text, ...(bold ? { marks: [{ type: 'bold' }] } : {}) }))
const chip = fc.constant<Run>({ type: 'placeholder', attrs: { kind: 'footnote', label: '12' } })
const rich: fc.Arbitrary<RichText> = fc.array(fc.oneof(textRun, chip), { maxLength: 6 }).map(normalise)

function render(text: RichText, from: number, to: number): HTMLElement {
  const root = document.createElement('div')
  root.append(renderStatic(text, from < to ? [{ annotationId: 'aaaa', span: 0, colour: 1, from, to }] : []))
  return root
}

describe('places in a cell', () => {
  test('an offset made a place in the elements is the same offset again, whatever marks and annotations lie there', () => {
    fc.assert(
      fc.property(rich, fc.nat(30), fc.nat(30), (text, a, b) => {
        const length = plainText(text).length
        const root = render(text, Math.min(a, b, length), Math.min(Math.max(a, b), length))
        for (let offset = 0; offset <= length; offset++) {
          const place = positionOf(root, offset)
          expect(offsetOf(root, place.node, place.offset)).toBe(offset)
        }
      }),
    )
  })

  test('the text of the elements is the plain text, a placeholder aside', () => {
    fc.assert(
      fc.property(rich, (text) => {
        expect(render(text, 0, 3).textContent).toBe(plainText(text).replaceAll('\uFFFC', '12'))
      }),
    )
  })

  test('a place inside a chip counts as before it, a place elsewhere as nowhere', () => {
    const root = render(
      [
        { type: 'text', text: 'ab' },
        { type: 'placeholder', attrs: { kind: 'footnote', label: '12' } },
      ],
      0,
      0,
    )
    const chip = root.querySelector('.placeholder')!
    expect(offsetOf(root, chip.firstChild!, 1)).toBe(2)
    expect(offsetOf(root, document.body, 0)).toBeNull()
  })
})
