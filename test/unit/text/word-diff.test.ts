import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type DiffPart, diffWords } from '../../../shared/text/word-diff.ts'
import { text } from '../../support/arbitraries.ts'

const without = (parts: readonly DiffPart[], kind: DiffPart['kind']) =>
  parts
    .filter((part) => part.kind !== kind)
    .map((part) => part.text)
    .join('')

const words = fc.array(fc.constantFrom('кітап', 'жазды', 'ол', 'twins', ',', '.', '漢字'), { maxLength: 12 }).map((list) => list.join(' '))

test('tells the old text and the new one, and nothing else', () => {
  fc.assert(
    fc.property(fc.oneof(text, words), fc.oneof(text, words), (before, after) => {
      const parts = diffWords(before, after)
      expect(without(parts, 'added')).toBe(before)
      expect(without(parts, 'removed')).toBe(after)
      if (before === after) expect(parts.every(({ kind }) => kind === 'same')).toBe(true)
    }),
  )
})

test('goes by whole words, in Cyrillic too', () => {
  expect(diffWords('Ол кітапты жазды.', 'Ол кітаптарды жазды.')).toEqual([
    { kind: 'same', text: 'Ол ' },
    { kind: 'removed', text: 'кітапты' },
    { kind: 'added', text: 'кітаптарды' },
    { kind: 'same', text: ' жазды.' },
  ])
})

test('is told for the eye: changes side by side are one, texts that share little are told whole', () => {
  const kinds = (before: string, after: string) => diffWords(before, after).map(({ kind, text }) => `${kind}: ${text}`)
  expect(kinds('Ол бір кітап жазды.', 'Ол екі том жазды.')).toEqual(['same: Ол ', 'removed: бір кітап', 'added: екі том', 'same:  жазды.'])
  expect(kinds('All the actors meet in the United States.', 'Great powers, the USA and Russia, came together there.')).toHaveLength(2)
})

test('texts that share nothing are told as one stretch, in good time', () => {
  const [before, after] = ['бір ', 'екі '].map((word) => Array.from({ length: 15_000 }, (_, i) => `${word}${i} `).join(''))
  const parts = diffWords(`Басы ${before}соңы`, `Басы ${after}соңы`)
  expect(without(parts, 'added')).toBe(`Басы ${before}соңы`)
  expect(without(parts, 'removed')).toBe(`Басы ${after}соңы`)
  expect(parts.map(({ kind }) => kind)).toEqual(['same', 'removed', 'added', 'same'])
})
