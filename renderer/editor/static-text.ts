import { DOMSerializer } from 'prosemirror-model'
import { type RichText, richLength, sliceRich } from '../../shared/text/rich-text.ts'
import { schema, toFragment } from '../../shared/text/schema.ts'
import { invisibleAttributes, invisibles, invisiblesIn } from './invisibles.ts'
import { type Segment, segmentAttributes, segmentsOf, type TagRange } from './segments.ts'

const serializer = DOMSerializer.fromSchema(schema)

/** A rich text with its annotations as static elements: the same elements and classes as the live editor's, so that nothing jumps. */
export function renderStatic(rich: RichText, ranges: readonly TagRange[]): DocumentFragment {
  const fragment = document.createDocumentFragment()
  let at = 0
  const plain = (to: number) => {
    if (to > at) fragment.append(serializer.serializeFragment(toFragment(sliceRich(rich, at, to))))
    at = to
  }
  for (const segment of segmentsOf(ranges)) {
    plain(segment.from)
    fragment.append(annotated(rich, segment))
    at = segment.to
  }
  plain(richLength(rich))
  if (invisibles.areShown) showInvisibles(fragment)
  return fragment
}

/** Gives every invisible character of the text an element of its own, placeholders' labels aside. */
function showInvisibles(fragment: DocumentFragment): void {
  const walker = document.createTreeWalker(fragment, NodeFilter.SHOW_TEXT)
  const nodes: Text[] = []
  while (walker.nextNode()) if (!walker.currentNode.parentElement?.closest('.placeholder')) nodes.push(walker.currentNode as Text)
  for (const node of nodes) {
    for (const invisible of invisiblesIn(node.data).reverse()) {
      const element = document.createElement('span')
      for (const [name, value] of Object.entries(invisibleAttributes(invisible))) element.setAttribute(name, value)
      const sign = node.splitText(invisible.from)
      if (sign.length > invisible.to - invisible.from) sign.splitText(invisible.to - invisible.from)
      sign.replaceWith(element)
      element.append(sign)
    }
  }
}

function annotated(rich: RichText, segment: Segment): HTMLElement {
  const element = document.createElement('span')
  const { class: className, style, ...data } = segmentAttributes(segment)
  element.className = className
  element.style.cssText = style
  for (const [name, value] of Object.entries(data)) element.setAttribute(name, value)
  element.append(serializer.serializeFragment(toFragment(sliceRich(rich, segment.from, segment.to))))
  return element
}
