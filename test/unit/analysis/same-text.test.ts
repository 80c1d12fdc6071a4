import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { sameTextKey, textNumber } from '../../../shared/analysis/same-text.ts'
import { text } from '../../support/arbitraries.ts'

const space = fc.stringMatching(/^[ \t\n\u00a0\u2003\u3000]{1,4}$/)

describe('the key of a text', () => {
  test('does not know white space from white space, nor one way to write a letter from another', () => {
    fc.assert(
      fc.property(fc.array(text), fc.array(space, { minLength: 1 }), (words, spaces) => {
        const between = (i: number) => spaces[i % spaces.length]!
        const spread = words.map((word, i) => between(i) + word.normalize('NFD') + between(i + 1)).join('')
        expect(sameTextKey(spread)).toBe(sameTextKey(words.join(' ')))
      }),
    )
  })

  test('keeps everything else, and is its own key', () => {
    fc.assert(
      fc.property(text, (given) => {
        const key = sameTextKey(given)
        expect(key.replace(/\s/g, '')).toBe(given.normalize('NFC').replace(/\s/g, ''))
        expect(key).not.toMatch(/^\s|\s$|\s\s|[^\S ]/)
        expect(sameTextKey(key)).toBe(key)
      }),
    )
  })
})

describe('the number of a text', () => {
  test('is a whole number of at most 53 bits', () => {
    fc.assert(
      fc.property(text, (given) => {
        const number = textNumber(given)
        expect(number >= 0 && Number.isSafeInteger(number)).toBe(true)
      }),
    )
  })

  // With 32 bits, some five of them would be shared.
  test.each<[string, (i: number) => string]>([
    ['that count upwards', (i) => `${i}-абзац`],
    ['that differ in their first letter', (i) => `${String.fromCharCode(0x400 + (i & 0xff), 0x4e00 + (i >> 8))} бірінші жол`],
    ['of one letter in different lengths and places', (i) => `${'а'.repeat(i % 500)}б${'а'.repeat(Math.floor(i / 500))}`],
    ['of two letters', (i) => i.toString(2).padStart(18, '0')],
  ])('is another for each of 200,000 texts %s', (_, make) => {
    const numbers = new Set(Array.from({ length: 200_000 }, (_, i) => textNumber(make(i))))
    expect(numbers.size).toBe(200_000)
  })

  test('has each of its bits set in about half of all texts', () => {
    const set = new Array<number>(53).fill(0)
    for (let i = 0; i < 20_000; i++) {
      const bits = textNumber(`жол ${i}`).toString(2).padStart(53, '0')
      for (const [at, bit] of [...bits].entries()) if (bit === '1') set[at]!++
    }
    for (const count of set) expect(Math.abs(count - 10_000)).toBeLessThan(500)
  })
})
