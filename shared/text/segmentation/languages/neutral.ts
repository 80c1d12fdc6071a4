import type { LanguageData } from '../rules.ts'

/** What holds in most languages: for those of which nothing more is known. */
export const neutral: LanguageData = {
  abbreviations: {
    before: 'prof dr mr mrs ms st cf vs',
    number: 'p pp vol no n° nr fig tab art',
    last: 'etc',
  },
  starters: '',
  labels: '',
  letters: 'abcdefghijklmnopqrstuvwxyz',
}
