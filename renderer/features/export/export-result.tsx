import { useTranslation } from 'react-i18next'
import { Notice } from '../../ui/notice.tsx'
import type { ExportState } from './export-run.ts'

/** How an export went: what the file holds, what it lacks, where it is. */
export function ExportResult({ result }: { result: Extract<ExportState, { phase: 'done' }> }) {
  const { t } = useTranslation()
  const { report, how, name } = result
  return (
    <>
      <Notice tone="ok" title={t('export.doneTitle')}>
        {how === 'saved' ? t('export.savedAs', { file: name }) : t('export.downloadedAs', { file: name })}
      </Notice>
      <ul className="export-report">
        <li>{t('export.checked', { count: report.units })}</li>
        {report.annotations > 0 ? <li>{t('export.annotations', { count: report.annotations })}</li> : null}
        {report.untranslated.length > 0 ? <li>{t('export.untranslated', { count: report.untranslated.length })}</li> : null}
        {report.replaced.length > 0 ? <li className="export-warn">{t('export.replaced', { count: report.replaced.length })}</li> : null}
      </ul>
    </>
  )
}
