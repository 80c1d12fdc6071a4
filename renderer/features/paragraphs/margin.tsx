import { type RefObject, useEffect, useState } from 'react'
import type { Annotation, Tag } from '../../../shared/model/records.ts'
import { isolateInColour } from '../../editor/isolation.ts'
import { type Bracket, type Extent, packBrackets } from './brackets.ts'
import type { GridController } from './grid-controller.ts'

interface MarginProps {
  controller: GridController
  row: RefObject<HTMLElement | null>
  annotations: readonly Annotation[]
  tags: ReadonlyMap<string, Tag>
  active: boolean
  /** Whether the row shows its texts yet. */
  hasTexts: boolean
  noteLabel: string
  onOpen: (annotationIds: readonly string[]) => void
}

/** How far apart lanes are, in pixels. */
const LANE = 8

/** The brackets of a row's tags. They are measured on the row's own elements after it is laid out, and again when it changes. */
export function Margin({ controller, row, annotations, tags, active, hasTexts, noteLabel, onOpen }: MarginProps) {
  const [brackets, setBrackets] = useState<readonly Bracket[]>([])
  const lanes = Math.max(0, ...brackets.map((bracket) => bracket.lane))

  useEffect(() => {
    const element = row.current
    if (!element || !hasTexts || annotations.length === 0) {
      setBrackets([])
      return
    }
    let frame = 0
    const measure = () => {
      frame = 0
      setBrackets(packBrackets(extentsIn(element, annotations, tags, noteLabel)))
    }
    const later = () => {
      if (!frame) frame = requestAnimationFrame(measure)
    }
    later()
    const observer = new ResizeObserver(later)
    observer.observe(element)
    const unsubscribe = active ? controller.subscribe('input', later) : null
    return () => {
      observer.disconnect()
      unsubscribe?.()
      if (frame) cancelAnimationFrame(frame)
    }
  }, [row, annotations, tags, active, hasTexts, controller, noteLabel])

  return (
    <div className="margin" role="gridcell">
      {brackets.map((bracket) => (
        <button
          type="button"
          key={bracket.key}
          className="bracket"
          title={bracket.label}
          tabIndex={active ? 0 : -1}
          data-annotations={bracket.annotationIds.join(' ')}
          style={
            {
              '--c': `var(--tag-${bracket.colour || 'note'})`,
              top: bracket.top,
              height: bracket.bottom - bracket.top,
              left: 8 + bracket.lane * LANE,
            } as React.CSSProperties
          }
          onPointerEnter={() => isolateInColour(bracket.annotationIds, bracket.colour)}
          onPointerLeave={() => isolateInColour([], null)}
          onFocus={() => isolateInColour(bracket.annotationIds, bracket.colour)}
          onBlur={() => isolateInColour([], null)}
          onClick={() => onOpen(bracket.annotationIds)}
        >
          <span
            className="bracket-label"
            style={
              {
                top: bracket.labelTop - bracket.top,
                left: 12 + (lanes - bracket.lane) * LANE,
                '--room': `${68 - lanes * LANE}px`,
              } as React.CSSProperties
            }
          >
            {bracket.label}
          </span>
        </button>
      ))}
    </div>
  )
}

/** One extent a tag: passages of the same tag on both sides of a row share it. */
function extentsIn(row: HTMLElement, annotations: readonly Annotation[], tags: ReadonlyMap<string, Tag>, noteLabel: string): Extent[] {
  const top = row.getBoundingClientRect().top
  const extents = new Map<string, Extent>()
  for (const annotation of annotations) {
    const marked = row.querySelectorAll(`[data-side] [data-annotations~="${CSS.escape(annotation.id)}"]`)
    const rects = [...marked].flatMap((element) => [...element.getClientRects()])
    if (rects.length === 0) continue
    const tag = annotation.tagId ? tags.get(annotation.tagId) : undefined
    const key = tag?.id ?? annotation.id
    const before = extents.get(key)
    extents.set(key, {
      key,
      label: tag?.name ?? noteLabel,
      colour: tag?.colour ?? 0,
      annotationIds: [...(before?.annotationIds ?? []), annotation.id],
      top: Math.min(before?.top ?? Number.POSITIVE_INFINITY, ...rects.map((rect) => rect.top - top)),
      bottom: Math.max(before?.bottom ?? 0, ...rects.map((rect) => rect.bottom - top)),
    })
  }
  return [...extents.values()]
}
