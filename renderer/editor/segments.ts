/** An annotation's stretch of one side of a unit, as the screen shows it. Offsets are UTF-16, end exclusive. */
export interface TagRange {
  readonly annotationId: string
  /** Which of the annotation's spans. */
  readonly span: number
  /** 1..12, 0 for a bare note. */
  readonly colour: number
  readonly from: number
  readonly to: number
}

/** A stretch on which the same annotations lie. */
export interface Segment {
  readonly from: number
  readonly to: number
  readonly ranges: readonly TagRange[]
}

/** Cuts overlapping ranges into disjoint segments, in order; the longest range lies lowest in each. */
export function segmentsOf(ranges: readonly TagRange[]): Segment[] {
  const real = ranges.filter((range) => range.from < range.to)
  const cuts = [...new Set(real.flatMap((range) => [range.from, range.to]))].sort((a, b) => a - b)
  const lowestFirst = [...real].sort((a, b) => b.to - b.from - (a.to - a.from) || (a.annotationId < b.annotationId ? -1 : 1))
  const segments: Segment[] = []
  for (let i = 0; i + 1 < cuts.length; i++) {
    const from = cuts[i]!
    const to = cuts[i + 1]!
    const here = lowestFirst.filter((range) => range.from <= from && range.to >= to)
    if (here.length > 0) segments.push({ from, to, ranges: here })
  }
  return segments
}

/** How deep underlines are stacked; deeper overlaps share the last. */
const DEPTH = 4

/** The attributes of a segment's element, the same in the static rows and in the live editor. */
export function segmentAttributes({ ranges }: Segment): { class: string; style: string; 'data-annotations': string } {
  const colours = ranges.slice(0, DEPTH).map((range, i) => `--c${i + 1}:var(--tag-${range.colour || 'note'})`)
  return {
    class: `annotated depth-${Math.min(ranges.length, DEPTH)}`,
    style: `${colours.join(';')};`,
    'data-annotations': [...new Set(ranges.map((range) => range.annotationId))].join(' '),
  }
}
