import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { countKinds, type ImportEdits, kindsByIndex, noEdits, previewRows } from '../../../renderer/features/documents/import-rows.ts'
import { putBack, readText, type TextImport } from '../../../shared/formats/txt/read.ts'
import { unitKinds } from '../../../shared/model/records.ts'

/** A text of several wrapped pages, each with its number: what the reader takes page furniture out of. */
function pagesOf(pages: number, linesPerPage: number, sentenceEvery: number): TextImport {
  const lines: string[] = []
  let n = 0
  for (let page = 1; page <= pages; page++) {
    for (let line = 0; line < linesPerPage; line++) {
      n++
      lines.push(
        n % sentenceEvery === 0
          ? `and the line numbered ${n} is the end.`
          : `This line, numbered ${n}, goes on to the next one since it is`,
      )
    }
    lines.push('', String(page), '')
  }
  const outcome = readText(new TextEncoder().encode(lines.join('\n')), { shape: 'wrapped' })
  if (!outcome.ok) throw new Error(outcome.error.code)
  return outcome.value
}

const texts = fc
  .tuple(fc.integer({ min: 3, max: 7 }), fc.integer({ min: 5, max: 30 }), fc.integer({ min: 3, max: 11 }))
  .map((args) => pagesOf(...args))
const cases = texts.chain((read) => {
  const back = fc.subarray([...read.removed.keys()])
  const kinds = fc.array(fc.tuple(fc.nat({ max: 200 }), fc.constantFrom(...unitKinds)), { maxLength: 8 })
  return fc.record({ read: fc.constant(read), back, kinds }).map(({ read: text, back: chosen, kinds: changed }) => {
    const edits: ImportEdits = { putBack: new Set(chosen), kinds: new Map(changed) }
    return { read: text, edits }
  })
})

describe('the rows of the import preview', () => {
  test('the texts of these tests have lines taken out', () => {
    expect(pagesOf(5, 20, 7).removed.length).toBeGreaterThanOrEqual(4)
  })

  test('its paragraphs are exactly those that will be imported, numbered in order', () => {
    fc.assert(
      fc.property(cases, ({ read, edits }) => {
        const rows = previewRows(read, edits).filter((row) => row.type === 'paragraph')
        expect(rows.map((row) => row.paragraph)).toEqual(putBack(read, [...edits.putBack]))
        expect(rows.map((row) => row.number)).toEqual(rows.map((_, i) => i + 1))
      }),
      { numRuns: 40 },
    )
  })

  test('every line taken out is there once: as a removed row, or as a paragraph that can be taken out again', () => {
    fc.assert(
      fc.property(cases, ({ read, edits }) => {
        const rows = previewRows(read, edits)
        const removed = rows.flatMap((row) => (row.type === 'removed' ? [row.index] : []))
        const back = rows.flatMap((row) => (row.type === 'paragraph' && row.back !== null ? [row.back] : []))
        expect(back.sort((a, b) => a - b)).toEqual([...edits.putBack].sort((a, b) => a - b))
        expect([...removed, ...back].sort((a, b) => a - b)).toEqual([...read.removed.keys()])
      }),
      { numRuns: 40 },
    )
  })

  test('rows stand in the order of the text, a removed line above the paragraph it stood before or inside', () => {
    fc.assert(
      fc.property(cases, ({ read, edits }) => {
        const lasts = previewRows(read, edits).map((row) => (row.type === 'removed' ? row.removed.line : row.paragraph.lastLine))
        expect(lasts).toEqual([...lasts].sort((a, b) => a - b))
      }),
      { numRuns: 40 },
    )
  })

  test('a changed kind stays with its paragraph when lines before it are put back, and only changes are handed on', () => {
    fc.assert(
      fc.property(cases, ({ read, edits }) => {
        const rows = previewRows(read, edits)
        const imported = putBack(read, [...edits.putBack])
        const changed = kindsByIndex(rows)
        for (const [i, paragraph] of imported.entries()) {
          const wanted = edits.kinds.get(paragraph.firstLine) ?? paragraph.kind
          expect(changed.get(i) ?? paragraph.kind).toBe(wanted)
        }
        for (const [i, kind] of changed) expect(imported[i]!.kind).not.toBe(kind)
      }),
      { numRuns: 40 },
    )
  })

  test('counts of kinds add up, the commonest first', () => {
    const read = pagesOf(4, 20, 7)
    const counts = countKinds(previewRows(read, noEdits))
    expect(counts.reduce((sum, [, count]) => sum + count, 0)).toBe(read.paragraphs.length)
    expect(counts.map(([, count]) => count)).toEqual(counts.map(([, count]) => count).sort((a, b) => b - a))
  })
})
