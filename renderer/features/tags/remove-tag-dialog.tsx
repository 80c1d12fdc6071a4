import { useTranslation } from 'react-i18next'
import type { Tag } from '../../../shared/model/records.ts'
import { commitAll, removeTagOps } from '../../store/edits.ts'
import type { ProjectStore } from '../../store/project-store.ts'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'

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
    <ConfirmDialog
      title={t('tags.removeTitle', { name: tag.name })}
      action={t('tags.removeDo')}
      onConfirm={() => void commitAll(store, ops)}
      onClose={onClose}
    >
      {below.length > 0 ? <p>{t('tags.removeBelow', { count: below.length, names: below.join(', ') })}</p> : null}
      {passages > 0 ? <p>{t('tags.removePassages', { count: passages })}</p> : null}
      <p className="hint">{t('tags.removeUndo')}</p>
    </ConfirmDialog>
  )
}
