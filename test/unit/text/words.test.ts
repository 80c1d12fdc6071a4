import fc from 'fast-check'
import { expect, test } from 'vitest'
import { countWords, piecesOf } from '../../../shared/text/words.ts'

const signs = fc.constantFrom(..."abжқ1٣漢字ひカไก๋-‑'’ʼ\u00AD ,.\u0301—«»𝒜😀𠮷\uD800", '\uFFFC')
const texts = fc.oneof(fc.string({ unit: signs, maxLength: 40 }), fc.string({ unit: 'binary' }))

test('pieces joined are the text', () => {
  fc.assert(
    fc.property(texts, (text) => {
      expect(piecesOf(text).join('')).toBe(text)
    }),
  )
})

test('a text has as many words as pieces that begin with a letter, mark or digit', () => {
  fc.assert(
    fc.property(texts, (text) => {
      expect(countWords(text)).toBe(
        piecesOf(text).filter((piece) =>
          /^[\p{L}\p{M}\p{N}\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u.test(piece),
        ).length,
      )
    }),
  )
})

test('words are held together by hyphens and apostrophes; without spaces between words every character counts', () => {
  expect(countWords('НАТО-ның 2024 жылғы «ел-жұрты» — ʼteʼ')).toBe(5)
  expect(countWords('日本語 abc')).toBe(4)
  expect(countWords('')).toBe(0)
})
