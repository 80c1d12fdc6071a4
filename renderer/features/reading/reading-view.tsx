import { type KeyboardEvent, type PointerEvent, type ReactNode, useEffect, useLayoutEffect, useMemo, useState } from 'react'
import type { Side } from '../../../shared/model/records.ts'
import { offsetOf } from '../../editor/dom-offsets.ts'
import { annotationAt, isolateInColour } from '../../editor/isolation.ts'
import { selectedRows } from '../../editor/static-selection.ts'
import type { ProjectStore } from '../../store/project-store.ts'
import { useTopic } from '../../store/use-store.ts'
import { type Align, HEAD } from '../../ui/row-scroller.ts'
import { useRowScroller } from '../../ui/use-row-scroller.ts'
import { Paragraph } from './paragraph.tsx'
import type { SideLanguage } from './paragraph-content.ts'
import { Paragraphs, type ReadRows } from './paragraphs.ts'
import { estimateParagraphs, type ReadingLayout, readingStyle } from './reading-layout.ts'
import './reading.css'

/** What the rows are about, beside the rows themselves: the grid's controller. */
export interface ReadingController {
  readonly store: ProjectStore
  readonly documentId: string
  readonly activeId: string | null
  topId: string | null
  root: HTMLElement | null
  scrollTo: (place: number, align: 'auto' | 'center') => void
  subscribe(topic: string, listener: () => void): () => void
  publish(topic: 'selection'): void
  leave(topId: string | null, isActiveShown: boolean): void
  activate(unitId: string, side: Side, at: number | 'end'): Promise<void>
}

interface ReadingViewProps {
  controller: ReadingController
  rows: ReadRows
  layout: ReadingLayout
  languages: Readonly<Record<Side, SideLanguage>>
  label: string
  head: ReactNode
  /** Follows the active row beside the rows; else it stands in their place, and what is selected and brought into view is its own. */
  isPreview: boolean
  /** Back to the rows. */
  onRows: () => void
}

/** A document, or the rows shown of it, as running text: those paragraphs near the view are laid out. */
export function ReadingView({ controller, rows, layout, languages, label, head, isPreview, onRows }: ReadingViewProps) {
  const { store, documentId } = controller
  const activeId = useTopic(controller, 'active', () => controller.activeId)
  const tagList = useTopic(store, 'tags', () => store.records.tagList)
  const tags = useMemo(() => new Map(tagList.map((tag) => [tag.id, tag])), [tagList])
  const [kept, setKept] = useState<readonly string[]>([])
  const { rows: placing, scroller, body, width } = useRowScroller<HTMLElement>()
  // biome-ignore lint/correctness/useExhaustiveDependencies: paragraphs are the same as long as the rows stand in the same order
  const paragraphs = useMemo(() => new Paragraphs(rows), [rows.order])
  const paragraphOf = (unitId: string) => paragraphs.at(rows.indexOf(unitId))
  const active = activeId ? paragraphOf(activeId) : -1

  placing.use(
    {
      order: paragraphs,
      count: paragraphs.count,
      idAt: (index) => rows.idAt(paragraphs.range(index)[0]),
      indexOf: paragraphOf,
      estimate: () => estimateParagraphs(rows, paragraphs, layout, width),
      shape: `${documentId} ${width} ${JSON.stringify(layout)}`,
    },
    active,
    kept.map(paragraphOf),
  )

  useLayoutEffect(() => {
    if (isPreview) return
    controller.root = scroller.current
    scroller.current?.focus({ preventScroll: true })
    return () => {
      controller.root = null
    }
  }, [controller, scroller, isPreview])

  useLayoutEffect(() => {
    if (isPreview) return
    controller.scrollTo = (place, align: Align) => placing.scrollTo(paragraphs.at(place), align)
  }, [controller, placing, paragraphs, isPreview])

  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when it comes and when it goes
  useLayoutEffect(() => {
    if (isPreview) return
    if (controller.topId) placing.scrollTo(paragraphOf(controller.topId), 'start')
    return () => controller.leave(placing.topId, placing.shows(controller.activeId))
  }, [])

  // biome-ignore lint/correctness/useExhaustiveDependencies: it follows the active row, and where it is among the others
  useLayoutEffect(() => {
    if (isPreview && active >= 0) placing.scrollTo(active, 'center')
  }, [isPreview, placing, activeId, paragraphs])

  useEffect(() => {
    if (isPreview) return
    const changed = () => {
      controller.publish('selection')
      const ends = scroller.current ? selectedRows(scroller.current) : []
      setKept((before) => (before.join(' ') === ends.join(' ') ? before : ends))
    }
    document.addEventListener('selectionchange', changed)
    return () => document.removeEventListener('selectionchange', changed)
  }, [controller, scroller, isPreview])

  const go = async (event: React.MouseEvent) => {
    const row = (event.target as Element).closest<HTMLElement>('.read-row')
    if (!row?.dataset.unit) return
    const place = document.caretPositionFromPoint?.(event.clientX, event.clientY)
    const at = place && row.dataset.side === layout.side ? offsetOf(row, place.offsetNode, place.offset) : null
    await controller.activate(row.dataset.unit, layout.side, at ?? 'end')
  }
  const onPointerOver = (event: PointerEvent) => {
    const id = annotationAt(event.target)
    const tagId = id ? store.records.annotations.get(id)?.tagId : undefined
    isolateInColour(id ? [id] : [], id ? (tagId && tags.get(tagId)?.colour) || 0 : null)
  }
  const onKeyDown = async (event: KeyboardEvent) => {
    if (isPreview || event.target !== scroller.current || event.ctrlKey || event.altKey || event.metaKey) return
    if (event.code !== 'Enter' && event.code !== 'NumpadEnter' && event.code !== 'Escape') return
    event.preventDefault()
    const at = controller.activeId ?? placing.topId
    if (event.code !== 'Escape' && at) await controller.activate(at, layout.side, 'end')
    onRows()
  }

  return (
    <section
      className={`reading${isPreview ? ' preview' : ''}`}
      ref={scroller}
      style={readingStyle(layout)}
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
      tabIndex={0}
      onClick={(event) => window.getSelection()?.isCollapsed && void go(event)}
      onPointerOver={onPointerOver}
      onPointerLeave={() => isolateInColour([], null)}
      onDoubleClick={(event) => void go(event).then(onRows)}
      onKeyDown={onKeyDown}
    >
      <div className="reading-head" style={{ height: HEAD }}>
        {head}
      </div>
      <div className="reading-body" ref={body}>
        {placing.shown.map((index) => {
          const [from, to] = paragraphs.range(index)
          const outlines = Array.from({ length: to - from }, (_, i) => rows.row(from + i)).filter((row) => row !== null)
          const [first] = outlines
          return first ? (
            <Paragraph
              key={first.id}
              store={store}
              documentId={documentId}
              scroller={placing}
              ids={outlines.map(({ id }) => id).join(' ')}
              pages={outlines.map(({ page }) => page).join(' ')}
              kind={first.kind}
              isPiece={paragraphs.isPiece(index)}
              index={index}
              top={placing.heights.start(index)}
              likelyHeight={placing.heights.height(index)}
              side={layout.side}
              untranslated={layout.untranslated}
              languages={languages}
              tags={tags}
              activeId={index === active ? activeId : null}
            />
          ) : null
        })}
      </div>
    </section>
  )
}
