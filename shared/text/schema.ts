import { Fragment, type Node, Schema } from 'prosemirror-model'
import { normalise, type RichText, type Run } from './rich-text.ts'

const lightWeight = /^(?:normal|lighter|[1-5]\d\d)$/

/** Where an element's own style says otherwise, its name means nothing: Google Docs wraps all it copies in a `b` of normal weight. */
const unlessStyled = (property: string, otherwise: RegExp) => (dom: HTMLElement) =>
  otherwise.test(dom.style.getPropertyValue(property)) ? (false as const) : null

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
    bold: {
      toDOM: () => ['strong', 0],
      parseDOM: [
        { tag: 'strong', getAttrs: unlessStyled('font-weight', lightWeight) },
        { tag: 'b', getAttrs: unlessStyled('font-weight', lightWeight) },
        { style: 'font-weight', getAttrs: (value) => /^(?:bold|bolder|[6-9]\d\d|1000)$/.test(value) && null },
        {
          style: 'font-weight',
          getAttrs: (value) => lightWeight.test(value) && null,
          clearMark: (mark) => mark.type.name === 'bold',
        },
      ],
    },
    italic: {
      toDOM: () => ['em', 0],
      parseDOM: [
        { tag: 'em', getAttrs: unlessStyled('font-style', /^normal$/) },
        { tag: 'i', getAttrs: unlessStyled('font-style', /^normal$/) },
        { style: 'font-style', getAttrs: (value) => /^(?:italic|oblique)/.test(value) && null },
        { style: 'font-style=normal', clearMark: (mark) => mark.type.name === 'italic' },
      ],
    },
    underline: {
      toDOM: () => ['u', 0],
      parseDOM: [
        { tag: 'u', getAttrs: unlessStyled('text-decoration', /none/) },
        { style: 'text-decoration', getAttrs: (value) => /\bunderline\b/.test(value) && null },
        { style: 'text-decoration-line', getAttrs: (value) => /\bunderline\b/.test(value) && null },
      ],
    },
    superscript: {
      excludes: 'superscript subscript',
      toDOM: () => ['sup', 0],
      parseDOM: [{ tag: 'sup' }, { style: 'vertical-align=super' }],
    },
    subscript: {
      excludes: 'superscript subscript',
      toDOM: () => ['sub', 0],
      parseDOM: [{ tag: 'sub' }, { style: 'vertical-align=sub' }],
    },
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
