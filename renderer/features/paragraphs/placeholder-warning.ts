import type { TFunction } from 'i18next'
import type { Unit } from '../../../shared/model/records.ts'
import { comparePlaceholders, type PlaceholderRun } from '../../../shared/text/placeholders.ts'

/** What a translation lacks of the source's placeholders, or has too many; null where nothing is to be said, as of an empty one. */
export function placeholderWarning(t: TFunction, { source, target }: Unit): string | null {
  if (target.length === 0) return null
  const { missing, extra } = comparePlaceholders(source, target)
  const named = (runs: readonly PlaceholderRun[]) => runs.map(({ attrs }) => attrs.label || attrs.kind).join(' ')
  const parts = [
    ...(missing.length > 0 ? [t('editor.missing', { list: named(missing) })] : []),
    ...(extra.length > 0 ? [t('editor.extra', { list: named(extra) })] : []),
  ]
  return parts.length > 0 ? parts.join(' · ') : null
}
