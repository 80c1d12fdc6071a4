import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Hit } from '../../../shared/search/search-index.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Progress } from '../../ui/progress.tsx'
import { toasts } from '../../ui/toast-queue.ts'
import { PreviewRow } from './preview-row.tsx'
import { noTally, replaceAllOps } from './replacing.ts'
import type { SearchSession } from './search-session.ts'
import { tallyText } from './tally-text.ts'

interface ReplaceDialogProps {
  session: SearchSession
  onClose: () => void
}

/** Every row that “Replace all” would write, before and after, to be left out one by one; then all of it as one step of undo. */
export function ReplaceDialog({ session, onClose }: ReplaceDialogProps) {
  const { t } = useTranslation()
  const { store, asked, matcher } = session
  const [found, setFound] = useState<{ rows: readonly Hit[]; total: number } | null>(null)
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set())
  const [done, setDone] = useState<number | null>(null)
  const scroller = useRef<HTMLDivElement>(null)
  const close = useRef(onClose)
  close.current = onClose

  useEffect(() => {
    let isWanted = true
    // What is typed and not committed yet counts.
    store.beforeUndo()
    session.rowsToReplace().then((rows) => {
      if (!isWanted) return
      if (rows) setFound(rows)
      else close.current()
    }, session.onFailure)
    return () => {
      isWanted = false
    }
  }, [session, store])

  const rows = found?.rows ?? []
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => 96,
    getItemKey: (index) => rows[index]!.unitId,
    overscan: 6,
    useFlushSync: false,
  })
  const chosen = rows.length - left.size
  const toggle = (unitId: string) => {
    const next = new Set(left)
    if (!next.delete(unitId)) next.add(unitId)
    setLeft(next)
  }

  const replace = async () => {
    if (!matcher) return
    const tally = noTally()
    setDone(0)
    const written = function* () {
      for (const [i, row] of rows.entries()) {
        if (i % 100 === 0) setDone(i / rows.length)
        if (!left.has(row.unitId)) yield row
      }
    }
    try {
      await session.hold(() => store.commitBatch(replaceAllOps(store, written(), matcher, asked.replacement, tally)))
    } catch (error) {
      session.onFailure(error)
    }
    toasts.add({ text: `${tallyText(t, tally)} ${tally.replaced > 0 ? t('search.undoHint') : ''}`.trim() })
    onClose()
  }

  return (
    <Dialog
      title={t('search.previewTitle')}
      aside={found ? `${t('search.hits', { count: found.total })} ${t('search.inRows', { count: rows.length })}` : undefined}
      onClose={onClose}
      size="full"
      footer={
        <>
          <Button
            look="quiet"
            isDisabled={done !== null}
            onPress={() => setLeft(new Set(chosen > 0 ? rows.map(({ unitId }) => unitId) : []))}
          >
            {t(chosen > 0 ? 'search.chooseNone' : 'search.chooseAll')}
          </Button>
          <span className="grow" />
          <Button isDisabled={done !== null} onPress={onClose}>
            {t('common.cancel')}
          </Button>
          <Button look="primary" isDisabled={chosen === 0} isPending={done !== null} onPress={() => void replace()}>
            {t('search.replaceIn', { count: chosen })}
          </Button>
        </>
      }
    >
      {done !== null || !found ? <Progress label={t(found ? 'search.replacing' : 'search.looking')} value={done} /> : null}
      {found && rows.length === 0 ? <p className="hint">{t('search.noneInTarget')}</p> : null}
      <div className="replace-scroll" ref={scroller}>
        <ul style={{ height: virtualizer.getTotalSize() }} aria-label={t('search.previewTitle')}>
          {virtualizer.getVirtualItems().map((item) => {
            const hit = rows[item.index]!
            return (
              <li
                key={item.key}
                ref={virtualizer.measureElement}
                data-index={item.index}
                className="replace-item"
                style={{ transform: `translateY(${item.start}px)` }}
                aria-setsize={rows.length}
                aria-posinset={item.index + 1}
              >
                <PreviewRow session={session} hit={hit} isChosen={!left.has(hit.unitId)} onToggle={() => toggle(hit.unitId)} />
              </li>
            )
          })}
        </ul>
      </div>
    </Dialog>
  )
}
