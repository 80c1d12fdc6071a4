import { expect, test } from 'vitest'
import { errorText, type FailureCode } from '../../../renderer/ui/error-text.ts'
import { i18n, setLanguage } from '../../../renderer/ui/i18n.ts'
import { interfaceLanguages } from '../../../renderer/ui/locale-files.ts'
import { errorCodes, refused } from '../../../shared/host/errors.ts'

const codes: FailureCode[] = [...errorCodes, 'empty-file', 'binary-file', 'export-mismatch', 'worker-failed']

test.each(interfaceLanguages)(
  'in %s every failure has a title and an advice of its own, with no key and no placeholder left',
  async (language) => {
    await i18n.changeLanguage(language)
    const titles = new Set<string>()
    for (const code of codes) {
      for (const detail of [{}, { file: 'a.txt' }]) {
        const { title, advice } = errorText(i18n.t, { code, detail })
        expect(`${title} ${advice}`).not.toMatch(/errors\.|\{\{/)
        expect(advice).toMatch(/[.。]$/)
        titles.add(title.replace('a.txt', ''))
      }
    }
    expect(titles.size).toBeGreaterThanOrEqual(codes.length)
  },
)

test('the file is named by the failure itself, or by who asked', async () => {
  await i18n.changeLanguage('en')
  const { error } = refused('not-found', 'gone', { path: 'C:\\Thesis.egiz', line: 4 })
  expect(errorText(i18n.t, error).title).toBe('“C:\\Thesis.egiz” was not found')
  expect(errorText(i18n.t, error, 'Thesis').title).toBe('“Thesis” was not found')
  expect(errorText(i18n.t, { code: 'not-found' }).title).toBe('It was not found')
  expect(errorText(i18n.t, { code: 'export-mismatch', detail: 'row 3' }).advice).toContain('row 3')
})

test('a name is shown as it is: no markup is made of it, none is hidden', async () => {
  await i18n.changeLanguage('en')
  expect(errorText(i18n.t, { code: 'exists' }, '<b>&{{x}}').title).toContain('<b>&')
})

test('the interface speaks what the system speaks, unless a person chose', async () => {
  const root = { lang: '' }
  Object.assign(globalThis, { document: { documentElement: root } })
  await setLanguage(null, 'kk-KZ')
  expect([i18n.language, root.lang]).toEqual(['kk', 'kk'])
  await setLanguage(null, 'fr-FR')
  expect(i18n.language).toBe('en')
  await setLanguage('ru', 'kk-KZ')
  expect([i18n.language, root.lang]).toEqual(['ru', 'ru'])
  Reflect.deleteProperty(globalThis, 'document')
})
