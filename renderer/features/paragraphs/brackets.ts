/** How far a tag reaches in a row: from the first to the last line of its passages. Pixels from the row's top. */
export interface Extent {
  readonly key: string
  readonly label: string
  readonly colour: number
  readonly annotationIds: readonly string[]
  readonly top: number
  readonly bottom: number
}

/** An extent with its place in the margin. */
export interface Bracket extends Extent {
  readonly lane: number
  readonly labelTop: number
}

const LABEL_HEIGHT = 14
const GAP = 2

/** Packs extents into lanes so that no two brackets of a lane touch, and moves labels down until none covers another. */
export function packBrackets(extents: readonly Extent[]): Bracket[] {
  const lanes: number[] = []
  let labelEnd = 0
  const placed = [...extents]
    .sort((a, b) => a.top - b.top || b.bottom - a.bottom)
    .map((extent) => {
      let lane = lanes.findIndex((end) => end + GAP <= extent.top)
      if (lane < 0) lane = lanes.length
      lanes[lane] = extent.bottom
      return { ...extent, lane }
    })
  return placed.map((extent) => {
    const labelTop = Math.max(extent.top, labelEnd)
    labelEnd = labelTop + LABEL_HEIGHT
    return { ...extent, labelTop }
  })
}
