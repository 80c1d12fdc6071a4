import { expect, test } from 'vitest'
import { shellLabels } from '../../../../electron/shell/menu-labels.ts'

test('the language set goes before the system, and English where neither is there', () => {
  expect(shellLabels('kk', 'ru-RU').file).toBe('Файл')
  expect(shellLabels('kk', 'en-GB').undo).toBe('Болдырмау')
  expect(shellLabels(null, 'ru-RU').undo).toBe('Отменить')
  expect(shellLabels(null, 'ru_RU.UTF-8').undo).toBe('Отменить')
  expect(shellLabels(null, 'ja').undo).toBe('Undo')
  expect(shellLabels(null, 'toString').undo).toBe('Undo')
  expect(shellLabels(null, '').undo).toBe('Undo')
})

test('every language has every label', () => {
  const english = shellLabels('en', 'en')
  for (const language of ['kk', 'ru']) {
    const labels = shellLabels(language, 'en')
    expect(Object.keys(labels)).toEqual(Object.keys(english))
    expect(Object.values(labels).every((label) => label.trim() !== '')).toBe(true)
  }
})
