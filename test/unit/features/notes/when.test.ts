import fc from 'fast-check'
import { expect, test } from 'vitest'
import { whenWritten } from '../../../../renderer/features/notes/when.ts'
import { t } from '../../../../renderer/ui/i18n.ts'

const now = new Date(2026, 2, 12, 14, 30)
const ago = (minutes: number) => new Date(now.getTime() - minutes * 60_000).toISOString()
const told = (minutes: number) => whenWritten(t, ago(minutes), now, 'en')

test('a time is told as people say it', () => {
  expect([0, 0.9, 1, 1.9, 5, 59].map(told)).toEqual([
    'just now',
    'just now',
    '1 minute ago',
    '1 minute ago',
    '5 minutes ago',
    '59 minutes ago',
  ])
  expect(told(60)).toBe('today, 13:30')
  expect(told(14 * 60)).toBe('today, 00:30')
  expect(told(15 * 60)).toBe('yesterday, 23:30')
  expect(told(3 * 24 * 60)).toBe('9 Mar 2026')
  expect(whenWritten(t, new Date(2026, 2, 12, 0, 5).toISOString(), new Date(2026, 2, 12, 0, 20), 'en')).toBe('15 minutes ago')
  expect(whenWritten(t, new Date(2026, 2, 11, 23, 50).toISOString(), new Date(2026, 2, 12, 0, 20), 'en')).toBe('30 minutes ago')
})

test('a time to come, as of a clock that was set back, is told by its day; never as one that is gone', () => {
  fc.assert(
    fc.property(fc.integer({ min: 2, max: 10 * 365 * 24 * 60 }), (minutes) => {
      expect(told(-minutes)).toMatch(/^\d+ \w+ \d{4}$/)
    }),
  )
})
