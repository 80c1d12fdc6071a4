import './backups.css'
import { useCallback, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Backup, Host, ProjectEntry, Result } from '../../../shared/host/contract.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { errorText, type Failure } from '../../ui/error-text.ts'
import { Notice } from '../../ui/notice.tsx'
import { Progress } from '../../ui/progress.tsx'
import { toasts } from '../../ui/toast-queue.ts'
import { BackupList } from './backup-list.tsx'
import { Restored } from './restored.tsx'
import { sizeText, whenText } from './texts.ts'
import { useWork } from './use-work.ts'

export interface BackupsDialogProps {
  host: Host
  /** The project's token. */
  project: string
  name: string
  /** The page's hold where the project is open: only then a backup can be made now. */
  session: string | null
  onOpen: (entry: ProjectEntry) => void
  onClose: () => void
}

/** The backups of a project; each can become a project of its own. */
export function BackupsDialog({ host, project, name, session, onOpen, onClose }: BackupsDialogProps) {
  const { t, i18n } = useTranslation()
  const [backups, setBackups] = useState<readonly Backup[] | null>(null)
  const [listing, setListing] = useState<Failure | null>(null)
  const [chosen, setChosen] = useState<Backup | null>(null)
  const making = useWork<Result<'backUpProject'>>()
  const restoring = useWork<Result<'restoreBackup'>>((outcome) => {
    if (!outcome.ok) {
      const { title, advice } = restoreFailure(outcome.error)
      toasts.add({ tone: 'error', text: `${title} ${advice}` })
      return
    }
    const { project: made } = outcome.value
    toasts.add({ text: t('backups.restored', { name: made.name }), action: { label: t('backups.open'), onPress: () => onOpen(made) } })
  })

  const list = useCallback(async () => {
    setListing(null)
    const listed = await host.listBackups({ project })
    if (listed.ok) setBackups(listed.value)
    else setListing(listed.error)
  }, [host, project])
  useEffect(() => void list(), [list])

  const restoreFailure = (failure: Failure) =>
    failure.code === 'damaged' ? { title: t('backups.damagedTitle'), advice: t('backups.damagedText') } : errorText(t, failure)
  const restore = (backup: Backup) => {
    setChosen(backup)
    making.rest()
    void restoring.run(() => host.restoreBackup({ project, backup: backup.name }))
  }
  const backUp = async (held: string) => {
    restoring.rest()
    await making.run(() => host.backUpProject({ session: held }))
    await list()
  }

  if (restoring.work.at === 'done') {
    const made = restoring.work.value
    return (
      <Dialog
        title={t('backups.title', { name })}
        onClose={onClose}
        size="medium"
        footer={
          <>
            <Button onPress={restoring.rest}>{t('backups.back')}</Button>
            <Button key="open" look="primary" onPress={() => onOpen(made.project)} autoFocus>
              {t('backups.open')}
            </Button>
          </>
        }
      >
        <Restored result={made} />
      </Dialog>
    )
  }

  const isRestoring = restoring.work.at === 'running'
  const isMaking = making.work.at === 'running'
  const problem =
    listing !== null
      ? errorText(t, listing, name)
      : restoring.work.at === 'failed'
        ? restoreFailure(restoring.work.failure)
        : making.work.at === 'failed'
          ? errorText(t, making.work.failure)
          : null
  return (
    <Dialog
      title={t('backups.title', { name })}
      onClose={onClose}
      size="medium"
      footer={
        <>
          {isRestoring && chosen !== null ? (
            <div className="grow">
              <Progress label={t('backups.restoring', { when: whenText(t, chosen.at, new Date(), i18n.language) })} value={null} />
            </div>
          ) : null}
          <Button onPress={onClose}>{t('common.close')}</Button>
          {session === null || isRestoring ? null : (
            <Button look="primary" onPress={() => void backUp(session)} isPending={isMaking}>
              {isMaking ? t('backups.making') : t('backups.make')}
            </Button>
          )}
        </>
      }
    >
      {problem === null ? null : (
        <Notice
          tone="error"
          title={problem.title}
          {...(listing === null ? {} : { action: { label: t('common.again'), onPress: () => void list() } })}
        >
          {problem.advice}
        </Notice>
      )}
      {making.work.at === 'done' ? (
        making.work.value === null ? (
          <Notice tone="info" title={t('backups.nothingNew')} />
        ) : (
          <Notice tone="ok" title={t('backups.made', { count: making.work.value.seq, size: sizeText(t, making.work.value.size) })} />
        )
      ) : null}
      {backups === null && listing === null ? <p className="muted">{t('backups.loading')}</p> : null}
      {backups !== null && backups.length === 0 ? (
        <div className="backups-empty">
          <h3>{t('backups.empty')}</h3>
          <p>{t('backups.emptyText')}</p>
        </div>
      ) : null}
      {backups !== null && backups.length > 0 ? (
        <>
          <p className="hint">
            {t('backups.sum', { count: backups.length, size: sizeText(t, sizeOf(backups)) })} {t('backups.rule')}
          </p>
          <BackupList backups={backups} isBusy={isRestoring || isMaking} onRestore={restore} />
        </>
      ) : null}
    </Dialog>
  )
}

const sizeOf = (backups: readonly Backup[]): number => backups.reduce((sum, { size }) => sum + size, 0)
