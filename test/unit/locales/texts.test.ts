import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { createInstance } from 'i18next'
import { describe, expect, test } from 'vitest'
import { interfaceLanguages, type Texts, textsOf } from '../../../renderer/ui/locale-files.ts'
import { errorCodes } from '../../../shared/host/errors.ts'

const root = resolve(import.meta.dirname, '../../..')
const plural = /_(zero|one|two|few|many|other)$/
const flat = Object.fromEntries(interfaceLanguages.map((language) => [language, flatten(textsOf(language))]))
const keysOf = (language: string) => Object.keys(flat[language]!)
const stem = (key: string) => key.replace(plural, '')
const placeholders = (text: string) => [...new Set([...text.matchAll(/\{\{\s*([^},]+)[^}]*\}\}/g)].map((match) => match[1]!.trim()))].sort()

function flatten(texts: Texts, before = ''): Record<string, string> {
  const out: Record<string, string> = {}
  for (const [key, value] of Object.entries(texts)) {
    if (typeof value === 'string') out[before + key] = value
    else Object.assign(out, flatten(value, `${before}${key}.`))
  }
  return out
}

describe('the texts of the interface', () => {
  test.each(['kk', 'ru'])('%s has every text that English has, and no other', (language) => {
    expect([...new Set(keysOf(language).map(stem))].sort()).toEqual([...new Set(keysOf('en').map(stem))].sort())
  })

  test.each(interfaceLanguages)('%s has every plural form that its language needs, and no other', (language) => {
    const needed = [...new Intl.PluralRules(language).resolvedOptions().pluralCategories].sort()
    for (const name of new Set(
      keysOf(language)
        .filter((key) => plural.test(key))
        .map(stem),
    )) {
      const forms = keysOf(language).filter((key) => plural.test(key) && stem(key) === name)
      expect({ name, forms: forms.map((key) => plural.exec(key)![1]!).sort() }).toEqual({ name, forms: needed })
    }
  })

  test('the plural rules are those the texts were written for', () => {
    expect([...new Intl.PluralRules('kk').resolvedOptions().pluralCategories].sort()).toEqual(['one', 'other'])
    expect([...new Intl.PluralRules('ru').resolvedOptions().pluralCategories].sort()).toEqual(['few', 'many', 'one', 'other'])
  })

  test.each(['kk', 'ru'])('%s has in each text the placeholders of the English one', (language) => {
    for (const [key, text] of Object.entries(flat[language]!)) {
      const english = flat.en![key] ?? flat.en![`${stem(key)}_other`]
      expect({ key, in: placeholders(text) }).toEqual({ key, in: placeholders(english ?? '') })
    }
  })

  test.each(interfaceLanguages)('%s has no empty text, no space at an end, and no two files with a group of the same name', (language) => {
    for (const [key, text] of Object.entries(flat[language]!)) expect({ key, text: text.trim() || 'empty' }).toEqual({ key, text })
    const folder = join(root, 'renderer/locales', language)
    const groups = readdirSync(folder).flatMap((file) => Object.keys(JSON.parse(readFileSync(join(folder, file), 'utf8')) as Texts))
    expect(groups.filter((group, i) => groups.indexOf(group) !== i)).toEqual([])
  })

  test.each(['kk', 'ru'])('%s is written in its own letters: only names and file formats stay Latin', (language) => {
    const latin =
      /^(Egiz|PDF|Word|DOCX|HTML|TXT|TSV|UTF|NUL|egiz|verify|project|json|txt|kk|zh|Hant|Ctrl|Shift|Alt|Enter|Esc|Tab|Backspace)$/
    for (const [key, text] of Object.entries(flat[language]!)) {
      const words = text.replace(/\{\{[^}]*\}\}/g, ' ').match(/[A-Za-z]{2,}/g) ?? []
      expect({ key, foreign: words.filter((word) => !latin.test(word)) }).toEqual({ key, foreign: [] })
    }
  })

  test('every failure has its sentences', () => {
    const codes = [...errorCodes, 'empty-file', 'binary-file', 'export-mismatch', 'worker-failed']
    for (const code of codes)
      expect(Object.keys(flat.en!)).toEqual(expect.arrayContaining([`errors.${code}.title`, `errors.${code}.advice`]))
  })

  test('every text that the program asks for by name is there', () => {
    const known = new Set(keysOf('en').flatMap((key) => [key, stem(key)]))
    const asked: string[] = []
    for (const file of readdirSync(join(root, 'renderer'), { recursive: true, encoding: 'utf8' })) {
      if (!/\.tsx?$/.test(file)) continue
      const source = readFileSync(join(root, 'renderer', file), 'utf8')
      for (const match of source.matchAll(/\bt\(\s*'([^']+)'/g)) if (!known.has(match[1]!)) asked.push(`${file}: ${match[1]}`)
    }
    expect(asked).toEqual([])
  })

  test('plural and context forms are found by i18next under the names used here', async () => {
    const i18n = createInstance()
    await i18n.init({ lng: 'ru', resources: { ru: { translation: textsOf('ru') } }, interpolation: { escapeValue: false } })
    const forms = [1, 3, 7, 21].map((count) => i18n.t('import.paragraphs', { count }).replace(/\s/g, ' '))
    expect(forms).toEqual(['1 абзац', '3 абзаца', '7 абзацев', '21 абзац'])
    expect(i18n.t('errors.not-found.title', { context: 'file', file: 'A' })).toBe('Не удалось найти «A»')
    // Where there is no form that names the file, the plain one serves.
    expect(i18n.t('errors.internal.title', { context: 'file', file: 'A' })).toBe('Внутренняя ошибка Egiz')
  })
})
