import { type MarkType, markTypes, normalise, type RichText, type Run } from '../../shared/text/rich-text.ts'
import { inertHtml } from './inert-html.ts'
import { cleanedText } from './pasted-text.ts'

const blocks = new Set(
  'address article aside blockquote br caption dd details div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section summary table tbody td tfoot th thead tr ul'.split(
    ' ',
  ),
)
/** No text of the paragraph: deleted passages, what fills in forms, players. */
const foreign = new Set('del select button object audio video canvas head'.split(' '))
const markOfTag: Readonly<Record<string, MarkType>> = {
  b: 'bold',
  strong: 'bold',
  i: 'italic',
  em: 'italic',
  u: 'underline',
  sup: 'superscript',
  sub: 'subscript',
}

// What Word writes of its own: generated bullets, hidden text, comments and where they are called; what LibreOffice and pages hide.
const unseen = /mso-list:\s*ignore|mso-hide:\s*all|display:\s*none|mso-element:\s*comment|mso-special-character:\s*comment/i
const unseenClass = /\b(?:msoDel|MsoCommentReference)\b/

/**
 * Pasted HTML as what one paragraph can hold: text, the five marks, placeholders of Egiz. Word, LibreOffice, Google Docs and web pages are
 * read by what their text looks like. Blocks get a space between them, since words would run together; white space is one space, as on a page.
 */
export function readPastedHtml(html: string): RichText {
  const { body } = new DOMParser().parseFromString(inertHtml(html), 'text/html')
  // What Egiz copied itself comes in space for space.
  const reader = new Reader(html.includes('data-pm-slice'))
  reader.children(body, new Set(), false)
  return reader.result()
}

class Reader {
  readonly #runs: Run[] = []
  readonly #isExact: boolean
  /** Whether white space here would be at the beginning, or beside other white space. */
  #isSpaced = true

  constructor(isExact: boolean) {
    this.#isExact = isExact
  }

  /** Reads the nodes of an element whose text looks like this. */
  children(element: Element, marks: ReadonlySet<MarkType>, inLink: boolean): void {
    for (const node of element.childNodes) {
      if (node.nodeType === Node.TEXT_NODE) this.#text(node.nodeValue ?? '', marks)
      else if (node.nodeType === Node.ELEMENT_NODE) this.#element(node as HTMLElement, marks, inLink)
    }
  }

  result(): RichText {
    const last = this.#runs.at(-1)
    if (!this.#isExact && last?.type === 'text') this.#runs[this.#runs.length - 1] = { ...last, text: last.text.replace(/ $/, '') }
    return normalise(this.#runs)
  }

  #element(element: HTMLElement, marks: ReadonlySet<MarkType>, inLink: boolean): void {
    const name = element.localName
    const { style = '', kind, value } = element.dataset
    if (foreign.has(name) || element.hidden || unseen.test(style) || unseenClass.test(element.className)) return
    if (name === 'span' && kind !== undefined && element.classList.contains('placeholder')) {
      const attrs = { kind, label: cleanedText(element.textContent ?? ''), ...(value === undefined ? {} : { data: value }) }
      this.#push({ type: 'placeholder', attrs }, marks)
      return
    }
    if (isLoneSpace(element)) {
      if (name !== 'o:p') this.#text(' ', marks)
      return
    }
    const isBlock = blocks.has(name)
    if (isBlock) this.#text(' ', new Set())
    const isLink = inLink || (name === 'a' && element.hasAttribute('href'))
    this.children(element, lookOf(name, style, marks, isLink), isLink)
    if (isBlock) this.#text(' ', new Set())
  }

  #text(text: string, marks: ReadonlySet<MarkType>): void {
    let cleaned = cleanedText(this.#isExact ? text : text.replace(/[ \t\r\n\f]+/g, ' '))
    if (!this.#isExact) cleaned = cleaned.replace(/ {2,}/g, ' ')
    if (!this.#isExact && this.#isSpaced) cleaned = cleaned.replace(/^ /, '')
    if (cleaned !== '') this.#push({ type: 'text', text: cleaned }, marks)
  }

  #push(run: Run, marks: ReadonlySet<MarkType>): void {
    const ordered = markTypes.filter((type) => marks.has(type)).map((type) => ({ type }))
    this.#runs.push(ordered.length > 0 ? { ...run, marks: ordered } : run)
    this.#isSpaced = run.type === 'text' && run.text.endsWith(' ')
  }
}

/** Chromium writes spaces at an edge as no-break spaces in an element of their own, Word an empty paragraph as one. */
function isLoneSpace(element: HTMLElement): boolean {
  const bare = element.localName === 'span' && element.attributes.length === 0
  return (bare || element.localName === 'o:p' || element.classList.contains('Apple-converted-space')) && element.textContent === '\u00a0'
}

/** The marks of text in an element, by its name and by its style, which is stronger. A link's line says only that it is a link. */
function lookOf(name: string, style: string, outer: ReadonlySet<MarkType>, inLink: boolean): ReadonlySet<MarkType> {
  const marks = new Set(outer)
  const set = (mark: MarkType, on: boolean) => {
    if (on && (mark === 'superscript' || mark === 'subscript')) marks.delete(mark === 'superscript' ? 'subscript' : 'superscript')
    if (on) marks.add(mark)
    else marks.delete(mark)
  }
  const own = markOfTag[name]
  if (own) set(own, true)
  for (const declaration of style.toLowerCase().split(';')) {
    const [property = '', ...rest] = declaration.split(':')
    const value = rest.join(':').replace('!important', '').trim()
    switch (property.trim()) {
      case 'font-weight':
        if (/^(?:bold|bolder|[6-9]\d\d|1000)$/.test(value)) set('bold', true)
        else if (/^(?:normal|lighter|[1-5]\d\d)$/.test(value)) set('bold', false)
        break
      case 'font-style':
        if (/^(?:italic|oblique)/.test(value)) set('italic', true)
        else if (value === 'normal') set('italic', false)
        break
      case 'text-decoration':
      case 'text-decoration-line':
        if (/\bunderline\b/.test(value)) set('underline', true)
        else if (value === 'none' && own === 'underline') set('underline', false)
        break
      case 'vertical-align':
        if (value === 'super' || value === 'sub') set(value === 'super' ? 'superscript' : 'subscript', true)
        break
    }
  }
  if (inLink) marks.delete('underline')
  return marks
}
