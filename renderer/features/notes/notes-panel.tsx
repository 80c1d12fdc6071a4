import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { ProjectStore } from '../../store/project-store.ts'
import { NoteDrafts } from './note-drafts.ts'
import { NotedList } from './noted-list.tsx'
import './notes.css'
import { RowNotes } from './row-notes.tsx'
import { useNow } from './use-now.ts'

export interface NotesPanelProps {
  store: ProjectStore
  documentId: string
  /** The unit of the active row. */
  activeId: string | null
  /** The person's name; empty where none was told. */
  author: string
  onAuthor: (author: string) => Promise<void>
  /** A note is to be written: the caret is wanted in its field. */
  isAsked: boolean
  onAnswered: () => void
  onGo: (documentId: string, unitId: string) => void
  /** Back to the row. */
  onLeave: () => void
  onFailure: (error: unknown) => void
}

/** The notes of the active row with a field for one more, and below them every row that has notes. */
export function NotesPanel({ store, documentId, activeId, onGo, ...writing }: NotesPanelProps) {
  const { t } = useTranslation()
  const now = useNow()
  const drafts = useMemo(() => new NoteDrafts(store.records.project.id), [store])
  return (
    <div className="notes-panel">
      {activeId ? (
        <RowNotes key={activeId} {...writing} store={store} documentId={documentId} unitId={activeId} drafts={drafts} now={now} />
      ) : (
        <p className="pane-empty">{t('notes.noRow')}</p>
      )}
      <NotedList store={store} documentId={documentId} activeId={activeId} now={now} onGo={onGo} />
    </div>
  )
}
