import { Fragment, Slice } from 'prosemirror-model'
import { PLACEHOLDER_CHARACTER } from '../../shared/text/rich-text.ts'
import { schema } from '../../shared/text/schema.ts'

/** Text that comes in joins the paragraph: NFC, line ends as spaces, no control characters, nothing that stands for a placeholder. */
export function cleanedText(text: string): string {
  return (
    text
      .replace(/\p{Cs}/gu, '')
      .normalize('NFC')
      .replace(/\s*[\r\n\u2028\u2029]+\s*/gu, ' ')
      .replaceAll('\t', ' ')
      // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are exactly what must not come in
      .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\ufeff]/gu, '')
      .replaceAll(PLACEHOLDER_CHARACTER, '')
  )
}

/** Pasted plain text. */
export function pastedSlice(text: string): Slice {
  const line = cleanedText(text)
  return line === '' ? Slice.empty : new Slice(Fragment.from(schema.text(line)), 0, 0)
}
