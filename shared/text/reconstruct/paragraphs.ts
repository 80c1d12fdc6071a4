import { type HyphenJudge, hyphenJudge } from '../hyphens.ts'
import type { Line } from '../lines.ts'
import { scoreBreaks } from './breaks.ts'
import { isCentred } from './features.ts'
import { removeFurniture } from './furniture.ts'
import { joinLines } from './join.ts'
import { type Draft, guessKinds, type ParagraphKind } from './kinds.ts'
import { isCased, type Layout, measureLayout } from './layout.ts'
import { measureRows, type Row } from './rows.ts'
import type { Mark } from './signs.ts'

export interface Paragraph {
  kind: ParagraphKind
  text: string
  /** Physical lines, 1-based, inclusive. */
  firstLine: number
  lastLine: number
}

/** A line of page furniture that was taken out. */
export interface Removed {
  text: string
  line: number
  reason: 'page-number' | 'running-head'
  /** Index of the paragraph it stood before, or inside. */
  before: number
  /** UTF-16 offset in that paragraph's text where it stood; 0 when before it, moved behind a word that was cut there. */
  at: number
}

export interface Reconstruction {
  paragraphs: Paragraph[]
  removed: Removed[]
}

/** Finds the paragraphs of hard-wrapped lines: furniture out, places between lines scored, lines joined, kinds guessed. */
export function reconstructWrapped(lines: readonly Line[], onProgress: (fraction: number) => void = () => {}): Reconstruction {
  const measured = measureRows(lines)
  onProgress(0.3)
  const { rows, removed } = removeFurniture(measured, isCased(measured))
  onProgress(0.5)
  const scores = scoreBreaks(rows)
  onProgress(0.8)
  const layout = measureLayout(rows)
  const judge = hyphenJudge(rows.map((row) => row.text))
  const groups = groupRows(rows, (i) => (scores[i] ?? 0) > 0)
  const built = build(groups, judge, layout)
  return { paragraphs: built.paragraphs, removed: placeRemoved(removed, groups, built.starts) }
}

/** One paragraph a line. */
export function reconstructLines(lines: readonly Line[]): Reconstruction {
  const rows = measureRows(lines)
  return {
    paragraphs: build(
      groupRows(rows, () => true),
      () => 'keep',
      undefined,
    ).paragraphs,
    removed: [],
  }
}

/** One paragraph a block between empty lines; inside a block only a numbering mark or bullet begins another. */
export function reconstructBlocks(lines: readonly Line[]): Reconstruction {
  const rows = measureRows(lines)
  const judge = hyphenJudge(rows.map((row) => row.text))
  let mark: Mark | undefined
  const begins = (i: number) => {
    const row = rows[i]
    const before = rows[i - 1]
    const goesOn = row?.mark !== undefined && row.mark.series === mark?.series && row.mark.value === mark.value + 1
    const apart = !row || !before || row.gap > 0 || row.page
    const listed =
      row?.opening === 'bullet' || (row?.opening === 'number' && (goesOn || (before?.ending !== 'word' && before?.ending !== 'comma')))
    if (apart || listed) mark = row?.mark
    return apart || listed
  }
  return { paragraphs: build(groupRows(rows, begins), judge, undefined).paragraphs, removed: [] }
}

function groupRows(rows: readonly Row[], begins: (i: number) => boolean): Row[][] {
  const groups: Row[][] = []
  for (const [i, row] of rows.entries()) {
    const open = groups.at(-1)
    if (open && !begins(i)) open.push(row)
    else groups.push([row])
  }
  return groups
}

function build(groups: readonly Row[][], judge: HyphenJudge, layout: Layout | undefined): { paragraphs: Paragraph[]; starts: number[][] } {
  const starts: number[][] = []
  let at = 0
  const drafts: Draft[] = groups.map((rows) => {
    const joined = joinLines(
      rows.map((row) => row.text),
      judge,
    )
    starts.push([0, ...joined.starts])
    const first = rows[0]
    const centred = layout !== undefined && first !== undefined && isCentred(first, layout, at)
    at += rows.length
    return { text: joined.text, rows, centred }
  })
  const kinds = guessKinds(drafts, layout)
  const paragraphs = drafts.map(({ text, rows }, i) => ({
    kind: kinds[i] ?? 'body',
    text,
    firstLine: rows[0]?.line ?? 0,
    lastLine: rows.at(-1)?.line ?? 0,
  }))
  return { paragraphs, starts }
}

function placeRemoved(
  removed: readonly { row: Row; reason: Removed['reason']; before: number }[],
  groups: readonly Row[][],
  starts: readonly number[][],
): Removed[] {
  const placed: Removed[] = []
  let index = 0
  let from = 0
  for (const { row, reason, before } of removed) {
    while (index < groups.length && from + (groups[index]?.length ?? 0) <= before) from += groups[index++]?.length ?? 0
    placed.push({ text: row.text, line: row.line, reason, before: index, at: starts[index]?.[before - from] ?? 0 })
  }
  return placed
}
