import { quantile } from './layout.ts'
import { Places, SENTENCE_ENDS } from './places.ts'
import type { Row } from './rows.ts'
import { digitsValue, romanValue } from './signs.ts'

export interface Furniture {
  /** The rows that remain, each knowing that a page ended before it. */
  rows: Row[]
  /** What was taken out, in order; `before` is the index in `rows` of the row it stood before. */
  removed: { row: Row; reason: 'page-number' | 'running-head'; before: number }[]
}

type Reason = 'page-number' | 'running-head'

/** One row that could be page furniture. */
interface Candidate {
  at: number
  key: string
  values: number[]
  /** The number it begins or ends with, where that can be the page's. */
  edge?: number
  /** In dashes or brackets, as only page numbers are. */
  dressed: boolean
}

const LONGEST_HEAD = 110
/** Fewer rows than this between two page ends is no page. */
const SHORTEST_PAGE = 6

/**
 * Takes page numbers and running heads out. A line is furniture when it comes back from page to page (its digits left out, or counting
 * up) and its places look like page ends: they break into a sentence, stand at a form feed or beside a page number, or come at even distances.
 */
export function removeFurniture(rows: readonly Row[], cased: boolean): Furniture {
  const candidates = rows.flatMap((row, at) => candidateOf(row, at) ?? [])
  const groups = new Map<string, Candidate[]>()
  for (const candidate of candidates) {
    const group = groups.get(candidate.key)
    if (group) group.push(candidate)
    else groups.set(candidate.key, [candidate])
  }
  const maybe = new Set<number>()
  for (const [key, group] of groups) if (group.length > 1 || key === '#') for (const { at } of group) maybe.add(at)
  const found = new Map<number, Reason>()
  const numbers = new Set((groups.get('#') ?? []).map(({ at }) => at))
  const places = new Places(rows, maybe, numbers, found, cased)
  // Labels that count up but never stand at a page end, or come at uneven distances, are headings.
  const atPages = (key: string) => {
    const group = groups.get(key) ?? []
    return group.some(({ at }) => places.atPageEnd(at)) && (group.length < 3 || areEven(group, places, 0.3))
  }
  const numbered = candidates.filter(({ edge, key }) => edge !== undefined && (key === '#' || key === 'roman' || atPages(key)))
  // Numbers of a table must not draw the count away from those that plainly stand at page ends.
  const plain = pageNumbers(
    numbered.filter(({ at, key }) => places.atPageEnd(at) || (key === '#' && places.isolated(at))),
    places,
  )
  const chain = plain.length > 1 ? completed(plain, numbered, places) : pageNumbers(numbered, places)
  for (const { at, key } of chain) found.set(at, key === '#' ? 'page-number' : 'running-head')
  // Where the pages are counted already, other bare numbers are note calls and cells.
  const counted = found.size >= 3
  for (const key of counted ? [] : ['#', 'roman'])
    for (const { at } of pageNumbers(groups.get(key) ?? [], places)) found.set(at, 'page-number')
  for (const [key, group] of groups) {
    if (key === '#' || key === 'roman' || group.length < 2) continue
    for (const { at } of runningHeads(group, places)) found.set(at, 'running-head')
  }
  for (const at of numbers) {
    if (found.has(at)) for (const head of places.headsBeside(at)) if (!found.has(head)) found.set(head, 'running-head')
  }
  return takeOut(rows, found)
}

/** What page numbers are dressed in. */
const DECORATION = /^[-–—―\s|~·•<]+|[-–—―\s|~·•>]+$/g

function candidateOf(row: Row, at: number): Candidate | undefined {
  if (row.text.length > LONGEST_HEAD) return undefined
  const bare = row.text.replace(DECORATION, '').replace(/^[[(]\s*([^\s()[\]]+)\s*[\])]$/, '$1')
  const dressed = bare !== row.text
  if (/^\p{Nd}{1,4}$/u.test(bare)) return { dressed, at, key: '#', values: [digitsValue(bare)], edge: digitsValue(bare) }
  if (/^[ivxlcdm]{1,8}$/i.test(bare) && romanValue(bare) > 0)
    return { dressed, at, key: 'roman', values: [romanValue(bare)], edge: romanValue(bare) }
  if (row.opening === 'lower' || SENTENCE_ENDS.has(row.ending) || !/\p{L}{2}/u.test(bare)) return undefined
  const values = (bare.match(/\p{Nd}{1,9}/gu) ?? []).map(digitsValue)
  const key = bare.toLowerCase().replace(/\p{Nd}+/gu, '#')
  const edge = row.mark ? undefined : /^(\p{Nd}{1,4})[\s|]|[\s|](\p{Nd}{1,4})$/u.exec(bare)
  return { dressed, at, key, values, ...(edge ? { edge: digitsValue(edge[1] ?? edge[2] ?? '') } : {}) }
}

