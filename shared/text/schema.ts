import { Fragment, type Node, Schema } from 'prosemirror-model'
import { normalise, type RichText, type Run } from './rich-text.ts'

/**
 * One side of a unit as a ProseMirror document: the top node holds inline content directly, so a document position is the UTF-16
 * offset in the unit's plain text, a placeholder counting 1.
 */
export const schema = new Schema({
  nodes: {
    unit: { content: 'inline*', marks: '_' },
    text: { group: 'inline' },
    placeholder: {
      group: 'inline',
      inline: true,
      atom: true,
      attrs: { kind: {}, label: {}, data: { default: null } },
      leafText: () => '\uFFFC',
      toDOM: ({ attrs: { kind, label, data } }) => ['span', { class: 'placeholder', 'data-kind': kind, 'data-value': data }, label],
      parseDOM: [
        {
          // Elements of other pages may be called placeholders, too.
          tag: 'span.placeholder[data-kind]',
          getAttrs: (dom) => ({ kind: dom.dataset.kind, label: dom.textContent ?? '', data: dom.dataset.value ?? null }),
        },
      ],
    },
  },
  topNode: 'unit',
  marks: {
    bold: { toDOM: () => ['strong', 0], parseDOM: [{ tag: 'strong' }, { tag: 'b' }] },
    italic: { toDOM: () => ['em', 0], parseDOM: [{ tag: 'em' }, { tag: 'i' }] },
    underline: { toDOM: () => ['u', 0], parseDOM: [{ tag: 'u' }] },
    superscript: { excludes: 'superscript subscript', toDOM: () => ['sup', 0], parseDOM: [{ tag: 'sup' }] },
    subscript: { excludes: 'superscript subscript', toDOM: () => ['sub', 0], parseDOM: [{ tag: 'sub' }] },
  },
})

/** A rich text as an editable document. */
export function toDoc(rich: RichText): Node {
  return schema.topNodeType.create(null, toFragment(rich))
}

/** Rich text as ProseMirror inline content. */
export function toFragment(rich: RichText): Fragment {
  return Fragment.fromJSON(schema, rich)
}

/** A document as rich text. */
export function fromDoc(doc: Node): RichText {
  const runs = (doc.content.toJSON() ?? []) as Run[]
  return normalise(runs.map(withoutNullData))
}

const withoutNullData = (run: Run): Run => {
  if (run.type !== 'placeholder' || run.attrs.data != null) return run
  const { data: _none, ...attrs } = run.attrs
  return { ...run, attrs }
}
