import type { Ending, Opening } from './signs.ts'

/** Every piece of evidence that a place between two lines can show. */
export type Feature =
  | 'any'
  | `ends-${Ending}`
  | `opens-${Opening}`
  | 'seam-upper'
  | 'seam-caseless'
  | 'seam-dash'
  | 'seam-digit'
  | 'short-seam'
  | 'short-line'
  | 'list-seam'
  | 'room'
  | 'sharp-room'
  | 'sharp-full'
  | 'much-room'
  | 'half-empty'
  | 'full'
  | 'ragged'
  | 'heading-next'
  | 'heading-between'
  | 'both-short'
  | 'series'
  | 'label-next'
  | 'after-label'
  | 'bracket-open'
  | 'quote-open'
  | 'capitals-change'
  | 'centred-change'
  | 'holes'
  | 'narrow-block'
  | 'rule'
  | 'item-seam'

/**
 * What each piece of evidence is worth, in log odds: above 0 it speaks for a new paragraph, below 0 for the same one. Fitted by logistic
 * regression on generated texts (test/support/corpora), never on a text that judges it.
 */
export const WEIGHTS: Readonly<Record<Feature, number>> = {
  any: -1.65,
  'ends-stop': 1.21,
  'ends-abbreviation': -1.67,
  'ends-colon': -0.52,
  'ends-semicolon': 0.96,
  'ends-comma': -2.87,
  'ends-hyphen': -3.16,
  'ends-dash': -2.22,
  'ends-open': -3,
  'ends-digit': -0.39,
  'ends-word': -1.23,
  'opens-lower': -4.04,
  'opens-upper': 0.86,
  'opens-caseless': -1.43,
  'opens-digit': -2.1,
  'opens-bullet': 4.75,
  'opens-number': 1.72,
  'opens-dash': 1.16,
  'opens-closing': -3.04,
  'opens-sign': 1.42,
  'seam-upper': -0.17,
  'seam-caseless': 2.08,
  'seam-dash': 0.22,
  'seam-digit': 0.79,
  'short-seam': 1.16,
  'short-line': 1.21,
  'list-seam': 2.42,
  room: 1.64,
  'much-room': 1.91,
  'half-empty': 1.83,
  full: -0.55,
  ragged: -0.13,
  'heading-next': 0.65,
  'heading-between': 1.02,
  'both-short': -1.18,
  'label-next': 3.3,
  'after-label': 3,
  series: 3.35,
  'bracket-open': -3.21,
  'quote-open': -0.89,
  'capitals-change': 1.68,
  'centred-change': 1.94,
  holes: 1.11,
  rule: 2,
  'narrow-block': -1.76,
  'item-seam': 1.74,
  'sharp-room': 0.48,
  'sharp-full': -0.56,
}

/** How far the text's own layout signals are trusted beside the words, by kind of signal. */
export const SIGNAL_TRUST: Readonly<Record<'gap' | 'indent' | 'trailing', number>> = { gap: 1.12, indent: 1.21, trailing: 1.12 }

/** What a place is scored with. */
export interface Table {
  weights: Readonly<Record<Feature, number>>
  trust: Readonly<Record<'gap' | 'indent' | 'trailing', number>>
}

export const TABLE: Table = { weights: WEIGHTS, trust: SIGNAL_TRUST }