/** The longest run of numbers that counts up page by page, when its places look like page ends. */
function pageNumbers(group: readonly Candidate[], places: Places): readonly Candidate[] {
  const chain = longestChain(group)
  if (chain.length >= 2) {
    const share = (test: (at: number) => boolean) => chain.filter(({ at }) => test(at)).length / chain.length
    const broken = share((at) => places.interrupts(at))
    if (broken >= 0.3 || share((at) => places.atPageEnd(at)) >= 0.6) return chain
    if (chain.length >= 4 && ((broken > 0 && areEven(chain, places, 0.25)) || takesTurns(chain))) return chain
    // Without such places only bare numbers are taken: headings count up too, and stand apart, but never at even distances.
    const bare = chain.every(({ key }) => key === '#' || key === 'roman')
    if (bare && chain.length >= 3 && (chain.every(({ dressed }) => dressed) || areEven(chain, places, 0.2))) return chain
    if (bare && (chain[0]?.edge ?? 0) > 9 && share((at) => places.isolated(at)) >= 0.6) return chain
  }
  const apart = group.filter(({ at, key, edge }) => key === '#' && places.isolated(at) && (edge ?? 0) > 9)
  return group.filter(
    (candidate) => (candidate.key === '#' && places.interrupts(candidate.at)) || (apart.length === 1 && apart[0] === candidate),
  )
}

/** The count with the numbers it skipped, from page to page until none is missing. */
function completed(chain: readonly Candidate[], group: readonly Candidate[], places: Places): Candidate[] {
  let all = [...chain].sort((a, b) => a.at - b.at)
  for (;;) {
    const missing = missingFrom(all, group, places)
    if (missing.length === 0) return all
    all = [...all, ...missing].sort((a, b) => a.at - b.at)
  }
}

/** Numbers that the count skips, where a page of the usual length would put them. */
function missingFrom(chain: readonly Candidate[], group: readonly Candidate[], places: Places): Candidate[] {
  const steps = chain
    .slice(1)
    .map(({ at, edge }, i) => (places.line(at) - places.line(chain[i]?.at ?? 0)) / Math.max(1, (edge ?? 0) - (chain[i]?.edge ?? 0)))
  const page = quantile(steps, 0.5)
  const keys = new Set(chain.map(({ key }) => key))
  return group.filter((candidate) => {
    if (!keys.has(candidate.key) || chain.some(({ edge }) => edge === candidate.edge)) return false
    return chain.some((member) => {
      const apart = (candidate.edge ?? 0) - (member.edge ?? 0)
      const expected = places.line(member.at) + apart * page
      return Math.abs(apart) <= 4 && Math.abs(places.line(candidate.at) - expected) < page * 0.3
    })
  })
}

function longestChain(group: readonly Candidate[]): Candidate[] {
  const best: { length: number; from: number }[] = []
  let end = -1
  for (let i = 0; i < group.length; i++) {
    best[i] = { length: 1, from: -1 }
    // Only the numbers shortly before can be the page before; looking further back would cost a long table its square.
    for (let k = i - 1; k >= Math.max(0, i - 30); k--) {
      const here = group[i]
      const before = group[k]
      const length = (best[k]?.length ?? 0) + 1
      const step = (here?.edge ?? 0) - (before?.edge ?? 0)
      if (step < 1 || step > 3 || (here?.at ?? 0) - (before?.at ?? 0) < SHORTEST_PAGE || length <= (best[i]?.length ?? 0)) continue
      best[i] = { length, from: k }
    }
    if (end < 0 || (best[i]?.length ?? 0) > (best[end]?.length ?? 0)) end = i
  }
  const chain: Candidate[] = []
  for (let i = end; i >= 0; i = best[i]?.from ?? -1) {
    const candidate = group[i]
    if (candidate) chain.unshift(candidate)
  }
  return chain
}

