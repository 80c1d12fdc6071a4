import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ProjectStore } from '../../store/project-store.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Field } from '../../ui/field.tsx'

interface RenameDialogProps {
  store: ProjectStore
  documentId: string
  onClose: () => void
}

/** Another name for a document; its file keeps its own. */
export function RenameDialog({ store, documentId, onClose }: RenameDialogProps) {
  const { t } = useTranslation()
  const before = store.records.documents.get(documentId)?.name ?? ''
  const [name, setName] = useState(before)
  const after = name.trim()
  const save = async () => {
    onClose()
    if (after !== before) await store.commit({ type: 'document.rename', documentId, before, after })
  }
  return (
    <Dialog
      title={t('workbench.renameTitle')}
      onClose={onClose}
      footer={
        <>
          <Button onPress={onClose}>{t('common.cancel')}</Button>
          <Button look="primary" isDisabled={after === ''} onPress={() => void save()}>
            {t('common.save')}
          </Button>
        </>
      }
    >
      <form
        onSubmit={(event) => {
          event.preventDefault()
          if (after !== '') void save()
        }}
      >
        <Field label={t('workbench.documentName')} value={name} onChange={setName} autoFocus maxLength={200} />
      </form>
    </Dialog>
  )
}
