/**
 * What a full stop behind an abbreviation may be. Where a small letter follows, it never ends a sentence; else:
 * - `before`: it never does, since what it belongs to follows (`Mr.`, `проф.`);
 * - `number`: not before a number (`p.`, `№`);
 * - `inside`: only before a word that begins sentences, for names and numbers follow it inside them (`U.S.`, `г.`, `ж.`);
 * - `last`: it does, for the abbreviation stands at the end of what it closes (`etc.`, `т.б.`).
 */
export const abbreviationKinds = ['before', 'number', 'inside', 'last'] as const
export type AbbreviationKind = (typeof abbreviationKinds)[number]

/** What one language knows of its sentences: words, no code. */
export interface LanguageData {
  /** Abbreviations in small letters, parted by spaces: the last full stop left out, no spaces inside. */
  readonly abbreviations: Readonly<Partial<Record<AbbreviationKind, string>>>
  /** Words in small letters that have a capital only where a sentence begins: pronouns, conjunctions, prepositions, adverbs. */
  readonly starters: string
  /** Words in small letters that make a heading's number with a number (`Table 2. …`, `2-кесте. …`). */
  readonly labels: string
  /** The letters that number a list, in order. */
  readonly letters: string
}

export interface LanguageRules {
  readonly type: 'language'
  readonly abbreviations: ReadonlyMap<string, AbbreviationKind>
  readonly starters: ReadonlySet<string>
  readonly labels: ReadonlySet<string>
  readonly letters: string
}

/** A regular expression of JavaScript; `flags` holds `v` and perhaps `i`, `m`, `s`. */
export interface Pattern {
  readonly source: string
  readonly flags: string
}

/** A rule of an SRX file: where what stands before a place and what stands after it fit, a sentence ends there, or none does. */
export interface SrxRule {
  readonly isBreak: boolean
  readonly before: Pattern
  readonly after: Pattern
}

export interface SrxRules {
  readonly type: 'srx'
  /** In order: the first that fits a place decides. */
  readonly rules: readonly SrxRule[]
}

/** How a text is parted into sentences. Plain data: it can be posted to a worker. */
export type SegmentationRules = LanguageRules | SrxRules

/** A language's data ready for use. A word of two kinds is of the first that {@link abbreviationKinds} names. */
export function languageRules(data: LanguageData): LanguageRules {
  const abbreviations = new Map<string, AbbreviationKind>()
  for (const kind of abbreviationKinds)
    for (const word of wordsOf(data.abbreviations[kind] ?? '')) if (!abbreviations.has(word)) abbreviations.set(word, kind)
  const { letters } = data
  return { type: 'language', abbreviations, starters: new Set(wordsOf(data.starters)), labels: new Set(wordsOf(data.labels)), letters }
}

const wordsOf = (list: string): string[] => list.split(/\s+/).filter((word) => word !== '')
