import { useVirtualizer } from '@tanstack/react-virtual'
import { type KeyboardEvent, type RefObject, useEffect, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Hit } from '../../../shared/search/search-index.ts'
import { useTopic } from '../../store/use-store.ts'
import { HitLine } from './hit-line.tsx'
import type { SearchSession } from './search-session.ts'

interface HitListProps {
  session: SearchSession
  hits: readonly Hit[]
  list: RefObject<HTMLDivElement | null>
  /** Arrow up from the first hit: back to what is looked for. */
  onUp: () => void
}

/** A document's name, or a hit by its place among the hits. */
type Line = { readonly documentId: string } | { readonly at: number }

/** Every hit with its surroundings, by document. Arrow keys walk, Enter goes there. */
export function HitList({ session, hits, list, onUp }: HitListProps) {
  const { t } = useTranslation()
  const current = useTopic(session, 'current', () => session.current)
  const isBusy = useTopic(session, 'progress', () => session.isBusy)
  const [pointed, setPointed] = useState(0)
  useEffect(() => {
    if (current >= 0) setPointed(current)
  }, [current])
  const active = Math.min(pointed, hits.length - 1)
  const lines = useMemo(() => linesOf(hits), [hits])
  const lineOf = useMemo(() => new Map(lines.flatMap((line, i) => ('at' in line ? [[line.at, i] as const] : []))), [lines])
  const virtualizer = useVirtualizer({
    count: lines.length,
    getScrollElement: () => list.current,
    estimateSize: (index) => ('at' in lines[index]! ? 62 : 28),
    getItemKey: (index) => keyOf(lines[index]!, hits),
    overscan: 10,
    useFlushSync: false,
  })

  useEffect(() => {
    const line = lineOf.get(active)
    if (line !== undefined) virtualizer.scrollToIndex(line, { align: 'auto' })
  }, [active, lineOf, virtualizer])

  const onKeyDown = (event: KeyboardEvent) => {
    const to = { ArrowDown: active + 1, ArrowUp: active - 1, PageDown: active + 8, PageUp: active - 8, Home: 0, End: hits.length - 1 }[
      event.key
    ]
    if (event.key === 'Enter') session.go(active)
    else if (event.key === 'Escape' || (event.key === 'ArrowUp' && active <= 0)) onUp()
    else if (to !== undefined) setPointed(Math.max(0, Math.min(hits.length - 1, to)))
    else return
    event.preventDefault()
  }

  return (
    <div
      ref={list}
      className="hit-list"
      role="listbox"
      aria-label={t('search.results')}
      aria-busy={isBusy}
      tabIndex={0}
      aria-activedescendant={hits.length > 0 ? `hit-${active}` : undefined}
      onKeyDown={onKeyDown}
    >
      <div className="hit-body" role="presentation" style={{ height: virtualizer.getTotalSize() }}>
        {virtualizer.getVirtualItems().map((item) => {
          const line = lines[item.index]!
          const place = { ref: virtualizer.measureElement, 'data-index': item.index, style: { transform: `translateY(${item.start}px)` } }
          return 'at' in line ? (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the list answers the keys
            <div
              key={item.key}
              {...place}
              id={`hit-${line.at}`}
              className={`hit${line.at === current ? ' on' : ''}`}
              role="option"
              aria-selected={line.at === active}
              aria-setsize={hits.length}
              aria-posinset={line.at + 1}
              onClick={() => session.go(line.at)}
            >
              <HitLine store={session.store} hit={hits[line.at]!} />
            </div>
          ) : (
            <div key={item.key} {...place} className="hit-document" role="presentation">
              {session.store.records.documents.get(line.documentId)?.name}
            </div>
          )
        })}
      </div>
    </div>
  )
}

function linesOf(hits: readonly Hit[]): Line[] {
  const lines: Line[] = []
  for (const [at, { documentId }] of hits.entries()) {
    if (documentId !== hits[at - 1]?.documentId) lines.push({ documentId })
    lines.push({ at })
  }
  return lines
}

function keyOf(line: Line, hits: readonly Hit[]): string {
  if (!('at' in line)) return line.documentId
  const { unitId, field, itemId, from } = hits[line.at]!
  return `${unitId} ${field} ${itemId} ${from}`
}
