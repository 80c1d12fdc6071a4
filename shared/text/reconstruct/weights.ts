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
  | 'both-short'
  | 'series'
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
  any: -1.23,
  'ends-stop': 1.59,
  'ends-abbreviation': -1.56,
  'ends-colon': -0.5,
  'ends-semicolon': 1.65,
  'ends-comma': -3.28,
  'ends-hyphen': -4.03,
  'ends-dash': -2.14,
  'ends-open': -3,
  'ends-digit': -0.2,
  'ends-word': -1.55,
  'opens-lower': -3.39,
  'opens-upper': 0.97,
  'opens-caseless': -1.53,
  'opens-digit': -1.83,
  'opens-bullet': 4.28,
  'opens-number': 1.37,
  'opens-dash': 1.03,
  'opens-closing': -3.03,
  'opens-sign': 1.47,
  'seam-upper': -0.73,
  'seam-caseless': 2.17,
  'seam-dash': 0.54,
  'seam-digit': 0.52,
  'short-seam': 1.01,
  'short-line': 1.43,
  'list-seam': 2.59,
  room: 1.51,
  'much-room': 1.55,
  'half-empty': 3.04,
  full: -0.48,
  ragged: 0.49,
  'heading-next': 0.86,
  'both-short': -1.12,
  series: 3.77,
  'bracket-open': -3.67,
  'quote-open': -1.02,
  'capitals-change': 1.75,
  'centred-change': 2.31,
  holes: -1.49,
  rule: 2,
  'narrow-block': -1.57,
  'item-seam': 2.18,
  'sharp-room': 0.8,
  'sharp-full': -0.59,
}

/** How far the text's own layout signals are trusted beside the words, by kind of signal. */
export const SIGNAL_TRUST: Readonly<Record<'gap' | 'indent' | 'trailing', number>> = { gap: 1.11, indent: 1.22, trailing: 1.09 }

/** What a place is scored with. */
export interface Table {
  weights: Readonly<Record<Feature, number>>
  trust: Readonly<Record<'gap' | 'indent' | 'trailing', number>>
}

export const TABLE: Table = { weights: WEIGHTS, trust: SIGNAL_TRUST }
