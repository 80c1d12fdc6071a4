import type { RowView } from './row-view.ts'

/** How rows are laid out, as far as it decides their heights. Pixels. */
export interface RowMetrics {
  /** Width of a cell's text. */
  readonly cellWidth: number
  /** Size of the text, and the height of its lines. */
  readonly fontSize: number
  readonly lineHeight: number
  /** Above and below the text of a cell, together. */
  readonly padding: number
  /** The translation stands below the source, not beside it. */
  readonly isStacked: boolean
}

/** A character is about this much of the text's size wide. */
const CHARACTER = 0.51

/** The rows' likely heights before they are laid out, from the lengths of their texts. */
export function estimateHeights(view: RowView, { cellWidth, fontSize, lineHeight, padding, isStacked }: RowMetrics): Float64Array {
  const perLine = Math.max(12, cellWidth / (fontSize * CHARACTER))
  const height = (length: number) => Math.max(1, Math.ceil(length / perLine)) * lineHeight + padding
  const heights = new Float64Array(view.length)
  let i = 0
  for (const { sourceLength, targetLength } of view.rows()) {
    heights[i++] = isStacked ? height(sourceLength) + height(targetLength) : height(Math.max(sourceLength, targetLength))
  }
  return heights
}
