import { Pencil, Trash2 } from 'lucide-react'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { UnitNote } from '../../../shared/model/records.ts'
import { Button } from '../../ui/button.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import type { NoteDrafts } from './note-drafts.ts'
import { NoteField } from './note-field.tsx'
import { NoteMeta } from './note-meta.tsx'

interface NoteCardProps {
  note: UnitNote
  drafts: NoteDrafts
  now: Date
  onChange: (text: string) => void
  onRemove: () => void
}

/** A note of the row, to be read whole, changed in place, or taken away. */
export function NoteCard({ note, drafts, now, onChange, onRemove }: NoteCardProps) {
  const { t } = useTranslation()
  // A change that was begun and left by going elsewhere goes on.
  const [draft, setDraft] = useState(() => drafts.of(note.id) || null)
  const card = useRef<HTMLLIElement>(null)
  const write = (text: string | null) => {
    setDraft(text)
    drafts.keep(note.id, text ?? '')
  }
  const leave = (isKept: boolean, isByKey: boolean) => {
    if (draft === null) return
    write(null)
    if (isKept) onChange(draft)
    if (isByKey) requestAnimationFrame(() => card.current?.querySelector<HTMLElement>('.note-edit')?.focus())
  }
  return (
    <li className="note" ref={card}>
      {draft === null ? (
        <>
          <p className="note-text" dir="auto" translate="no">
            {note.text}
          </p>
          <div className="note-foot">
            <NoteMeta note={note} now={now} />
            <span className="note-acts">
              <IconButton
                className="note-edit"
                label={t('notes.edit')}
                icon={<Pencil size={13} aria-hidden />}
                onPress={() => write(note.text)}
              />
              <IconButton label={t('notes.remove')} icon={<Trash2 size={13} aria-hidden />} onPress={onRemove} />
            </span>
          </div>
        </>
      ) : (
        <NoteField
          label={t('notes.edit')}
          value={draft}
          autoFocus
          onChange={write}
          // Leaving keeps what was written; only Cancel drops it.
          onDone={() => leave(true, true)}
          onLeave={() => leave(true, true)}
          onBlur={() => leave(true, false)}
        >
          <div className="note-buttons">
            <Button look="quiet" onPress={() => leave(false, true)}>
              {t('common.cancel')}
            </Button>
            <Button type="submit">{t('common.save')}</Button>
          </div>
        </NoteField>
      )}
    </li>
  )
}
