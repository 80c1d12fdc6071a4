import { useTranslation } from 'react-i18next'
import type { Hit } from '../../../shared/search/search-index.ts'
import type { ProjectStore } from '../../store/project-store.ts'
import { formatNumber } from '../../ui/format.ts'

/** How much stands before a hit, so that the hit is in the first of its two lines. UTF-16 units. */
const BEFORE = 28

/** A hit in its surroundings, with the row and where in it. */
export function HitLine({ store, hit }: { store: ProjectStore; hit: Hit }) {
  const { t, i18n } = useTranslation()
  const { records } = store
  const row = (records.outlines.get(hit.documentId)?.indexOf(hit.unitId) ?? -1) + 1
  const languages = { source: records.project.sourceLanguage, target: records.project.targetLanguage, notes: undefined, tags: undefined }
  const before = shortened(hit.before)
  const quote = hit.field === 'tags' ? records.annotations.get(hit.itemId ?? '')?.spans[0]?.quote : undefined
  return (
    <>
      <span className="hit-place">
        <span className="numeric">{t('search.row', { row: formatNumber(row, i18n.language) })}</span>
        <span>{t(`search.field.${hit.field}`)}</span>
      </span>
      <span className="hit-text" dir="auto" lang={languages[hit.field]}>
        {before}
        <mark>{hit.text}</mark>
        {hit.after}
        {quote === undefined ? null : <q>{quote}</q>}
      </span>
    </>
  )
}

/** The end of a text, from a word's beginning on. */
function shortened(text: string): string {
  if (text.length <= BEFORE) return text
  const end = text.slice(-BEFORE)
  const space = end.search(/\s/)
  return `…${space < 0 ? end.replace(/^[\uDC00-\uDFFF]/, '') : end.slice(space)}`
}
