import type { GridController } from '../features/paragraphs/grid-controller.ts'

/** Moves the focus to the next pane (documents, rows, tags, notes or search), or the one before. */
export function cyclePanes(root: HTMLElement, grid: GridController, step: 1 | -1): void {
  // One that is folded away has nothing to be seen in it.
  const panes = [...root.querySelectorAll<HTMLElement>('[data-pane]')].filter((pane) => pane.offsetWidth > 0)
  const now = panes.findIndex((pane) => pane.contains(document.activeElement))
  const next = panes[(now + step + panes.length) % panes.length]
  const reading = next?.dataset.pane === 'rows' && !grid.pair ? next.querySelector<HTMLElement>('.reading:not(.preview)') : null
  if (reading) reading.focus()
  else if (next?.dataset.pane !== 'rows') next?.querySelector<HTMLElement>('[role="tab"][aria-selected="true"],button')?.focus()
  else if (grid.pair) grid.pair.focus(grid.pair.side)
  else void grid.activateIndex(0)
}
