import { type RefObject, useCallback, useEffect, useMemo } from 'react'
import { type PanelImperativeHandle, usePanelRef } from 'react-resizable-panels'

interface SidePanel {
  /** For the panel itself. */
  readonly panelRef: RefObject<PanelImperativeHandle | null>
  /** For whoever folds it away or opens it: it opens as wide as it was last, be it in another window. */
  readonly pane: { readonly current: PanelImperativeHandle | null }
  /** A person made panels wider or narrower. */
  readonly remember: () => void
}

interface SidePanelOptions {
  /** Its width is kept under this name. */
  readonly name: string
  /** Pixels. */
  readonly usualWidth: number
  /** In a window like this there is no room for it beside the text. */
  readonly tooNarrow: string
}

/**
 * A panel at the side. It is folded away while the window is too narrow for it; one that was open comes back with the room, be it at the
 * next start, and one that a person had folded away stays so. It can be opened in a narrow window, too.
 */
export function useSidePanel({ name, usualWidth, tooNarrow }: SidePanelOptions): SidePanel {
  const panelRef = usePanelRef()
  const remember = useCallback(() => {
    // It is laid out anew after this is told.
    requestAnimationFrame(() => {
      const panel = panelRef.current
      if (panel && !panel.isCollapsed()) localStorage.setItem(widthKey(name), String(Math.round(panel.getSize().inPixels)))
    })
  }, [panelRef, name])
  const pane = useMemo(() => {
    const act = (on: (panel: PanelImperativeHandle) => void) => () => panelRef.current && on(panelRef.current)
    const handle: PanelImperativeHandle = {
      collapse: act((panel) => panel.collapse()),
      expand: act((panel) => {
        if (panel.isCollapsed()) panel.resize(`${Number(localStorage.getItem(widthKey(name))) || usualWidth}px`)
      }),
      getSize: () => panelRef.current?.getSize() ?? { asPercentage: 0, inPixels: 0 },
      isCollapsed: () => panelRef.current?.isCollapsed() ?? true,
      resize: (size) => panelRef.current?.resize(size),
    }
    return { current: handle }
  }, [panelRef, name, usualWidth])

  useEffect(() => {
    const narrow = window.matchMedia(tooNarrow)
    let frame = 0
    const follow = () => {
      if (narrow.matches && !pane.current.isCollapsed()) {
        localStorage.setItem(foldedKey(name), 'yes')
        pane.current.collapse()
      } else if (!narrow.matches && localStorage.getItem(foldedKey(name))) {
        localStorage.removeItem(foldedKey(name))
        // The panels take in the window's new width within the frame.
        frame = requestAnimationFrame(() => {
          frame = requestAnimationFrame(pane.current.expand)
        })
      }
    }
    follow()
    narrow.addEventListener('change', follow)
    return () => {
      narrow.removeEventListener('change', follow)
      cancelAnimationFrame(frame)
    }
  }, [pane, name, tooNarrow])

  return { panelRef, pane, remember }
}

const widthKey = (name: string) => `egiz:width:${name}`
/** There while it is folded away for want of room. */
const foldedKey = (name: string) => `egiz:folded:${name}`