function runningHeads(group: readonly Candidate[], places: Places): readonly Candidate[] {
  if (!countsUp(group)) return []
  const gaps = group.slice(1).map((candidate, i) => candidate.at - (group[i]?.at ?? 0))
  if (gaps.filter((gap) => gap < SHORTEST_PAGE).length > gaps.length * 0.2) return []
  const ends = group.filter(({ at }) => places.atPageEnd(at)).length
  const broken = group.filter(({ at }) => places.interrupts(at)).length
  const numbered = group[0] !== undefined && group[0].values.length > 0
  const needed = numbered ? 0.4 : 0.3
  const standing = group.filter(({ at }) => places.standsOut(at)).length
  if (standing < group.length * 0.5) return []
  const accepted = ends >= Math.max(1, group.length * needed) && (broken > 0 || ends >= Math.max(2, group.length * 0.8))
  if (!accepted && !(group.length >= 4 && !numbered && areEven(group, places, 0.2))) return []
  // The heading a running head was taken from stays: it comes first, and not where a page would end.
  const [first, second] = group
  const keepsFirst = first && second && group.length > 2 && !places.betweenPages(first.at) && !fitsDistance(group, places)
  return keepsFirst ? group.slice(1) : group
}

/** Left and right pages: two labels, one after the other throughout. */
function takesTurns(chain: readonly Candidate[]): boolean {
  const keys = new Set(chain.map(({ key }) => key))
  return keys.size === 2 && chain.every(({ key }, i) => i === 0 || key !== chain[i - 1]?.key)
}

/** The numbers in a head stay the same or, in one place, always grow. */
function countsUp(group: readonly Candidate[]): boolean {
  const length = group[0]?.values.length ?? 0
  if (length === 0) return true
  const moves = (place: number, test: (step: number) => boolean) =>
    group.slice(1).every((candidate, i) => test((candidate.values[place] ?? 0) - (group[i]?.values[place] ?? 0)))
  for (let place = 0; place < length; place++) {
    if (moves(place, (step) => step > 0 && step < 12)) return true
    if (!moves(place, (step) => step === 0)) return false
  }
  return true
}

function areEven(group: readonly Candidate[], places: Places, tolerance: number): boolean {
  const distances = group.slice(1).map(({ at }, i) => places.line(at) - places.line(group[i]?.at ?? 0))
  const page = quantile(distances, 0.5)
  if (page < SHORTEST_PAGE) return false
  const pages = distances.map((distance) => distance / page)
  // A page now and then goes without, but a multiple proves little: most must be one page apart.
  const single = pages.filter((count) => Math.abs(count - 1) < tolerance).length
  return single >= pages.length * 0.6 && pages.every((count) => count > 0.5 && Math.abs(count - Math.round(count)) < tolerance)
}

/** Whether the first two of a group stand a whole number of pages apart. */
function fitsDistance(group: readonly Candidate[], places: Places): boolean {
  const distances = group.slice(1).map(({ at }, i) => places.line(at) - places.line(group[i]?.at ?? 0))
  const page = Math.min(...distances.slice(1))
  const pages = (distances[0] ?? 0) / page
  return pages > 0.85 && Math.abs(pages - Math.round(pages)) < 0.15
}

function takeOut(rows: readonly Row[], found: ReadonlyMap<number, Reason>): Furniture {
  const kept: Row[] = []
  const removed: Furniture['removed'] = []
  let gap = 0
  let page = false
  for (const [at, row] of rows.entries()) {
    const reason = found.get(at)
    if (reason !== undefined) {
      removed.push({ row, reason, before: kept.length })
      gap = Math.max(gap, row.gap)
      page = true
    } else {
      kept.push(page ? { ...row, gap: kept.length === 0 ? 0 : Math.max(gap, row.gap), page: kept.length > 0 } : row)
      gap = 0
      page = false
    }
  }
  return { rows: kept, removed }
}
