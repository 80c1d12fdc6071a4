import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { whenOpened } from '../../../renderer/features/home/project-list.tsx'
import { mayBeText, nameFault, nameFromFile } from '../../../renderer/features/home/project-name.ts'
import { sampleProject } from '../../../renderer/features/home/sample.ts'
import { i18n } from '../../../renderer/ui/i18n.ts'
import { tagColours, unitKinds, unitStates } from '../../../shared/model/records.ts'

describe('names of projects', () => {
  test('what is made of a file’s name is a good name, whatever the file is called, unless nothing is left of it', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.string({ unit: 'grapheme' })), (file) => {
        const name = nameFromFile(`${file}.txt`.replaceAll('\u0000', ''))
        expect(name.length).toBeLessThanOrEqual(120)
        expect(name).toBe(name.trim())
        // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters in a file's name are left to the person
        if (/[\u0000-\u001f]/.test(name) || /^\.*$/.test(name)) return
        expect(nameFault(name)).toBeNull()
      }),
    )
  })

  test.each([
    ['kazakh-proceedings.txt', 'kazakh-proceedings'],
    ['Менің_мәтінім.TXT', 'Менің мәтінім'],
    ['v1.2 final.text', 'v1.2 final'],
    ['README', 'README'],
  ])('%s becomes %s', (file, name) => {
    expect(nameFromFile(file)).toBe(name)
  })

  test('empty names and names that a file system refuses are told apart', () => {
    for (const name of ['', '   ']) expect(nameFault(name)).toBe('newProject.nameMissing')
    for (const name of ['a/b', 'a\\b', 'C:', 'what?', '..', '"a"', 'a\nb'])
      expect([name, nameFault(name)]).toEqual([name, 'newProject.nameBad'])
    for (const name of ['Орталық Азия', 'a.b', '«Абай» (1-том)', '中文']) expect([name, nameFault(name)]).toEqual([name, null])
  })

  test('dropped files are looked at by name and type', () => {
    expect(mayBeText({ name: 'a.txt', type: '' })).toBe(true)
    expect(mayBeText({ name: 'README', type: '' })).toBe(true)
    expect(mayBeText({ name: 'notes.md', type: 'text/markdown' })).toBe(true)
    expect(mayBeText({ name: 'a.docx', type: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document' })).toBe(false)
    expect(mayBeText({ name: 'a.pdf', type: '' })).toBe(false)
  })

  test('when a project was opened', async () => {
    await i18n.changeLanguage('en')
    const now = new Date(2026, 10, 23, 8, 0)
    const said = (time: Date | null) => whenOpened(i18n.t, time?.toISOString() ?? null, now, 'en')
    expect(said(new Date(2026, 10, 23, 7, 5))).toBe('Today, 07:05')
    expect(said(new Date(2026, 10, 22, 23, 59))).toBe('Yesterday, 23:59')
    expect(said(new Date(2026, 10, 20, 12, 0))).toBe('20 Nov 2026')
    expect(said(null)).toBe('Not opened yet')
    // A clock that was set back is no reason for nonsense.
    expect(said(new Date(2026, 10, 24, 1, 0))).toBe('Today, 01:00')
  })
})

describe('the sample project', () => {
  const { units, tags, annotations } = sampleProject

  test('every quote stands exactly once in its side of its unit', () => {
    for (const { unit, side, quote } of annotations) {
      const text = units[unit]?.[side] ?? ''
      expect({ quote, times: text.split(quote).length - 1 }).toEqual({ quote, times: 1 })
    }
  })

  test('tags form a tree, parents first, each with a colour of its own, each used', () => {
    const keys = tags.map((tag) => tag.key)
    expect(new Set(keys).size).toBe(keys.length)
    for (const [i, tag] of tags.entries()) {
      if (tag.parent !== null) expect(keys.slice(0, i)).toContain(tag.parent)
      expect(tag.colour).toBeGreaterThanOrEqual(1)
      expect(tag.colour).toBeLessThanOrEqual(tagColours)
    }
    expect(new Set(tags.map((tag) => tag.colour)).size).toBe(tags.length)
    expect([...new Set(annotations.map((annotation) => annotation.tag))].sort()).toEqual([...keys].sort())
  })

  test('it shows what there is to show: every kind but one, every state, both sides tagged, passages that overlap', () => {
    expect(new Set(units.map((unit) => unit.kind)).size).toBeGreaterThanOrEqual(unitKinds.length - 1)
    expect(new Set(units.map((unit) => unit.state))).toEqual(new Set(unitStates))
    expect(new Set(annotations.map((annotation) => annotation.side))).toEqual(new Set(['source', 'target']))
    const spans = annotations.map(({ unit, side, quote }) => ({
      place: `${unit} ${side}`,
      from: units[unit]![side].indexOf(quote),
      length: quote.length,
    }))
    const overlapping = spans.filter((a, i) =>
      spans.some((b, k) => k !== i && a.place === b.place && a.from < b.from + b.length && b.from < a.from + a.length),
    )
    expect(overlapping.length).toBeGreaterThanOrEqual(4)
  })

  test('what is not translated has no translation, and the other way round', () => {
    for (const unit of units) expect([unit.source, unit.target === '']).toEqual([unit.source, unit.state === 'initial'])
  })

  test('it is text as the importer would have it: NFC, trimmed, on one line', () => {
    for (const text of units.flatMap((unit) => [unit.source, unit.target])) {
      expect(text).toBe(text.normalize('NFC').trim())
      expect(text).not.toMatch(/\n|\s{2}/)
    }
  })
})
