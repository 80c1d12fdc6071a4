import { DOMParser as ContentParser, Fragment, type ParseOptions, type Node as ProseNode, Slice } from 'prosemirror-model'
import { PLACEHOLDER_CHARACTER } from '../../shared/text/rich-text.ts'
import { schema } from '../../shared/text/schema.ts'

const blocks =
  'address,article,aside,blockquote,br,caption,dd,div,dl,dt,figcaption,figure,footer,h1,h2,h3,h4,h5,h6,header,hr,li,main,nav,ol,p,pre,section,table,tbody,td,tfoot,th,thead,tr,ul'

/** What is no text of the paragraph: deleted passages, scripts, forms, pictures' texts. */
const foreign = 'del,script,style,template,noscript,title,head,select,textarea,button,svg,math annotation,iframe,object,audio,video,canvas'

// What Word writes of its own: generated bullets and numbers, hidden text, deleted text, comments and where they are called.
const wordsOwn = /mso-list:\s*ignore|mso-hide:\s*all|display:\s*none|mso-element:\s*comment|mso-special-character:\s*comment/i

/**
 * Pasted HTML made fit for one paragraph: what Word, LibreOffice, Google Docs and web pages put round their text is taken out, and what
 * were blocks gets a space on either side, since words would run together.
 */
export function cleanedHtml(html: string): string {
  const { body } = new DOMParser().parseFromString(html, 'text/html')
  for (const element of body.querySelectorAll(foreign)) element.remove()
  for (const element of body.querySelectorAll('[style]')) if (wordsOwn.test(element.getAttribute('style')!)) element.remove()
  for (const element of body.querySelectorAll('.msoDel,.MsoCommentReference,[hidden]')) element.remove()
  // Word's empty paragraphs and what Chromium makes of spaces at an edge are no spaces that anybody meant.
  for (const element of body.getElementsByTagName('o:p')) if (element.textContent?.trim() === '') element.replaceChildren()
  for (const element of body.querySelectorAll('.Apple-converted-space')) element.replaceWith(' ')
  // A link's line says that it is a link.
  for (const link of body.querySelectorAll<HTMLElement>('a[href]')) {
    for (const line of link.querySelectorAll('u')) line.replaceWith(...line.childNodes)
    for (const styled of [link, ...link.querySelectorAll<HTMLElement>('[style]')]) styled.style.removeProperty('text-decoration')
  }
  for (const block of body.querySelectorAll(blocks)) {
    block.before(' ')
    block.after(' ')
  }
  return body.innerHTML
}

/** Reads pasted HTML as one paragraph's content, never as blocks. */
class ParagraphParser extends ContentParser {
  override parseSlice(dom: globalThis.Node, options?: ParseOptions): Slice {
    return new Slice(this.parse(dom, { ...options, topNode: schema.topNodeType.create() }).content, 0, 0)
  }
}

export const paragraphParser: ContentParser = new ParagraphParser(schema, ContentParser.fromSchema(schema).rules)

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

/** What is pasted or dropped, its text cleaned; placeholders and marks stay. */
export function cleanedSlice(slice: Slice): Slice {
  const content: ProseNode[] = []
  slice.content.forEach((node) => {
    const text = node.isText ? cleanedText(node.text!) : null
    if (text === null) content.push(node)
    else if (text !== '') content.push(schema.text(text, node.marks))
  })
  return new Slice(Fragment.from(content), 0, 0)
}

/** What a copied passage is as plain text: a placeholder is its label. */
export function copiedText(slice: Slice): string {
  return slice.content.textBetween(0, slice.content.size, ' ', (node) => String(node.attrs.label))
}
