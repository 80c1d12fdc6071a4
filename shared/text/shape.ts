import { type Line, normalizeText, splitLines } from './lines.ts'
import { scoreBreaks } from './reconstruct/breaks.ts'
import { removeFurniture } from './reconstruct/furniture.ts'
import { isCased, mostCommon, runsOn } from './reconstruct/layout.ts'
import { measureRows, type Row } from './reconstruct/rows.ts'

/** One paragraph a line; paragraphs parted by empty lines; or lines whose ends mean nothing. */
export type Shape = 'lines' | 'blank' | 'wrapped'

export interface ShapeGuess {
  shape: Shape
  /** A stable key for translation: `single-line`, `no-usual-width`, `line-paragraphs`, `empty-lines-part`, `usual-width`, `page-furniture`. */
  reason: 'single-line' | 'no-usual-width' | 'line-paragraphs' | 'empty-lines-part' | 'usual-width' | 'page-furniture'
}

/** Rows that decide: a long text is looked at in its beginning and its middle. */
const SAMPLE = 1500
/** No page is set wider than this; longer lines are paragraphs. */
const WIDEST = 220

/** Guesses the shape of a text by reading a sample of it as wrapped and asking which places hold together. */
export function guessShape(text: string): ShapeGuess {
  return guessShapeOfLines(splitLines(normalizeText(text)))
}

/** The same, for lines already split. */
export function guessShapeOfLines(lines: readonly Line[]): ShapeGuess {
  const all = measureRows(sampleOf(lines))
  if (all.length < 2) return { shape: 'lines', reason: 'single-line' }
  const { rows, removed } = removeFurniture(all, isCased(all))
  const long = rows.filter((row) => row.edge > WIDEST).length
  const gap = mostCommon(rows.slice(1).map((row) => row.gap))
  const gaps = rows.filter((row, i) => i > 0 && row.gap > 0).length
  const allApart = gaps === rows.length - 1
  if (long > rows.length * 0.08 || (long > 0 && rows.length < 12)) return { shape: allApart ? 'blank' : 'lines', reason: 'no-usual-width' }
  const places = tally(rows, gap)
  // Where not one sentence runs over a line end, no line end can be shown to mean nothing, however alike the lines are in length.
  const few =
    places.runsOn === 0 ||
    places.inside <= (rows.length - 1) * 0.04 ||
    (places.inside <= (rows.length - 1) * 0.2 && places.runsOn <= (rows.length - 1) * 0.08)
  if (few) return { shape: allApart ? 'blank' : 'lines', reason: 'line-paragraphs' }
  if (removed.length > 0) return { shape: 'wrapped', reason: 'page-furniture' }
  const clean = places.apartInside <= places.apart * 0.03 && places.closeBreaks <= Math.max(0, places.apart * 0.05)
  if (gap === 0 && places.apart > 0 && clean) return { shape: 'blank', reason: 'empty-lines-part' }
  return { shape: 'wrapped', reason: 'usual-width' }
}

function sampleOf(lines: readonly Line[]): readonly Line[] {
  if (lines.length <= SAMPLE * 2) return lines
  const middle = lines.length >> 1
  return [...lines.slice(0, SAMPLE), ...lines.slice(middle, middle + SAMPLE)]
}

/** Counts places inside paragraphs, places where the words alone say so, places with more empty lines than usual, and where the two disagree. */
function tally(
  rows: readonly Row[],
  gap: number,
): { inside: number; runsOn: number; apart: number; apartInside: number; closeBreaks: number } {
  const scores = scoreBreaks(rows)
  const cased = isCased(rows)
  const count = { inside: 0, runsOn: 0, apart: 0, apartInside: 0, closeBreaks: 0 }
  for (let i = 1; i < rows.length; i++) {
    const breaks = (scores[i] ?? 0) > 0
    const apart = (rows[i]?.gap ?? 0) > gap
    if (!breaks) count.inside++
    if (runsOn(rows[i - 1] as Row, rows[i], cased)) count.runsOn++
    if (apart) count.apart++
    if (apart && !breaks) count.apartInside++
    if (!apart && breaks) count.closeBreaks++
  }
  return count
}
