import { type LayoutChangedMeta, useDefaultLayout } from 'react-resizable-panels'
import { useSidePanel } from './use-side-panel.ts'

const documentsPanel = { name: 'documents', usualWidth: 232, tooNarrow: '(width < 940px)' }
const sidePanel = { name: 'side', usualWidth: 316, tooNarrow: '(width < 1180px)' }

/** The panes beside the rows: how wide they are, and what becomes of them in a narrow window, is kept from start to start. */
export function usePanes() {
  const documents = useSidePanel(documentsPanel)
  const side = useSidePanel(sidePanel)
  const kept = useDefaultLayout({ id: 'egiz-panes', storage: localStorage })
  const onLayoutChanged = (layout: Record<string, number>, meta: LayoutChangedMeta) => {
    kept.onLayoutChanged(layout, meta)
    if (!meta.isUserInteraction) return
    documents.remember()
    side.remember()
  }
  return { documents, side, group: { ...kept, onLayoutChanged } }
}
