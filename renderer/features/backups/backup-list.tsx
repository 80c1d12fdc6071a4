import { useId, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Backup } from '../../../shared/host/contract.ts'
import { walkButtons } from '../../ui/walk-buttons.ts'
import { sizeText, whenText } from './texts.ts'

export interface BackupListProps {
  /** Newest first. */
  backups: readonly Backup[]
  /** Another one is being restored. */
  isBusy: boolean
  onRestore: (backup: Backup) => void
}

/** Backups one a row. One row's button is in the order of Tab; up, down, Home and End go to the others. */
export function BackupList({ backups, isBusy, onRestore }: BackupListProps) {
  const { t, i18n } = useTranslation()
  const list = useRef<HTMLUListElement>(null)
  const [current, setCurrent] = useState(0)
  const id = useId()
  const now = new Date()
  const inTabOrder = Math.min(current, backups.length - 1)
  return (
    <ul
      className="backup-list"
      aria-label={t('backups.list')}
      ref={list}
      onKeyDown={(event) => walkButtons(event, list.current, 'button.backup-restore')}
    >
      {backups.map((backup, i) => {
        const when = whenText(t, backup.at, now, i18n.language)
        return (
          <li key={backup.name} className="backup">
            <div className="backup-face" id={`${id}${i}`}>
              <span className="backup-when">{when}</span>
              <span className="backup-fact numeric">{t('backups.holds', { count: backup.seq })}</span>
              <span className="backup-fact numeric">{sizeText(t, backup.size)}</span>
              {backup.reason === 'migration' ? <span className="backup-why">{t('backups.forMigration')}</span> : null}
            </div>
            <button
              type="button"
              className="button quiet backup-restore"
              aria-label={t('backups.restoreOf', { when })}
              aria-describedby={`${id}${i}`}
              // Disabled in earnest it would lose the focus.
              aria-disabled={isBusy}
              tabIndex={i === inTabOrder ? 0 : -1}
              onFocus={() => setCurrent(i)}
              onClick={isBusy ? undefined : () => onRestore(backup)}
            >
              {t('backups.restore')}
            </button>
          </li>
        )
      })}
    </ul>
  )
}
