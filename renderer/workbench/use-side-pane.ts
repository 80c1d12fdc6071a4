import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { PanelImperativeHandle } from 'react-resizable-panels'

/** What the pane at the right can show, in the order of its tabs. */
export const sideTabs = ['tags', 'notes', 'search'] as const
export type SideTab = (typeof sideTabs)[number]

const key = 'egiz:side-tab'

/** Which tab the pane at the right shows; the next window begins with it. */
export function useSidePane(pane: { readonly current: PanelImperativeHandle | null }) {
  const [tab, setTab] = useState<SideTab>(() => sideTabs.find((one) => one === localStorage.getItem(key)) ?? 'tags')
  const [isNoteAsked, setNoteAsked] = useState(false)
  const before = useRef<SideTab>('tags')
  const now = useRef(tab)
  useEffect(() => localStorage.setItem(key, tab), [tab])

  const choose = useCallback((next: SideTab) => {
    if (next === now.current) return
    before.current = now.current
    now.current = next
    setTab(next)
  }, [])
  const acts = useMemo(() => {
    /** Shows a tab, and the pane where it was folded away. */
    const open = (next: SideTab) => {
      choose(next)
      if (pane.current?.isCollapsed()) pane.current.expand()
    }
    return {
      open,
      /** Shows a tab; folds the pane away where it shows that one already. */
      toggle(next: SideTab) {
        if (next === now.current && !pane.current?.isCollapsed()) pane.current?.collapse()
        else open(next)
      },
      /** Shows the tab that was there before this one. */
      back: () => choose(before.current),
      /** A note on the active row is to be written: its field is to take the caret. */
      askNote() {
        open('notes')
        setNoteAsked(true)
      },
      noteAnswered: () => setNoteAsked(false),
    }
  }, [pane, choose])
  return useMemo(() => ({ tab, isNoteAsked, choose, ...acts }), [tab, isNoteAsked, choose, acts])
}

export type SidePaneState = ReturnType<typeof useSidePane>
