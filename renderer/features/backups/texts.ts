import { daysBetween, formatDay, formatTime, sizeParts } from '../../ui/format.ts'
import type { Translate } from '../../ui/i18n.ts'

/** “Today, 14:05”, “Yesterday, 09:30”, “12 Mar 2026, 18:00”. */
export function whenText(t: Translate, at: string, now: Date, language: string): string {
  const time = new Date(at)
  const days = daysBetween(time, now)
  const clock = formatTime(time, language)
  // A clock that was set back is no reason for a day in the future.
  if (days <= 0) return t('backups.today', { time: clock })
  if (days === 1) return t('backups.yesterday', { time: clock })
  return t('backups.onDay', { day: formatDay(time, language), time: clock })
}

/** “12.3 KB”. */
export function sizeText(t: Translate, bytes: number): string {
  const { value, unit } = sizeParts(bytes)
  return t(`size.${unit}`, { value })
}
