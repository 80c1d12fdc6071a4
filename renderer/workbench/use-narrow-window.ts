import { type RefObject, useEffect } from 'react'
import type { PanelImperativeHandle } from 'react-resizable-panels'

/** Folds a pane away while the window is too narrow for it, so that the text keeps its room; it comes back with the room. */
export function useNarrowWindow(pane: RefObject<PanelImperativeHandle | null>, query: string): void {
  useEffect(() => {
    const narrow = window.matchMedia(query)
    const follow = () => {
      if (narrow.matches) pane.current?.collapse()
      else pane.current?.expand()
    }
    if (narrow.matches) follow()
    narrow.addEventListener('change', follow)
    return () => narrow.removeEventListener('change', follow)
  }, [pane, query])
}
