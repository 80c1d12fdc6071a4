import './backups.css'
import { type ReactNode, useCallback, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Host, ProjectEntry, Verification } from '../../../shared/host/contract.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { errorText } from '../../ui/error-text.ts'
import { Notice } from '../../ui/notice.tsx'
import { Progress } from '../../ui/progress.tsx'
import { BackupsDialog } from './backups-dialog.tsx'
import { Counts } from './counts.tsx'
import { FindingList } from './finding-list.tsx'
import { isWarning } from './findings.ts'
import { RepairResult } from './repair-result.tsx'
import { useRepair } from './repairing.ts'
import type { Work } from './use-work.ts'

export interface CheckDialogProps {
  host: Host
  /** The project's token. */
  project: string
  name: string
  onOpen: (entry: ProjectEntry) => void
  /** A project was made of what could be saved. */
  onRepaired?: (entry: ProjectEntry) => void
  onClose: () => void
}

/** Proves a project or says what is wrong with it, and offers the ways on. */
export function CheckDialog({ host, project, name, onOpen, onRepaired, onClose }: CheckDialogProps) {
  const { t } = useTranslation()
  const [check, setCheck] = useState<Work<Verification>>({ at: 'running' })
  const [isRestoring, setRestoring] = useState(false)
  const { work, repair } = useRepair({ host, project, name, onOpen, onRepaired })

  const verify = useCallback(async () => {
    setCheck({ at: 'running' })
    const verified = await host.verifyProject({ project })
    setCheck(verified.ok ? { at: 'done', value: verified.value } : { at: 'failed', failure: verified.error })
  }, [host, project])
  useEffect(() => void verify(), [verify])

  if (isRestoring)
    return <BackupsDialog host={host} project={project} name={name} session={null} onOpen={onOpen} onClose={() => setRestoring(false)} />

  const isFaulty =
    check.at === 'done'
      ? !check.value.ok
      : check.at === 'failed' && (check.failure.code === 'damaged' || check.failure.code === 'not-a-project')
  const close = <Button onPress={onClose}>{t('common.close')}</Button>
  let footer: ReactNode = close
  if (work.at === 'done') {
    footer = (
      <>
        {close}
        <Button key="open" look="primary" onPress={() => onOpen(work.value.project)} autoFocus>
          {t('backups.open')}
        </Button>
      </>
    )
  } else if (work.at === 'running') {
    footer = (
      <Button key="meanwhile" onPress={onClose} autoFocus>
        {t('common.close')}
      </Button>
    )
  } else if (check.at === 'failed' && !isFaulty) {
    footer = (
      <>
        {close}
        <Button look="primary" onPress={() => void verify()}>
          {t('common.again')}
        </Button>
      </>
    )
  } else if (isFaulty) {
    footer = (
      <>
        {close}
        <Button onPress={() => setRestoring(true)}>{t('check.restore')}</Button>
        <Button look="primary" onPress={() => void repair()} autoFocus={work.at === 'failed'}>
          {t('check.repair')}
        </Button>
      </>
    )
  }
  return (
    <Dialog title={t('check.title', { name })} onClose={onClose} size="medium" footer={footer}>
      {work.at === 'done' ? (
        <RepairResult repair={work.value} />
      ) : (
        <>
          {work.at === 'running' ? <Progress label={t('repair.running')} value={null} /> : null}
          {work.at === 'failed' ? <Problem failure={work.failure} name={name} /> : null}
          {check.at === 'running' ? <Progress label={t('check.running')} value={null} /> : null}
          {check.at === 'failed' ? <Problem failure={check.failure} name={name} /> : null}
          {check.at === 'done' ? <Checked verification={check.value} /> : null}
        </>
      )}
    </Dialog>
  )
}

function Problem({ failure, name }: { failure: Parameters<typeof errorText>[1]; name: string }) {
  const { t } = useTranslation()
  const { title, advice } = errorText(t, failure, name)
  return (
    <Notice tone="error" title={title}>
      {advice}
    </Notice>
  )
}

function Checked({ verification }: { verification: Verification }) {
  const { t } = useTranslation()
  const { ok, findings, documents, units, annotations, changes } = verification
  const faults = findings.filter((finding) => !isWarning(finding))
  const warnings = findings.filter(isWarning)
  return (
    <>
      {ok ? (
        <Notice tone="ok" title={warnings.length === 0 ? t('check.whole') : t('check.wholeButUntidy')}>
          {warnings.length === 0 ? t('check.wholeText') : t('check.untidyText')}
        </Notice>
      ) : (
        <Notice tone="error" title={t('check.faulty', { count: faults.length })}>
          {t('check.faultyText')}
        </Notice>
      )}
      <Counts documents={documents} units={units} annotations={annotations} changes={changes} />
      <FindingList title={t('check.faults')} findings={faults} />
      <FindingList title={t('check.warnings')} findings={warnings} />
    </>
  )
}
