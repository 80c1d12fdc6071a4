import { describe, expect, test } from 'vitest'
import { guessShape } from '../../../shared/text/shape.ts'
import { LANGUAGES, randomMixture, writeDocument } from '../../support/corpora/document.ts'
import { Random } from '../../support/corpora/random.ts'
import { wrappedSample } from '../../support/corpora/wrapped.ts'

/** A generated document as one paragraph a line, `gap` empty lines between. */
function unwrapped(seed: number, gap: number): string {
  const random = new Random(seed)
  const language = LANGUAGES[seed % LANGUAGES.length] ?? LANGUAGES[0]
  if (!language) throw new Error('no language')
  const pieces = writeDocument(random, language, { ...randomMixture(random), longest: 6 }, random.between(8, 60))
  return pieces.map(({ text }) => text).join('\n'.repeat(gap + 1))
}

describe('guessShape', () => {
  test('lines that are each a whole sentence are paragraphs, however alike in length', () => {
    for (const text of [
      'Бірінші абзац.\nЕкінші абзац.\nҮшінші абзац.\n',
      'One is here.\nTwo is here.\nSix is here.\nTen is here.',
      '— Қайда барасың?\n— Қалаға барам.\n— Қашан келесің?\n',
    ]) {
      expect([text, guessShape(text).shape]).toEqual([text, 'lines'])
    }
  })

  test('one paragraph a line, in every language', () => {
    for (let seed = 0; seed < 100; seed++) expect([seed, guessShape(unwrapped(seed, 0)).shape]).toEqual([seed, 'lines'])
  })

  test('one paragraph a line with empty lines between is parted by blank lines', () => {
    for (let seed = 0; seed < 100; seed++) expect([seed, guessShape(unwrapped(seed, 1)).shape]).toEqual([seed, 'blank'])
  })

  test('hard-wrapped texts of every setting; parted ones may be read either way', () => {
    for (let seed = 0; seed < 300; seed++) {
      const sample = wrappedSample(seed)
      const allowed = sample.style === 'parted' ? ['blank', 'wrapped'] : ['wrapped']
      expect([sample.name, allowed.includes(guessShape(sample.text).shape)]).toEqual([sample.name, true])
    }
  })

  test('a single line, however long, is lines', () => {
    expect(guessShape('word '.repeat(10_000))).toEqual({ shape: 'lines', reason: 'single-line' })
  })
})
