import './backups.css'
import { ArchiveRestore, ListChecks, Wrench } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Host, ProjectEntry } from '../../../shared/host/contract.ts'
import type { HostError } from '../../../shared/host/errors.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { errorText } from '../../ui/error-text.ts'
import { Notice } from '../../ui/notice.tsx'
import { Progress } from '../../ui/progress.tsx'
import { BackupsDialog } from './backups-dialog.tsx'
import { CheckDialog } from './check-dialog.tsx'
import { RepairResult } from './repair-result.tsx'
import { useRepair } from './repairing.ts'

export interface DamagedDialogProps {
  host: Host
  entry: ProjectEntry
  /** Why it could not be opened. */
  error: HostError
  onOpen: (entry: ProjectEntry) => void
  onClose: () => void
}

/** Shown where a project cannot be opened: what is broken, that nothing was touched, and the ways on. */
export function DamagedDialog({ host, entry, error, onOpen, onClose }: DamagedDialogProps) {
  const { t } = useTranslation()
  const [way, setWay] = useState<'check' | 'restore' | null>(null)
  const { token: project, name } = entry
  const { work, repair } = useRepair({ host, project, name, onOpen })
  const back = () => setWay(null)
  if (way === 'check') return <CheckDialog host={host} project={project} name={name} onOpen={onOpen} onClose={back} />
  if (way === 'restore') return <BackupsDialog host={host} project={project} name={name} session={null} onOpen={onOpen} onClose={back} />

  const isDamaged = error.code === 'damaged'
  const isBusy = work.at === 'running'
  const { title, advice } = errorText(t, error, isDamaged ? fileInside(entry.place, error) : name)
  const failed = work.at === 'failed' ? errorText(t, work.failure, name) : null
  return (
    <Dialog
      title={t('damage.title', { name })}
      onClose={onClose}
      size="medium"
      footer={
        <>
          <Button onPress={onClose} autoFocus={!isDamaged}>
            {t('common.close')}
          </Button>
          {work.at === 'done' ? (
            <Button key="open" look="primary" onPress={() => onOpen(work.value.project)} autoFocus>
              {t('backups.open')}
            </Button>
          ) : null}
        </>
      }
    >
      {work.at === 'done' ? (
        <RepairResult repair={work.value} />
      ) : (
        <>
          <Notice tone="error" title={title}>
            {isDamaged ? t('damage.untouched') : advice}
          </Notice>
          <p className="hint damage-place">{entry.place}</p>
          {failed === null ? null : (
            <Notice tone="error" title={failed.title}>
              {failed.advice}
            </Notice>
          )}
          {isBusy ? <Progress label={t('repair.running')} value={null} /> : null}
          {isDamaged ? (
            <section className="ways" aria-label={t('damage.ways')}>
              <h3 className="section-title">{t('damage.ways')}</h3>
              <Way
                icon={<ListChecks size={16} aria-hidden />}
                title={t('damage.check')}
                onPress={() => setWay('check')}
                isDisabled={isBusy}
              >
                {t('damage.checkText')}
              </Way>
              <Way
                icon={<ArchiveRestore size={16} aria-hidden />}
                title={t('check.restore')}
                onPress={() => setWay('restore')}
                isDisabled={isBusy}
              >
                {t('damage.restoreText')}
              </Way>
              <Way icon={<Wrench size={16} aria-hidden />} title={t('check.repair')} onPress={() => void repair()} isDisabled={isBusy}>
                {t('damage.repairText')}
              </Way>
            </section>
          ) : null}
        </>
      )}
    </Dialog>
  )
}

interface WayProps {
  icon: ReactNode
  title: string
  /** What it does, and what it leaves alone. */
  children: string
  onPress: () => void
  isDisabled: boolean
}

function Way({ icon, title, children, onPress, isDisabled }: WayProps) {
  // A disabled button would lose the focus.
  return (
    <button type="button" className="way" aria-disabled={isDisabled} onClick={isDisabled ? undefined : onPress}>
      {icon}
      <span className="way-text">
        <b>{title}</b>
        <span>{children}</span>
      </span>
    </button>
  )
}

/** The damaged file by its path in the project, where it lies in it. */
function fileInside(place: string, { detail }: HostError): string | undefined {
  const { path } = detail
  return typeof path === 'string' && path.startsWith(place) && path.length > place.length + 1 ? path.slice(place.length + 1) : undefined
}
