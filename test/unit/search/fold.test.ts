import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type FoldOptions, foldText, originalOf, standsAlone } from '../../../shared/search/fold.ts'
import { text } from '../../support/arbitraries.ts'

const options: fc.Arbitrary<FoldOptions> = fc.record({ case: fc.boolean(), diacritics: fc.boolean() })
const loose = { case: false, diacritics: false }
const tricky = fc.array(
  fc.constantFrom('ё', 'й', 'И\u0306', 'а\u0301', 'ß', 'İ', 'ı', 'I', 'i', 'ﬁ', 'Å', 'ᾳ', '\u00A0', '👩‍🚀', '한', 'が', '\uFFFC', 'a'),
  { maxLength: 8 },
)
const texts = fc.oneof(
  text,
  tricky.map((parts) => parts.join('')),
)
const edgesOf = (of: string) => new Set([...new Intl.Segmenter().segment(of)].map(({ index }) => index)).add(of.length)
const folded = (of: string, how: FoldOptions = loose) => foldText(of, how).text

describe('a folded text', () => {
  test('is folded grapheme by grapheme: the stretch of whole graphemes that a part came of folds to that part', () => {
    fc.assert(
      fc.property(texts, options, fc.nat(20), fc.nat(20), (of, how, a, b) => {
        const whole = foldText(of, how)
        const [from, to] = [Math.min(a, b), Math.max(a, b)].map((at) => Math.min(at, whole.text.length)) as [number, number]
        const place = originalOf(whole, from, to)
        if (!place) return
        const edges = edgesOf(of)
        expect([edges.has(place.from), edges.has(place.to)]).toEqual([true, true])
        expect(folded(of.slice(place.from, place.to), how)).toBe(whole.text.slice(from, to))
      }),
      { numRuns: 1000 },
    )
  })

  test('folds to itself once more, and is the same for canonically equal texts', () => {
    fc.assert(
      fc.property(texts, options, (of, how) => {
        expect(folded(folded(of, how), how)).toBe(folded(of, how))
        expect(folded(of.normalize('NFD'), how)).toBe(folded(of, how))
      }),
      { numRuns: 1000 },
    )
  })

  test('has every grapheme whole, all of them in order', () => {
    fc.assert(
      fc.property(texts, options, (of, how) => {
        const { text: whole, starts } = foldText(of, how)
        if (!starts) {
          expect(whole.length).toBe(of.length)
          return
        }
        expect(starts).toHaveLength(whole.length + 1)
        expect([...starts]).toEqual([...starts].sort((a, b) => a - b))
        for (const start of starts) expect(edgesOf(of)).toContain(start)
      }),
    )
  })
})

test('what is folded by the table is a grapheme by itself whatever stands beside it, for every character there is', () => {
  const breaks = (of: string) => edgesOf(of).size - 1
  const wrong: string[] = []
  for (let code = 0; code < 0x10000; code++) {
    const unit = String.fromCharCode(code)
    if (standsAlone(unit) && (breaks(`a${unit}`) !== 2 || breaks(`${unit}a`) !== 2 || breaks(unit + unit) !== 2))
      wrong.push(code.toString(16))
  }
  expect(wrong).toEqual([])
})

describe('what is one and what is not', () => {
  test.each([
    ['Қазақстан', 'қазақстан'],
    ['Straße', 'STRASSE'],
    ['ΣΊΣΥΦΟΣ', 'σισυφος'],
    ['İstanbul', 'ıSTANBUL'],
    ['Ёлка', 'елка'],
    ['за\u0301мок', 'замок'],
    ['Ångström Łódź Øresund', 'angstrom lodz oresund'],
    ['ﬁn', 'FIN'],
    ['أَحْمَد', 'احمد'],
    ['в\u00A02024', 'в 2024'],
  ])('%s is %s', (a, b) => expect(folded(a)).toBe(folded(b)))

  test.each([
    ['мой', 'мои'],
    ['мои\u0306', 'мои'],
    ['її', 'іі'],
    ['қазақ', 'казак'],
    ['ең', 'ен'],
    ['が', 'か'],
    ['कि', 'क'],
    ['각', '가'],
  ])('%s is not %s', (a, b) => expect(folded(a)).not.toBe(folded(b)))

  test('where case or diacritics matter, they tell apart', () => {
    expect(folded('Ёлка', { case: false, diacritics: true })).toBe('ёлка')
    expect(folded('Ёлка', { case: true, diacritics: false })).toBe('Елка')
    expect(folded('Straße İı', { case: true, diacritics: true })).toBe('Straße İı')
  })
})
