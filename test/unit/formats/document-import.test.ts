import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { documentFromText, LONGEST_ROW } from '../../../shared/formats/document-import.ts'
import { readText, type TextImport } from '../../../shared/formats/txt/read.ts'
import { byOrder } from '../../../shared/model/ids.ts'
import { documentSchema, type Unit, unitKinds, unitSchema } from '../../../shared/model/records.ts'
import { plainText } from '../../../shared/text/rich-text.ts'
import { rulesFor } from '../../../shared/text/segmentation/languages.ts'

const original = { path: 'sources/doc1.txt', sha256: 'a'.repeat(64), size: 3 }
const place = { name: 'A text', documentId: 'doc1', order: 'a0', original }

// Paragraphs of some lines each, removed lines before, inside and after them: what any reader of text may hand over.
const imports: fc.Arbitrary<TextImport> = fc
  .array(
    fc.record({
      text: fc.string({ minLength: 1, maxLength: 30, unit: 'grapheme' }).filter((text) => text.trim() !== ''),
      kind: fc.constantFrom(...unitKinds),
      lines: fc.integer({ min: 1, max: 4 }),
      removedBefore: fc.array(fc.string({ minLength: 1, maxLength: 5 }), { maxLength: 2 }),
      removedInside: fc.boolean(),
    }),
    { minLength: 1, maxLength: 30 },
  )
  .chain((parts) => fc.array(fc.string({ minLength: 1 }), { maxLength: 2 }).map((after) => ({ parts, after })))
  .map(({ parts, after }) => {
    let line = 0
    const read: TextImport = {
      encoding: 'utf-8',
      bom: false,
      encodingSure: true,
      shape: 'wrapped',
      shapeGuessed: 'wrapped',
      shapeReason: 'usual-width',
      lines: 0,
      characters: 0,
      paragraphs: [],
      removed: [],
      notes: [{ code: 'nul-removed', count: 2 }],
    }
    for (const [before, { text, kind, lines, removedBefore, removedInside }] of parts.entries()) {
      for (const removed of removedBefore) read.removed.push({ text: removed, line: ++line, reason: 'running-head', before, at: 0 })
      const firstLine = line + 1
      if (removedInside && lines > 2) read.removed.push({ text: '7', line: firstLine + 1, reason: 'page-number', before, at: 1 })
      line += lines
      read.paragraphs.push({ kind, text: text.trim(), firstLine, lastLine: line })
    }
    for (const text of after) read.removed.push({ text, line: ++line, reason: 'page-number', before: read.paragraphs.length, at: 0 })
    read.lines = line
    return read
  })

describe('documentFromText', () => {
  test('makes one valid unit a paragraph, in order, untranslated', () => {
    fc.assert(
      fc.property(imports, (read) => {
        const { document, units } = documentFromText(read, place)
        expect(documentSchema.parse(document)).toEqual(document)
        for (const unit of units) expect(unitSchema.parse(unit)).toEqual(unit)
        expect(units.map((unit) => plainText(unit.source))).toEqual(read.paragraphs.map(({ text }) => text))
        expect(units.map((unit) => unit.kind)).toEqual(read.paragraphs.map(({ kind }) => kind))
        expect([...units].sort(byOrder)).toEqual(units)
        expect(new Set(units.map((unit) => unit.order)).size).toBe(units.length)
        expect(new Set(units.map((unit) => unit.id)).size).toBe(units.length)
        expect(units.every((unit) => unit.documentId === 'doc1' && unit.target.length === 0 && unit.state === 'initial')).toBe(true)
      }),
    )
  })

  test('reports each removed line with the unit it stood before or inside', () => {
    fc.assert(
      fc.property(imports, (read) => {
        const { document, units } = documentFromText(read, place)
        expect(document.report.removed).toEqual(
          read.removed.map(({ text, line, reason, before }) => ({ text, line, reason, unitId: units[before]?.id ?? null })),
        )
        expect(document.report).toMatchObject({ format: 'txt', encoding: 'utf-8', shape: 'wrapped', lines: read.lines, notes: read.notes })
      }),
    )
  })

  test('a line put back is a unit, and no longer reported', () => {
    fc.assert(
      fc.property(imports, fc.infiniteStream(fc.boolean()), (read, choices) => {
        const chosen = read.removed.flatMap((_removed, i) => (choices.next().value === true ? [i] : []))
        const { document, units } = documentFromText(read, { ...place, putBack: chosen })
        expect(document.report.removed).toHaveLength(read.removed.length - chosen.length)
        const words = (texts: readonly string[]) => texts.join('').replace(/\s/gu, '').length
        expect(words(units.map((unit) => plainText(unit.source)))).toBe(
          words([...read.paragraphs.map(({ text }) => text), ...chosen.map((i) => read.removed[i]!.text)]),
        )
        // The units named are of this document, and in the order of the lines.
        const places = document.report.removed.map(({ unitId }) =>
          unitId === null ? units.length : units.findIndex(({ id }) => id === unitId),
        )
        expect(places).not.toContain(-1)
        expect(places).toEqual([...places].sort((a, b) => a - b))
      }),
    )
  })

  test('takes what readText gives', () => {
    const read = readText(new TextEncoder().encode('Бірінші жол.\nЕкінші жол.\n'), { shape: 'lines' })
    if (!read.ok) throw new Error(read.error.detail)
    const { document, units } = documentFromText(read.value, place)
    expect(units.map((unit) => plainText(unit.source))).toEqual(['Бірінші жол.', 'Екінші жол.'])
    expect(document).toMatchObject({ id: 'doc1', name: 'A text', order: 'a0', original, report: { shape: 'lines', removed: [] } })
  })
})

