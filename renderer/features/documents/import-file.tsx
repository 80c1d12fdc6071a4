import './documents.css'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { FileGrant, Host } from '../../../shared/host/contract.ts'
import { HostFailure } from '../../../shared/host/errors.ts'
import type { SegmentationRules } from '../../../shared/text/segmentation/rules.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { errorText, type Failure } from '../../ui/error-text.ts'
import { Notice } from '../../ui/notice.tsx'
import { Progress } from '../../ui/progress.tsx'
import { useAnalysis } from './analysis.ts'
import { ImportControls } from './import-controls.tsx'
import type { AcceptedText } from './import-dialog.tsx'
import { ImportPreview } from './import-preview.tsx'
import { type ImportEdits, kindsByIndex, noEdits, previewRows } from './import-rows.ts'
import { useRowCount } from './row-count.ts'

export interface ImportFileProps {
  host: Host
  file: FileGrant
  place: { index: number; count: number }
  languages: { source: string; target: string }
  sentences: SegmentationRules | null
  onBySentence: (bySentence: boolean) => void
  onAccept: (result: AcceptedText) => Promise<void>
  onSkip: () => void
  onClose: () => void
}

/** One file: how to read it at the left, what comes of it at the right. */
export function ImportFile({ host, file, place, languages, sentences, onBySentence, onAccept, onSkip, onClose }: ImportFileProps) {
  const { t } = useTranslation()
  const analysis = useAnalysis(host, file)
  const [name, setName] = useState(() => documentName(file.name))
  const [adding, setAdding] = useState(false)
  const [refusal, setRefusal] = useState<Failure | null>(null)
  const [edited, setEdited] = useState<{ of: unknown; edits: ImportEdits }>({ of: null, edits: noEdits })

  const read = analysis.failure === null ? (analysis.result?.read ?? null) : null
  // What was put back and changed belongs to one reading of the file.
  const edits = edited.of === read ? edited.edits : noEdits
  const rows = useMemo(() => (read === null ? [] : previewRows(read, edits)), [read, edits])
  const count = rows.reduce((sum, row) => sum + (row.type === 'paragraph' ? 1 : 0), 0)
  const rowCount = useRowCount(rows, sentences)
  const busy = analysis.running !== null || adding
  const failure = analysis.failure ?? refusal
  const problem = failure === null ? null : errorText(t, failure, file.name)
  const several = place.count > 1

  const accept = async () => {
    if (read === null || busy || name.trim() === '') return
    setAdding(true)
    setRefusal(null)
    try {
      const putBack = [...edits.putBack].sort((a, b) => a - b)
      await onAccept({ file, read, putBack, kinds: kindsByIndex(rows), sentences, name: name.trim() })
    } catch (error) {
      console.error(error)
      setRefusal(error instanceof HostFailure ? error.error : { code: 'internal' })
      setAdding(false)
    }
  }
  const cancelReading = () => {
    if (!analysis.goBack()) (several ? onSkip : onClose)()
  }

  return (
    <Dialog
      size="full"
      title={t('import.title', { file: file.name })}
      {...(several ? { aside: t('import.place', place) } : {})}
      onClose={() => {
        if (!adding) onClose()
      }}
      footer={
        <>
          {several ? (
            <Button look="quiet" onPress={onSkip} isPending={adding}>
              {t('import.skip')}
            </Button>
          ) : null}
          <span className="grow" />
          <Button onPress={onClose} isPending={adding}>
            {t('common.cancel')}
          </Button>
          <Button look="primary" onPress={() => void accept()} isPending={adding} isDisabled={read === null || analysis.running !== null}>
            {count === 0 ? t('import.acceptNone') : t('import.accept', { count })}
          </Button>
        </>
      }
    >
      <div className="import">
        <ImportControls
          analysis={analysis}
          read={read}
          rows={rows}
          edits={edits}
          name={name}
          bySentence={sentences !== null}
          rowCount={rowCount}
          onBySentence={onBySentence}
          isDisabled={adding}
          onName={setName}
          onEdits={(next) => setEdited({ of: read, edits: next })}
        />
        <div className="import-paper">
          {problem === null ? null : (
            <div className="import-notice">
              <Notice tone="error" title={problem.title}>
                {problem.advice}
              </Notice>
            </div>
          )}
          {analysis.running === null ? null : (
            <div className="import-notice">
              <Progress
                label={analysis.running.phase === 'reading' ? t('import.reading') : t('import.finding')}
                value={analysis.running.fraction}
                onCancel={cancelReading}
              />
            </div>
          )}
          {adding ? (
            <div className="import-notice">
              <Progress label={t('import.adding')} value={null} />
            </div>
          ) : null}
          {read === null ? null : (
            <ImportPreview
              rows={rows}
              language={languages.source}
              isStale={analysis.running !== null}
              edits={edits}
              onEdits={(next) => setEdited({ of: read, edits: next })}
            />
          )}
        </div>
      </div>
    </Dialog>
  )
}

/** The file's name without its extension. */
function documentName(file: string): string {
  return file.replace(/\.[^.]{1,8}$/, '') || file
}
