import type { Layout } from './layout.ts'
import { slackOf } from './layout.ts'
import type { Row } from './rows.ts'
import { digitsValue } from './signs.ts'
import type { Feature } from './weights.ts'

/** The evidence at one place between two rows: the names that hold. Their weights stand in `weights.ts`. */
export type Evidence = Feature[]

/** Collects the evidence at every place between rows; entry `i` is the place between row `i` and row `i + 1`. */
export function collectEvidence(rows: readonly Row[], layout: Layout): Evidence[] {
  const series = seriesAt(rows)
  const brackets = openBrackets(rows, layout)
  const labels = labelRows(rows, layout)
  const evidence: Evidence[] = []
  for (let i = 0; i + 1 < rows.length; i++) {
    const row = rows[i]
    const next = rows[i + 1]
    if (!row || !next) continue
    const found: Evidence = ['any', `ends-${row.ending}`, `opens-${next.opening}`]
    const room = roomAt(rows, layout, i)
    addSeams(found, row, next, room)
    addRoom(found, row, next, room, layout.sharp)
    addFollower(found, rows, layout, i, room)
    if (series[i + 1]) found.push('series')
    if (labels[i + 1]) found.push('label-next')
    if (labels[i]) found.push('after-label')
    if (brackets[i]) found.push(brackets[i] === 'quote' ? 'quote-open' : 'bracket-open')
    if (row.capitals !== next.capitals && next.opening !== 'digit' && row.text.length > 3 && next.text.length > 3)
      found.push('capitals-change')
    if (isCentred(row, layout, i) !== isCentred(next, layout, i + 1)) found.push('centred-change')
    if (row.holes > 0 && next.holes > 0 && !layout.justified) found.push('holes')
    if (room > 0.08 && slackOf(row, next, widthNear(rows, i)) < 0) found.push('narrow-block')
    if (isRule(row) || isRule(next)) found.push('rule')
    evidence.push(found)
  }
  return evidence
}

/** Room left on row `i` beyond what lines inside paragraphs leave, as a share of the usual width; above 0 the next word would have fitted. */
export function roomAt(rows: readonly Row[], layout: Layout, i: number): number {
  const row = rows[i]
  const next = rows[i + 1]
  const width = Math.max(1, layout.widths[i] ?? 1)
  if (!row) return 0
  if (!next) return (width - row.edge) / width
  return (slackOf(row, next, width) - layout.tolerance) / width
}

const FINAL = new Set(['stop', 'abbreviation'])

function addSeams(found: Evidence, row: Row, next: Row, room: number): void {
  const { opening } = next
  if (row.ending === 'stop') {
    if (opening === 'upper') found.push('seam-upper')
    else if (opening === 'caseless') found.push('seam-caseless')
    else if (opening === 'dash') found.push('seam-dash')
    else if (opening === 'digit') found.push('seam-digit')
  }
  if (room > 0.05 && opening !== 'lower' && (FINAL.has(row.ending) || row.ending === 'colon' || row.ending === 'semicolon'))
    found.push('short-seam')
  if (room > 0.1 && opening !== 'lower' && (row.ending === 'word' || row.ending === 'digit')) found.push('short-line')
  if ((row.ending === 'colon' || row.ending === 'semicolon') && (opening === 'number' || opening === 'bullet' || opening === 'dash'))
    found.push('list-seam')
}

function addRoom(found: Evidence, row: Row, next: Row, room: number, sharp: boolean): void {
  if (sharp && room > 0.005) found.push('sharp-room')
  if (sharp && room < -0.005) found.push('sharp-full')
  if (room > 0.005) found.push('room')
  if (room > 0.08) found.push('much-room')
  if (room > 0.3) found.push('half-empty')
  if (room < -0.04) found.push('full')
  if (room > 0.08 && next.opening === 'lower' && row.ending !== 'stop') found.push('ragged')
}

function addFollower(found: Evidence, rows: readonly Row[], layout: Layout, i: number, room: number): void {
  const row = rows[i]
  const next = rows[i + 1]
  const after = rows[i + 2]
  if (!row || !next) return
  const nextRoom = roomAt(rows, layout, i + 1)
  if (
    nextRoom > 0.1 &&
    !FINAL.has(next.ending) &&
    next.ending !== 'comma' &&
    next.opening !== 'lower' &&
    after &&
    after.opening !== 'lower'
  ) {
    found.push('heading-next')
    if (room > 0.03 && (row.ending === 'stop' || row.ending === 'semicolon')) found.push('heading-between')
  }
  if (nextRoom > 0.1 && room > 0.1) found.push('both-short')
}

