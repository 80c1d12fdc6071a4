import type { ReactNode } from 'react'
import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components/Tabs'
import { useTranslation } from 'react-i18next'
import { NotesPanel } from '../features/notes/notes-panel.tsx'
import type { GridController } from '../features/paragraphs/grid-controller.ts'
import { SearchPanel } from '../features/search/search-panel.tsx'
import { TagsPanel } from '../features/tags/tags-panel.tsx'
import { useTopic } from '../store/use-store.ts'
import './side-pane.css'
import type { useSearch } from './use-search.ts'
import { type SidePaneState, type SideTab, sideTabs } from './use-side-pane.ts'

interface SidePaneProps {
  grid: GridController
  state: SidePaneState
  search: ReturnType<typeof useSearch>
  /** The person's name; empty where none was told. */
  author: string
  onAuthor: (author: string) => Promise<void>
  shownTag: string | null
  onShowTag: (tagId: string | null) => void
  onFailure: (error: unknown) => void
}

/** The pane at the right: its tabs, and what the chosen one shows. Nothing else is mounted. */
export function SidePane({ grid, state, search, author, onAuthor, shownTag, onShowTag, onFailure }: SidePaneProps) {
  const { t } = useTranslation()
  const { store } = grid
  const activeId = useTopic(grid, 'active', () => grid.activeId)
  const documentId = useTopic(grid, 'document', () => grid.documentId)

  const goToPassage = async (annotationId: string) => {
    const annotation = store.records.annotations.get(annotationId)
    const span = annotation?.spans[0]
    if (!annotation || !span) return
    grid.show(annotation.documentId)
    await grid.activate(span.unitId, span.side, span.to, 'center')
    requestAnimationFrame(() => grid.pair?.select(span.side, span.from, span.to))
  }
  const goToRow = async (inDocument: string, unitId: string) => {
    grid.show(inDocument)
    await grid.activate(unitId, 'target', 'end', 'center')
  }

  const place = { store, documentId, activeId }
  const panels: Readonly<Record<SideTab, ReactNode>> = {
    tags: <TagsPanel {...place} shownTag={shownTag} onShowTag={onShowTag} onGo={goToPassage} />,
    notes: (
      <NotesPanel
        {...place}
        author={author}
        onAuthor={onAuthor}
        isAsked={state.isNoteAsked}
        onAnswered={state.noteAnswered}
        onGo={goToRow}
        onLeave={() => grid.focusBack()}
        onFailure={onFailure}
      />
    ),
    search: <SearchPanel session={search.session} onClose={search.close} />,
  }
  return (
    <aside className="pane side-pane" aria-label={t('sidePane.label')} data-pane="tags" tabIndex={-1}>
      <Tabs
        className="side"
        selectedKey={state.tab}
        onSelectionChange={(chosen) => {
          const tab = sideTabs.find((one) => one === chosen)
          if (tab) state.choose(tab)
        }}
      >
        <TabList className="side-tabs" aria-label={t('sidePane.label')}>
          {sideTabs.map((tab) => (
            <Tab key={tab} id={tab} className="side-tab">
              {t(`sidePane.${tab}`)}
            </Tab>
          ))}
        </TabList>
        {sideTabs.map((tab) => (
          <TabPanel key={tab} id={tab} className="side-panel">
            {panels[tab]}
          </TabPanel>
        ))}
      </Tabs>
    </aside>
  )
}
