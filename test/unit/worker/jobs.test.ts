import { describe, expect, test } from 'vitest'
import { runHere } from '../../../renderer/worker/jobs.ts'
import type { JobKind, JobOutput, JobRequest } from '../../../renderer/worker/protocol.ts'
import { englishLabels } from '../../../shared/formats/bilingual.ts'
import { readRecords } from '../../../shared/model/lines.ts'
import { unitSchema } from '../../../shared/model/records.ts'
import { plainText } from '../../../shared/text/rich-text.ts'

const run = async <K extends JobKind>(request: Extract<JobRequest, { kind: K }>, progress: (fraction: number) => void = () => {}) =>
  (await runHere(request, progress)) as JobOutput<K>
const encode = (text: string) => new TextEncoder().encode(text)
const original = { path: 'sources/doc1.txt', sha256: 'a'.repeat(64), size: 10 }

describe('the jobs of the worker', () => {
  test('analyse reads a text with the options given, and tells how far it is', async () => {
    const heard: number[] = []
    const bytes = encode('Бірінші жол\nЕкінші жол\n')
    const outcome = await run({ kind: 'analyse', input: { bytes, options: { shape: 'lines' } } }, (fraction) => heard.push(fraction))
    expect(outcome.ok && outcome.value.paragraphs.map((paragraph) => paragraph.text)).toEqual(['Бірінші жол', 'Екінші жол'])
    expect(heard).toEqual([...heard].sort((a, b) => a - b))
    expect(heard.at(-1)).toBe(1)
    expect(await run({ kind: 'analyse', input: { bytes: new Uint8Array(), options: {} } })).toMatchObject({ error: { code: 'empty-file' } })
  })

  test('buildDocument puts lines back and sets kinds as they were chosen; its rows are its units, one a line', async () => {
    const outcome = await run({ kind: 'analyse', input: { bytes: encode('Бір\nЕкі\nҮш\n'), options: { shape: 'lines' } } })
    if (!outcome.ok) throw new Error(outcome.error.code)
    const read = { ...outcome.value, removed: [{ text: '17', line: 99, reason: 'page-number' as const, before: 3, at: 0 }] }
    const choices = {
      putBack: [0],
      kinds: new Map([
        [1, 'heading' as const],
        [3, 'note' as const],
      ]),
      sentences: null,
    }
    const place = { name: 'Doc', documentId: 'doc1', order: 'a0', original }
    const { document, units, rows } = await run({ kind: 'buildDocument', input: { read, choices, ...place } })
    expect(units.map((unit) => [plainText(unit.source), unit.kind])).toEqual([
      ['Бір', units[0]!.kind],
      ['Екі', 'heading'],
      ['Үш', units[2]!.kind],
      ['17', 'note'],
    ])
    expect(units.every((unit) => unit.state === 'initial' && unit.documentId === 'doc1')).toBe(true)
    expect(document).toMatchObject({ id: 'doc1', name: 'Doc', order: 'a0', original, report: { removed: [] } })
    const parsed = []
    for await (const unit of readRecords('rows', [rows], unitSchema)) parsed.push(unit)
    expect(parsed).toEqual(units)
  })

  test('export gives bytes that were read back, with the report', async () => {
    const unit = { id: 'unit1', kind: 'body', state: 'translated', continues: false } as const
    const texts = { source: [{ type: 'text', text: 'Сәлем' }], target: [{ type: 'text', text: 'Hello' }] } as const
    const project = {
      name: 'P',
      sourceLanguage: 'kk',
      targetLanguage: 'en',
      tags: [],
      documents: [{ id: 'doc1', name: 'D', annotations: [], units: [{ ...unit, ...texts }] }],
    }
    const options = {
      tags: 'none',
      empty: 'blank',
      languageNames: { source: 'Қазақша', target: 'English' },
      labels: englishLabels,
    } as const
    const outcome = await run({ kind: 'export', input: { format: 'txt', project, options } })
    expect(outcome.ok && new TextDecoder().decode(outcome.bytes)).toContain('Hello')
    expect(outcome).toMatchObject({ ok: true, report: { units: 1, untranslated: [] } })
  })
})