/** Rows whose numbering mark opens a series at its first value or goes on with one. */
function seriesAt(rows: readonly Row[]): boolean[] {
  const last = new Map<string, { value: number; at: number }>()
  return rows.map((row, at) => {
    if (!row.mark) return false
    const { series, value } = row.mark
    const before = last.get(series)
    const goesOn = before !== undefined && value === before.value + 1 && at - before.at < 400
    const first = value === 1 || (series.endsWith('a)') && FIRST_LETTERS.has(value))
    if (goesOn || first) last.set(series, { value, at })
    return goesOn || first
  })
}

/**
 * Short rows that come again and again with nothing but their number changed, and it counts up: `Article 4`, `15 бап`. Such a label
 * stands on a line of its own.
 */
function labelRows(rows: readonly Row[], layout: Layout): boolean[] {
  const groups = new Map<string, { at: number; value: number }[]>()
  for (const [at, row] of rows.entries()) {
    const number = row.text.length < 40 && row.edge - row.indent < 0.6 * (layout.widths[at] ?? 0) ? LABEL.exec(row.text) : null
    if (!number) continue
    const key = row.text.replace(/\p{Nd}+/u, '#').toLowerCase()
    const entry = { at, value: digitsValue(number[0]) }
    const group = groups.get(key)
    if (group) group.push(entry)
    else groups.set(key, [entry])
  }
  const labels = rows.map(() => false)
  for (const group of groups.values()) {
    const steps = group.filter(({ value }, i) => value - (group[i - 1]?.value ?? value) === 1).length
    if (group.length >= 3 && steps >= (group.length - 1) * 0.7) for (const { at } of group) labels[at] = true
  }
  return labels
}

/** One number, with letters and no other digits round it. */
const LABEL = /(?<=^\P{Nd}*)\p{Nd}{1,4}(?=\P{Nd}*$)/u

/** `a`, `а` and alif: where lettered lists begin. */
const FIRST_LETTERS = new Set([0x61, 0x430, 0x627, 0x623])

type Open = 'bracket' | 'quote' | undefined

/** Places that stand inside an open bracket or quotation. A bracket left open for long was never meant to close. */
function openBrackets(rows: readonly Row[], layout: Layout): Open[] {
  let round = 0
  let quote = 0
  let age = 0
  return rows.map((row, i) => {
    const sure = row.ending === 'stop' && roomAt(rows, layout, i) > 0.15
    if (row.text.length < 2000) {
      for (const character of row.text) {
        if (character === '(' || character === '[') round++
        else if (character === ')' || character === ']') round = Math.max(0, round - 1)
        else if (character === '«' || character === '“') quote++
        else if (character === '»' || character === '”') quote = Math.max(0, quote - 1)
      }
    }
    age = round + quote > 0 ? age + 1 : 0
    if (sure || age > 8) {
      round = 0
      quote = 0
      age = 0
    }
    return round > 0 ? 'bracket' : quote > 0 ? 'quote' : undefined
  })
}

/** The right edge that the rows close by reach: that of a quotation or a table cell, where it is narrower than the page. */
function widthNear(rows: readonly Row[], i: number): number {
  let width = 0
  for (let k = Math.max(0, i - 2); k <= Math.min(rows.length - 1, i + 3); k++) width = Math.max(width, rows[k]?.edge ?? 0)
  return width
}

/** A line drawn in signs. */
function isRule(row: Row): boolean {
  return row.opening === 'sign' && row.text.length > 2 && !/[\p{L}\p{Nd}]/u.test(row.text)
}

/**
 * Places where a list item that is a sentence long is followed by a new sentence, and the items before it in its list were one sentence
 * each; given where paragraphs are held to begin. What comes after a list is seldom marked.
 */
export function itemSeams(rows: readonly Row[], begins: (i: number) => boolean): boolean[] {
  const seams: boolean[] = []
  let item = ''
  let inItem = false
  let plain = 0
  for (let i = 0; i + 1 < rows.length; i++) {
    const row = rows[i]
    const next = rows[i + 1]
    if (!row || !next) continue
    if (i === 0 || begins(i)) {
      const opens = row.opening === 'bullet' || row.opening === 'number'
      plain = inItem && opens && !INNER_SEAM.test(item.slice(4)) ? plain + 1 : 0
      inItem = opens
      item = ''
    }
    if (inItem && item.length < 600) item += `${row.text} `
    const sentence = row.ending === 'stop' && (next.opening === 'upper' || next.opening === 'caseless')
    seams.push(inItem && plain > 0 && sentence && !INNER_SEAM.test(item.trimEnd().slice(4)))
  }
  return seams
}

/** A sentence ends and another begins. */
const INNER_SEAM = /[.!?…؟۔]["»”)]* +[\p{Lu}\p{Lo}]/u

/** Set in the middle: white space on both sides, about as much on each. */
export function isCentred(row: Row, layout: Layout, i: number): boolean {
  const width = layout.widths[i] ?? 0
  const right = width - row.edge
  const left = row.indent - layout.indent
  return left >= 5 && right >= 4 && Math.abs(left - right) <= Math.max(3, width * 0.08)
}
