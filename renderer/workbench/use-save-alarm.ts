import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { ProjectStore } from '../store/project-store.ts'
import { useTopic } from '../store/use-store.ts'
import { errorText } from '../ui/error-text.ts'
import { toasts } from '../ui/toast-queue.ts'

/** Says aloud, once, that saving fails and what to do, and when it works again: a word in the status bar alone is easily missed. */
export function useSaveAlarm(store: ProjectStore, place: string): void {
  const { t } = useTranslation()
  const { folder, storage, ended } = useTopic(store, 'status', () => store.status)
  const shown = useRef<number | null>(null)
  const problem = ended ? null : folder ? `folder ${folder.code}` : storage ? 'storage' : null

  // biome-ignore lint/correctness/useExhaustiveDependencies: told once a problem, not at each of its repetitions
  useEffect(() => {
    const told = shown.current
    if (problem === null) {
      shown.current = null
      if (told !== null) toasts.close(told)
      if (told !== null && !ended) toasts.add({ text: t('status.savedAgain') })
      return
    }
    if (told !== null) toasts.close(told)
    const words = folder ? errorText(t, folder, place) : { title: t('status.storage', { detail: storage }), advice: '' }
    shown.current = toasts.add({ tone: 'error', text: `${words.title}. ${words.advice}`.trim() })
  }, [problem])
}
