import { type RefObject, useLayoutEffect, useReducer, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import { RowScroller } from './row-scroller.ts'

interface PlacingRows<E extends HTMLElement> {
  readonly rows: RowScroller
  /** The element that scrolls, and the one in it that the rows lie in. */
  readonly scroller: RefObject<E | null>
  readonly body: RefObject<HTMLDivElement | null>
  /** Width of the element that scrolls, without its scroll bar. Pixels. */
  readonly width: number
}

/** Places rows in an element that scrolls. The component says at every rendering which they are ({@link RowScroller.use}). */
export function useRowScroller<E extends HTMLElement = HTMLDivElement>(): PlacingRows<E> {
  const [, render] = useReducer((times: number) => times + 1, 0)
  const [rows] = useState(() => new RowScroller((isPainting) => (isPainting ? flushSync(render) : render())))
  const [width, setWidth] = useState(800)
  const scroller = useRef<E>(null)
  const body = useRef<HTMLDivElement>(null)

  useLayoutEffect(() => {
    const element = scroller.current
    if (!element || !body.current) return
    const leave = rows.mount(element, body.current)
    const observer = new ResizeObserver(() => setWidth(element.clientWidth))
    observer.observe(element)
    setWidth(element.clientWidth)
    return () => {
      observer.disconnect()
      leave()
    }
  }, [rows])

  useLayoutEffect(() => rows.settle())

  return { rows, scroller, body, width }
}
