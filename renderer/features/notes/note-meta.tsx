import { useTranslation } from 'react-i18next'
import type { UnitNote } from '../../../shared/model/records.ts'
import { exactTime, whenWritten } from './when.ts'

/** Who wrote a note, and when. */
export function NoteMeta({ note, now }: { note: Pick<UnitNote, 'author' | 'at'>; now: Date }) {
  const { t, i18n } = useTranslation()
  return (
    <span className="note-meta">
      <span className="note-author">{note.author || t('notes.nobody')}</span>
      <time dateTime={note.at} title={exactTime(note.at, i18n.language)}>
        {whenWritten(t, note.at, now, i18n.language)}
      </time>
    </span>
  )
}
