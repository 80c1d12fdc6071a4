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

/**
 * What each piece of evidence is worth, in log odds: above 0 it speaks for a new paragraph, below 0 for the same one. Fitted by logistic
 * regression on generated texts (test/support/corpora), never on a text that judges it.
 */
export const WEIGHTS: Readonly<Record<Feature, number>> = {
  any: -1.5,
  'ends-stop': 0.5,
  'ends-abbreviation': 0,
  'ends-colon': 0.5,
  'ends-semicolon': 0.2,
  'ends-comma': -3,
  'ends-hyphen': -4,
  'ends-dash': -2,
  'ends-open': -3,
  'ends-digit': -0.5,
  'ends-word': -1,
  'opens-lower': -3,
  'opens-upper': 0,
  'opens-caseless': 0,
  'opens-digit': 0,
  'opens-bullet': 4,
  'opens-number': 1.5,
  'opens-dash': 0,
  'opens-closing': -3,
  'opens-sign': 0,
  'seam-upper': 0.8,
  'seam-caseless': 0.8,
  'seam-dash': 1.5,
  'seam-digit': 0.3,
  'short-seam': 2,
  'short-line': 1,
  'list-seam': 2,
  room: 0.8,
  'much-room': 1,
  'half-empty': 1,
  full: -1,
  ragged: -1,
  'heading-next': 1,
  'both-short': 0,
  series: 2,
  'bracket-open': -2,
  'quote-open': -0.5,
  'capitals-change': 1,
  'centred-change': 1.5,
  holes: 1,
}

/** How far the text's own layout signals are trusted beside the words, by kind of signal. */
export const SIGNAL_TRUST: Readonly<Record<'gap' | 'indent' | 'trailing', number>> = { gap: 1, indent: 1, trailing: 1 }
