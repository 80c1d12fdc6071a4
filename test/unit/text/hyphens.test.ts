import { describe, expect, test } from 'vitest'
import { cutBetween, hyphenJudge } from '../../../shared/text/hyphens.ts'

describe('hyphenJudge', () => {
  test('drops a hyphen when the joined word stands elsewhere', () => {
    const judge = hyphenJudge(['the govern-', 'ment of the day; a government fell', 'and rose'])
    expect(judge({ left: 'govern', right: 'ment' })).toBe('drop')
  })

  test('keeps a hyphen when the hyphenated word stands elsewhere, whatever its ending', () => {
    const judge = hyphenJudge(['мәдени-', 'гуманитарлық байланыс', 'мәдени-гуманитарлықтың бір қыры', 'ұлт-', 'тық өнер мен ұлттық дәстүр'])
    expect(judge({ left: 'мәдени', right: 'гуманитарлық' })).toBe('keep')
    expect(judge({ left: 'ұлт', right: 'тық' })).toBe('drop')
  })

  test('keeps what neither form decides in a text that cuts no words', () => {
    const lines = [
      ...Array.from({ length: 40 }, (_, i) => `well-known words and long-lost friends stand in line ${i} here`),
      'a half-',
      'hearted line',
    ]
    expect(hyphenJudge(lines)({ left: 'half', right: 'hearted' })).toBe('keep')
  })

  test('drops what neither form decides in a text that cuts words all the time', () => {
    const lines = Array.from({ length: 30 }, (_, i) =>
      i % 2 === 0 ? `plain words stand here and some are sepa` : `rated from the others by chance, num`,
    ).map((line) => `${line}-`)
    expect(hyphenJudge([...lines, 'bered'])({ left: 'num', right: 'bered' })).toBe('drop')
  })

  test('keeps a hyphen before a capital and after a digit', () => {
    const judge = hyphenJudge(['НАТО-', 'Азия', '2014-', 'жыл'])
    expect(judge({ left: 'ЕО', right: 'Орталық' })).toBe('keep')
    expect(judge({ left: '16', right: 'шы' })).toBe('keep')
  })
})

test('cutBetween sees a cut word and no dash', () => {
  expect(cutBetween('сондай-ақ әлеуметтік-', 'экономикалық')).toEqual({ left: 'әлеуметтік', right: 'экономикалық' })
  expect(cutBetween('one thing -', 'another')).toBeUndefined()
  expect(cutBetween('one thing–', 'another')).toBeUndefined()
})
