import type { Backup } from '../../shared/host/contract.ts'

export const BACKUPS_FOLDER = 'backups'
export const BACKUP_ENDING = '.egiz.zip'

const NAME = /^(\d{4}-\d{2}-\d{2})T(\d{2})-(\d{2})-(\d{2})Z-(\d{6,15})(?:-format-(\d{1,6}))?\.egiz\.zip$/
const NEWEST = 10
const DAYS = 14
const WEEKS = 8
const DAY = 24 * 60 * 60 * 1000

export type BackupName = Omit<Backup, 'size'>

/** `2026-11-23T18-00-00Z-000120.egiz.zip`; before a migration from format 1, `…-000120-format-1.egiz.zip`. `at` in milliseconds since 1970. */
export function backupName(at: number, seq: number, fromFormat: number | null): string {
  const time = `${new Date(at).toISOString().slice(0, 19).replaceAll(':', '-')}Z`
  const why = fromFormat === null ? '' : `-format-${fromFormat}`
  return `${time}-${String(seq).padStart(6, '0')}${why}${BACKUP_ENDING}`
}

/** What a backup's name says; null where the name is not one that `backupName` gives. */
export function parseBackupName(name: string): BackupName | null {
  const [, day, hours, minutes, seconds, number, format] = NAME.exec(name) ?? []
  if (!day || !number) return null
  const at = `${day}T${hours}:${minutes}:${seconds}Z`
  const seq = Number(number)
  const time = Date.parse(at)
  if (Number.isNaN(time) || backupName(time, seq, format === undefined ? null : Number(format)) !== name) return null
  return { name, at, seq, reason: format === undefined ? 'rotation' : 'migration' }
}

/** Orders names of backups, newest first. */
export const newestFirst = (a: string, b: string): number => (a < b ? 1 : a > b ? -1 : 0)

/**
 * Which of these files stay: the newest 10 backups, the newest of each of the last 14 days, the newest of each of the last 8 ISO weeks
 * (days and weeks in UTC, today's and this one counted), all that were made before a migration, and all that are no backups.
 */
export function keptBackups(names: readonly string[], now: number): Set<string> {
  const kept = new Set<string>()
  const rotated: { name: string; day: number }[] = []
  for (const name of names) {
    const parsed = parseBackupName(name)
    if (parsed?.reason === 'rotation') rotated.push({ name, day: Math.floor(Date.parse(parsed.at) / DAY) })
    else kept.add(name)
  }
  rotated.sort((a, b) => newestFirst(a.name, b.name))
  const today = Math.floor(now / DAY)
  const days = new Set<number>()
  const weeks = new Set<number>()
  for (const [i, { name, day }] of rotated.entries()) {
    const week = weekOf(day)
    if (i < NEWEST) kept.add(name)
    if (day > today - DAYS && !days.has(day)) kept.add(name)
    if (week > weekOf(today) - WEEKS && !weeks.has(week)) kept.add(name)
    days.add(day)
    weeks.add(week)
  }
  return kept
}

/** Weeks begin on Mondays; day 0, 1 January 1970, was a Thursday. */
const weekOf = (day: number): number => Math.floor((day + 3) / 7)
