import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Annotation } from '../../../shared/model/records.ts'
import type { ProjectStore } from '../../store/project-store.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Field } from '../../ui/field.tsx'

interface NoteDialogProps {
  store: ProjectStore
  annotation: Annotation
  onClose: () => void
}

/** The note of one annotation. */
export function NoteDialog({ store, annotation, onClose }: NoteDialogProps) {
  const { t } = useTranslation()
  const [note, setNote] = useState(annotation.note)
  const save = async () => {
    const { id: annotationId, documentId } = annotation
    const before = store.records.annotations.get(annotationId)?.note ?? ''
    onClose()
    if (before !== note) await store.commit({ type: 'annotation.setNote', annotationId, documentId, before, after: note })
  }
  return (
    <Dialog
      title={t('tags.editNote')}
      // Leaving keeps what was written; only Cancel drops it.
      onClose={() => void save()}
      footer={
        <>
          <Button onPress={onClose}>{t('common.cancel')}</Button>
          <Button look="primary" onPress={() => void save()}>
            {t('common.save')}
          </Button>
        </>
      }
    >
      <p className="note-quote" dir="auto">
        {annotation.spans[0]?.quote}
      </p>
      <form
        onSubmit={(event) => event.preventDefault()}
        onKeyDown={(event) => {
          if (event.code === 'Enter' && (event.ctrlKey || event.metaKey)) void save()
        }}
      >
        <Field label={t('tags.note')} value={note} onChange={setNote} multiline autoFocus />
      </form>
    </Dialog>
  )
}
