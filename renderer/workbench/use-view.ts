import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Settings } from '../../shared/host/contract.ts'
import type { Side } from '../../shared/model/records.ts'
import { isMac, shownKeys } from '../ui/kbd.tsx'
import { useKeyOf } from '../ui/keys-in-force.ts'
import { toasts } from '../ui/toast-queue.ts'
import { type Layout, layoutOf } from './layout.ts'
import './focus-mode.css'

/** What commands do to the view. */
export interface ViewActions {
  readonly change: (change: (now: Layout) => Partial<Layout>) => void
  /** Shows a side as running text in the place of the rows; null for the rows. */
  readonly read: (next: (now: Side | null) => Side | null) => void
  readonly toggleFocus: () => void
}

/** Two presses of Esc within this time leave the focus mode. Milliseconds. */
const TWICE = 900

/** How the rows are shown: their layout, which the settings keep; running text in their place; the focus mode, without all that stands round them. */
export function useView(kept: Settings['layout'], onLayout: (layout: Layout) => void) {
  const { t } = useTranslation()
  const layout = useMemo(() => layoutOf(kept), [kept])
  const [reading, setReading] = useState<Side | null>(null)
  const [isFocused, setFocused] = useState(false)
  // Keys may come faster than renderings.
  const now = useRef(layout)
  now.current = layout
  const focusKey = useKeyOf('view.focus')
  const told = useRef(-1)

  const change = useCallback<ViewActions['change']>(
    (changed) => {
      now.current = { ...now.current, ...changed(now.current) }
      onLayout(now.current)
    },
    [onLayout],
  )
  const toggleFocus = useCallback(() => {
    const keys = focusKey === undefined ? 'Esc Esc' : shownKeys(focusKey, isMac, '+')
    setFocused(!isFocused)
    toasts.close(told.current)
    told.current = toasts.add({ text: t(isFocused ? 'layout.focusOff' : 'layout.focusOn', { keys }) })
  }, [isFocused, focusKey, t])

  useEffect(() => {
    if (!isFocused) return
    let last = Number.NEGATIVE_INFINITY
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.code !== 'Escape' || event.repeat || event.isComposing) return
      if (document.querySelector('[role="dialog"],[role="alertdialog"],[role="menu"]')) return
      if (event.timeStamp - last < TWICE) toggleFocus()
      last = event.timeStamp
    }
    document.addEventListener('keydown', onKeyDown, true)
    return () => document.removeEventListener('keydown', onKeyDown, true)
  }, [isFocused, toggleFocus])

  const actions = useMemo<ViewActions>(() => ({ change, read: setReading, toggleFocus }), [change, toggleFocus])
  return { layout, reading, isFocused, actions }
}
