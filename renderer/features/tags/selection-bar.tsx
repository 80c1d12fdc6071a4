import { Ellipsis } from 'lucide-react'
import { useEffect, useLayoutEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ProjectStore } from '../../store/project-store.ts'
import { useTopic } from '../../store/use-store.ts'
import { tagTree } from './tag-tree.ts'

interface SelectionBarProps {
  store: ProjectStore
  /** Tells of selections made or lost; the bar follows the ones made by pointer. */
  selection: { subscribe(topic: string, listener: () => void): () => void; hasSelection(): boolean; digitsAreText(): boolean }
  onTag: (tagId: string) => void
  onMore: () => void
}

const MOST = 9
const GAP = 8
/** Below the window's head, in pixels. */
const TOP_EDGE = 48

/** The tags within reach of the pointer, over a selection made with it. Keys do the same: this bar takes no focus. */
export function SelectionBar({ store, selection, onTag, onMore }: SelectionBarProps) {
  const { t } = useTranslation()
  const tags = useTopic(store, 'tags', () => store.records.tagList)
  const [place, setPlace] = useState<{ left: number; top: number; bottom: number } | null>(null)
  const bar = useRef<HTMLDivElement>(null)

  // Above the selection, or below it where there is no room: never on it.
  useLayoutEffect(() => {
    if (!place || !bar.current) return
    const { height, width } = bar.current.getBoundingClientRect()
    const above = place.top - height - GAP
    bar.current.style.top = `${above < TOP_EDGE ? place.bottom + GAP : above}px`
    bar.current.style.left = `${Math.max(GAP, Math.min(place.left, window.innerWidth - width - GAP))}px`
  }, [place])

  useEffect(() => {
    const hide = () => setPlace(null)
    const onPointerUp = (event: PointerEvent) => {
      // Only a selection made just now, in the text; one that merely still stands needs no bar.
      if (!(event.target instanceof Element && event.target.closest('[data-side]'))) return
      // The browser settles the selection after the event.
      requestAnimationFrame(() => {
        const range = window.getSelection()?.rangeCount ? window.getSelection()!.getRangeAt(0) : null
        const rects = range && selection.hasSelection() ? range.getClientRects() : null
        const first = rects?.[0]
        setPlace(first ? { left: first.left, top: first.top, bottom: Math.max(...[...rects].map((rect) => rect.bottom)) } : null)
      })
    }
    const unsubscribe = selection.subscribe('selection', () => {
      if (!selection.hasSelection()) hide()
    })
    document.addEventListener('pointerup', onPointerUp)
    document.addEventListener('keydown', hide, true)
    document.addEventListener('scroll', hide, true)
    return () => {
      unsubscribe()
      document.removeEventListener('pointerup', onPointerUp)
      document.removeEventListener('keydown', hide, true)
      document.removeEventListener('scroll', hide, true)
    }
  }, [selection])

  if (!place) return null
  const keepSelection = (event: React.PointerEvent) => event.preventDefault()
  return (
    <div
      className="selection-bar"
      role="toolbar"
      aria-label={t('tags.barLabel')}
      ref={bar}
      onPointerDown={keepSelection}
      onMouseDown={(event) => event.preventDefault()}
      onPointerUp={(event) => event.stopPropagation()}
    >
      {tagTree(tags)
        .slice(0, MOST)
        .map(({ tag }, index) => (
          <button
            type="button"
            tabIndex={-1}
            key={tag.id}
            className="bar-tag"
            onClick={() => {
              setPlace(null)
              onTag(tag.id)
            }}
          >
            <i className="tag-swatch" data-colour={tag.colour} />
            <span className="bar-name">{tag.name}</span>
            <span className="bar-key">{selection.digitsAreText() ? `Alt ${index + 1}` : index + 1}</span>
          </button>
        ))}
      <button type="button" tabIndex={-1} className="bar-tag" onClick={onMore} aria-label={t('tags.more')}>
        {tags.length === 0 ? t('tags.firstTag') : <Ellipsis size={14} aria-hidden />}
      </button>
    </div>
  )
}
