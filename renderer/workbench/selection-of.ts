import type { GridController } from '../features/paragraphs/grid-controller.ts'

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
