import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ProjectStore } from '../store/project-store.ts'
import { useTopic } from '../store/use-store.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'

interface EndedDialogProps {
  store: ProjectStore
  onHome: () => void
  onOpenAgain: () => void
}

/** Says that this window saves no more, since the project is open elsewhere or its folder is gone; it can be put aside to copy text. */
export function EndedDialog({ store, onHome, onOpenAgain }: EndedDialogProps) {
  const { t } = useTranslation()
  const { ended, unstored } = useTopic(store, 'status', () => store.status)
  const [seen, setSeen] = useState(false)
  if (!ended || seen) return null
  return (
    <Dialog
      role="alertdialog"
      title={t('workbench.endedTitle')}
      onClose={() => setSeen(true)}
      footer={
        <>
          <Button onPress={() => setSeen(true)}>{t('workbench.justLook')}</Button>
          <Button onPress={onHome}>{t('workbench.home')}</Button>
          <Button look="primary" onPress={onOpenAgain}>
            {t('workbench.openHere')}
          </Button>
        </>
      }
    >
      <p>{t(ended === 'folder-gone' ? 'workbench.endedGone' : 'workbench.endedText')}</p>
      {unstored > 0 ? <p className="failing">{t('workbench.endedPending', { count: unstored })}</p> : null}
    </Dialog>
  )
}
