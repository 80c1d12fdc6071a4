import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { putBack, readText } from '../../../shared/formats/txt/read.ts'
import { encodeAs } from '../../support/corpora/encode.ts'
import { scoreParagraphs } from '../../support/corpora/score.ts'
import { wrappedSample } from '../../support/corpora/wrapped.ts'

const utf8 = (text: string) => new TextEncoder().encode(text)

function read(bytes: Uint8Array | string, options?: Parameters<typeof readText>[1]) {
  const result = readText(typeof bytes === 'string' ? utf8(bytes) : bytes, options)
  if (!result.ok) throw new Error(result.error.code)
  return result.value
}

const words = (texts: readonly string[]) =>
  texts
    .join(' ')
    .split(/\s+/)
    .filter((word) => word !== '')

const samples = fc.integer({ min: 0, max: 5000 }).map(wrappedSample)

const gold = resolve(import.meta.dirname, '../../../../shared/gold')
const goldHere = existsSync(resolve(gold, 'kazakh-proceedings.txt'))

describe.skipIf(!goldHere)(`the Kazakh proceedings${goldHere ? '' : ' (skipped: ../shared/gold is not there)'}`, () => {
  interface Gold {
    optionalBreaks: number[]
    paragraphs: { kind: string; firstLine: number; lastLine: number; text: string }[]
  }

  test('are found: every boundary but the one left open, 54 of 56 paragraphs exact', () => {
    const truth = JSON.parse(readFileSync(resolve(gold, 'kazakh-proceedings.paragraphs.json'), 'utf8')) as Gold
    const imported = read(new Uint8Array(readFileSync(resolve(gold, 'kazakh-proceedings.txt'))))
    const kept = truth.paragraphs.filter(({ kind }) => kind !== 'furniture').map(({ text }) => text)
    const got = imported.paragraphs.map(({ text }) => text)
    expect(imported).toMatchObject({ encoding: 'utf-8', encodingSure: true, shape: 'wrapped', lines: 464 })
    expect(scoreParagraphs(kept, got).f1).toBeGreaterThan(0.98)
    expect(kept.filter((text) => got.includes(text)).length).toBeGreaterThanOrEqual(54)
    expect(imported.removed).toMatchObject([{ text: '2455', line: 154, reason: 'page-number' }])
  })

  test('have kinds much as a reader sees them', () => {
    const truth = JSON.parse(readFileSync(resolve(gold, 'kazakh-proceedings.paragraphs.json'), 'utf8')) as Gold
    const same: Record<string, string[]> = {
      heading: ['heading'],
      caption: ['caption'],
      note: ['note'],
      list: ['listItem'],
      body: ['body'],
    }
    const kinds = new Map(truth.paragraphs.map(({ firstLine, kind }) => [firstLine, kind]))
    const judged = read(new Uint8Array(readFileSync(resolve(gold, 'kazakh-proceedings.txt')))).paragraphs.filter(
      ({ firstLine }) => same[kinds.get(firstLine) ?? ''],
    )
    const right = judged.filter(({ firstLine, kind }) => same[kinds.get(firstLine) ?? '']?.includes(kind))
    expect(right.length / judged.length).toBeGreaterThan(0.9)
  })
})

