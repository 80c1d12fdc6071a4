import * as fc from 'fast-check'
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import type { ExportDocument, ExportProject, ExportUnit } from '../../../shared/formats/bilingual.ts'
import { checkExport, exportProject, type FormatName, formatNames, formats } from '../../../shared/formats/registry.ts'
import type { Annotation } from '../../../shared/model/records.ts'
import { fromPlain } from '../../../shared/text/rich-text.ts'
import { sample } from './sample.ts'
import { options, project } from './support.ts'

const placement = fc.constantFrom('none' as const, 'comments' as const, 'column' as const)
const settings = fc.record({ tags: placement, empty: fc.constantFrom('source' as const, 'blank' as const) })
const bilingual: FormatName[] = ['tsv', 'bilingual-html', 'bilingual-docx']

async function bytesOf(format: FormatName, value: ExportProject, tags = options.tags): Promise<Uint8Array> {
  const outcome = await exportProject(format, value, { ...options, tags })
  if (!outcome.ok) throw new Error(outcome.detail)
  return outcome.bytes
}

describe.each(formatNames)('%s', (format) => {
  test('holds whatever a project holds, and the same project gives the same bytes', async () => {
    await fc.assert(
      fc.asyncProperty(project, settings, async (value, setting) => {
        const outcome = await exportProject(format, value, { ...options, ...setting })
        if (!outcome.ok) throw new Error(outcome.detail)
        const again = await exportProject(format, structuredClone(value), { ...options, ...setting })
        expect(again.ok && Buffer.compare(again.bytes, outcome.bytes)).toBe(0)
        expect(outcome.report.units).toBe(value.documents.reduce((sum, { units }) => sum + units.length, 0))
      }),
      { numRuns: 200 },
    )
  })

  test('a file cut off anywhere is refused', async () => {
    const bytes = await bytesOf(format, sample)
    fc.assert(
      fc.property(fc.integer({ min: 0, max: bytes.length - 3 }), (length) => {
        expect(checkExport(format, bytes.slice(0, length), sample, options)).not.toBeNull()
      }),
    )
  })

  test('a translation that lost a character is refused, with its document and row', async () => {
    const units = change(sample.documents[0]!.units, 3, (unit) => ({ ...unit, target: fromPlain('The door usually faces the sunris.') }))
    const detail = checkExport(format, await bytesOf(format, withDocument({ units })), sample, options)
    expect(detail).toContain('row 4')
    expect(detail).toContain(format === 'txt' ? 'document 1' : 'kiiz-ui.txt')
    expect(detail).toContain('faces the sunrise.')
  })

  test('rows that changed places, went or came are refused', async () => {
    const { units } = sample.documents[0]!
    const [first, second, ...rest] = units
    for (const list of [[second!, first!, ...rest], rest, [...units, { ...first!, id: 'row13' }]]) {
      expect(
        checkExport(
          format,
          await bytesOf(format, withDocument({ units: list, annotations: [] })),
          withDocument({ annotations: [] }),
          options,
        ),
      ).toMatch(/row|document/)
    }
  })

  test('no documents, a document without rows, and a paragraph of 100,000 characters', async () => {
    const long = { ...sample.documents[0]!.units[1]!, target: fromPlain('Шаңырақ көтеру. '.repeat(6250)) }
    for (const documents of [
      [],
      [{ ...sample.documents[0]!, units: [], annotations: [] }],
      [{ ...sample.documents[0]!, units: [long], annotations: [] }],
    ]) {
      const outcome = await exportProject(format, { ...sample, documents }, options)
      expect(outcome).toMatchObject({ ok: true, report: { units: documents[0]?.units.length ?? 0 } })
    }
  })

  test('languages without a name are named by their tag', async () => {
    const outcome = await exportProject(format, sample, { ...options, languageNames: { source: '', target: ' ' } })
    expect(outcome).toMatchObject({ ok: true })
  })

  test('reports what is not translated and what was replaced', async () => {
    const units = change(sample.documents[0]!.units, 3, (unit) => ({ ...unit, target: fromPlain('The\u0000 door') }))
    const outcome = await exportProject(format, withDocument({ units }), options)
    expect(outcome).toMatchObject({ ok: true, report: { units: 12, untranslated: ['row09', 'row11'], replaced: ['row04'] } })
  })

  test('progress goes from 0 to 1 and never back, and what it throws stops the export', async () => {
    const units = Array.from({ length: 1200 }, (_, i): ExportUnit => ({ ...sample.documents[0]!.units[1]!, id: `unit${i}` }))
    const fractions: number[] = []
    await exportProject(format, withDocument({ units, annotations: [] }), {
      ...options,
      onProgress: (fraction) => fractions.push(fraction),
    })
    expect(fractions).toEqual([...fractions].sort((a, b) => a - b))
    expect(fractions.length).toBeGreaterThan(3)
    expect(fractions.at(-1)).toBe(1)
    const stop = () => {
      throw new Error('cancelled')
    }
    await expect(exportProject(format, sample, { ...options, onProgress: stop })).rejects.toThrow('cancelled')
  })
})

