import { selectSpans } from '../editor/static-selection.ts'
import type { GridController } from '../features/paragraphs/grid-controller.ts'
import type { Passage } from '../store/edits.ts'

const selections = new WeakMap<
  GridController,
  { subscribe: GridController['subscribe']; hasSelection: () => boolean; digitsAreText: () => boolean }
>()

/** The grid's selection as the bar sees it; the same object for the same grid. */
export function selectionOf(grid: GridController) {
  const known = selections.get(grid) ?? {
    subscribe: grid.subscribe.bind(grid),
    hasSelection: () => grid.selection.length > 0,
    digitsAreText: () => grid.pair?.takesText === true,
  }
  selections.set(grid, known)
  return known
}

/** Selects passages of rows that are not being edited again, once they are rendered with the tag just laid on them: another may follow. */
export function selectAgain(grid: GridController, passages: readonly Passage[]): void {
  if (grid.pair?.hasFocus) return
  const spans = passages.map(({ unit, side, from, to }) => ({ unitId: unit.id, side, from, to }))
  requestAnimationFrame(() => grid.root && selectSpans(grid.root, spans))
}
