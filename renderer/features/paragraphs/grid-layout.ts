import type { CSSProperties } from 'react'
import type { LayoutSettings } from '../../../shared/host/contract.ts'
import type { RowMetrics } from './row-heights-estimate.ts'

/** How a person wants the rows. */
export interface GridLayout {
  /** The translation stands below its source, not beside it. */
  readonly isStacked: boolean
  /** Size of the text, pixels. */
  readonly textSize: number
  readonly density: NonNullable<LayoutSettings['density']>
}

export const defaultLayout: GridLayout = { isStacked: false, textSize: 16, density: 'normal' }
export const textSizes: readonly number[] = [13, 14, 15, 16, 17, 18, 20, 22, 25, 28]
export const densities = ['compact', 'normal', 'roomy'] as const

/** Line height as a multiple of the text's size, and the padding above and below the text of a cell. */
const spacing = {
  compact: { leading: 1.4, padding: 6 },
  normal: { leading: 1.58, padding: 13 },
  roomy: { leading: 1.75, padding: 20 },
} as const

const NUMBERS = 56
const MARGIN = 92
/** Room beside the text of a cell, left and right together. */
const BESIDE = 40

/** Narrower, a grid has no room for two columns. Pixels. */
const NARROWEST_BESIDE = 560

/** A layout as a grid of a width can show it. */
export function fittingLayout(layout: GridLayout, width: number): GridLayout {
  return layout.isStacked || width >= NARROWEST_BESIDE ? layout : { ...layout, isStacked: true }
}

/** The sizes that decide rows' heights in a grid of a width, in pixels. */
export function gridMetrics({ isStacked, textSize, density }: GridLayout, width: number): RowMetrics {
  const { leading, padding } = spacing[density]
  const forText = width - NUMBERS - MARGIN
  return {
    cellWidth: Math.max(160, (isStacked ? forText : forText / 2) - BESIDE),
    fontSize: textSize,
    lineHeight: textSize * leading,
    padding: 2 * padding + 1,
    isStacked,
  }
}

/** The same for the style sheet. */
export function gridStyle({ textSize, density }: GridLayout, digits: number): CSSProperties {
  const { leading, padding } = spacing[density]
  return {
    '--number-width': `${Math.max(NUMBERS, 34 + digits * 8)}px`,
    '--size-text': `${textSize}px`,
    '--leading-text': leading,
    '--cell-padding': `${padding}px`,
  } as CSSProperties
}
