import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decodeText, type Encoding } from '../../../shared/text/decode.ts'
import { encodeAs } from '../../support/corpora/encode.ts'
import { english } from '../../support/corpora/english.ts'
import { kazakh } from '../../support/corpora/kazakh.ts'
import { Random } from '../../support/corpora/random.ts'
import { russian } from '../../support/corpora/russian.ts'
import { turkish } from '../../support/corpora/turkish.ts'

function prose(random: Random, sentences: readonly string[], count: number): string {
  return Array.from({ length: count }, () => random.pick(sentences)).join(random.pick([' ', '\n', '\r\n']))
}

const seeds = fc.integer({ min: 1, max: 1_000_000 })

describe('decodeText recognises', () => {
  test('UTF-8 and UTF-16 in any language, with a mark and without', () => {
    const wide = fc.constantFrom<Encoding>('utf-8', 'utf-16le', 'utf-16be')
    fc.assert(
      fc.property(seeds, wide, fc.boolean(), fc.integer({ min: 1, max: 30 }), (seed, encoding, bom, count) => {
        const random = new Random(seed)
        const text = prose(random, random.pick([english, kazakh, russian, turkish]).sentences, count)
        const decoded = decodeText(encodeAs(text, encoding, bom))
        expect(decoded).toEqual({ ok: true, value: { text, encoding, bom, sure: true, replaced: 0, nul: 0 } })
      }),
    )
  })

  test('Windows-1251 and KOI8-R from running text, from headings and from one sentence', () => {
    fc.assert(
      fc.property(
        seeds,
        fc.constantFrom<Encoding>('windows-1251', 'koi8-r'),
        fc.integer({ min: 1, max: 12 }),
        fc.boolean(),
        (seed, encoding, count, capitals) => {
          const plain = prose(new Random(seed), russian.sentences, count).replace(/[^\p{ASCII}А-яЁё]/gu, '-')
          const text = capitals ? plain.toUpperCase() : plain
          const decoded = decodeText(encodeAs(text, encoding, false))
          expect(decoded.ok && decoded.value.encoding).toBe(encoding)
          expect(decoded.ok && decoded.value.text).toBe(text)
        },
      ),
    )
  })

  test('an encoding named by a person is not questioned', () => {
    const bytes = encodeAs('Привет', 'koi8-r', false)
    const decoded = decodeText(bytes, 'windows-1251')
    expect(decoded.ok && decoded.value.encoding).toBe('windows-1251')
    expect(decoded.ok && decoded.value.sure).toBe(true)
  })
})

describe('decodeText refuses', () => {
  test.each([
    ['nothing', new Uint8Array(0)],
    ['white space', encodeAs(' \r\n\t\u00a0\n', 'utf-8', false)],
    ['a mark alone', encodeAs('', 'utf-8', true)],
    ['NULs alone', new Uint8Array(64)],
  ])('%s as an empty file', (_, bytes) => {
    expect(decodeText(bytes)).toMatchObject({ ok: false, error: { code: 'empty-file' } })
  })

  test.each([
    ['a PNG image', [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13]],
    ['a ZIP archive', [0x50, 0x4b, 0x03, 0x04, 20, 0, 8, 0]],
    ['a PDF document', [...new TextEncoder().encode('%PDF-1.7\n1 0 obj\n')]],
    [
      'a Windows program',
      [0x4d, 0x5a, 0x90, 0, 3, 0, 0, 0, 4, 0, 0, 0, 0xff, 0xff, 0, 0, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0x40, 0, 0, 0, 1, 2, 3, 4],
    ],
  ])('%s as a binary file', (_, bytes) => {
    expect(decodeText(Uint8Array.from(bytes))).toMatchObject({ ok: false, error: { code: 'binary-file' } })
  })

  test('compressed-looking bytes as a binary file', () => {
    const random = new Random(7)
    for (let round = 0; round < 50; round++) {
      const bytes = Uint8Array.from({ length: 4096 }, () => random.between(0, 255))
      expect(decodeText(bytes)).toMatchObject({ ok: false, error: { code: 'binary-file' } })
    }
  })
})

describe('decodeText keeps what can be kept', () => {
  test('NULs in good text are taken out and counted', () => {
    const decoded = decodeText(new TextEncoder().encode('Ән\0 айтты\0.\nЕртең келеді, содан кейін бәрі бірге кетеді.'))
    expect(decoded).toMatchObject({
      ok: true,
      value: { text: 'Ән айтты.\nЕртең келеді, содан кейін бәрі бірге кетеді.', nul: 2, encoding: 'utf-8' },
    })
  })

  test('a damaged UTF-8 file stays UTF-8, its damage counted and the choice unsure', () => {
    const bytes = new TextEncoder().encode(kazakh.sentences.join(' '))
    bytes[40] = 0xff
    expect(decodeText(bytes)).toMatchObject({ ok: true, value: { encoding: 'utf-8', sure: false } })
    const decoded = decodeText(bytes)
    expect(decoded.ok && decoded.value.replaced).toBeGreaterThan(0)
  })

  test('U+FFFD that the text itself holds is no damage', () => {
    expect(decodeText(new TextEncoder().encode('the sign \ufffd stands for a lost letter'))).toMatchObject({
      ok: true,
      value: { replaced: 0, sure: true },
    })
  })

  test('never throws on any bytes', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => typeof decodeText(bytes).ok === 'boolean'))
  })
})
