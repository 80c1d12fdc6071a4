import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { rulesFor } from '../../../../shared/text/segmentation/languages.ts'
import { sentenceEnds, sentencesOf } from '../../../../shared/text/segmentation/sentence-ends.ts'

const file = resolve(import.meta.dirname, '../../../../../shared/fixtures/segmentation/pragmatic_segmenter/cases.json')
const isHere = existsSync(file)

interface Case {
  readonly lang: string
  readonly text: string
  readonly expected: readonly string[]
}

// Some of the rules clean the text, too: line ends and doubled spaces inside a sentence are not compared.
const plain = (sentence: string) => sentence.replace(/\s+/g, ' ').trim()

describe.skipIf(!isHere)(`golden rules${isHere ? '' : ' (skipped: ../shared/fixtures is not there)'}`, () => {
  test.each([
    ['en', 177, 150],
    ['ru', 42, 41],
  ])('%s: of %i at least %i', (language, count, least) => {
    const cases = (JSON.parse(readFileSync(file, 'utf8')) as Case[]).filter(({ lang }) => lang === language)
    expect(cases).toHaveLength(count)
    const failing = cases.filter(({ text, expected }) => {
      const found = sentencesOf(text, rulesFor(language)).map(plain).filter(Boolean)
      return JSON.stringify(found) !== JSON.stringify(expected.map(plain))
    })
    const told = failing.map(({ text }) => plain(text).slice(0, 90)).join('\n  ')
    console.info(`${language}: ${count - failing.length} of ${count}; not as the rule has it:\n  ${told}`)
    expect(count - failing.length).toBeGreaterThanOrEqual(least)
  })
})

describe('Kazakh prose', () => {
  test('news, scholarship, encyclopaedia and fiction: F1 of the ends found is at least 0.97', () => {
    const written = readFileSync(resolve(import.meta.dirname, '../../../fixtures/segmentation/kazakh.txt'), 'utf8')
    const paragraphs = written
      .trim()
      .split('\n\n')
      .map((paragraph) => paragraph.split('\n'))
    expect(paragraphs.flat().length).toBeGreaterThanOrEqual(150)
    let [right, found, wanted] = [0, 0, 0]
    for (const sentences of paragraphs) {
      const text = sentences.join(' ')
      const ends = new Set(sentences.map((_sentence, i) => Math.min(sentences.slice(0, i + 1).join(' ').length + 1, text.length)))
      const ours = sentenceEnds(text, rulesFor('kk'))
      right += ours.filter((end) => ends.has(end)).length
      found += ours.length
      wanted += ends.size
    }
    expect((2 * right) / (found + wanted)).toBeGreaterThanOrEqual(0.97)
  })
})
