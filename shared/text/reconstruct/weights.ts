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
  any: -1.54,
  'ends-stop': 1.45,
  'ends-abbreviation': -1.74,
  'ends-colon': -0.57,
  'ends-semicolon': 0.87,
  'ends-comma': -2.94,
  'ends-hyphen': -3.17,
  'ends-dash': -1.82,
  'ends-open': -3,
  'ends-digit': -0.57,
  'ends-word': -1.36,
  'opens-lower': -3.34,
  'opens-upper': 0.81,
  'opens-caseless': -1.47,
  'opens-digit': -2.19,
  'opens-bullet': 4.73,
  'opens-number': 1.72,
  'opens-dash': 1.08,
  'opens-closing': -3.04,
  'opens-sign': 1.25,
  'seam-upper': -0.46,
  'seam-caseless': 1.79,
  'seam-dash': 0,
  'seam-digit': 0.66,
  'short-seam': 1.09,
  'short-line': 1.2,
  'list-seam': 2.43,
  room: 1.66,
  'much-room': 2.01,
  'half-empty': 1.86,
  full: -0.52,
  ragged: -0.47,
  'heading-next': 0.68,
  'heading-between': 1.01,
  'both-short': -1.26,
  'label-next': 3.29,
  'after-label': 3,
  series: 3.3,
  'bracket-open': -3.18,
  'quote-open': -0.91,
  'capitals-change': 2.07,
  'centred-change': 2.13,
  holes: -1.17,
  rule: 2,
  'narrow-block': -1.76,
  'item-seam': 1.74,
  'sharp-room': 0.54,
  'sharp-full': -0.55,
}

/** How far the text's own layout signals are trusted beside the words, by kind of signal. */
export const SIGNAL_TRUST: Readonly<Record<'gap' | 'indent' | 'trailing', number>> = { gap: 1.13, indent: 1.2, trailing: 1.11 }

/** What a place is scored with. */
export interface Table {
  weights: Readonly<Record<Feature, number>>
  trust: Readonly<Record<'gap' | 'indent' | 'trailing', number>>
}

export const TABLE: Table = { weights: WEIGHTS, trust: SIGNAL_TRUST }
