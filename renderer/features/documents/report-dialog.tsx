import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ProjectStore } from '../../store/project-store.ts'
import { outlineTopic } from '../../store/topics.ts'
import { useTopic } from '../../store/use-store.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { formatNumber } from '../../ui/format.ts'
import { putLineBack, type RemovedLine, unitOf } from './putting-back.ts'
import './documents.css'

interface ReportDialogProps {
  store: ProjectStore
  documentId: string
  onClose: () => void
}

const shapes: Record<string, string> = { lines: 'shapeLines', blank: 'shapeBlank', wrapped: 'shapeWrapped' }

/** How a document was read when it was imported, and what was taken out of it; each line can still be put back. */
export function ReportDialog({ store, documentId, onClose }: ReportDialogProps) {
  const { t } = useTranslation()
  const scroller = useRef<HTMLDivElement>(null)
  const outline = useTopic(store, outlineTopic(documentId), () => store.records.outlines.get(documentId))
  const document = store.records.documents.get(documentId)
  const removed = document?.report.removed ?? []
  const virtualizer = useVirtualizer({
    count: removed.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => 36,
    overscan: 8,
    useFlushSync: false,
  })
  if (!document || !outline) return null
  const { report } = document
  const shape = shapes[report.shape]
  return (
    <Dialog title={t('import.reportOf', { name: document.name })} onClose={onClose} size="medium">
      <dl className="report-facts">
        <dt>{t('import.encoding')}</dt>
        <dd>{report.encoding.toUpperCase()}</dd>
        <dt>{t('import.shape')}</dt>
        <dd>{shape ? t(`import.${shape}`) : report.shape}</dd>
        <dt>{t('import.report')}</dt>
        <dd>
          {t('import.lines', { count: report.lines })} → {t('import.paragraphs', { count: outline.length })},{' '}
          {t('import.characters', { count: report.characters })}
        </dd>
      </dl>
      <h3 className="section-title">{t('import.removed')}</h3>
      {removed.length === 0 ? <p className="hint">{t('import.removedNone')}</p> : null}
      <div className="report-removed" ref={scroller}>
        <ul style={{ height: virtualizer.getTotalSize() }} aria-label={t('import.removed')}>
          {virtualizer.getVirtualItems().map((item) => {
            const line = removed[item.index]!
            return (
              <li key={line.line} style={{ transform: `translateY(${item.start}px)` }}>
                <RemovedItem store={store} documentId={documentId} line={line} rows={outline.length} />
              </li>
            )
          })}
        </ul>
      </div>
    </Dialog>
  )
}

interface RemovedItemProps {
  store: ProjectStore
  documentId: string
  line: RemovedLine
  /** How many rows there are: another number means that something was put back or taken out. */
  rows: number
}

function RemovedItem({ store, documentId, line, rows }: RemovedItemProps) {
  const { t, i18n } = useTranslation()
  const [unitId, setUnitId] = useState<string | null>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: looked up anew whenever a row came or went
  useEffect(() => {
    let current = true
    void unitOf(store, documentId, line).then((unit) => current && setUnitId(unit?.id ?? null))
    return () => {
      current = false
    }
  }, [store, documentId, line, rows])
  return (
    <>
      <span className="muted numeric">{t('import.line', { line: formatNumber(line.line, i18n.language) })}</span>
      <span className="report-line" lang={store.records.project.sourceLanguage} dir="auto">
        {line.text}
      </span>
      <span className="muted">{t(`import.removedReason.${line.reason}`)}</span>
      {unitId ? (
        <span className="muted">{t('import.isBack')}</span>
      ) : (
        <Button
          look="quiet"
          label={t('import.putBackLine', { line: line.line, text: line.text })}
          onPress={() => void putLineBack(store, documentId, line)}
        >
          {t('import.putBack')}
        </Button>
      )}
    </>
  )
}
