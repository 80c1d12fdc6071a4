import { useTranslation } from 'react-i18next'
import { formatNumber } from '../../ui/format.ts'

export interface CountsProps {
  documents: number
  units: number
  annotations: number
  changes?: number
}

/** How much a project holds. */
export function Counts({ documents, units, annotations, changes }: CountsProps) {
  const { t, i18n } = useTranslation()
  const facts: readonly [label: string, count: number | undefined][] = [
    [t('check.documents'), documents],
    [t('check.paragraphs'), units],
    [t('check.passages'), annotations],
    [t('check.changes'), changes],
  ]
  return (
    <dl className="check-counts">
      {facts.map(([label, count]) =>
        count === undefined ? null : (
          <div key={label}>
            <dt>{label}</dt>
            <dd className="numeric">{formatNumber(count, i18n.language)}</dd>
          </div>
        ),
      )}
    </dl>
  )
}
