import { useTranslation } from 'react-i18next'
import { sampleProject } from './sample.ts'

/** What the first screen shows while there is no project: what the program is for, said and shown. */
export function HomeEmpty() {
  const { t } = useTranslation()
  const rows = sampleProject.units.slice(0, 3)
  return (
    <div className="home-empty">
      <h1>{t('home.emptyTitle')}</h1>
      <p>{t('home.emptyText')}</p>
      <p className="muted">{t('home.emptyDrop')}</p>
      <div className="specimen" aria-hidden>
        {rows.map((row, i) => (
          <div key={row.source} className={`specimen-row ${row.kind}`}>
            <span className="specimen-number">{i + 1}</span>
            <span lang={sampleProject.sourceLanguage}>{row.source}</span>
            <span lang={sampleProject.targetLanguage}>{row.target}</span>
          </div>
        ))}
      </div>
    </div>
  )
}
