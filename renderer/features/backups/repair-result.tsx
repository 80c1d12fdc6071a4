import { useTranslation } from 'react-i18next'
import type { Repair } from '../../../shared/host/contract.ts'
import { Notice } from '../../ui/notice.tsx'
import { Counts } from './counts.tsx'
import { FindingList } from './finding-list.tsx'

/** Where the host puts the bytes that it could make nothing of. */
const UNSAVED = 'unsaved.txt'

/** What a repair made: where it lies, what it holds, and each thing that was lost or had to be taken from elsewhere. */
export function RepairResult({ repair }: { repair: Repair }) {
  const { t } = useTranslation()
  const { project, documents, units, annotations, findings } = repair
  const lost = findings.filter(({ saved }) => !saved)
  const saved = findings.filter((finding) => finding.saved)
  return (
    <>
      <Notice tone={lost.length === 0 ? 'ok' : 'warn'} title={t('repair.done', { name: project.name })}>
        <p>{lost.length === 0 ? t('repair.nothingLost') : t('repair.someLost', { file: UNSAVED })}</p>
        <p>{t('repair.place', { place: project.place })}</p>
      </Notice>
      <Counts documents={documents} units={units} annotations={annotations} />
      <FindingList title={t('repair.lost')} findings={lost} by="repair" />
      <FindingList title={t('repair.saved')} findings={saved} by="repair" />
    </>
  )
}
