import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { rulesFor } from '../../../../shared/text/segmentation/languages.ts'
import { sentenceEnds, sentencesOf } from '../../../../shared/text/segmentation/sentence-ends.ts'
import { text } from '../../../support/arbitraries.ts'

const languages = ['en', 'ru', 'kk', 'de', 'th']
const piece = fc.oneof(
  text,
  fc.constantFrom(
    '. ',
    '.',
    '! ',
    '? ',
    '… ',
    '. . . ',
    '»',
    '«',
    '(',
    ')',
    '"',
    "'",
    ' – ',
    '\n',
    '\r\n',
    '\u00a0',
    '1) ',
    '2) ',
    '• ',
    '。',
    '؟ ',
  ),
  fc.constantFrom('т.б. ', 'Mr. ', 'ж. ', 'А. ', 'Ол ', 'She ', '5 ', '[3]', '\u0301', '\u200d', '👩‍🔬', '\u0e33', '\ufffc'),
)
const prose = fc.array(piece, { maxLength: 40 }).map((pieces) => pieces.join(''))
const cut = (words: string, language: string) => sentencesOf(words, rulesFor(language)).map((sentence) => sentence.trim())

describe('the sentences of any text', () => {
  test('joined are the text, are not empty, and begin with no white space but at its beginning', () => {
    fc.assert(
      fc.property(prose, fc.constantFrom(...languages), (words, language) => {
        const sentences = sentencesOf(words, rulesFor(language))
        expect(sentences.join('')).toBe(words)
        for (const sentence of sentences) expect(sentence).not.toBe('')
        for (const sentence of sentences.slice(1)) expect(sentence).toMatch(/^\S/u)
      }),
      { numRuns: 500 },
    )
  })

  test('never end inside a grapheme', () => {
    fc.assert(
      fc.property(prose, fc.constantFrom(...languages), (words, language) => {
        const edges = new Set([...new Intl.Segmenter(undefined, { granularity: 'grapheme' }).segment(words)].map(({ index }) => index))
        for (const end of sentenceEnds(words, rulesFor(language))) expect(end === words.length || edges.has(end)).toBe(true)
      }),
      { numRuns: 500 },
    )
  })

  test('stay as they are where no stop, list mark, bullet or line end stands', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[а-яА-Яa-zA-Z0-9 ,:«»"()\ufffc–-]{1,60}$/u), fc.constantFrom(...languages), (words, language) => {
        fc.pre(!/\d\)|\p{L}\)/u.test(words))
        expect(sentenceEnds(words, rulesFor(language))).toEqual([words.length])
      }),
    )
  })

  test('are found in time that grows with the text', () => {
    const shapes: Record<string, string> = {
      prose: 'Ол 1990 ж. Алматыда туған. «Бұл не?» – деді ол (қараңыз: 3-кесте). А. Б. Сұлтан т.б. келді. ',
      stops: '.',
      brackets: '(((((. ',
      quotes: '"A. ',
      spaces: '. \u0301          ',
      marks: '1) a. ',
      dashes: '. – А',
      words: 'a.b.c.',
      accents: '.\u0301',
    }
    const timeOf = (words: string) => {
      const start = performance.now()
      sentenceEnds(words, rulesFor('kk'))
      return performance.now() - start
    }
    for (const [name, shape] of Object.entries(shapes)) {
      const [few, many] = [25_000, 200_000].map((length) => shape.repeat(Math.ceil(length / shape.length)))
      const best = (words: string) => Math.min(...[1, 2, 3].map(() => timeOf(words)))
      timeOf(few!)
      // Eight times the text; quadratic time would be sixty-four times as much.
      expect(best(many!) / Math.max(best(few!), 1), name).toBeLessThan(30)
    }
  })
})

describe('what ends a sentence', () => {
  test.each([
    ['kk', 'Ол 1990 ж. Семейде туған. Кейін Алматыға көшті.', ['Ол 1990 ж. Семейде туған.', 'Кейін Алматыға көшті.']],
    ['kk', 'Кітап 1935 ж. жарыққа шықты. Бұл 2-басылымы.', ['Кітап 1935 ж. жарыққа шықты.', 'Бұл 2-басылымы.']],
    ['kk', 'Алма, өрік т.б. Жүзім де бар.', ['Алма, өрік т.б.', 'Жүзім де бар.']],
    ['kk', 'Ахмет А. Тіл тағылымы. – Алматы: Ана, 1992. – 448 б.', ['Ахмет А. Тіл тағылымы. – Алматы: Ана, 1992. – 448 б.']],
    ['kk', '– Жоқ, – деді ол. – Бармаймын.', ['– Жоқ, – деді ол.', '– Бармаймын.']],
    ['kk', '«Кел! Отыр!» – деді ол.', ['«Кел! Отыр!» – деді ол.']],
    ['kk', '2. Зерттеу әдісі. Сауалнама алынды.', ['2. Зерттеу әдісі.', 'Сауалнама алынды.']],
    ['kk', 'Сөз соңы.Жаңа сөйлем.', ['Сөз соңы.', 'Жаңа сөйлем.']],
    ['en', 'See www.Example.Com or a@Mail.Example. Then go.', ['See www.Example.Com or a@Mail.Example.', 'Then go.']],
    [
      'en',
      'It is so.[3] The rest follows. As Smith says.12 He knows.',
      ['It is so.[3]', 'The rest follows.', 'As Smith says.12', 'He knows.'],
    ],
    ['en', 'It ended.\ufffc Then it began.', ['It ended.\ufffc', 'Then it began.']],
    ['en', 'One \ufffc two. \ufffc Three.', ['One \ufffc two.', '\ufffc Three.']],
    ['ru', 'Это было в XIX в. Россия росла. В 1991 г. она изменилась.', ['Это было в XIX в. Россия росла.', 'В 1991 г. она изменилась.']],
    ['ru', 'Хлеб, соль и т. д. Потом чай.', ['Хлеб, соль и т. д.', 'Потом чай.']],
    ['zh', '他来了。她走了！真的？是。', ['他来了。', '她走了！', '真的？', '是。']],
    ['hi', 'यह है। वह था।', ['यह है।', 'वह था।']],
  ])('%s: %s', (language, words, sentences) => {
    expect(cut(words, language)).toEqual(sentences)
  })

  test('a list on one line is cut before each of its marks, in the order of the language’s alphabet', () => {
    expect(cut('ә) бар; б) жоқ; в) екен', 'kk')).toEqual(['ә) бар;', 'б) жоқ;', 'в) екен'])
    expect(cut('ә) бар; б) жоқ', 'ru')).toEqual(['ә) бар; б) жоқ'])
    expect(cut('Three goals: 1) to see; 2) to tell.', 'en')).toEqual(['Three goals: 1) to see; 2) to tell.'])
    expect(cut('1. As said in chapter 2. then nothing', 'en')).toHaveLength(1)
  })

  test('only the first part of a language’s tag counts, and any tag has rules', () => {
    expect(rulesFor('kk-Cyrl-KZ')).toBe(rulesFor('KK'))
    expect(rulesFor('tlh')).toBe(rulesFor('constructor'))
  })
})
