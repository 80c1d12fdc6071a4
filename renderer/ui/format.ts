/**
 * Numbers and times in the interface language. Chromium carries no Kazakh number or date patterns (it falls back to English ones), and
 * Kazakh writes both as Russian does: a no-break space between thousands, a decimal comma, day.month.year.
 */
const patterns = (language: string) => (language.startsWith('kk') ? 'ru' : language)

const numbers = new Map<string, Intl.NumberFormat>()

/** How numbers are written in a language; to make such a thing takes a hundred times as long as to use it. */
function numbersOf(language: string, style: 'decimal' | 'percent'): Intl.NumberFormat {
  const key = `${language} ${style}`
  const known = numbers.get(key) ?? new Intl.NumberFormat(patterns(language), { style })
  numbers.set(key, known)
  return known
}

export function formatNumber(value: number, language: string): string {
  return numbersOf(language, 'decimal').format(value)
}

/** A share of 1 as a whole percentage; never 0 % for something begun nor 100 % for something unfinished. */
export function formatPercent(share: number, language: string): string {
  const whole = share <= 0 ? 0 : share >= 1 ? 100 : Math.min(99, Math.max(1, Math.round(share * 100)))
  return numbersOf(language, 'percent').format(whole / 100)
}

/** Calendar days between two times, in the local time zone. */
export function daysBetween(earlier: Date, later: Date): number {
  const midnight = (time: Date) => Date.UTC(time.getFullYear(), time.getMonth(), time.getDate())
  return Math.round((midnight(later) - midnight(earlier)) / 86_400_000)
}

/** Hours and minutes of a time, local. */
export function formatTime(time: Date, language: string): string {
  return new Intl.DateTimeFormat(patterns(language), { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(time)
}

/** Day, month and year of a time, local. */
export function formatDay(time: Date, language: string): string {
  if (language.startsWith('en')) return new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric' }).format(time)
  return new Intl.DateTimeFormat('ru', { day: '2-digit', month: '2-digit', year: 'numeric' }).format(time)
}

/** A size in bytes as people say it: B, KB or MB (powers of 1024), one decimal below ten. */
export function sizeParts(bytes: number): { value: number; unit: 'bytes' | 'kilobytes' | 'megabytes' } {
  if (bytes < 1024) return { value: bytes, unit: 'bytes' }
  const unit = bytes < 1024 * 1024 ? 'kilobytes' : 'megabytes'
  const value = bytes / (unit === 'kilobytes' ? 1024 : 1024 * 1024)
  return { value: value < 10 ? Math.round(value * 10) / 10 : Math.round(value), unit }
}
