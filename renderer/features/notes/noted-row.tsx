import { memo, useLayoutEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { plainText } from '../../../shared/text/rich-text.ts'
import type { ProjectStore } from '../../store/project-store.ts'
import { outlineTopic, unitAnnotationsTopic, unitTopic } from '../../store/topics.ts'
import { useTopic } from '../../store/use-store.ts'
import { NoteMeta } from './note-meta.tsx'

/** How much of a source tells which row it is, in UTF-16 units. */
const START = 120

interface NotedRowProps {
  store: ProjectStore
  documentId: string
  unitId: string
  /** Its document is told where it is not the one shown. */
  isElsewhere: boolean
  isActive: boolean
  now: Date
  onGo: (documentId: string, unitId: string) => void
}

/** A row with notes: its number, how its source begins, the notes on it, and those on passages of it under what they stand on. Its page is read when it comes into view. */
export const NotedRow = memo(function NotedRow({ store, documentId, unitId, isElsewhere, isActive, now, onGo }: NotedRowProps) {
  const { t } = useTranslation()
  const unit = useTopic(store, unitTopic(unitId), () => store.unit(documentId, unitId))
  const annotations = useTopic(store, unitAnnotationsTopic(unitId), () => store.records.annotationsOf(unitId))
  const outline = useTopic(store, outlineTopic(documentId), () => store.records.outlines.get(documentId))
  const page = outline?.pageOf(unitId) ?? null

  useLayoutEffect(() => {
    if (!unit && page !== null) void store.need(documentId, page)
  }, [store, documentId, page, unit])

  return (
    <button
      type="button"
      className={`listed-go noted-go${isActive ? ' on' : ''}`}
      aria-current={isActive || undefined}
      onClick={() => onGo(documentId, unitId)}
    >
      <span className="noted-place">
        <span className="noted-number">{t('notes.row', { row: (outline?.indexOf(unitId) ?? -1) + 1 })}</span>
        {isElsewhere ? <span className="noted-document">{store.records.documents.get(documentId)?.name}</span> : null}
      </span>
      <span className="noted-source" lang={store.records.project.sourceLanguage} dir="auto" translate="no">
        {unit ? plainText(unit.source).slice(0, START) : ' '}
      </span>
      {(unit?.notes ?? []).map((note) => (
        <span key={note.id} className="noted-note">
          <span className="note-text" dir="auto" translate="no">
            {note.text}
          </span>
          <NoteMeta note={note} now={now} />
        </span>
      ))}
      {annotations
        .filter(({ note, spans }) => note !== '' && spans[0]?.unitId === unitId)
        .map((annotation) => (
          <span key={annotation.id} className="noted-note">
            <span className="noted-source" dir="auto" translate="no">
              {annotation.spans[0]!.quote}
            </span>
            <span className="note-text" dir="auto" translate="no">
              {annotation.note}
            </span>
            <NoteMeta note={annotation} now={now} />
          </span>
        ))}
    </button>
  )
})
