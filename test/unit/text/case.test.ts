import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type LetterCase, nextCase, recase, wordAround } from '../../../shared/text/case.ts'
import { fromPlain, normalise, plainText, type RichText, richLength, sliceRich } from '../../../shared/text/rich-text.ts'
import { richText } from '../../support/arbitraries.ts'

const languages = fc.constantFrom('en', 'kk', 'ru', 'tr', 'az', 'de', 'el', 'nl', 'kk-Latn', 'lt', 'xx-1')
const form = fc.constantFrom<LetterCase>('lower', 'sentence', 'upper')
const recased = (text: string, to: LetterCase, language: string) => plainText(recase(fromPlain(text), to, language).text)
/** What a run looks like, its text aside. */
const look = (rich: RichText) => rich.map((run) => (run.type === 'text' ? { ...run, text: '' } : run))

describe('changing the case', () => {
  test('maps offsets in order, from end to end, and keeps the style of every stretch', () => {
    fc.assert(
      fc.property(richText, form, languages, (rich, to, language) => {
        const { text, map } = recase(rich, to, language)
        const length = richLength(rich)
        expect(map(length)).toBe(richLength(text))
        expect(map(0)).toBe(0)
        for (let at = 0; at < length; at++) expect(map(at)).toBeLessThanOrEqual(map(at + 1))
        for (let at = 0, run = 0; run < rich.length; run++) {
          const end = at + richLength([rich[run]!])
          expect(look(sliceRich(text, map(at), map(end)))).toEqual(look([rich[run]!]))
          at = end
        }
      }),
    )
  })

  test('upper and lower are those of the language where no letter becomes two', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-zа-яәғқңөұүһіA-ZА-ЯӘҒҚҢӨҰҮҺІ .,!-]{0,30}$/), (text) => {
        expect(recased(text, 'upper', 'kk')).toBe(text.toUpperCase())
        expect(recased(text, 'lower', 'kk')).toBe(text.toLowerCase())
      }),
    )
  })

  test('three steps go once round: every form is come by, whatever one begins with', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-zа-яA-ZА-Я. ]{0,20}$/), (text) => {
        const forms: (LetterCase | null)[] = []
        let now = text
        for (let step = 0; step < 4; step++) {
          const next = nextCase(now, 'en')
          forms.push(next)
          if (next === null) {
            expect(now.toLowerCase()).toBe(now.toUpperCase())
            return
          }
          const before = now
          now = recased(now, next, 'en')
          if (step > 0) expect(now).not.toBe(before)
        }
        expect(forms).toContain('lower')
        expect(forms).toContain('sentence')
      }),
    )
  })

  test.each([
    ['istanbul', 'upper', 'tr', 'İSTANBUL'],
    ['IĞDIR', 'lower', 'az', 'ığdır'],
    ['istanbul', 'upper', 'en', 'ISTANBUL'],
    ['іргетас', 'upper', 'kk', 'ІРГЕТАС'],
    ['qazaq tili', 'upper', 'kk-Latn', 'QAZAQ TİLİ'],
    ['Straße', 'upper', 'de', 'STRASSE'],
    ['ΟΔΥΣΣΕΥΣ', 'lower', 'el', 'οδυσσευς'],
    ['ijsland is mooi', 'sentence', 'nl', 'IJsland is mooi'],
    ['БІРІНШІ СӨЙЛЕМ. (ЕКІНШІ) “ҮШІНШІ”', 'sentence', 'kk', 'Бірінші сөйлем. (Екінші) “үшінші”'],
    ['the first. the second', 'sentence', 'en', 'The first. The second'],
  ] as const)('%s in %s case (%s) is %s', (before, to, language, after) => expect(recased(before, to, language)).toBe(after))

  test('offsets behind a letter that became two go along', () => {
    const { text, map } = recase(
      normalise([...fromPlain('Maß '), { type: 'text', text: 'und Ziel', marks: [{ type: 'bold' }] }]),
      'upper',
      'de',
    )
    expect(text).toEqual([
      { type: 'text', text: 'MASS ' },
      { type: 'text', text: 'UND ZIEL', marks: [{ type: 'bold' }] },
    ])
    expect([0, 2, 3, 4, 12].map(map)).toEqual([0, 2, 4, 5, 13])
  })

  test('the word at the caret is the one it stands in or at an edge of', () => {
    expect(wordAround('Екі сөз, ал.', 5)).toEqual({ from: 4, to: 7 })
    expect(wordAround('Екі сөз, ал.', 7)).toEqual({ from: 4, to: 7 })
    expect(wordAround('Екі сөз, ал.', 8)).toBeNull()
    expect(wordAround('', 0)).toBeNull()
  })
})
