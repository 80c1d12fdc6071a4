import { useTranslation } from 'react-i18next'
import { useTopic } from '../../store/use-store.ts'
import { formatNumber } from '../../ui/format.ts'
import { MOST_HITS, type SearchSession } from './search-session.ts'

/** How much was found, which hit is the current one, and how far the texts are read. */
export function SearchStatus({ session }: { session: SearchSession }) {
  const { t, i18n } = useTranslation()
  const { total, rows, state, hits } = useTopic(session, 'answer', () => session.answer)
  const current = useTopic(session, 'current', () => session.current)
  const read = useTopic(session, 'progress', () => {
    const progress = session.feed.progress
    return progress ? Math.floor((100 * progress.done) / Math.max(1, progress.of)) : null
  })
  const found = total > 0 ? `${t('search.hits', { count: total })} ${t('search.inRows', { count: rows })}` : ''
  const isOver = state === 'done' && read === null
  return (
    <p className="search-status numeric">
      {/* Only what stands still is read out. */}
      <span role="status">{isOver ? found || t('search.none') : ''}</span>
      {isOver ? null : <span aria-hidden>{found}</span>}
      {current >= 0 ? <span>{t('search.current', { at: formatNumber(current + 1, i18n.language) })}</span> : null}
      {total > MOST_HITS && hits.length === MOST_HITS ? <span>{t('search.first', { count: MOST_HITS })}</span> : null}
      {read === null ? null : <span>{t('search.reading', { share: read })}</span>}
    </p>
  )
}