describe('readText', () => {
  test('never throws on any bytes, in any encoding and shape', () => {
    const encodings = fc.constantFrom(
      undefined,
      'utf-8' as const,
      'utf-16le' as const,
      'utf-16be' as const,
      'windows-1251' as const,
      'koi8-r' as const,
    )
    const shapes = fc.constantFrom('auto' as const, 'lines' as const, 'blank' as const, 'wrapped' as const)
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), encodings, shapes, (bytes, encoding, shape) => {
        const result = readText(bytes, { shape, ...(encoding ? { encoding } : {}) })
        if (result.ok) expect(result.value.paragraphs.length).toBeGreaterThan(0)
        else expect(['empty-file', 'binary-file']).toContain(result.error.code)
      }),
      { numRuns: 400 },
    )
  })

  test('read as lines, written one a line and read again, nothing changes', () => {
    fc.assert(
      fc.property(samples, ({ text }) => {
        const once = read(text, { shape: 'lines' }).paragraphs.map((p) => p.text)
        expect(read(once.join('\n'), { shape: 'lines' }).paragraphs.map((p) => p.text)).toEqual(once)
      }),
      { numRuns: 30 },
    )
  })

  test('gives the same paragraphs from every encoding and every kind of line end', () => {
    fc.assert(
      fc.property(
        samples,
        fc.constantFrom('\r\n', '\r', '\u2028', '\u0085'),
        fc.constantFrom('utf-16le' as const, 'utf-16be' as const),
        (sample, end, encoding) => {
          const plain = read(sample.text)
          expect(read(encodeAs(sample.text.replaceAll('\n', end), encoding, true)).paragraphs).toEqual(plain.paragraphs)
        },
      ),
      { numRuns: 20 },
    )
  })

  test('parts blocks at empty lines and joins their lines', () => {
    const { paragraphs, shape } = read('First block is\nwrapped here.\n\nSecond block.\n\n\n1. one\n2. two\n', { shape: 'blank' })
    expect(shape).toBe('blank')
    expect(paragraphs.map(({ text, firstLine, lastLine }) => [text, firstLine, lastLine])).toEqual([
      ['First block is wrapped here.', 1, 2],
      ['Second block.', 4, 4],
      ['1. one', 7, 7],
      ['2. two', 8, 8],
    ])
  })

  test('text comes out NFC, without control characters, no-break spaces kept', () => {
    const { paragraphs } = read('Cafe\u0301 at 5\u00a0km\u0007\fnext\tword\u000bend', { shape: 'lines' })
    expect(paragraphs.map(({ text }) => text)).toEqual(['Café at 5\u00a0km next word end'])
  })

  test('says what it met: mixed line ends, NULs, damage, an unsure encoding, a giant line', () => {
    const codes = (bytes: Uint8Array | string) => read(bytes).notes.map(({ code }) => code)
    expect(codes('one\r\ntwo\nthree\r')).toEqual(['mixed-line-ends'])
    expect(codes('one\r\ntwo\r\n')).toEqual([])
    expect(codes('o\0ne two three four five')).toEqual(['nul-removed'])
    expect(codes(Uint8Array.of(...utf8('ғылым мен білім'), 0xff, ...utf8(' және өнер')))).toEqual(['replaced-bytes', 'encoding-unsure'])
    expect(codes('word '.repeat(10_000))).toEqual(['long-line'])
  })

  test('reports growing progress that ends at 1, and passes on what the listener throws', () => {
    const seen: number[] = []
    read(wrappedSample(3).text, { onProgress: (fraction) => seen.push(fraction) })
    expect(seen).toEqual([...seen].sort((a, b) => a - b))
    expect(seen.at(-1)).toBe(1)
    const stop = new Error('cancelled')
    expect(() =>
      read('a\nb', {
        onProgress: () => {
          throw stop
        },
      }),
    ).toThrow(stop)
  })

  test('a line of 30 MB is one paragraph', () => {
    const text = 'сөз '.repeat(4_300_000)
    const imported = read(text)
    expect([imported.shape, imported.paragraphs.length, imported.paragraphs[0]?.text.length]).toEqual(['lines', 1, text.length - 1])
  })

  test('time grows with the text, not with its square', () => {
    const once = (bytes: Uint8Array) => {
      const start = performance.now()
      read(bytes, { shape: 'wrapped' })
      return performance.now() - start
    }
    // The best of three, since another process may take the machine away.
    const time = (lines: number) => {
      const bytes = utf8('a line of words that goes on without an end to it\n1\n'.repeat(lines))
      return Math.min(once(bytes), once(bytes), once(bytes))
    }
    time(2000)
    expect(time(40_000) / time(5000)).toBeLessThan(40)
  })
})

describe('putBack', () => {
  test('all: every word of the text, in line order, ranges disjoint', () => {
    fc.assert(
      fc.property(samples, (sample) => {
        const imported = read(sample.text, { shape: 'wrapped' })
        const back = putBack(
          imported,
          imported.removed.map((_, i) => i),
        )
        const all = [...imported.paragraphs.map((p) => p.text), ...imported.removed.map((r) => r.text)]
        expect(words(back.map((p) => p.text)).sort()).toEqual(words(all).sort())
        for (const [i, paragraph] of back.entries()) {
          expect(paragraph.lastLine).toBeGreaterThanOrEqual(paragraph.firstLine)
          if (i > 0) expect(paragraph.firstLine).toBeGreaterThan(back[i - 1]?.lastLine ?? 0)
        }
      }),
    )
  })

  test('none: the paragraphs as they are', () => {
    const imported = read(wrappedSample(20).text)
    expect(putBack(imported, [])).toEqual(imported.paragraphs)
  })

  test('one inside a paragraph parts it there', () => {
    const read = {
      paragraphs: [{ kind: 'body' as const, text: 'runs over the page', firstLine: 1, lastLine: 3 }],
      removed: [{ text: '12', line: 2, reason: 'page-number' as const, before: 0, at: 10 }],
    }
    expect(
      putBack(read as unknown as Parameters<typeof putBack>[0], [0]).map(({ text, firstLine, lastLine }) => [text, firstLine, lastLine]),
    ).toEqual([
      ['runs over', 1, 1],
      ['12', 2, 2],
      ['the page', 3, 3],
    ])
  })
})