describe.each(bilingual)('%s', (format) => {
  const annotated = (edit: (annotation: Annotation) => Annotation | null) =>
    withDocument({
      annotations: sample.documents[0]!.annotations.flatMap((annotation, i) => (i === 3 ? (edit(annotation) ?? []) : annotation)),
    })
  const shift = (annotation: Annotation, from: number, to: number) => ({
    ...annotation,
    spans: annotation.spans.map((span) => ({ ...span, from: span.from + from, to: span.to + to })),
  })

  test.each([
    ['dropped', () => null],
    ['given another tag', (annotation: Annotation) => ({ ...annotation, tagId: 'measure1' })],
    ['given another note', (annotation: Annotation) => ({ ...annotation, note: 'another' })],
    ['one character too long', (annotation: Annotation) => shift(annotation, 0, 1)],
    ['one character too early', (annotation: Annotation) => shift(annotation, -1, 0)],
    ['made an orphan', (annotation: Annotation) => ({ ...annotation, orphan: true })],
    ['there twice', null],
  ])('an annotation %s is refused', async (_what, edit) => {
    const { annotations } = sample.documents[0]!
    const changed = edit ? annotated(edit) : withDocument({ annotations: [...annotations, { ...annotations[3]!, id: 'twice' }] })
    for (const tags of ['comments', 'column'] as const) {
      expect(checkExport(format, await bytesOf(format, changed, tags), sample, { ...options, tags })).toContain('kiiz-ui.txt')
    }
  })

  test('a kind that changed is refused', async () => {
    const units = change(sample.documents[0]!.units, 3, (unit) => ({ ...unit, kind: 'note' as const }))
    expect(checkExport(format, await bytesOf(format, withDocument({ units })), sample, options)).toMatch(/row 4, kind/)
  })
})

test.each(['bilingual-html', 'bilingual-docx'] as const)('%s: a mark that was lost is refused', async (format) => {
  const units = change(sample.documents[0]!.units, 4, (unit) => ({
    ...unit,
    target: unit.target.map(({ marks: _lost, ...run }) => run as (typeof unit.target)[number]),
  }))
  expect(checkExport(format, await bytesOf(format, withDocument({ units })), sample, options)).toMatch(
    /row 5, target, at character 5 .*expected italic, the file holds no marks/,
  )
})

describe('bilingual-docx, damaged inside the zip', () => {
  const damaged = async (part: string, edit: (xml: string) => string) => {
    const files = unzipSync(await bytesOf('bilingual-docx', sample))
    const xml = strFromU8(files[part]!)
    expect(edit(xml)).not.toBe(xml)
    return checkExport('bilingual-docx', zipSync({ ...files, [part]: strToU8(edit(xml)) }), sample, options)
  }

  test.each([
    ['word/comments.xml', (xml: string) => xml.replace(/<w:comment .*?<\/w:comment>/, ''), 'comment 0'],
    ['word/comments.xml', (xml: string) => xml.replace('Aigerim', 'Aigerin'), 'Dwelling'],
    ['word/document.xml', (xml: string) => xml.replace(/<w:commentRangeStart w:id="2"\/>/, ''), 'comment 2'],
    ['word/document.xml', (xml: string) => xml.replace(/<w:tr>(?:(?!<\/w:tr>).)*он екі.*?<\/w:tr>/, ''), 'row 8'],
    ['word/document.xml', (xml: string) => xml.replace('Heading2', 'Heading3'), 'Heading3'],
    ['word/document.xml', (xml: string) => xml.replace('</w:tbl>', ''), 'read back'],
    ['word/_rels/document.xml.rels', (xml: string) => xml.replace(/<Relationship Id="footer2".*?\/>/, ''), 'footer2'],
    ['word/styles.xml', (xml: string) => `${xml}<`, 'read back'],
  ])('%s %#', async (part, edit, said) => {
    expect(await damaged(part, edit)).toContain(said)
  })
})

test('the registry names each format once, and every placement falls to one the format has', async () => {
  expect(formats.map(({ name }) => name).sort()).toEqual([...formatNames].sort())
  for (const { name, tagPlacements } of formats) {
    for (const tags of ['none', 'comments', 'column'] as const) {
      const outcome = await exportProject(name, sample, { ...options, tags })
      expect(outcome).toMatchObject({ ok: true, report: { annotations: tags === 'none' || tagPlacements.length === 1 ? 0 : 9 } })
    }
  }
})

function withDocument(part: Partial<ExportDocument>): ExportProject {
  return { ...sample, documents: [{ ...sample.documents[0]!, ...part }] }
}

function change<T>(list: readonly T[], at: number, edit: (item: T) => T): T[] {
  return list.map((item, i) => (i === at ? edit(item) : item))
}
