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

const texts = {
  elsewhere: 'workbench.endedText',
  'folder-gone': 'workbench.endedGone',
  changed: 'workbench.endedChanged',
  'copy-damaged': 'workbench.endedCopy',
  unfilled: 'workbench.endedUnfilled',
} as const

/**
 * Says that this window saves to the folder no more, since the project is open elsewhere, its folder is gone, or another program changed
 * it; it can be put aside to copy text.
 */
export function EndedDialog({ store, onHome, onOpenAgain }: EndedDialogProps) {
  const { t } = useTranslation()
  const { ended, unstored } = useTopic(store, 'status', () => store.status)
  const [seen, setSeen] = useState(false)
  if (!ended || seen) return null
  return (
    <Dialog
      role="alertdialog"
      title={t(ended === 'changed' ? 'workbench.changedTitle' : 'workbench.endedTitle')}
      onClose={() => setSeen(true)}
      footer={
        <>
          <Button onPress={() => setSeen(true)}>{t(ended === 'elsewhere' ? 'workbench.justLook' : 'workbench.later')}</Button>
          <Button onPress={onHome}>{t('workbench.home')}</Button>
          <Button look="primary" onPress={onOpenAgain}>
            {t(ended === 'elsewhere' ? 'workbench.openHere' : 'workbench.openAgain')}
          </Button>
        </>
      }
    >
      <p>{t(texts[ended])}</p>
      {unstored > 0 ? <p className="failing">{t('workbench.endedPending', { count: unstored })}</p> : null}
    </Dialog>
  )
}
