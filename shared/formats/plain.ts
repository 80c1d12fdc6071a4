import { plainText, type RichText, sliceRich } from '../text/rich-text.ts'
import { clean } from './characters.ts'
import { placeholderLabel } from './marks.ts'

/** The text as a format without marks shows it: placeholders as their labels, forbidden characters replaced. */
export function labelledText(rich: RichText): string {
  if (!rich.some((run) => run.type === 'placeholder')) return clean(plainText(rich))
  return clean(rich.map((run) => (run.type === 'text' ? run.text : placeholderLabel(run))).join(''))
}

/** The same of a part; offsets are UTF-16 in the plain text. */
export function labelledSlice(rich: RichText, from: number, to: number): string {
  return labelledText(sliceRich(rich, from, to))
}
