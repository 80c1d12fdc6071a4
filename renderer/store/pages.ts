import type { Unit, UnitKind, UnitState } from '../../shared/model/records.ts'
import { unitKinds, unitStates } from '../../shared/model/records.ts'
import { plainText, richLength } from '../../shared/text/rich-text.ts'
import { countWords } from '../../shared/text/words.ts'

/** How many units a page is filled with at import; rows added later swell their page. */
export const PAGE_UNITS = 64

/** A run of neighbouring units, stored and replaced as one record. Never changed in place. */
export interface Page {
  readonly documentId: string
  readonly page: number
  readonly units: readonly Unit[]
}

/** What the screen must know of every row of a page without reading its texts. */
export interface OutlinePage {
  readonly documentId: string
  readonly page: number
  /** The order key of the first unit. */
  readonly first: string
  readonly ids: readonly string[]
  /** One digit a unit: index into unitStates, unitKinds. */
  readonly states: string
  readonly kinds: string
  /** One digit to the base of 32 a unit: locked 1, bookmarked 2, corrected 4, noted 8, continues 16. */
  readonly flags: string
  /** Words of the source; UTF-16 lengths of source and target. */
  readonly words: readonly number[]
  readonly sourceLengths: readonly number[]
  readonly targetLengths: readonly number[]
}

export const pageKey = (documentId: string, page: number) => `${documentId} ${page}`

/** Units in order as pages, the first numbered `from`. */
export function* paginate(documentId: string, units: Iterable<Unit>, from = 0): Generator<Page> {
  let page = from
  let full: Unit[] = []
  for (const unit of units) {
    full.push(unit)
    if (full.length === PAGE_UNITS) {
      yield { documentId, page: page++, units: full }
      full = []
    }
  }
  if (full.length > 0) yield { documentId, page, units: full }
}

/**
 * The outline of a page; it is derived from the page and stored beside it. What is known of the page as it was before spares counting
 * the words of rows that are the same.
 */
export function outlineOf({ documentId, page, units }: Page, before?: { page: Page; outline: OutlinePage } | undefined): OutlinePage {
  const known = before && new Map(before.page.units.map((unit, at) => [unit, at]))
  const measured = units.map((unit): readonly [words: number, source: number, target: number] => {
    const at = known?.get(unit)
    const { words, sourceLengths, targetLengths } = before?.outline ?? {}
    if (at !== undefined) return [words![at]!, sourceLengths![at]!, targetLengths![at]!]
    const source = plainText(unit.source)
    return [countWords(source), source.length, richLength(unit.target)]
  })
  return {
    documentId,
    page,
    first: units[0]?.order ?? '',
    ids: units.map((unit) => unit.id),
    states: units.map((unit) => unitStates.indexOf(unit.state)).join(''),
    kinds: units.map((unit) => unitKinds.indexOf(unit.kind)).join(''),
    flags: units.map(flagDigit).join(''),
    words: measured.map(([words]) => words),
    sourceLengths: measured.map(([, source]) => source),
    targetLengths: measured.map(([, , target]) => target),
  }
}

function flagDigit({ locked, bookmarked, corrected, notes, continues }: Unit): string {
  return ((locked ? 1 : 0) + (bookmarked ? 2 : 0) + (corrected ? 4 : 0) + (notes ? 8 : 0) + (continues ? 16 : 0)).toString(32)
}

/** A page with its outline, ready to be stored. */
export interface FilledPage {
  readonly page: Page
  readonly outline: OutlinePage
}

/** Rows of documents to be added, by document. */
export type FilledRows = ReadonlyMap<string, readonly FilledPage[]>

/** How many pages are outlined before the screen gets a turn. */
const PAGES_A_TURN = 8

/** Units in order as pages with their outlines, made in turns so that a long document does not hold up the screen. */
export async function fillPages(documentId: string, units: Iterable<Unit>): Promise<FilledPage[]> {
  const filled: FilledPage[] = []
  for (const page of paginate(documentId, units)) {
    filled.push({ page, outline: outlineOf(page) })
    if (filled.length % PAGES_A_TURN === 0) await new Promise((resolve) => setTimeout(resolve))
  }
  return filled
}

const flagSets = Array.from({ length: 16 }, (_, digit) => ({
  locked: (digit & 1) > 0,
  bookmarked: (digit & 2) > 0,
  corrected: (digit & 4) > 0,
  noted: (digit & 8) > 0,
}))

const flagsAt = (outline: OutlinePage, at: number) => Number.parseInt(outline.flags[at] ?? '0', 32)

/** A row's marks; the same object for the same marks. */
export const flagsOf = (outline: OutlinePage, at: number) => flagSets[flagsAt(outline, at) & 15]!
/** Whether a row carries on the paragraph of the row above. */
export const continuesAt = (outline: OutlinePage, at: number): boolean => (flagsAt(outline, at) & 16) > 0
export const stateOf = (outline: OutlinePage, at: number): UnitState => unitStates[Number(outline.states[at])]!
export const kindOf = (outline: OutlinePage, at: number): UnitKind => unitKinds[Number(outline.kinds[at])]!
