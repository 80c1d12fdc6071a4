import './export.css'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ExportProject, TagPlacement } from '../../../shared/formats/bilingual.ts'
import type { FormatName } from '../../../shared/formats/registry.ts'
import type { Host } from '../../../shared/host/contract.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { errorText } from '../../ui/error-text.ts'
import { Notice } from '../../ui/notice.tsx'
import { Progress } from '../../ui/progress.tsx'
import { Choices } from '../../ui/radio.tsx'
import { asksAboutEmpty, type ExportChoice, offeredFormats, placementFor, placementsOf } from './export-options.ts'
import { ExportResult } from './export-result.tsx'
import { useExport } from './export-run.ts'

export interface ExportDialogProps {
  host: Host
  documents: readonly { id: string; name: string }[]
  /** The document on the screen. */
  current: string
  load: (documentIds: string[]) => Promise<ExportProject>
  projectName: string
  onClose: () => void
}

const first: ExportChoice = { format: 'bilingual-docx', scope: 'current', tags: 'comments', empty: 'source' }

/** What to export and how; then how it went. */
export function ExportDialog({ host, documents, current, load, projectName, onClose }: ExportDialogProps) {
  const { t, i18n } = useTranslation()
  const [choice, setChoice] = useState(first)
  const { state, run, cancel } = useExport(host, t, i18n.language)
  const [shown, setShown] = useState<'form' | 'result'>('form')
  const set = (part: Partial<ExportChoice>) => setChoice({ ...choice, ...part })
  const document = documents.find((one) => one.id === current) ?? documents[0]
  const busy = state.phase !== 'choosing' && state.phase !== 'done'
  const done = state.phase === 'done' && shown === 'result' ? state : null

  const start = () => {
    setShown('result')
    const all = choice.scope === 'all' || document === undefined
    void run({
      choice,
      documentIds: all ? documents.map((one) => one.id) : [document.id],
      baseName: all ? projectName : document.name,
      load,
    })
  }
  const close = () => {
    if (busy) cancel()
    onClose()
  }

  return (
    <Dialog
      title={t('export.title')}
      size="medium"
      onClose={close}
      footer={
        done === null ? (
          <>
            <Button onPress={busy ? cancel : close}>{t('common.cancel')}</Button>
            <Button look="primary" onPress={start} isPending={busy}>
              {t('export.run')}
            </Button>
          </>
        ) : (
          <>
            <Button onPress={() => setShown('form')}>{t('export.more')}</Button>
            <Button look="primary" onPress={close} autoFocus>
              {t('common.done')}
            </Button>
          </>
        )
      }
    >
      {done === null ? (
        <>
          {state.phase === 'choosing' && state.failure !== null ? (
            <Notice tone="error" title={errorText(t, state.failure).title}>
              {errorText(t, state.failure).advice}
            </Notice>
          ) : null}
          <Choices<FormatName>
            label={t('export.format')}
            value={choice.format}
            onChange={(format) => set({ format })}
            isDisabled={busy}
            choices={offeredFormats.map((value) => ({
              value,
              label: t(`export.formats.${value}`),
              description: t(`export.formats.${value}Text`),
            }))}
          />
          {documents.length > 1 && document !== undefined ? (
            <Choices<ExportChoice['scope']>
              label={t('export.scope')}
              value={choice.scope}
              onChange={(scope) => set({ scope })}
              isDisabled={busy}
              choices={[
                { value: 'current', label: t('export.scopeCurrent'), description: document.name },
                { value: 'all', label: t('export.scopeAll', { count: documents.length }) },
              ]}
            />
          ) : null}
          {placementsOf(choice.format).length > 0 ? (
            <Choices<TagPlacement>
              label={t('export.tags')}
              value={placementFor(choice.format, choice.tags)}
              onChange={(tags) => set({ tags })}
              isDisabled={busy}
              choices={placementsOf(choice.format).map((value) => ({ value, label: t(tagLabel(choice.format, value)) }))}
            />
          ) : null}
          {asksAboutEmpty(choice.format) ? (
            <Choices<ExportChoice['empty']>
              label={t('export.empty')}
              value={choice.empty}
              onChange={(empty) => set({ empty })}
              isDisabled={busy}
              choices={[
                { value: 'source', label: t('export.emptySource') },
                { value: 'blank', label: t('export.emptyBlank') },
              ]}
            />
          ) : null}
          {state.phase === 'collecting' ? <Progress label={t('export.collecting')} value={null} /> : null}
          {state.phase === 'writing' ? <Progress label={t('export.writing')} value={state.fraction} /> : null}
          {state.phase === 'saving' ? <Progress label={t('export.saving')} value={null} /> : null}
        </>
      ) : (
        <ExportResult result={done} />
      )}
    </Dialog>
  )
}

function tagLabel(format: FormatName, placement: TagPlacement) {
  if (placement === 'none') return 'export.tagsNone'
  if (placement === 'column') return 'export.tagsColumn'
  return format === 'bilingual-html' ? 'export.tagsMarked' : 'export.tagsComments'
}
