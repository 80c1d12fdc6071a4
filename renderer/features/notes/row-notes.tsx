import { useTranslation } from 'react-i18next'
import type { SimpleOp } from '../../../shared/model/changes.ts'
import type { Unit, UnitNote } from '../../../shared/model/records.ts'
import { commitAll } from '../../store/edits.ts'
import { addNoteOps, removeNoteOps, returnNoteOps, setNoteOps } from '../../store/notes.ts'
import type { ProjectStore } from '../../store/project-store.ts'
import { outlineTopic, unitTopic } from '../../store/topics.ts'
import { useTopic } from '../../store/use-store.ts'
import { Kbd } from '../../ui/kbd.tsx'
import { useKeyOf } from '../../ui/keys-in-force.ts'
import { toasts } from '../../ui/toast-queue.ts'
import { NewNote } from './new-note.tsx'
import { NoteCard } from './note-card.tsx'
import type { NoteDrafts } from './note-drafts.ts'

export interface RowNotesProps {
  store: ProjectStore
  documentId: string
  unitId: string
  drafts: NoteDrafts
  author: string
  now: Date
  isAsked: boolean
  onAnswered: () => void
  onAuthor: (author: string) => Promise<void>
  onLeave: () => void
  onFailure: (error: unknown) => void
}

/** The notes of the active row, and a field for one more. */
export function RowNotes({ store, documentId, unitId, drafts, now, onFailure, ...writing }: RowNotesProps) {
  const { t } = useTranslation()
  const addKey = useKeyOf('note.add')
  const unit = useTopic(store, unitTopic(unitId), () => store.unit(documentId, unitId))
  const row = useTopic(store, outlineTopic(documentId), () => (store.records.outlines.get(documentId)?.indexOf(unitId) ?? -1) + 1)
  const edit = async (make: (unit: Unit) => readonly SimpleOp[]) => {
    const there = await store.readUnit(documentId, unitId)
    if (there) await commitAll(store, make(there))
  }
  const remove = async (note: UnitNote, at: number) => {
    // The button that was pressed goes away with its note.
    writing.onLeave()
    await edit((there) => removeNoteOps(there, note.id))
    const { seq } = store
    toasts.add({
      text: t('notes.removed', { row }),
      action: {
        label: t('commands.edit.undo'),
        // Where something else was done since, only the note comes back.
        onPress: () => {
          const back = store.seq === seq ? store.undo() : edit((there) => returnNoteOps(there, at, note))
          back.catch(onFailure)
        },
      },
    })
  }
  return (
    <section className="row-notes" aria-label={t('notes.ofRow', { row })}>
      <header className="pane-head">
        <h2>{t('notes.ofRow', { row })}</h2>
        {addKey === undefined ? null : <Kbd keys={addKey} />}
      </header>
      {unit?.notes ? (
        <ul className="note-list">
          {unit.notes.map((note, at) => (
            <NoteCard
              key={note.id}
              note={note}
              drafts={drafts}
              now={now}
              onChange={(text) => edit((there) => setNoteOps(there, note.id, text)).catch(onFailure)}
              onRemove={() => remove(note, at).catch(onFailure)}
            />
          ))}
        </ul>
      ) : null}
      <NewNote
        key={unitId}
        {...writing}
        unitId={unitId}
        row={row}
        drafts={drafts}
        onAdd={(text, author) => edit((there) => addNoteOps(there, text, author)).catch(onFailure)}
      />
    </section>
  )
}
