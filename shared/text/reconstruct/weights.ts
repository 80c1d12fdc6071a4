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
  'ends-stop': 1.58,
  'ends-abbreviation': -1.56,
  'ends-colon': -0.51,
  'ends-semicolon': 1.6,
  'ends-comma': -3.29,
  'ends-hyphen': -4.03,
  'ends-dash': -2.15,
  'ends-open': -3,
  'ends-digit': -0.21,
  'ends-word': -1.54,
  'opens-lower': -3.37,
  'opens-upper': 0.96,
  'opens-caseless': -1.54,
  'opens-digit': -1.86,
  'opens-bullet': 4.27,
  'opens-number': 1.36,
  'opens-dash': 1.04,
  'opens-closing': -3.03,
  'opens-sign': 1.47,
  'seam-upper': -0.73,
  'seam-caseless': 2.16,
  'seam-dash': 0.53,
  'seam-digit': 0.43,
  'short-seam': 0.98,
  'short-line': 1.45,
  'list-seam': 2.58,
  room: 1.49,
  'much-room': 1.53,
  'half-empty': 3.03,
  full: -0.48,
  ragged: 0.47,
  'heading-next': 0.8,
  'heading-between': 0.95,
  'both-short': -1.17,
  series: 3.76,
  'bracket-open': -3.75,
  'quote-open': -1.04,
  'capitals-change': 1.77,
  'centred-change': 2.31,
  holes: -1.52,
  rule: 2,
  'narrow-block': -1.54,
  'item-seam': 2.16,
  'sharp-room': 0.79,
  'sharp-full': -0.6,
}

/** How far the text's own layout signals are trusted beside the words, by kind of signal. */
export const SIGNAL_TRUST: Readonly<Record<'gap' | 'indent' | 'trailing', number>> = { gap: 1.14, indent: 1.25, trailing: 1.11 }

/** What a place is scored with. */
export interface Table {
  weights: Readonly<Record<Feature, number>>
  trust: Readonly<Record<'gap' | 'indent' | 'trailing', number>>
}

export const TABLE: Table = { weights: WEIGHTS, trust: SIGNAL_TRUST }
