import fc from 'fast-check'
import { expect, test } from 'vitest'
import { compileQuery, plainQuery } from '../../../shared/search/query.ts'
import { replaceRich } from '../../../shared/search/replacement.ts'
import { applySplice, plainText, type RichText } from '../../../shared/text/rich-text.ts'
import { richText } from '../../support/arbitraries.ts'

const matcherOf = (text: string) => {
  const compiled = compileQuery({ ...plainQuery, text, regex: true, case: true })
  if (!compiled.ok) throw new Error(text)
  return compiled.matcher
}
const pattern = fc.constantFrom('.', '[а-я]+', '..', '\\uFFFC?.', 'a', '\\s')

test('the plain text is replaced, but for stretches with a placeholder; what is not replaced keeps every mark', () => {
  fc.assert(
    fc.property(richText, pattern, fc.constantFrom('', 'x', 'қаз'), (rich, source, template) => {
      const plain = plainText(rich)
      const replacements = matcherOf(source).replacementsIn(plain, template)
      const { text, splices, kept } = replaceRich(rich, replacements)
      const expected = plain.replace(new RegExp(source, 'gu'), (whole) => (whole.includes('\uFFFC') ? whole : template))
      expect(plainText(text)).toBe(expected)
      expect(kept).toBe(replacements.filter(({ from, to }) => plain.slice(from, to).includes('\uFFFC')).length)
      expect(text.filter(({ type }) => type === 'placeholder')).toEqual(rich.filter(({ type }) => type === 'placeholder'))
      // From the last to the first, since their offsets are those of the text before.
      expect([...splices].reverse().reduce(applySplice, rich)).toEqual(text)
    }),
    { numRuns: 500 },
  )
})

test('a replacement takes the marks of the first character it replaces', () => {
  const rich: RichText = [
    { type: 'text', text: 'ab' },
    { type: 'text', text: 'cd', marks: [{ type: 'bold' }] },
    { type: 'text', text: 'ef' },
  ]
  expect(replaceRich(rich, [{ from: 3, to: 5, text: 'XYZ' }]).text).toEqual([
    { type: 'text', text: 'ab' },
    { type: 'text', text: 'cXYZ', marks: [{ type: 'bold' }] },
    { type: 'text', text: 'f' },
  ])
})
