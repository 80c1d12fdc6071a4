import { DOMParser as ContentParser, DOMSerializer, type ParseOptions, Slice } from 'prosemirror-model'
import type { EditorProps } from 'prosemirror-view'
import { schema, toFragment } from '../../shared/text/schema.ts'
import { readPastedHtml } from './pasted-html.ts'
import { pastedSlice } from './pasted-text.ts'

/** Reads the clipboard as one paragraph's content, space for space: what comes to it was made fit before. */
class ParagraphParser extends ContentParser {
  override parseSlice(dom: globalThis.Node, options?: ParseOptions): Slice {
    return new Slice(this.parse(dom, { ...options, preserveWhitespace: true }).content, 0, 0)
  }
}

const serializer = DOMSerializer.fromSchema(schema)

/** What is pasted or dropped, in the elements that the schema itself makes. */
function fitHtml(html: string): string {
  const element = document.createElement('div')
  element.append(serializer.serializeFragment(toFragment(readPastedHtml(html))))
  return element.innerHTML
}

/** How the clipboard is read and written: only what the schema allows comes in; as plain text, a placeholder goes out as its label. */
export const clipboardProps: Partial<EditorProps> = {
  clipboardParser: new ParagraphParser(schema, ContentParser.fromSchema(schema).rules),
  clipboardTextParser: pastedSlice,
  clipboardTextSerializer: ({ content }) => content.textBetween(0, content.size, ' ', (node) => String(node.attrs.label)),
  transformPastedHTML: fitHtml,
}
