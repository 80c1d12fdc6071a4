import { useTranslation } from 'react-i18next'
import type { Tag } from '../../../shared/model/records.ts'
import { commitAll, removeTagOps } from '../../store/edits.ts'
import type { ProjectStore } from '../../store/project-store.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'

interface RemoveTagDialogProps {
  store: ProjectStore
  tag: Tag
  onClose: () => void
}

/** Asks before a tag goes with all that hangs on it, and says what that is. */
export function RemoveTagDialog({ store, tag, onClose }: RemoveTagDialogProps) {
  const { t } = useTranslation()
  const ops = removeTagOps(store, tag)
  const below = ops.flatMap((op) => (op.type === 'tag.remove' && op.tag.id !== tag.id ? op.tag.name : []))
  const passages = ops.filter((op) => op.type === 'annotation.remove').length
  return (
    <Dialog
      role="alertdialog"
      title={t('tags.removeTitle', { name: tag.name })}
      onClose={onClose}
      footer={
        <>
          <Button onPress={onClose} autoFocus>
            {t('common.cancel')}
          </Button>
          <Button
            look="danger"
            onPress={() => {
              onClose()
              void commitAll(store, ops)
            }}
          >
            {t('tags.removeDo')}
          </Button>
        </>
      }
    >
      {below.length > 0 ? <p>{t('tags.removeBelow', { count: below.length, names: below.join(', ') })}</p> : null}
      {passages > 0 ? <p>{t('tags.removePassages', { count: passages })}</p> : null}
      <p className="hint">{t('tags.removeUndo')}</p>
    </Dialog>
  )
}
