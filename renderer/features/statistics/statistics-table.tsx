import { useTranslation } from 'react-i18next'
import type { Statistics } from '../../../shared/analysis/statistics.ts'
import { formatNumber } from '../../ui/format.ts'
import type { TableSection } from './columns.ts'
import type { ProjectStatistics } from './counting.ts'

/** One section of the statistics: a row a document, and one in all where there are several. */
export function StatisticsTable({ section, statistics: { documents, total } }: { section: TableSection; statistics: ProjectStatistics }) {
  const { t } = useTranslation()
  return (
    <table className="statistics-table">
      <caption className="section-title">{t(section.words)}</caption>
      <thead>
        <tr>
          <th scope="col" rowSpan={2}>
            {t('statistics.document')}
          </th>
          {section.groups.map(({ words, columns }) =>
            words === null ? (
              columns.map((column) => (
                <th key={column.words} scope="col" rowSpan={2}>
                  {t(column.words)}
                </th>
              ))
            ) : (
              <th key={words} scope="colgroup" colSpan={columns.length}>
                {t(words)}
              </th>
            ),
          )}
        </tr>
        <tr>
          {section.groups.map((group) =>
            group.words === null
              ? null
              : group.columns.map((column) => (
                  <th key={`${group.words} ${column.words}`} scope="col">
                    {t(column.words)}
                  </th>
                )),
          )}
        </tr>
      </thead>
      <tbody>
        {documents.map(({ id, name, statistics }) => (
          <Numbers key={id} name={name} section={section} of={statistics} />
        ))}
      </tbody>
      {documents.length > 1 ? (
        <tfoot>
          <Numbers name={t('statistics.total')} section={section} of={total} />
        </tfoot>
      ) : null}
    </table>
  )
}

function Numbers({ name, section, of }: { name: string; section: TableSection; of: Statistics }) {
  const { i18n } = useTranslation()
  return (
    <tr>
      <th scope="row">{name}</th>
      {section.groups.flatMap((group) =>
        group.columns.map((column) => {
          const value = column.value(of)
          return (
            <td key={`${group.words} ${column.words}`} className={value === 0 ? 'muted' : undefined}>
              {formatNumber(value, i18n.language)}
            </td>
          )
        }),
      )}
    </tr>
  )
}
