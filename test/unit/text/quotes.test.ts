import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { quoteMarksOf, typedQuote } from '../../../shared/text/quotes.ts'

/** A text as it comes out when it is typed letter by letter. */
function typed(text: string, language: string): string {
  const marks = quoteMarksOf(language)
  let written = ''
  for (const letter of text) written += letter === '"' || letter === "'" ? typedQuote(written, letter, marks) : letter
  return written
}

const languages = 'en kk ru uk de fr it es pl hu sv fi tr uz uz-Cyrl et nb cs ar fa ka de-CH'.split(' ')
const word = fc.stringMatching(/^[a-zа-я]{1,6}$/)
const phrase = fc.array(word, { minLength: 1, maxLength: 4 }).map((words) => words.join(' '))

describe('typographic quotes', () => {
  test('a quotation gets the language’s opening and closing marks, wherever it stands', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...languages),
        phrase,
        phrase,
        fc.constantFrom('', '.', ',', '!', '?)'),
        (language, before, quoted, stop) => {
          const [open, close] = quoteMarksOf(language).double
          expect(typed(`${before} "${quoted}${stop}" ${before}`, language)).toBe(`${before} ${open}${quoted}${stop}${close} ${before}`)
          expect(typed(`("${quoted}")`, language)).toBe(`(${open}${quoted}${close})`)
        },
      ),
    )
  })

  test('a quotation inside a quotation gets the inner marks', () => {
    fc.assert(
      fc.property(fc.constantFrom(...languages), phrase, phrase, (language, outer, inner) => {
        const { double, single } = quoteMarksOf(language)
        expect(typed(`"${outer} '${inner}'"`, language)).toBe(`${double[0]}${outer} ${single[0]}${inner}${single[1]}${double[1]}`)
      }),
    )
  })

  test('between letters a single quote is an apostrophe, in every language', () => {
    fc.assert(
      fc.property(fc.constantFrom(...languages), word, word, (language, before, after) => {
        expect(typed(`${before}'${after}`, language)).toBe(`${before}’${after}`)
      }),
    )
  })

  test('no straight quote is left, and nothing else is touched', () => {
    fc.assert(
      fc.property(fc.constantFrom(...languages, 'ja', 'zh', 'he'), fc.stringMatching(/^[a-z"' .(—]{0,30}$/), (language, text) => {
        const marks = quoteMarksOf(language)
        const result = typed(text, language)
        const own = [...marks.double, ...marks.single, marks.apostrophe, marks.inWord ?? ''].join('')
        const others = (value: string) => [...value].filter((letter) => !/["'\s]/u.test(letter) && !own.includes(letter)).join('')
        expect(result).not.toMatch(/["']/)
        expect(others(result)).toBe(others(text))
      }),
    )
  })

  test.each([
    ['en', `"Don't," he said`, '“Don’t,” he said'],
    ['kk', `Ол "Абай 'Қара сөз' жазды" деді`, 'Ол «Абай “Қара сөз” жазды» деді'],
    ['ru', `"Д'Артаньян" и "роман 'Игрок'"`, '«Д’Артаньян» и «роман „Игрок“»'],
    ['de', `"So 'geht' es"`, '„So ‚geht‘ es“'],
    ['fr', `Il dit "oui" et "l'ami"`, 'Il dit «\u202foui\u202f» et «\u202fl’ami\u202f»'],
    ['ja', '彼は"はい"と', '彼は「はい」と'],
    ['zh-Hans', '他说"好的"。', '他说“好的”。'],
    ['zh-Hant-TW', '他說"好"。', '他說「好」。'],
    ['ar', 'قال "نعم" ثم', 'قال «نعم» ثم'],
    ['he', 'צה"ל אמר "כן" לג\'ון', 'צה״ל אמר ”כן” לג׳ון'],
    ['qqq', '"x"', '“x”'],
  ])('%s: %s is %s', (language, text, result) => expect(typed(text, language)).toBe(result))

  test('the longest known beginning of a tag decides', () => {
    expect(quoteMarksOf('de-CH-1996').double).toEqual(['«', '»'])
    expect(quoteMarksOf('de-AT').double).toEqual(['„', '“'])
    expect(quoteMarksOf('PT-pt').double).toEqual(['«', '»'])
  })
})
