import './statistics.css'
import { Copy } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { HostFailure } from '../../../shared/host/errors.ts'
import type { ProjectStore } from '../../store/project-store.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { errorText, type Failure } from '../../ui/error-text.ts'
import { Notice } from '../../ui/notice.tsx'
import { Progress } from '../../ui/progress.tsx'
import { toasts } from '../../ui/toast-queue.ts'
import { sections } from './columns.ts'
import { copiedTable } from './copied-table.ts'
import { countProject, type ProjectStatistics } from './counting.ts'
import { StateChart } from './state-chart.tsx'
import { StatisticsTable } from './statistics-table.tsx'

type Counting = { at: 'counting'; fraction: number } | { at: 'done'; statistics: ProjectStatistics } | { at: 'failed'; failure: Failure }

/** What the project amounts to, by document and in all. Counted when it is opened; closing it ends the counting. */
export function StatisticsDialog({ store, onClose }: { store: ProjectStore; onClose: () => void }) {
  const { t } = useTranslation()
  const counting = useCounting(store)
  const statistics = counting.at === 'done' ? counting.statistics : null
  const hasText = statistics !== null && statistics.documents.length > 0

  const copy = async (text: string) => {
    try {
      await navigator.clipboard.writeText(text)
      toasts.add({ text: t('statistics.copied') })
    } catch (error) {
      console.error(error)
      toasts.add({ tone: 'error', text: t('statistics.notCopied') })
    }
  }
  return (
    <Dialog
      title={t('statistics.title')}
      size="full"
      onClose={onClose}
      dismissable
      footer={
        hasText ? (
          <>
            <Button icon={<Copy size={14} aria-hidden />} onPress={() => void copy(copiedTable(statistics, t))}>
              {t('statistics.copy')}
            </Button>
            <Button look="primary" onPress={onClose}>
              {t('common.done')}
            </Button>
          </>
        ) : undefined
      }
    >
      {counting.at === 'counting' ? (
        <div className="statistics-counting">
          <Progress label={t('statistics.counting')} value={counting.fraction} onCancel={onClose} />
        </div>
      ) : null}
      {counting.at === 'failed' ? (
        <Notice tone="error" title={errorText(t, counting.failure).title}>
          {errorText(t, counting.failure).advice}
        </Notice>
      ) : null}
      {statistics && !hasText ? <p className="hint">{t('statistics.none')}</p> : null}
      {hasText ? (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: the keys must be able to scroll what is longer than the window
        <section className="statistics" aria-label={t('statistics.title')} tabIndex={0}>
          <StateChart {...statistics} />
          {sections.map((section) => (
            <StatisticsTable key={section.words} section={section} statistics={statistics} />
          ))}
          <p className="hint">{t('statistics.repeatedMeans')}</p>
        </section>
      ) : null}
    </Dialog>
  )
}

/** Counts once, as long as it is mounted. */
function useCounting(store: ProjectStore): Counting {
  const [counting, setCounting] = useState<Counting>({ at: 'counting', fraction: 0 })
  useEffect(() => {
    const stop = new AbortController()
    const show = (next: Counting) => {
      if (!stop.signal.aborted) setCounting(next)
    }
    // A whole percent at a time: drawing the bar each turn would cost more than counting.
    let percent = 0
    const progress = (fraction: number) => {
      if (Math.floor(100 * fraction) === percent) return
      percent = Math.floor(100 * fraction)
      show({ at: 'counting', fraction })
    }
    countProject(store, stop.signal, progress).then(
      (statistics) => show({ at: 'done', statistics }),
      (error: unknown) => {
        if (stop.signal.aborted) return
        console.error(error)
        show({ at: 'failed', failure: error instanceof HostFailure ? error.error : { code: 'internal', detail: String(error) } })
      },
    )
    return () => stop.abort()
  }, [store])
  return counting
}
