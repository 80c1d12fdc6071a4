import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../ui/button.tsx'
import { Field } from '../../ui/field.tsx'
import { Kbd } from '../../ui/kbd.tsx'
import type { NoteDrafts } from './note-drafts.ts'
import { NoteField } from './note-field.tsx'

interface NewNoteProps {
  unitId: string
  /** The row's 1-based number. */
  row: number
  drafts: NoteDrafts
  /** Who writes; empty where the person has told no name yet. */
  author: string
  /** The caret is wanted here. */
  isAsked: boolean
  onAnswered: () => void
  /** The person's name, told with the first note. */
  onAuthor: (author: string) => Promise<void>
  onAdd: (text: string, author: string) => Promise<void>
  onLeave: () => void
}

/** Where a note on the row is written. Who has told no name is asked for it here, and need not answer. */
export function NewNote({ unitId, row, drafts, author, isAsked, onAnswered, onAuthor, onAdd, onLeave }: NewNoteProps) {
  const { t } = useTranslation()
  const [text, setText] = useState(() => drafts.of(unitId))
  const [name, setName] = useState('')
  const field = useRef<HTMLTextAreaElement>(null)

  useEffect(() => {
    if (!isAsked) return
    field.current?.focus()
    onAnswered()
  }, [isAsked, onAnswered])

  const write = (typed: string) => {
    setText(typed)
    drafts.keep(unitId, typed)
  }
  const add = async () => {
    if (text.trim() === '') return
    const told = name.trim()
    write('')
    field.current?.focus()
    if (told !== '') await onAuthor(told)
    await onAdd(text, told || author)
  }
  return (
    <NoteField
      ref={field}
      label={t('notes.fieldOf', { row })}
      placeholder={t('notes.placeholder')}
      value={text}
      onChange={write}
      onDone={() => void add()}
      onLeave={onLeave}
    >
      {author === '' && text !== '' ? <Field label={t('notes.yourName')} value={name} onChange={setName} maxLength={120} /> : null}
      {text === '' ? null : (
        <div className="note-buttons">
          <Kbd keys="Mod+Enter" />
          <Button type="submit" look="primary" isDisabled={text.trim() === ''}>
            {t('notes.add')}
          </Button>
        </div>
      )}
    </NoteField>
  )
}
