import type { CSSProperties } from 'react'
import type { LayoutSettings } from '../../../shared/host/contract.ts'
import type { Side } from '../../../shared/model/records.ts'
import type { Paragraphs, ReadRows } from './paragraphs.ts'

/** What running text shows of a paragraph that has no translation: its source, or a mark. */
export type Untranslated = NonNullable<LayoutSettings['untranslated']>

/** How running text is set. */
export interface ReadingLayout {
  readonly side: Side
  /** Pixels. */
  readonly textSize: number
  readonly untranslated: Untranslated
  /** Beside other things: in less room, and not justified. */
  readonly isNarrow: boolean
}

/** Line height as a multiple of the text's size. */
const LEADING = 1.62
/** The longest line, about 70 characters, as a multiple of the text's size. */
const MEASURE = 35
/** A character is about this much of the text's size wide. */
const CHARACTER = 0.51
/** Room below a paragraph, as a multiple of the text's size. */
const GAP = 0.75

const beside = (isNarrow: boolean) => (isNarrow ? 20 : 32)

/** For the style sheet. */
export function readingStyle({ textSize, isNarrow }: ReadingLayout): CSSProperties {
  return {
    '--size-text': `${textSize}px`,
    '--leading-text': LEADING,
    '--measure': `${MEASURE * textSize}px`,
    '--beside': `${beside(isNarrow)}px`,
    '--gap': `${GAP}em`,
  } as CSSProperties
}

/** The paragraphs' likely heights before they are laid out, in pixels, in a view of a width. */
export function estimateParagraphs(rows: ReadRows, paragraphs: Paragraphs, layout: ReadingLayout, width: number): Float64Array {
  const { side, textSize, untranslated, isNarrow } = layout
  const perLine = Math.max(16, Math.min(MEASURE * textSize, width - 2 * beside(isNarrow)) / (textSize * CHARACTER))
  const lengths = new Float64Array(paragraphs.count)
  let paragraph = 0
  let place = 0
  for (const { sourceLength, targetLength } of rows.rows()) {
    if (place >= paragraphs.range(paragraph)[1]) paragraph++
    const shown = side === 'source' || (targetLength === 0 && untranslated === 'source') ? sourceLength : targetLength
    lengths[paragraph]! += shown
    place++
  }
  return lengths.map((length) => (Math.max(1, Math.ceil(length / perLine)) * LEADING + GAP) * textSize)
}
