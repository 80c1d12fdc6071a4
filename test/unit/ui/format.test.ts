import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { daysBetween, formatDay, formatNumber, formatPercent, formatTime, sizeParts } from '../../../renderer/ui/format.ts'
import { shownKeys } from '../../../renderer/ui/kbd.tsx'

const spaced = (text: string) => text.replace(/\s/g, ' ')

describe('numbers and times', () => {
  test('Kazakh writes numbers as Russian does, not as Chromium’s English fallback', () => {
    expect(formatNumber(1234567.5, 'en')).toBe('1,234,567.5')
    for (const language of ['kk', 'ru']) expect(spaced(formatNumber(1234567.5, language))).toBe('1 234 567,5')
  })

  test('a percentage never says none of what was begun, nor all of what is unfinished', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, noNaN: true }), (share) => {
        const shown = Number(formatPercent(share, 'en').replace('%', ''))
        expect(shown === 0).toBe(share === 0)
        expect(shown === 100).toBe(share === 1)
        expect(Math.abs(shown - share * 100)).toBeLessThanOrEqual(1)
      }),
    )
  })

  test('days are those of the calendar, not of 24 hours', () => {
    expect(daysBetween(new Date(2026, 2, 1, 23, 59), new Date(2026, 2, 2, 0, 1))).toBe(1)
    expect(daysBetween(new Date(2026, 2, 2, 0, 1), new Date(2026, 2, 2, 23, 59))).toBe(0)
    expect(daysBetween(new Date(2025, 11, 31), new Date(2026, 0, 1))).toBe(1)
    // Over the change to summer time, wherever there is one.
    expect(daysBetween(new Date(2026, 0, 15), new Date(2026, 6, 15))).toBe(181)
  })

  test('times and days', () => {
    const time = new Date(2026, 4, 7, 9, 5)
    expect(formatTime(time, 'en')).toBe('09:05')
    expect(formatDay(time, 'en')).toBe('7 May 2026')
    expect(formatDay(time, 'kk')).toBe('07.05.2026')
  })

  test('sizes', () => {
    expect(sizeParts(0)).toEqual({ value: 0, unit: 'bytes' })
    expect(sizeParts(1536)).toEqual({ value: 1.5, unit: 'kilobytes' })
    expect(sizeParts(4 << 20)).toEqual({ value: 4, unit: 'megabytes' })
  })

  test('shortcuts are shown as the platform prints them', () => {
    expect(shownKeys('Mod+Shift+Enter', false)).toBe('Ctrl Shift Enter')
    expect(shownKeys('Mod+Shift+Enter', true)).toBe('⌘⇧↩')
  })
})
