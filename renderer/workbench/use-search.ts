import { useCallback, useEffect, useMemo, useState } from 'react'
import { flushSync } from 'react-dom'
import { PLACEHOLDER_CHARACTER, plainText } from '../../shared/text/rich-text.ts'
import type { GridController } from '../features/paragraphs/grid-controller.ts'
import { markHits } from '../features/search/highlights.ts'
import { type GoalPlace, SearchSession } from '../features/search/search-session.ts'
import type { ProjectStore } from '../store/project-store.ts'
import { useTopic } from '../store/use-store.ts'
import type { SidePaneState } from './use-side-pane.ts'

/** Selected text longer than this is rather a place to search in. UTF-16 units. */
const LONGEST_WORDS = 100

interface SearchNeeds {
  store: ProjectStore
  grid: GridController
  /** The pane the search has a tab of. */
  side: SidePaneState
  onFailure: (error: unknown) => void
}

/** The project's search beside its rows: opened with what is selected, its hits marked in the rows while it is open. */
export function useSearch({ store, grid, side, onFailure }: SearchNeeds) {
  const [session] = useState(() => new SearchSession(store))
  const isOpen = side.tab === 'search'
  const documentId = useTopic(grid, 'document', () => grid.documentId)
  const view = useTopic(grid, 'view', () => grid.view.order)

  useEffect(() => {
    session.where = () => ({
      documentId: grid.documentId,
      activeId: grid.activeId,
      shown: grid.view.isFiltered ? () => [...grid.view.rows()].map(({ id }) => id) : null,
    })
    session.onGo = (goal) => void goTo(grid, goal).catch(onFailure)
    session.onFailure = onFailure
  }, [session, grid, onFailure])

  useEffect(() => () => session.close(), [session])

  // biome-ignore lint/correctness/useExhaustiveDependencies: other rows are shown
  useEffect(() => {
    const { place } = session.asked
    if (place === 'document' || place === 'shown') session.askAgain()
  }, [session, documentId, view])

  // biome-ignore lint/correctness/useExhaustiveDependencies: another document may have another grid
  useEffect(() => (isOpen && grid.root ? markHits(grid.root, session) : undefined), [isOpen, grid, session, documentId])

  const open = useCallback(
    (isReplacing: boolean) => {
      grid.pair?.commitNow()
      const spans = grid.selection
      const rows = [...new Set(spans.map(({ unitId }) => unitId))]
      const words = rows.length === 1 ? wordsOf(grid) : ''
      // The panel must be there to hear that the caret is wanted in it.
      flushSync(() => side.open('search'))
      session.open({ words, rows, isReplacing })
    },
    [session, grid, side],
  )
  const close = useCallback(() => {
    side.back()
    grid.focusBack()
  }, [grid, side])
  const commands = useMemo(() => ({ open, step: (step: 1 | -1) => session.step(step) }), [open, session])
  return { session, isOpen, close, commands }
}

/** The words selected in a row, where they are few. */
function wordsOf(grid: GridController): string {
  const [span] = grid.selection
  const unit = span && grid.store.unit(grid.documentId, span.unitId)
  const words = unit ? plainText(unit[span.side]).slice(span.from, span.to) : ''
  return words.length > LONGEST_WORDS || words.includes(PLACEHOLDER_CHARACTER) ? '' : words
}

async function goTo(grid: GridController, { documentId, unitId, side, range }: GoalPlace): Promise<void> {
  grid.show(documentId)
  await grid.activate(unitId, side, range?.to ?? 'end', 'center')
  if (range) requestAnimationFrame(() => grid.activeId === unitId && grid.pair?.select(side, range.from, range.to))
}
