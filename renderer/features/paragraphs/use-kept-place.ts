import type { Virtualizer } from '@tanstack/react-virtual'
import { type RefObject, useEffect, useLayoutEffect, useRef } from 'react'
import type { GridController } from './grid-controller.ts'

interface KeptPlace {
  controller: GridController
  virtualizer: Virtualizer<HTMLDivElement, Element>
  scroller: RefObject<HTMLDivElement | null>
  /** Pixels a line of text has; heights measured at another width say nothing. */
  cellWidth: number
  activeIndex: number
}

/** When the rows become wider or narrower, measures them anew and keeps the row in view that was: the active one, else the first. */
export function useKeptPlace({ controller, virtualizer, scroller, cellWidth, activeIndex }: KeptPlace): void {
  const anchor = useRef({ index: 0, isActive: false })
  const settledWidth = useRef<number | null>(null)
  const measuredWidth = useRef(cellWidth)

  useEffect(() => {
    const element = scroller.current
    if (!element) return
    const look = () => {
      // Scrolling while the width changes is not the person's.
      if (settledWidth.current !== null && settledWidth.current !== element.clientWidth) return
      const top = element.scrollTop
      const active = virtualizer.measurementsCache[activeIndex]
      const isActive = active !== undefined && active.end > top && active.start < top + element.clientHeight
      anchor.current = { index: isActive ? activeIndex : (virtualizer.getVirtualItemForOffset(top)?.index ?? 0), isActive }
    }
    look()
    element.addEventListener('scroll', look, { passive: true })
    return () => element.removeEventListener('scroll', look)
  }, [virtualizer, scroller, activeIndex])

  useLayoutEffect(() => {
    const element = scroller.current
    if (!element || measuredWidth.current === cellWidth) return
    measuredWidth.current = cellWidth
    virtualizer.measure()
    // Rebuilds the places from estimates: measured against the old places, a row of the same height as before would count as unchanged.
    virtualizer.getTotalSize()
    for (const slot of element.querySelectorAll<HTMLElement>('.slot')) virtualizer.measureElement(slot)
    const { index, isActive } = anchor.current
    settledWidth.current ??= -1
    const frame = requestAnimationFrame(() => {
      settledWidth.current = element.clientWidth
      if (isActive) controller.scrollTo(index, 'auto')
      else if (index > 0) virtualizer.scrollToIndex(index, { align: 'start' })
    })
    return () => cancelAnimationFrame(frame)
  }, [virtualizer, scroller, cellWidth, controller])
}
