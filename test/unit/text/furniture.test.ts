import { describe, expect, test } from 'vitest'
import { normalizeText, splitLines } from '../../../shared/text/lines.ts'
import { reconstructWrapped } from '../../../shared/text/reconstruct/paragraphs.ts'
import { Random } from '../../support/corpora/random.ts'
import { wrappedSample } from '../../support/corpora/wrapped.ts'

const read = (text: string) => reconstructWrapped(splitLines(normalizeText(text)))

const SYLLABLES = ['ka', 'lo', 'mi', 'ter', 'sun', 've', 'por', 'an', 'del', 'ri']

/** Sentences of made-up words, no two lines alike, filled to 70 columns. */
function prose(seed: number, sentences: number): string[] {
  const random = new Random(seed)
  const word = () => Array.from({ length: random.between(1, 3) }, () => random.pick(SYLLABLES)).join('')
  const sentence = () => `The ${Array.from({ length: random.between(9, 16) }, word).join(' ')}.`
  const lines = ['']
  for (const next of Array.from({ length: sentences }, sentence).join(' ').split(' ')) {
    const longer = `${lines.at(-1)} ${next}`.trim()
    if (longer.length <= 70) lines[lines.length - 1] = longer
    else lines.push(next)
  }
  return lines
}

describe('page furniture', () => {
  test('numbers and alternating heads are taken out, listed, and the sentence joined across them', () => {
    const text = prose(3, 80)
    const pages = [0, 1, 2, 3].map((n) => [
      n % 2 === 0 ? `${n + 12}   The Book` : `A. Writer   ${n + 12}`,
      ...text.slice(n * 20, n * 20 + 20),
    ])
    const { paragraphs, removed } = read(pages.flat().join('\n'))
    expect(removed.map(({ text }) => text)).toEqual(['12 The Book', 'A. Writer 13', '14 The Book', 'A. Writer 15'])
    expect(paragraphs.map((paragraph) => paragraph.text).join(' ')).toBe(text.slice(0, 80).join(' '))
  })

  test('numbered headings stay, though they count up', () => {
    const lines = Array.from({ length: 12 }, (_, n) => [`Article ${n + 1}`, ...prose(n + 10, 2 + 3 * (n % 5))]).flat()
    const { paragraphs, removed } = read(lines.join('\n'))
    expect(removed).toEqual([])
    expect(paragraphs.filter(({ text }) => /^Article \d+$/.test(text))).toHaveLength(12)
  })

  test('most furniture of generated texts is found, and little else is taken', () => {
    let there = 0
    let taken = 0
    let wrong = 0
    for (let seed = 1020; seed < 1140; seed++) {
      const sample = wrappedSample(seed)
      const left = sample.furniture.map((text) => text.replace(/\s+/g, ' ').trim())
      there += left.length
      for (const { text } of read(sample.text).removed) {
        const at = left.indexOf(text)
        if (at < 0) wrong++
        else {
          taken++
          left.splice(at, 1)
        }
      }
    }
    expect(there).toBeGreaterThan(100)
    expect(taken / there).toBeGreaterThan(0.85)
    expect(wrong / there).toBeLessThan(0.12)
  })
})
