import { Button as AriaButton } from 'react-aria-components/Button'
import { Dialog, DialogTrigger } from 'react-aria-components/Dialog'
import { Popover } from 'react-aria-components/Popover'
import { useTranslation } from 'react-i18next'
import type { GridController } from '../features/paragraphs/grid-controller.ts'
import type { SaveStatus } from '../store/persister.ts'
import type { ProjectStore } from '../store/project-store.ts'
import { outlineTopic } from '../store/topics.ts'
import { useTopic } from '../store/use-store.ts'
import { Button } from '../ui/button.tsx'
import { errorText } from '../ui/error-text.ts'
import { formatNumber } from '../ui/format.ts'
import { storageText } from './storage-text.ts'

/** How the saving stands, in one word. */
export function saveState(status: SaveStatus): 'saved' | 'pending' | 'failing' | 'ended' {
  if (status.ended) return 'ended'
  if (status.folder) return 'failing'
  return status.pending > 0 ? 'pending' : 'saved'
}

interface StatusBarProps {
  store: ProjectStore
  grid: GridController
  place: string
  onOpenAgain: () => void
}

/** How far the document is, and the truth about saving. */
export function StatusBar({ store, grid, place, onOpenAgain }: StatusBarProps) {
  const { t, i18n } = useTranslation()
  const documentId = useTopic(grid, 'document', () => grid.documentId)
  const progress = useTopic(store, outlineTopic(documentId), () => store.records.outlines.get(documentId)?.progress)
  const status = useTopic(store, 'status', () => store.status)
  const number = (value: number) => formatNumber(value, i18n.language)
  const typing = useTopic(grid, 'input', () => grid.isTyping)
  const settled = saveState(status)
  const state = settled === 'saved' && typing ? 'typing' : settled
  const problem = status.folder ? errorText(t, status.folder, place) : null
  const filling = useTopic(store, 'filling', () => store.isFilling)
  return (
    <footer className="status-bar">
      {filling ? <span>{t('status.filling', { rows: number(progress?.total ?? 0) })}</span> : null}
      {progress && !filling ? (
        <>
          <span>
            {t('status.done', {
              count: progress.total,
              done: number(progress.total - progress.units.initial),
              total: number(progress.total),
            })}
          </span>
          <span>{t('status.wordsLeft', { count: progress.words.initial, words: number(progress.words.initial) })}</span>
        </>
      ) : null}
      <span className="grow" />
      <DialogTrigger>
        <AriaButton className={`save-state ${state}`}>
          <i aria-hidden>●</i>
          <span role="status">{t(`status.${state}`, { count: status.pending })}</span>
        </AriaButton>
        <Popover className="popover" placement="top end" offset={6}>
          <Dialog className="save-detail" aria-label={t('status.saving')}>
            <p>{t(`status.${state}Detail`, { count: status.pending, place, ...(status.ended ? { context: status.ended } : {}) })}</p>
            {problem ? (
              <>
                <p className="failing">{problem.title}</p>
                <p>{problem.advice}</p>
              </>
            ) : null}
            {status.storage ? <p className="failing">{storageText(t, status.storage).title}</p> : null}
            {state === 'ended' ? (
              <Button onPress={onOpenAgain}>{t(status.ended === 'elsewhere' ? 'workbench.openHere' : 'workbench.openAgain')}</Button>
            ) : null}
            {state === 'failing' || state === 'pending' ? <Button onPress={() => void store.flush()}>{t('status.tryNow')}</Button> : null}
          </Dialog>
        </Popover>
      </DialogTrigger>
    </footer>
  )
}
