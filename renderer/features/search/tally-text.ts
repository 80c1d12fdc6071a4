import type { Translate } from '../../ui/i18n.ts'
import type { Tally } from './replacing.ts'

/** What was replaced, and what stayed and why, in sentences. */
export function tallyText(t: Translate, { replaced, rows, kept, locked }: Tally): string {
  const sentences = [
    replaced > 0 || kept + locked === 0 ? `${t('search.replaced', { count: replaced })} ${t('search.inRows', { count: rows })}.` : '',
    locked > 0 ? t('search.lockedStay', { count: locked }) : '',
    kept > 0 ? t('search.placeholdersStay', { count: kept }) : '',
  ]
  return sentences.filter((sentence) => sentence !== '').join(' ')
}
