import { useTranslation } from 'react-i18next'
import type { Statistics } from '../../../shared/analysis/statistics.ts'
import { type UnitState, unitStates } from '../../../shared/model/records.ts'
import { formatPercent } from '../../ui/format.ts'
import type { ProjectStatistics } from './counting.ts'

/** Furthest first, as in the list of documents. */
const order: readonly UnitState[] = unitStates.toReversed()

/** One bar a document, and one in all: which share of its words is in which state. The tables say the same in numbers. */
export function StateChart({ documents, total }: ProjectStatistics) {
  const { t } = useTranslation()
  return (
    <figure className="statistics-chart">
      <figcaption className="statistics-legend">
        <h3 className="section-title">{t('statistics.chart')}</h3>
        {order.map((state) => (
          <span key={state}>
            <i className="statistics-swatch" data-state={state} />
            {t(`state.${state}`)}
          </span>
        ))}
      </figcaption>
      <ul>
        {documents.map(({ id, name, statistics }) => (
          <Bar key={id} name={name} of={statistics} />
        ))}
        {documents.length > 1 ? <Bar name={t('statistics.total')} of={total} isTotal /> : null}
      </ul>
    </figure>
  )
}

function Bar({ name, of, isTotal = false }: { name: string; of: Statistics; isTotal?: boolean }) {
  const { t, i18n } = useTranslation()
  const words = of.sourceWords
  const shareOf = (state: UnitState) => (words === 0 ? 0 : of.states[state].sourceWords / words)
  const parts = order
    .filter((state) => shareOf(state) > 0)
    .map((state) => ({ state, share: shareOf(state), label: `${t(`state.${state}`)}: ${formatPercent(shareOf(state), i18n.language)}` }))
  return (
    <li className={`statistics-bar-row${isTotal ? ' total' : ''}`}>
      <span className="statistics-name">{name}</span>
      <span className="statistics-bar" role="img" aria-label={parts.map(({ label }) => label).join(', ') || t('statistics.noWords')}>
        {parts.map(({ state, share, label }) => (
          <i key={state} data-state={state} style={{ width: `${100 * share}%` }} title={label} />
        ))}
      </span>
      <span className="statistics-words">{t('statistics.words', { count: words })}</span>
      <span className="statistics-share">{words === 0 ? '' : formatPercent(1 - shareOf('initial'), i18n.language)}</span>
    </li>
  )
}
