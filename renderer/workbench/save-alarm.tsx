import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { ProjectStore } from '../store/project-store.ts'
import { useTopic } from '../store/use-store.ts'
import { errorText } from '../ui/error-text.ts'
import { Notice } from '../ui/notice.tsx'
import { toasts } from '../ui/toast-queue.ts'
import { storageText } from './storage-text.ts'

/** Stands over the rows while saving fails: why, what was kept, what to do. A word in the status bar alone is easily missed. */
export function SaveAlarm({ store, place }: { store: ProjectStore; place: string }) {
  const { t } = useTranslation()
  const { folder, storage, ended } = useTopic(store, 'status', () => store.status)
  const failing = ended === null && (folder !== null || storage !== null)
  const failed = useRef(false)

  useEffect(() => {
    if (failed.current && !failing && ended === null) toasts.add({ text: t('status.savedAgain') })
    failed.current = failing
  }, [failing, ended, t])

  if (!failing) return null
  const { title, advice } = folder ? errorText(t, folder, place) : storageText(t, storage)
  return (
    <div className="save-alarm">
      <Notice tone="error" title={title} action={{ label: t('status.tryNow'), onPress: () => void store.flush() }}>
        {advice}
      </Notice>
    </div>
  )
}
