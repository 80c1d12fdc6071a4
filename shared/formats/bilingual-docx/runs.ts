import { directionOf } from '../../text/direction.ts'
import type { Segment } from '../segments.ts'
import { xmlAttribute, xmlText } from '../xml/write.ts'

/** The run and paragraph properties a language asks for. */
export interface LanguageProperties {
  readonly run: string
  readonly paragraph: string
}

export function languageProperties(language: string): LanguageProperties {
  const tag = xmlAttribute(language)
  if (directionOf(language) === 'rtl') return { run: `<w:rtl/><w:lang w:bidi="${tag}"/>`, paragraph: '<w:bidi/>' }
  if (/^(zh|ja|ko|yue|wuu|lzh)(-|$)/i.test(language)) return { run: `<w:lang w:eastAsia="${tag}"/>`, paragraph: '' }
  return { run: `<w:lang w:val="${tag}"/>`, paragraph: '' }
}

/** What stands in a run: text, with tabs and line ends as Word's own elements, since Word reads them in text as spaces. */
export function runContent(text: string): string {
  if (!/[\t\n\r]/.test(text)) return text === '' ? '' : `<w:t xml:space="preserve">${xmlText(text)}</w:t>`
  return text
    .split(/([\t\n\r])/)
    .map((part) => (part === '\t' ? '<w:tab/>' : part === '\n' ? '<w:br/>' : part === '\r' ? '<w:cr/>' : runContent(part)))
    .join('')
}

/** A run in a character style. */
export function styledRun(text: string, style: string, language: LanguageProperties | null = null): string {
  if (text === '') return ''
  return `<w:r><w:rPr>${style && `<w:rStyle w:val="${style}"/>`}${language?.run ?? ''}</w:rPr>${runContent(text)}</w:r>`
}

/** A run of one side: its marks as direct formatting. Word has one vertical position, so superscript wins over subscript. */
export function segmentRun({ text, marks, placeholder }: Segment, language: LanguageProperties): string {
  const has = (mark: Segment['marks'][number]) => marks.includes(mark)
  const vertical = has('superscript') ? 'superscript' : has('subscript') ? 'subscript' : ''
  const properties =
    (placeholder ? '<w:rStyle w:val="Placeholder"/>' : '') +
    (has('bold') ? '<w:b/><w:bCs/>' : '') +
    (has('italic') ? '<w:i/><w:iCs/>' : '') +
    (has('underline') ? '<w:u w:val="single"/>' : '') +
    (vertical && `<w:vertAlign w:val="${vertical}"/>`) +
    language.run
  return `<w:r><w:rPr>${properties}</w:rPr>${runContent(text)}</w:r>`
}
