import { type PointerEvent as ReactPointerEvent, useEffect, useLayoutEffect, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Side } from '../../../shared/model/records.ts'
import { offsetOf } from '../../editor/dom-offsets.ts'
import { annotationAt, isolateInColour } from '../../editor/isolation.ts'
import { cellAt, selectedRows } from '../../editor/static-selection.ts'
import { outlineTopic } from '../../store/topics.ts'
import { useTopic } from '../../store/use-store.ts'
import { HEAD } from '../../ui/row-scroller.ts'
import { useRowScroller } from '../../ui/use-row-scroller.ts'
import { copyRows } from './copying.ts'
import type { GridController } from './grid-controller.ts'
import { fittingLayout, type GridLayout, gridMetrics, gridStyle } from './grid-layout.ts'
import { Row, type SideLanguage } from './row.tsx'
import { estimateHeights } from './row-heights-estimate.ts'
import { RowMenu } from './row-menu.tsx'
import './grid.css'

interface GridProps {
  controller: GridController
  languages: Record<Side, SideLanguage>
  languageNames: Record<Side, string>
  /** As it was chosen; where the grid is too narrow for two columns, the translation stands below all the same. */
  layout: GridLayout
  onOpenAnnotations: (ids: readonly string[]) => void
}

/** The rows of a document: those near the view are laid out, static but for the active one. */
export function ParagraphGrid({ controller, languages, languageNames, layout: chosen, onOpenAnnotations }: GridProps) {
  const { t } = useTranslation()
  const { store } = controller
  const documentId = useTopic(controller, 'document', () => controller.documentId)
  useTopic(store, outlineTopic(documentId), () => store.records.outlines.get(documentId))
  const view = useTopic(controller, 'view', () => controller.view)
  const activeId = useTopic(controller, 'active', () => controller.activeId)
  const filling = useTopic(store, 'filling', () => store.isFilling)
  const tagList = useTopic(store, 'tags', () => store.records.tagList)
  const tags = useMemo(() => new Map(tagList.map((tag) => [tag.id, tag])), [tagList])
  const [kept, setKept] = useState<readonly string[]>([])
  const { rows, scroller, body, width } = useRowScroller()

  const layout = fittingLayout(chosen, width)
  const metrics = gridMetrics(layout, width)
  rows.use(
    {
      order: view.order,
      count: view.length,
      idAt: (place) => view.idAt(place),
      indexOf: (id) => view.indexOf(id),
      estimate: () => estimateHeights(view, metrics),
      shape: `${documentId} ${JSON.stringify(metrics)}`,
    },
    activeId ? view.indexOf(activeId) : -1,
    kept.map((id) => view.indexOf(id)),
  )

  useLayoutEffect(() => {
    controller.root = scroller.current
    controller.scrollTo = (place, align) => rows.scrollTo(place, align)
    if (controller.topId) rows.scrollTo(controller.view.indexOf(controller.topId), 'start')
    return () => {
      controller.root = null
      controller.leave(rows.topId, rows.shows(controller.activeId))
    }
  }, [controller, rows, scroller])

  useEffect(() => {
    const changed = () => {
      controller.publish('selection')
      // The rows in which a selection begins and ends stay laid out, or it would be lost by scrolling.
      const ends = scroller.current ? selectedRows(scroller.current) : []
      setKept((before) => (before.join(' ') === ends.join(' ') ? before : ends))
    }
    document.addEventListener('selectionchange', changed)
    return () => document.removeEventListener('selectionchange', changed)
  }, [controller, scroller])

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

  const digits = String(view.length === 0 ? 0 : view.numberAt(view.length - 1)).length
  return (
    <div
      className={`grid ${layout.isStacked ? 'stacked' : 'beside'} ${layout.density}`}
      ref={scroller}
      style={gridStyle(layout, digits)}
      role="grid"
      aria-label={t('grid.label')}
      aria-rowcount={filling ? -1 : view.length}
      aria-busy={filling}
      aria-colcount={4}
      onPointerDown={onPointerDown}
      onPointerUp={onPointerUp}
      onPointerOver={onPointerOver}
      onPointerLeave={() => isolateInColour([], null)}
      onCopy={(event) => copyRows(controller, event)}
    >
      <div className="grid-head" role="row" style={{ height: HEAD }}>
        <span role="columnheader" aria-label={t('grid.rowColumn')} />
        <span role="columnheader">{languageNames.source}</span>
        <span role="columnheader">{languageNames.target}</span>
        <span role="columnheader" aria-label={t('grid.tagColumn')} />
      </div>
      <div className="grid-body" role="presentation" ref={body}>
        {rows.shown.map((place) => {
          const row = view.row(place)
          return row ? (
            <Row
              key={row.id}
              controller={controller}
              scroller={rows}
              place={place}
              number={view.numberAt(place)}
              top={rows.heights.start(place)}
              likelyHeight={rows.heights.height(place)}
              outline={row}
              tags={tags}
              languages={languages}
              onOpenAnnotations={onOpenAnnotations}
            />
          ) : null
        })}
      </div>
      <RowMenu controller={controller} />
    </div>
  )
}
