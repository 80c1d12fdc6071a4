import { useTranslation } from 'react-i18next'
import type { Result } from '../../../shared/host/contract.ts'
import { Notice } from '../../ui/notice.tsx'

/** A restored backup: where it lies, and what of it was no longer there. */
export function Restored({ result }: { result: Result<'restoreBackup'> }) {
  const { t } = useTranslation()
  const { project, missing } = result
  return (
    <>
      <Notice tone="ok" title={t('backups.restored', { name: project.name })}>
        {t('backups.restoredPlace', { place: project.place })}
      </Notice>
      {missing.length === 0 ? null : (
        <Notice tone="warn" title={t('backups.missing', { count: missing.length })}>
          {t('backups.missingText')}
          <ul className="backup-missing">
            {missing.map((path) => (
              <li key={path}>{path}</li>
            ))}
          </ul>
        </Notice>
      )}
    </>
  )
}
