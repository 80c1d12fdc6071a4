import type { Settings } from '../../shared/host/contract.ts'
import { defaultLayout, densities, type GridLayout, textSizes } from '../features/paragraphs/grid-layout.ts'
import type { Untranslated } from '../features/reading/reading-layout.ts'

/** How a person wants rows and running text. */
export interface Layout extends GridLayout {
  /** The translation as running text is shown below the rows. */
  readonly hasPreview: boolean
  readonly untranslated: Untranslated
}

/** The layout that was kept; whatever is absent, or no layout, is as Egiz has it. */
export function layoutOf(kept: Settings['layout']): Layout {
  const { isStacked, textSize, density, hasPreview, untranslated } = kept ?? {}
  return {
    isStacked: isStacked ?? defaultLayout.isStacked,
    textSize: nearestSize(textSize ?? defaultLayout.textSize),
    density: densities.find((known) => known === density) ?? defaultLayout.density,
    hasPreview: hasPreview ?? false,
    untranslated: untranslated ?? 'source',
  }
}

/** The next size of text up (1) or down (-1); the last one there is at the ends. Pixels. */
export function nextSize(size: number, step: 1 | -1): number {
  const at = textSizes.indexOf(nearestSize(size))
  return textSizes[Math.max(0, Math.min(textSizes.length - 1, at + step))]!
}

export const normalSize = defaultLayout.textSize

const nearestSize = (size: number): number =>
  textSizes.reduce((best, known) => (Math.abs(known - size) < Math.abs(best - size) ? known : best))
