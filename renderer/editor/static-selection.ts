import type { Side } from '../../shared/model/records.ts'
import { offsetOf, positionOf } from './dom-offsets.ts'

/** A passage of one side of a unit, by id. */
export interface SelectedSpan {
  readonly unitId: string
  readonly side: Side
  readonly from: number
  readonly to: number
}

/** The text element of a cell, with whose it is. */
export interface CellText {
  readonly element: HTMLElement
  readonly unitId: string
  readonly side: Side
}

/** The cell a node stands in. */
export function cellAt(node: Node | null): CellText | null {
  const element = (node instanceof Element ? node : node?.parentElement)?.closest<HTMLElement>('[data-side]')
  const unitId = element?.closest<HTMLElement>('[data-unit]')?.dataset.unit
  return element && unitId ? { element, unitId, side: element.dataset.side as Side } : null
}

/** What the browser's own selection holds of static rows: spans of the side it began in, one a row, empty ones left out. */
export function staticSelection(root: HTMLElement): SelectedSpan[] {
  const selection = window.getSelection()
  if (!selection || selection.isCollapsed || selection.rangeCount === 0 || !root.contains(selection.anchorNode)) return []
  const side = cellAt(selection.anchorNode)?.side
  const range = selection.getRangeAt(0)
  const spans: SelectedSpan[] = []
  for (const element of root.querySelectorAll<HTMLElement>(`[data-side="${side}"]`)) {
    if (!range.intersectsNode(element)) continue
    const cell = cellAt(element)
    const length = offsetOf(element, element, element.childNodes.length) ?? 0
    const from = offsetOf(element, range.startContainer, range.startOffset) ?? 0
    const to = offsetOf(element, range.endContainer, range.endOffset) ?? length
    if (cell && from < to) spans.push({ unitId: cell.unitId, side: cell.side, from, to })
  }
  return spans
}

/** The rows in which the browser's own selection begins and ends, where something is selected; none otherwise. */
export function selectedRows(root: HTMLElement): string[] {
  const selection = window.getSelection()
  if (!selection || selection.isCollapsed || !root.contains(selection.anchorNode)) return []
  const ends = [selection.anchorNode, selection.focusNode].flatMap((node) => cellAt(node)?.unitId ?? [])
  return [...new Set(ends)]
}

/** Selects spans again that were selected in `root`, after their rows were rendered anew; nothing where an end of them is not laid out. */
export function selectSpans(root: HTMLElement, spans: readonly SelectedSpan[]): void {
  const [first, last] = [spans[0], spans.at(-1)]
  if (!first || !last) return
  const place = ({ unitId, side }: SelectedSpan, offset: number) => {
    const cell = root.querySelector<HTMLElement>(
      `[data-unit="${CSS.escape(unitId)}"] [data-side="${side}"], [data-unit="${CSS.escape(unitId)}"][data-side="${side}"]`,
    )
    return cell && positionOf(cell, offset)
  }
  const [from, to] = [place(first, first.from), place(last, last.to)]
  if (from && to) window.getSelection()?.setBaseAndExtent(from.node, from.offset, to.node, to.offset)
}
