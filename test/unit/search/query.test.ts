import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { compileQuery, type Matcher, plainQuery, type Query } from '../../../shared/search/query.ts'
import { regexProblem } from '../../../shared/search/regex-problem.ts'
import { text } from '../../support/arbitraries.ts'

const matcher = (query: Partial<Query> & { text: string }): Matcher => {
  const compiled = compileQuery({ ...plainQuery, ...query })
  if (!compiled.ok) throw new Error(`${compiled.problem.fault} at ${compiled.problem.at}`)
  return compiled.matcher
}
const found = (of: string, query: Partial<Query> & { text: string }) =>
  matcher(query)
    .matchesIn(of)
    .map(({ from, to }) => of.slice(from, to))
const replaced = (of: string, query: Partial<Query> & { text: string }, template: string) => {
  let [after, at] = ['', 0]
  for (const one of matcher(query).replacementsIn(of, template)) {
    after += of.slice(at, one.from) + one.text
    at = one.to
  }
  return after + of.slice(at)
}

const few = fc.array(fc.constantFrom('а', 'б', 'А', ' ', 'аб', '.', '$&', '😀'), { maxLength: 12 }).map((parts) => parts.join(''))
const exact = { case: true, diacritics: true }

describe('plain text', () => {
  test('replacing all is what String.replaceAll does, and the template stands as it is', () => {
    fc.assert(
      fc.property(
        few,
        few.filter((wanted) => wanted !== ''),
        fc.constantFrom('', 'x', '$&$1', 'ааа'),
        (of, wanted, template) => {
          expect(replaced(of, { text: wanted, ...exact }, template)).toBe(of.replaceAll(wanted, () => template))
        },
      ),
    )
  })

  test('every text is found in itself, and between others, whatever is ignored', () => {
    fc.assert(
      fc.property(text, few, few, fc.boolean(), fc.boolean(), (wanted, before, after, cased, diacritics) => {
        const how = { text: wanted, case: cased, diacritics }
        const whole = `${before}. ${wanted} .${after}`
        // Marks by themselves are nothing to look for where they are ignored.
        if (matcher(how).matchesIn(wanted).length > 0) expect(found(whole, how).length).toBeGreaterThan(0)
        else expect(wanted.replace(/\p{Mn}/gu, '')).toBe('')
      }),
    )
  })

  test('a match is never half a grapheme', () => {
    expect(found('за\u0301мок', { text: 'за', ...exact })).toEqual([])
    expect(found('за\u0301мок', { text: 'за' })).toEqual(['за\u0301'])
    expect(found('Straße', { text: 's' })).toEqual(['S'])
    expect(found('Straße', { text: 'ss' })).toEqual(['ß'])
    expect(found('👩‍🚀👩', { text: '👩' })).toEqual(['👩'])
  })
})

describe('whole words', () => {
  test.each([
    ['Қазақстан қазақ Қазақ-ның қазақтың', 'қазақ', ['қазақ', 'Қазақ']],
    ['don’t do', 'do', ['do']],
    ['漢字漢', '漢', ['漢', '漢']],
    ['x1 x', 'x', ['x']],
    ['(а) ба', '(а)', ['(а)']],
    ['ел еле́л', 'ел', ['ел']],
    ['𐐷 𐐷а', '𐐷', ['𐐷']],
  ])('in “%s”, “%s”', (of, wanted, expected) => expect(found(of, { text: wanted, word: true })).toEqual(expected))

  test('of a regular expression, too', () =>
    expect(found('кітап кітаптар', { text: 'кі\\p{L}+п', regex: true, word: true })).toEqual(['кітап']))
})

describe('a regular expression', () => {
  const patterns = fc.constantFrom('а', '(а)(б)?', 'а+|б', '(?<first>.)а', '[аб]{2}', '😀', '^.', '\\p{Lu}', '(а|(б))\\s')
  const templates = fc.constantFrom('', '$&$&', '$1-$2', '$<first>!', '$$1', '$10$01', "$`|$'", '$0$3', 'x')

  test('replaces as String.replace does', () => {
    fc.assert(
      fc.property(few, patterns, templates, fc.boolean(), (of, pattern, template, cased) => {
        const native = of.replace(new RegExp(pattern, cased ? 'gu' : 'giu'), template)
        expect(replaced(of, { text: pattern, regex: true, case: cased }, template)).toBe(native)
      }),
      { numRuns: 500 },
    )
  })

  test('finds nothing empty', () => {
    expect(found('баб', { text: 'а*', regex: true })).toEqual(['а'])
    expect(found('баб', { text: '', regex: true })).toEqual([])
    expect(found('баб', { text: '$|^|\\b', regex: true })).toEqual([])
  })

  test('a replacement stays on one line', () => {
    expect(replaced('a', { text: 'a' }, 'x \r\n  y\nz')).toBe('x y z')
  })

  test.each([
    ['a(b', 'group', 1],
    ['(?<a', 'group', 0],
    ['ab)', 'closing', 2],
    ['[а-', 'class', 0],
    ['x[я-а]', 'range', 2],
    ['*a', 'repeat', 0],
    ['a**', 'repeat', 2],
    ['a{3,1}', 'repeat', 1],
    ['a{', 'bracket', 1],
    ['a]', 'bracket', 1],
    ['ab\\', 'escape', 2],
    ['\\й', 'escape', 0],
    ['[\\й]', 'escape', 1],
    ['\\k<none>', 'other', 0],
  ])('what is wrong with %s is told, and where', (pattern, fault, at) => expect(regexProblem(pattern)).toEqual({ fault, at }))

  test('a problem is told of exactly what is no regular expression', () => {
    const signs = fc.array(
      fc.constantFrom('a', 'я', '(', ')', '[', ']', '{', '}', '*', '+', '?', '\\', '-', '^', '|', '1', ',', '<', 'k', '😀'),
      { maxLength: 8 },
    )
    fc.assert(
      fc.property(signs, (parts) => {
        const pattern = parts.join('')
        let isRight = true
        try {
          new RegExp(pattern, 'u')
        } catch {
          isRight = false
        }
        const problem = regexProblem(pattern)
        expect(problem === null).toBe(isRight)
        if (problem) expect(problem.at <= pattern.length && problem.at >= 0).toBe(true)
      }),
      { numRuns: 3000 },
    )
  })
})
