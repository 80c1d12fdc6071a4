import { describe, expect, test } from 'vitest'
import {
  asksAboutEmpty,
  extensionOf,
  fileNameFor,
  offeredFormats,
  optionsFor,
  placementFor,
  placementsOf,
} from '../../../renderer/features/export/export-options.ts'
import { nameFault } from '../../../renderer/features/home/project-name.ts'
import { i18n } from '../../../renderer/ui/i18n.ts'
import { interfaceLanguages } from '../../../renderer/ui/locale-files.ts'
import { formats } from '../../../shared/formats/registry.ts'

describe('what the export dialog asks', () => {
  test('every format that can be written is offered, once', () => {
    expect([...offeredFormats].sort()).toEqual(
      formats
        .filter((format) => format.writes)
        .map((format) => format.name)
        .sort(),
    )
  })

  test('each has its name and description in every language', () => {
    for (const language of interfaceLanguages) {
      for (const format of offeredFormats) {
        for (const key of [`export.formats.${format}`, `export.formats.${format}Text`])
          expect(i18n.exists(key, { lng: language, fallbackLng: false })).toBe(true)
      }
    }
  })

  test('a format gets a placement it has; wanted tags are never left out where there is a place for them', () => {
    for (const format of offeredFormats) {
      for (const wanted of ['none', 'comments', 'column'] as const) {
        const placed = placementFor(format, wanted)
        const has = placementsOf(format)
        if (has.includes(wanted)) expect(placed).toBe(wanted)
        else expect(placed === 'none').toBe(has.length === 0)
      }
    }
    expect(placementFor('tsv', 'comments')).toBe('column')
    expect(placementFor('txt', 'comments')).toBe('none')
  })

  test('only a format of one text asks what stands for a missing translation', () => {
    expect(offeredFormats.filter(asksAboutEmpty)).toEqual(['txt'])
  })

  test.each([
    ['proceedings-2024.txt', 'bilingual-docx', 'proceedings-2024.docx'],
    ['proceedings-2024.txt', 'txt', 'proceedings-2024.en.txt'],
    ['Орталық Азия', 'bilingual-html', 'Орталық Азия.html'],
    ['a/b: c?', 'tsv', 'a b c.tsv'],
    ['???', 'tsv', 'export.tsv'],
    ['Chapter 1. The beginning', 'tsv', 'Chapter 1. The beginning.tsv'],
    ['Draft v1.2', 'tsv', 'Draft v1.2.tsv'],
  ] as const)('%s as %s is called %s', (base, format, name) => {
    expect(fileNameFor(base, format, 'en')).toBe(name)
    expect(name.endsWith(`.${extensionOf(format)}`)).toBe(true)
    expect(nameFault(name)).toBeNull()
  })

  test('the words of the file are in the interface language, the languages in themselves', async () => {
    await i18n.changeLanguage('ru')
    const choice = { format: 'bilingual-docx', scope: 'all', tags: 'comments', empty: 'blank' } as const
    const options = optionsFor(choice, { source: 'kk', target: 'en' }, i18n.t, 'ru')
    expect(options).toMatchObject({
      tags: 'comments',
      empty: 'blank',
      languageNames: { source: 'Қазақша', target: 'English' },
      labels: { language: 'ru', tags: 'Метки', states: { initial: 'Не переведено', final: 'Готово' } },
    })
    expect(JSON.stringify(options)).not.toMatch(/export\.|state\./)
  })
})
