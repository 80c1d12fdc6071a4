import { defaultRangeExtractor, type Range, useVirtualizer } from '@tanstack/react-virtual'
import { type PointerEvent as ReactPointerEvent, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Side } from '../../../shared/model/records.ts'
import { offsetOf } from '../../editor/dom-offsets.ts'
import type { OutlineRow } from '../../store/outline.ts'
import { outlineTopic } from '../../store/topics.ts'
import { useTopic } from '../../store/use-store.ts'
import type { GridController } from './grid-controller.ts'
import { annotationAt, isolateInColour } from './isolation.ts'
import { Row, type SideLanguage } from './row.tsx'
import { cellAt } from './static-selection.ts'
import { useKeptPlace } from './use-kept-place.ts'
import './grid.css'

interface GridProps {
  controller: GridController
  languages: Record<Side, SideLanguage>
  languageNames: Record<Side, string>
  onOpenAnnotations: (ids: readonly string[]) => void
}

/** Height of the head that sticks to the top. */
const HEAD = 32
const LINE = 25.3
const PADDING = 27
const CHARACTER = 8.4

/** The rows of a document: virtualised, static but for the active one. */
export function ParagraphGrid({ controller, languages, languageNames, onOpenAnnotations }: GridProps) {
  const { t } = useTranslation()
  const { store } = controller
  const documentId = useTopic(controller, 'document', () => controller.documentId)
  const outline = useTopic(store, outlineTopic(documentId), () => store.records.outlines.get(documentId))
  const activeId = useTopic(controller, 'active', () => controller.activeId)
  const digits = String(outline?.length ?? 0).length
  const scroller = useRef<HTMLDivElement>(null)
  const [cellWidth, setCellWidth] = useState(400)
  const activeIndex = activeId && outline ? outline.indexOf(activeId) : -1

  const rangeExtractor = useCallback(
    (range: Range) => {
      const rows = defaultRangeExtractor(range)
      return activeIndex < 0 || rows.includes(activeIndex) ? rows : [...rows, activeIndex].sort((a, b) => a - b)
    },
    [activeIndex],
  )
  const virtualizer = useVirtualizer({
    count: outline?.length ?? 0,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => estimate(outline?.row(index) ?? null, cellWidth),
    getItemKey: (index) => outline?.row(index)?.id ?? index,
    overscan: 6,
    // The rows begin below the head, which stays on top of them.
    scrollMargin: HEAD,
    scrollPaddingStart: HEAD,
    scrollPaddingEnd: 8,
    rangeExtractor,
    useFlushSync: false,
  })

  useLayoutEffect(() => {
    controller.root = scroller.current
    controller.scrollTo = (index, align) => {
      const size = virtualizer.measurementsCache[index]?.size ?? 0
      const room = (scroller.current?.clientHeight ?? 0) - HEAD
      // Of a row taller than the view, its beginning is shown.
      virtualizer.scrollToIndex(index, { align: size > room ? 'start' : align })
    }
    return () => {
      controller.root = null
    }
  }, [controller, virtualizer])

  useLayoutEffect(() => {
    const element = scroller.current
    if (!element) return
    const observer = new ResizeObserver(() => setCellWidth(Math.max(160, (element.clientWidth - 148) / 2 - 40)))
    observer.observe(element)
    return () => observer.disconnect()
  }, [])

  useKeptPlace({ controller, virtualizer, scroller, cellWidth, activeIndex })

  useEffect(() => {
    const tell = () => controller.publish('selection')
    document.addEventListener('selectionchange', tell)
    return () => document.removeEventListener('selectionchange', tell)
  }, [controller])

  const onPointerDown = (event: ReactPointerEvent) => {
    const cell = cellAt(event.target as Node)
    if (!scroller.current || !cell) return
    scroller.current.dataset.selecting = cell.side
  }
  const onPointerUp = (event: ReactPointerEvent) => {
    if (event.button !== 0 || (event.target as Element).closest('.target .ProseMirror, button')) return
    const cell = cellAt(event.target as Node)
    // Only a selection over several rows must keep the other side out of it.
    if (controller.selection.length < 2) delete scroller.current?.dataset.selecting
    if (!cell || controller.selection.length > 0) return
    const place = document.caretPositionFromPoint?.(event.clientX, event.clientY)
    const at = place ? offsetOf(cell.element, place.offsetNode, place.offset) : null
    void controller.activate(cell.unitId, cell.side, at ?? 'end')
  }
  const onPointerOver = (event: ReactPointerEvent) => {
    if ((event.target as Element).closest('.bracket')) return
    const id = annotationAt(event.target)
    const annotation = id ? store.records.annotations.get(id) : undefined
    const tag = annotation?.tagId ? store.records.tags.get(annotation.tagId) : undefined
    isolateInColour(id ? [id] : [], id ? (tag?.colour ?? 0) : null)
  }

  return (
    <div
      className="grid"
      ref={scroller}
      style={{ '--number-width': `${Math.max(56, 34 + digits * 8)}px` } as React.CSSProperties}
      role="grid"
      aria-label={t('grid.label')}
      aria-rowcount={outline?.length ?? 0}
      onPointerDown={onPointerDown}
      onPointerUp={onPointerUp}
      onPointerOver={onPointerOver}
      onPointerLeave={() => isolateInColour([], null)}
    >
      <div className="grid-head" role="row">
        <span role="columnheader" aria-label={t('grid.rowColumn')} />
        <span role="columnheader">{languageNames.source}</span>
        <span role="columnheader">{languageNames.target}</span>
        <span role="columnheader" aria-label={t('grid.tagColumn')} />
      </div>
      <div className="grid-body" role="presentation" style={{ height: virtualizer.getTotalSize() }}>
        {virtualizer.getVirtualItems().map((item) => {
          const row = outline?.row(item.index)
          return row ? (
            <div
              key={item.key}
              ref={virtualizer.measureElement}
              data-index={item.index}
              role="presentation"
              className="slot"
              style={{ top: item.start - HEAD }}
            >
              <Row controller={controller} index={item.index} outline={row} languages={languages} onOpenAnnotations={onOpenAnnotations} />
            </div>
          ) : null
        })}
      </div>
    </div>
  )
}

/** A row's likely height before it is laid out, from its longer text. Pixels. */
function estimate(row: OutlineRow | null, cellWidth: number): number {
  if (!row) return LINE + PADDING
  const perLine = Math.max(12, cellWidth / CHARACTER)
  return Math.max(1, Math.ceil(Math.max(row.sourceLength, row.targetLength) / perLine)) * LINE + PADDING
}
