import { useTranslation } from 'react-i18next'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Progress } from '../../ui/progress.tsx'

/** Asks before the translations of many rows go. */
export function ClearRowsDialog({ rows, onClear, onClose }: { rows: number; onClear: () => void; onClose: () => void }) {
  const { t } = useTranslation()
  return (
    <ConfirmDialog title={t('filter.clearTitle', { count: rows })} action={t('filter.clearDo')} onConfirm={onClear} onClose={onClose}>
      <p>{t('filter.clearText')}</p>
      <p className="hint">{t('filter.clearUndo')}</p>
    </ConfirmDialog>
  )
}

/** How far an edit of many rows is, and the way out of it. */
export function BulkProgressDialog({ done, of, onStop }: { done: number; of: number; onStop: () => void }) {
  const { t } = useTranslation()
  return (
    <Dialog role="alertdialog" title={t('filter.changing')} onClose={onStop}>
      <Progress label={t('filter.changingRows', { count: of, done })} value={done / of} onCancel={onStop} />
    </Dialog>
  )
}
