import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { offeredLanguages } from '../../../renderer/ui/language-list.ts'
import { findLanguages, listLanguages } from '../../../renderer/ui/language-search.ts'
import { canonicalTag, languageName, ownLanguageName } from '../../../renderer/ui/languages.ts'
import { languageSchema } from '../../../shared/model/records.ts'
import { directionOf } from '../../../shared/text/direction.ts'

describe('languages', () => {
  test('every offered tag is canonical, takes the form the model wants, and stands once', () => {
    const tags = offeredLanguages.map((language) => language.tag)
    expect(new Set(tags).size).toBe(tags.length)
    for (const tag of tags) {
      expect(canonicalTag(tag)).toBe(tag)
      expect(languageSchema.safeParse(tag).success).toBe(true)
    }
  })

  test('whatever is typed, a tag that comes out is one the model takes, and stays the same when typed again', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[A-Za-z]{2,8}([-_][A-Za-z0-9]{1,9}){0,3}$/)), (typed) => {
        const tag = canonicalTag(typed)
        if (tag === null) return
        expect(languageSchema.safeParse(tag).success).toBe(true)
        expect(canonicalTag(tag)).toBe(tag)
      }),
    )
  })

  test.each([
    ['KK', 'kk'],
    ['zh-hant', 'zh-Hant'],
    ['pt_BR', 'pt-BR'],
    ['', null],
    ['қаз', null],
    ['a', null],
    ['en-', null],
  ])('%j is the tag %j', (typed, tag) => {
    expect(canonicalTag(typed)).toBe(tag)
  })

  test('names are in the language asked for, with a capital; what nobody knows keeps its tag', () => {
    expect(languageName('kk', 'en')).toBe('Kazakh')
    expect(languageName('kk', 'ru')).toBe('Казахский')
    expect(languageName('tr', 'kk')).toBe('Түрік тілі')
    expect(ownLanguageName('kk')).toBe('Қазақша')
    expect(ownLanguageName('ru')).toBe('Русский')
    expect(languageName('qaa', 'en')).toBe('qaa')
    expect(ownLanguageName('qaa')).toBe('qaa')
  })

  test('the way of writing goes by the script', () => {
    for (const tag of ['ar', 'fa', 'he', 'ur', 'ug', 'kk-Arab', 'yi']) expect([tag, directionOf(tag)]).toEqual([tag, 'rtl'])
    for (const tag of ['kk', 'en', 'zh-Hant', 'ug-Cyrl', 'ka', 'nonsense-tag-xx', '']) expect([tag, directionOf(tag)]).toEqual([tag, 'ltr'])
  })
})

describe.each(['en', 'kk', 'ru'])('finding a language in %s', (language) => {
  const all = listLanguages(language)
  const firstFor = (typed: string) => findLanguages(all, typed, language)[0]?.tag

  test('every offered language is found first by its tag, and among the found by its names, in any case', () => {
    for (const one of all) {
      expect(firstFor(one.tag)).toBe(one.tag)
      for (const name of [one.name, one.own, one.text]) {
        const found = findLanguages(all, ` ${name.toUpperCase()} `, language).map((entry) => entry.tag)
        expect({ name, found: found.includes(one.tag) }).toEqual({ name, found: true })
      }
    }
  })

  test('accents may be left out, a beginning comes before a middle, nothing typed shows all', () => {
    expect(firstFor('turkce')).toBe('tr')
    expect(firstFor('Қазақ')).toBe('kk')
    expect(findLanguages(all, '', language)).toEqual(all)
    const found = findLanguages(all, 'ан', language).map((entry) =>
      [entry.name, entry.own].some((name) => name.toLowerCase().startsWith('ан')),
    )
    expect(found.lastIndexOf(true)).toBeLessThan(found.includes(false) ? found.indexOf(false) : found.length)
  })

  test('any other tag can be typed, and is offered once', () => {
    expect(findLanguages(all, 'sr-latn', language).at(-1)?.tag).toBe('sr-Latn')
    expect(findLanguages(all, 'QAA', language).map((entry) => entry.tag)).toEqual(['qaa'])
    expect(findLanguages(all, 'nonsense!', language)).toEqual([])
    fc.assert(
      fc.property(fc.string({ maxLength: 12 }), (typed) => {
        const tags = findLanguages(all, typed, language).map((entry) => entry.tag)
        expect(new Set(tags).size).toBe(tags.length)
      }),
      { numRuns: 50 },
    )
  })
})