describe('one row a sentence', () => {
  const sentences = rulesFor('kk')

  test('keeps every sign but white space, and each paragraph’s rows carry one another on', () => {
    fc.assert(
      fc.property(imports, (read) => {
        const whole = documentFromText(read, place)
        const parted = documentFromText(read, { ...place, sentences })
        const bare = (units: readonly Unit[]) =>
          units
            .map((unit) => plainText(unit.source))
            .join('')
            .replaceAll(/\s/gu, '')
        expect(bare(parted.units)).toBe(bare(whole.units))
        expect(parted.units.filter((unit) => !unit.continues)).toHaveLength(whole.units.filter((unit) => !unit.continues).length)
        expect(parted.document.report.removed.map(({ unitId }) => unitId !== null)).toEqual(
          whole.document.report.removed.map(({ unitId }) => unitId !== null),
        )
      }),
    )
  })

  test('parts body text, list items and notes, by the kind that was chosen', () => {
    const outcome = readText(new TextEncoder().encode('Ол келді. Біз де келдік.\nБірі кетті. Бірі қалды.\n'), { shape: 'lines' })
    if (!outcome.ok) throw new Error(outcome.error.detail)
    const kinds = new Map([
      [0, 'heading'],
      [1, 'note'],
    ] as const)
    const { units } = documentFromText(outcome.value, { ...place, kinds, sentences })
    expect(units.map((unit) => [unit.kind, plainText(unit.source), unit.continues])).toEqual([
      ['heading', 'Ол келді. Біз де келдік.', false],
      ['note', 'Бірі кетті.', false],
      ['note', 'Бірі қалды.', true],
    ])
  })
})

describe('a paragraph longer than a row', () => {
  const read = (text: string): TextImport => ({
    encoding: 'utf-8',
    bom: false,
    encodingSure: true,
    shape: 'lines',
    shapeGuessed: 'lines',
    shapeReason: 'single-line',
    lines: 1,
    characters: text.length,
    paragraphs: [{ kind: 'body', text, firstLine: 1, lastLine: 1 }],
    removed: [{ text: '7', line: 2, reason: 'page-number', before: 1, at: 0 }],
    notes: [],
  })
  const rowsOf = (text: string) => documentFromText(read(text), place).units

  test('is laid over several that carry one another on, nothing but the space between them lost', () => {
    const sentence = fc.constantFrom('Бұл сөйлем. ', 'Is it so? ', 'ұзын-сонар сөз ', '😀😀😀', 'x'.repeat(700))
    fc.assert(
      fc.property(fc.array(sentence, { minLength: 1, maxLength: 40 }), fc.integer({ min: 1, max: 120 }), (parts, times) => {
        const text = parts.join('').repeat(times).trim()
        const rows = rowsOf(text)
        const texts = rows.map((row) => plainText(row.source))
        expect(texts.join('').replaceAll(/\s/gu, '')).toBe(text.replaceAll(/\s/gu, ''))
        expect(texts.every((row) => row.length > 0 && row.length <= LONGEST_ROW && Buffer.from(row).toString() === row)).toBe(true)
        expect(rows.map((row) => row.continues)).toEqual(rows.map((_, i) => i > 0))
        expect(rows.map((row) => row.order)).toEqual([...rows].sort(byOrder).map((row) => row.order))
      }),
      { numRuns: 40 },
    )
  })

  test('is cut after sentences where there are any', () => {
    for (const row of rowsOf('Бұл бір сөйлем. '.repeat(9000).trim())) expect(plainText(row.source)).toMatch(/^Бұл .*сөйлем\.$/su)
  })
})
