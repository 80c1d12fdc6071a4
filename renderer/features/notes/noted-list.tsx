import { useVirtualizer } from '@tanstack/react-virtual'
import { useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { notedRows } from '../../store/notes.ts'
import type { ProjectStore } from '../../store/project-store.ts'
import { useTopic } from '../../store/use-store.ts'
import { walkButtons } from '../../ui/walk-buttons.ts'
import { NotedRow } from './noted-row.tsx'

interface NotedListProps {
  store: ProjectStore
  documentId: string
  activeId: string | null
  now: Date
  onGo: (documentId: string, unitId: string) => void
}

/** Every row with notes on it or on a passage of it, of the document or of the project; a press goes to the row. Only what is in view is read. */
export function NotedList({ store, documentId, activeId, now, onGo }: NotedListProps) {
  const { t } = useTranslation()
  const [isWide, setIsWide] = useState(false)
  const scroller = useRef<HTMLDivElement>(null)
  const version = useTopic(store, 'changes', () => store.seq)
  const documents = useTopic(store, 'documents', () => store.records.documentList)
  const isOfProject = isWide && documents.length > 1
  // biome-ignore lint/correctness/useExhaustiveDependencies: outlines are replaced in their map; the version says when
  const rows = useMemo(() => {
    const of = isOfProject ? documents.map(({ id }) => id) : [documentId]
    return of.flatMap((id) => {
      const outline = store.records.outlines.get(id)
      if (!outline) return []
      const places = new Set(notedRows(outline).map((unitId) => outline.indexOf(unitId)))
      for (const { note, spans } of store.records.annotations.values()) {
        const place = note === '' ? -1 : outline.indexOf(spans[0]!.unitId)
        if (place >= 0) places.add(place)
      }
      return [...places].sort((a, b) => a - b).map((place) => ({ documentId: id, unitId: outline.idAt(place) }))
    })
  }, [store, documents, documentId, isOfProject, version])
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => 96,
    getItemKey: (index) => rows[index]!.unitId,
    overscan: 6,
    useFlushSync: false,
  })
  const title = t(isOfProject ? 'notes.ofProject' : 'notes.ofDocument')
  return (
    <section className="all-notes" aria-label={title}>
      <header className="pane-head">
        <h2>{title}</h2>
        {documents.length > 1 ? (
          <select
            className="row-select"
            aria-label={t('notes.where')}
            value={isWide ? 'project' : 'document'}
            onChange={(event) => setIsWide(event.currentTarget.value === 'project')}
          >
            <option value="document">{t('notes.thisDocument')}</option>
            <option value="project">{t('notes.allDocuments')}</option>
          </select>
        ) : null}
      </header>
      {rows.length === 0 ? <p className="pane-empty">{t('notes.none')}</p> : null}
      <div className="noted-scroll" ref={scroller}>
        <ul
          aria-label={title}
          style={{ height: virtualizer.getTotalSize() }}
          onKeyDown={(event) => walkButtons(event, scroller.current, 'button.noted-go')}
        >
          {virtualizer.getVirtualItems().map((item) => {
            const row = rows[item.index]!
            return (
              <li
                key={item.key}
                ref={virtualizer.measureElement}
                data-index={item.index}
                aria-posinset={item.index + 1}
                aria-setsize={rows.length}
                className="noted"
                style={{ transform: `translateY(${item.start}px)` }}
              >
                <NotedRow
                  store={store}
                  documentId={row.documentId}
                  unitId={row.unitId}
                  isElsewhere={row.documentId !== documentId}
                  isActive={row.unitId === activeId}
                  now={now}
                  onGo={onGo}
                />
              </li>
            )
          })}
        </ul>
      </div>
    </section>
  )
}
