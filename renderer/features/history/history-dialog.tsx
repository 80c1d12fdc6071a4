import './history.css'
import { RotateCcw } from 'lucide-react'
import { useCallback, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { HostFailure } from '../../../shared/host/errors.ts'
import type { Side, Unit } from '../../../shared/model/records.ts'
import { plainText } from '../../../shared/text/rich-text.ts'
import { commitAll } from '../../store/edits.ts'
import type { ProjectStore } from '../../store/project-store.ts'
import { unitTopic } from '../../store/topics.ts'
import { type HistoryEntry, restoreOps, UnitHistory } from '../../store/unit-history.ts'
import { useTopic } from '../../store/use-store.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { errorText, type Failure } from '../../ui/error-text.ts'
import { formatDay, formatTime } from '../../ui/format.ts'
import { Notice } from '../../ui/notice.tsx'
import { toasts } from '../../ui/toast-queue.ts'
import { WordDiff } from '../../ui/word-diff.tsx'

interface HistoryDialogProps {
  store: ProjectStore
  unit: Unit
  /** The row's number, 1-based. */
  row: number
  onClose: () => void
}

/** A row's life, newest first: who did what and when, what became of its words, and every text it ever had, to be had again. */
export function HistoryDialog({ store, unit, row, onClose }: HistoryDialogProps) {
  const { t } = useTranslation()
  const [history, setHistory] = useState(() => new UnitHistory(store, unit))
  const [entries, setEntries] = useState<readonly HistoryEntry[]>([])
  const [failure, setFailure] = useState<Failure | null>(null)
  const [reading, setReading] = useState(false)
  const now = useTopic(store, unitTopic(unit.id), () => store.unit(unit.documentId, unit.id)) ?? unit
  const shown = useRef(history)
  shown.current = history
  const list = useRef<HTMLOListElement>(null)

  const read = useCallback(async (from: UnitHistory, isFirst: boolean) => {
    setReading(true)
    try {
      const next = await from.read()
      if (shown.current !== from) return
      setFailure(null)
      // What was shown of an earlier reading stays until there is something to show in its place.
      setEntries((known) => (isFirst ? next : [...known, ...next]))
    } catch (error) {
      setFailure(error instanceof HostFailure ? error.error : { code: 'internal', detail: String(error) })
    } finally {
      setReading(false)
    }
  }, [])
  useEffect(() => {
    void read(history, true)
  }, [history, read])

  const restore = async (version: Unit, when: string) => {
    // The button that was pressed goes away: this row has that text now.
    list.current?.focus()
    await commitAll(store, restoreOps(now, version, store.records.annotationsOf(unit.id)))
    const after = await store.readUnit(unit.documentId, unit.id)
    if (after) setHistory(new UnitHistory(store, after))
    list.current?.scrollIntoView({ block: 'start' })
    toasts.add({ text: t('history.restored', { when }) })
  }

  const problem = failure && errorText(t, failure)
  return (
    <Dialog title={t('history.title', { row })} onClose={onClose} size="medium" dismissable>
      {problem ? (
        <Notice tone="error" title={problem.title}>
          {problem.advice}
        </Notice>
      ) : null}
      <ol className="history" ref={list} tabIndex={-1} aria-label={t('history.title', { row })} aria-busy={reading}>
        {entries.map((entry, i) => (
          <Entry key={entry.seq} store={store} entry={entry} isNewest={i === 0} now={now} onRestore={restore} />
        ))}
      </ol>
      {entries.length === 0 && !reading && !failure ? <p className="hint">{t('history.none')}</p> : null}
      {history.hasMore && entries.length > 0 ? (
        <Button look="quiet" isPending={reading} onPress={() => void read(history, false)}>
          {t('history.older')}
        </Button>
      ) : null}
    </Dialog>
  )
}

interface EntryProps {
  store: ProjectStore
  entry: HistoryEntry
  isNewest: boolean
  now: Unit
  onRestore: (version: Unit, when: string) => Promise<void>
}

function Entry({ store, entry, isNewest, now, onRestore }: EntryProps) {
  const { t, i18n } = useTranslation()
  const { before, after, annotations } = entry
  const time = new Date(entry.to)
  const when = `${formatDay(time, i18n.language)}, ${formatTime(time, i18n.language)}`
  // A step that left the texts alone is no text to go back to; the one that made them is below it. A locked row stays as it is.
  const isOther = !now.locked && after !== null && !(before && sameTexts(before, after)) && restoreOps(now, after, []).length > 0
  const deeds = entry.deeds.map((deed) => t(`history.deed.${deed}`)).join(', ')
  return (
    <li className="history-entry">
      <div className="history-head">
        <time dateTime={entry.to}>{when}</time>
        <strong>{entry.author || t('history.nobody')}</strong>
        <span className="muted">{entry.link ? t(`history.${entry.link}`, { deeds }) : deeds}</span>
        {isNewest && after && sameTexts(after, now) ? <span className="muted history-now">{t('history.isNow')}</span> : null}
        {isOther ? (
          <Button
            look="quiet"
            icon={<RotateCcw size={13} aria-hidden />}
            label={t('history.restoreOf', { when })}
            onPress={() => void onRestore(after, when)}
          >
            {t('history.restore')}
          </Button>
        ) : null}
      </div>
      <SideDiff side="source" lang={store.records.project.sourceLanguage} before={before} after={after} deeds={entry.deeds} />
      <SideDiff side="target" lang={store.records.project.targetLanguage} before={before} after={after} deeds={entry.deeds} />
      {before && after && before.state !== after.state ? (
        <p className="history-state">{t('history.fromTo', { from: t(`state.${before.state}`), to: t(`state.${after.state}`) })}</p>
      ) : null}
      {before && after && before.kind !== after.kind ? (
        <p className="history-state">{t('history.fromTo', { from: t(`kind.${before.kind}`), to: t(`kind.${after.kind}`) })}</p>
      ) : null}
      {annotations.map(({ quote, tagId }, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a list that never changes
        <p className="history-state" key={i}>
          <q dir="auto">{quote}</q>{' '}
          {tagId === null ? null : <span className="muted">{store.records.tags.get(tagId)?.name ?? t('history.goneTag')}</span>}
        </p>
      ))}
    </li>
  )
}

interface SideDiffProps {
  side: Side
  lang: string
  before: Unit | null
  after: Unit | null
  deeds: HistoryEntry['deeds']
}

function SideDiff({ side, lang, before, after, deeds }: SideDiffProps) {
  const { t } = useTranslation()
  const [old, fresh] = [plainText(before?.[side] ?? []), plainText(after?.[side] ?? [])]
  const marksOnly = old === fresh && before !== null && after !== null && JSON.stringify(before[side]) !== JSON.stringify(after[side])
  if (marksOnly) return <p className="history-state muted">{t('history.marks', { side: t(`side.${side}`) })}</p>
  if (old === fresh) return null
  // What came with its row is not a change of words.
  const cameWhole = before === null && (deeds.includes('imported') || deeds.includes('added') || deeds.includes('parted'))
  return (
    <p className="history-text" data-side={side}>
      {cameWhole ? (
        <span lang={lang} dir="auto">
          {fresh}
        </span>
      ) : (
        <WordDiff before={old} after={fresh} lang={lang} />
      )}
    </p>
  )
}

const sameTexts = (a: Unit, b: Unit): boolean => JSON.stringify([a.source, a.target]) === JSON.stringify([b.source, b.target])
