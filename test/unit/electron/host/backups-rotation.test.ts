import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { backupName, keptBackups, parseBackupName } from '../../../../electron/host/backup-names.ts'

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE
const now = Date.UTC(2026, 10, 23, 18)

const times = (span: number) => fc.array(fc.integer({ min: 0, max: span }), { maxLength: 120 })
const namesOf = (ages: readonly number[]) => [
  ...new Set(ages.map((age) => backupName(now - age, 100_000 - Math.floor(age / MINUTE), null))),
]
/** Ages near by and far off, so that days and weeks hold none, one and many. */
const arbitraryNames = fc.oneof(times(3 * DAY), times(30 * DAY), times(200 * DAY)).map(namesOf)

const newest = (names: readonly string[]) => [...names].sort().reverse()
const dayOf = (name: string) => name.slice(0, 10)
/** As ISO 8601 counts weeks, by another way than the program's: the Thursday of a week says which year it is of. */
function isoWeek(name: string): string {
  const thursday = new Date(`${dayOf(name)}T00:00:00Z`)
  thursday.setUTCDate(thursday.getUTCDate() + 4 - (thursday.getUTCDay() || 7))
  const year = thursday.getUTCFullYear()
  return `${year}-W${Math.ceil(((thursday.getTime() - Date.UTC(year, 0, 1)) / DAY + 1) / 7)}`
}

describe('names', () => {
  test('say what they were made of', () => {
    const time = fc.integer({ min: 0, max: Date.UTC(9999, 0, 1) })
    fc.assert(
      fc.property(time, fc.nat({ max: 10 ** 12 }), fc.option(fc.integer({ min: 1, max: 999 })), (at, seq, format) => {
        const name = backupName(at, seq, format)
        const reason = format === null ? 'rotation' : 'migration'
        const second = new Date(at - (at % 1000)).toISOString().replace('.000Z', 'Z')
        expect(parseBackupName(name)).toEqual({ name, at: second, seq, reason })
      }),
    )
    expect(backupName(now, 120, null)).toBe('2026-11-23T18-00-00Z-000120.egiz.zip')
    expect(backupName(now, 120, 1)).toBe('2026-11-23T18-00-00Z-000120-format-1.egiz.zip')
  })

  test.each([
    '2026-11-23T18-00-00Z-120.egiz.zip',
    '2026-02-30T18-00-00Z-000120.egiz.zip',
    '2026-11-23T24-00-00Z-000120.egiz.zip',
    '2026-11-23T18-00-00Z-0000120.egiz.zip',
    '2026-11-23T18-00-00Z-000120.zip',
    '2026-11-23T18-00-00Z-000120 (1).egiz.zip',
    '.2026-11-23T18-00-00Z-000120.egiz.zip.abcdefgh.tmp',
    'thesis.egiz.zip',
  ])('%s is none of ours', (name) => {
    expect(parseBackupName(name)).toBe(null)
    expect(keptBackups([name], now)).toEqual(new Set([name]))
  })
})

describe('rotation keeps', () => {
  const check = (law: (names: string[], kept: Set<string>) => void) =>
    fc.assert(fc.property(arbitraryNames, (names) => law(names, keptBackups(names, now))))

  test('the newest ten', () => {
    check((names, kept) => {
      for (const name of newest(names).slice(0, 10)) expect(kept).toContain(name)
    })
  })

  test('the newest of each of the last 14 days and of the last 8 weeks, and nothing else beyond the newest ten', () => {
    check((names, kept) => {
      const newestOf = (group: (name: string) => string) => {
        const found = new Map<string, string>()
        for (const name of newest(names)) if (!found.has(group(name))) found.set(group(name), name)
        return found
      }
      const at = (age: number) => backupName(now - age, 0, null)
      const days = new Set(Array.from({ length: 14 }, (_, i) => dayOf(at(i * DAY))))
      const weeks = new Set(Array.from({ length: 8 }, (_, i) => isoWeek(at(i * 7 * DAY))))
      const expected = new Set(newest(names).slice(0, 10))
      for (const [day, name] of newestOf(dayOf)) if (days.has(day)) expected.add(name)
      for (const [week, name] of newestOf(isoWeek)) if (weeks.has(week)) expected.add(name)
      expect(kept).toEqual(expected)
    })
  })

  test('a bounded number', () => {
    check((_, kept) => {
      expect(kept.size).toBeLessThanOrEqual(10 + 14 + 8)
    })
  })

  test('the same when asked again, whatever the order of the names', () => {
    fc.assert(
      fc.property(
        arbitraryNames.chain((names) => fc.tuple(fc.constant(names), fc.shuffledSubarray(names, { minLength: names.length }))),
        ([names, shuffled]) => {
          const kept = keptBackups(names, now)
          expect(keptBackups([...kept], now)).toEqual(kept)
          expect(keptBackups(shuffled, now)).toEqual(kept)
        },
      ),
    )
  })

  test('every copy made before a migration, and every file that is not ours', () => {
    fc.assert(
      fc.property(arbitraryNames, times(2000 * DAY), fc.array(fc.string()), (names, ages, others) => {
        const migrations = ages.map((age) => backupName(now - age, 7, 1))
        const kept = keptBackups([...names, ...migrations, ...others], now)
        for (const name of [...migrations, ...others]) expect(kept).toContain(name)
        // They take nobody's place.
        for (const name of keptBackups(names, now)) expect(kept).toContain(name)
      }),
    )
  })

  test('what it would keep of all backups ever made, when it is run after each of them', () => {
    const steps = fc.array(fc.oneof(fc.integer({ min: 1, max: 600 }), fc.integer({ min: 600, max: 5 * 1440 })), { maxLength: 150 })
    fc.assert(
      fc.property(steps, (minutes) => {
        let [at, all, left] = [now, [] as string[], [] as string[]]
        for (const [i, minute] of minutes.entries()) {
          at += minute * MINUTE
          const name = backupName(at, i, null)
          all = [...all, name]
          left = [...keptBackups([...left, name], at)]
        }
        expect(new Set(left)).toEqual(keptBackups(all, at))
      }),
    )
  })

  test('of a year of work with a backup every ten minutes of eight hours a day: ten of today, 14 days, 8 weeks', () => {
    let left: string[] = []
    let at = 0
    for (let day = 0; day < 365; day++) {
      for (let i = 0; i < 48; i++) {
        at = Date.UTC(2026, 0, 1 + day, 9) + i * 10 * MINUTE
        left = [...keptBackups([...left, backupName(at, day * 48 + i, null)], at)]
      }
    }
    const days = newest([...new Set(left.map(dayOf))])
    // 31 December 2026 is a Thursday: 14 days back is the 18th; weeks end on Sundays.
    expect(days.slice(0, 14)).toEqual(Array.from({ length: 14 }, (_, i) => new Date(at - i * DAY).toISOString().slice(0, 10)))
    expect(days.slice(14)).toEqual(['2026-12-13', '2026-12-06', '2026-11-29', '2026-11-22', '2026-11-15'])
    expect(left.filter((name) => dayOf(name) === days[0]).length).toBe(10)
    expect(left.length).toBe(10 + 13 + 5)
  })
})
