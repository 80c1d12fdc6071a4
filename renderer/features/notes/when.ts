import { daysBetween, formatDay, formatTime } from '../../ui/format.ts'
import type { Translate } from '../../ui/i18n.ts'

/** How long ago something was written, as people say it: “just now”, “5 minutes ago”, “today, 14:05”, “12 Mar 2026”. */
export function whenWritten(t: Translate, at: string, now: Date, language: string): string {
  const time = new Date(at)
  const minutes = (now.getTime() - time.getTime()) / 60_000
  const days = daysBetween(time, now)
  if (Math.abs(minutes) < 1) return t('notes.now')
  // A clock that was set back makes times to come; of them the day is told.
  if (minutes < 0 || days > 1) return formatDay(time, language)
  if (minutes < 60) return t('notes.minutesAgo', { count: Math.floor(minutes) })
  return t(days === 1 ? 'notes.yesterday' : 'notes.today', { time: formatTime(time, language) })
}

/** Day and time, in full. */
export function exactTime(at: string, language: string): string {
  const time = new Date(at)
  return `${formatDay(time, language)}, ${formatTime(time, language)}`
}
