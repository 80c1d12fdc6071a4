import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { PatternError } from '../../../shared/formats/srx/classes.ts'
import { patternOf } from '../../../shared/formats/srx/pattern.ts'
import { readSrx, srxRulesFor } from '../../../shared/formats/srx/read.ts'
import { sentenceEnds, sentencesOf } from '../../../shared/text/segmentation/sentence-ends.ts'
import { text } from '../../support/arbitraries.ts'

interface Rule {
  readonly stop?: 'no'
  readonly before: string
  readonly after: string
}
const escaped = (words: string) => words.replace(/&/g, '&amp;').replace(/</g, '&lt;')
const ruleXml = ({ stop, before, after }: Rule) =>
  `<rule break="${stop ?? 'yes'}"><beforebreak>${escaped(before)}</beforebreak><afterbreak>${escaped(after)}</afterbreak></rule>`
const srx = (groups: Record<string, Rule[]>, maps: [string, string][], cascade = 'yes') => `<?xml version="1.0" encoding="UTF-8"?>
<srx xmlns="http://www.lisa.org/srx20" version="2.0"><header segmentsubflows="yes" cascade="${cascade}"></header><body><languagerules>
${Object.entries(groups)
  .map(([name, rules]) => `<languagerule languagerulename="${name}">${rules.map(ruleXml).join('')}</languagerule>`)
  .join('')}
</languagerules><maprules>${maps.map(([pattern, group]) => `<languagemap languagepattern="${pattern}" languagerulename="${group}"/>`).join('')}</maprules></body></srx>`

const anyStop: Rule = { before: '[.?!]+', after: '\\s' }
const twoGroups = srx({ English: [{ stop: 'no', before: '\\b(Mr|Dr)\\.', after: '\\s' }], Default: [anyStop] }, [
  ['[Ee][Nn].*', 'English'],
  ['.*', 'Default'],
])
const read = (xml: string) => {
  const outcome = readSrx(xml)
  if (!outcome.ok) throw new Error(outcome.error.detail)
  return outcome.value
}
const cut = (xml: string, language: string, words: string) => sentencesOf(words, srxRulesFor(read(xml), language)!).map((s) => s.trim())

describe('rules of an SRX file', () => {
  test('in a cascade all groups that fit a language hold, in order; else the first', () => {
    expect(cut(twoGroups, 'en-GB', 'Mr. Bean came. He left.')).toEqual(['Mr. Bean came.', 'He left.'])
    expect(cut(twoGroups, 'fr', 'Mr. Bean came. He left.')).toEqual(['Mr.', 'Bean came.', 'He left.'])
    const alone = twoGroups.replace('cascade="yes"', 'cascade="no"')
    expect(cut(alone, 'en', 'Mr. Bean came. He left.')).toEqual(['Mr. Bean came. He left.'])
    expect(srxRulesFor(read(srx({ A: [anyStop] }, [['de.*', 'A']])), 'kk')).toBeNull()
  })

  test('the first rule that fits a place decides', () => {
    const late = srx({ A: [anyStop, { stop: 'no', before: 'Mr\\.', after: '\\s' }] }, [['.*', 'A']])
    expect(cut(late, 'en', 'Mr. Bean')).toEqual(['Mr.', 'Bean'])
  })

  test('keep the laws of all sentences, whatever the patterns', () => {
    const part = fc.constantFrom('', '\\.', '\\s', '.', '[a-я]+', '\\p{L}', '\\w', '^', '$', '\\b', '.*', '[^.]', '\\X?')
    const rule = fc.record({ before: part, after: part })
    fc.assert(
      fc.property(
        fc.array(rule, { minLength: 1, maxLength: 4 }),
        fc.array(text).map((all) => all.join('. ')),
        (rules, words) => {
          const file = readSrx(srx({ A: rules }, [['.*', 'A']]))
          if (!file.ok) return
          const sentences = sentencesOf(words, srxRulesFor(file.value, 'en')!)
          expect(sentences.join('')).toBe(words)
          const edges = new Set([...new Intl.Segmenter(undefined, { granularity: 'grapheme' }).segment(words)].map(({ index }) => index))
          for (const end of sentenceEnds(words, srxRulesFor(file.value, 'en')!)) expect(end === words.length || edges.has(end)).toBe(true)
        },
      ),
    )
  })

  test('what cannot be used is told and left out, the rest holds', () => {
    const file = read(
      srx({ A: [{ before: '(a+)+', after: '' }, { before: '\\.(?>x)?', after: '' }, { before: '[', after: '' }, anyStop] }, [['.*', 'A']]),
    )
    expect(file.warnings.map(({ group, rule, pattern }) => [group, rule, pattern])).toEqual([
      ['A', 1, '(a+)+'],
      ['A', 2, '\\.(?>x)?'],
      ['A', 3, '['],
    ])
    expect(srxRulesFor(file, 'en')!.rules).toHaveLength(1)
  })

  test('a file that is no SRX is refused, one with entities of its own is not read', () => {
    const codeOf = (xml: string) => {
      const outcome = readSrx(xml)
      return outcome.ok ? 'ok' : outcome.error.code
    }
    expect(codeOf('')).toBe('not-xml')
    expect(codeOf('<a/>')).toBe('not-srx')
    expect(codeOf(srx({ A: [] }, [['.*', 'A']]))).toBe('no-rules')
    expect(codeOf(`<!DOCTYPE srx [<!ENTITY x SYSTEM "file:///etc/passwd">]>${srx({ A: [anyStop] }, [['.*', 'A']])}`)).toBe('not-xml')
    fc.assert(fc.property(fc.string(), (xml) => void codeOf(xml)))
  })
})

describe('a pattern of ICU', () => {
  const fits = (icu: string, words: string) => {
    const { source, flags } = patternOf(icu)
    return new RegExp(`^${source}$`, flags).test(words)
  }

  test.each([
    ['[\\p{Lu}-–]', '-', 'a'],
    ['[[a-z]&&[aeiou]]', 'e', 'f'],
    ['[[a-z]-[aeiou]]', 'f', 'e'],
    ['[[:alpha:]_]', 'ә', '1'],
    ['\\p{Cyrillic}', 'ж', 'g'],
    ['\\Qa.b\\E', 'a.b', 'axb'],
    ['(?i)etc\\.', 'ETC.', 'ETCX'],
    ['\\h', '\u00a0', '\n'],
    ['\\u0041\\x{42}', 'AB', 'ab'],
    ['\\w+', 'әлем', '...'],
    ['a{2}', 'aa', 'a'],
    ['[^\\]a]', 'b', ']'],
  ])('%s takes “%s” and not “%s”', (icu, yes, no) => {
    expect([fits(icu, yes), fits(icu, no)]).toEqual([true, false])
  })

  test('is refused where one repetition lies in another: nothing takes for ever', () => {
    for (const icu of ['(a+)+', '(a|a)*', '((a?)b?)+', '(a{1,9})*', '(\\s*\\w*)*']) expect(() => patternOf(icu), icu).toThrow(PatternError)
    for (const icu of ['(ab)+', '([A-Z]\\.)+', '(a|b)', '(a+)?']) expect(() => patternOf(icu), icu).not.toThrow()
  })

  test('is read or refused, whatever it is', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[\\()[\]{}*+?.|^$&:a-f1-3,-]{0,20}$/), (icu) => {
        try {
          const { source, flags } = patternOf(icu)
          expect(new RegExp(source, flags)).toBeInstanceOf(RegExp)
        } catch (error) {
          expect(error).toBeInstanceOf(PatternError)
        }
      }),
      { numRuns: 1000 },
    )
  })
})
