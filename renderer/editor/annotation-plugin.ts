import type { Node } from 'prosemirror-model'
import { Plugin, PluginKey, type Transaction } from 'prosemirror-state'
import { Decoration, DecorationSet } from 'prosemirror-view'
import { segmentAttributes, segmentsOf, type TagRange } from './segments.ts'

interface AnnotationState {
  readonly ranges: readonly TagRange[]
  readonly decorations: DecorationSet
}

const key = new PluginKey<AnnotationState>('annotations')

/** Keeps annotations on their text through every transaction, and shows them. */
export function annotationPlugin(initial: readonly TagRange[]): Plugin<AnnotationState> {
  return new Plugin<AnnotationState>({
    key,
    state: {
      init: (_config, state) => shown(state.doc, initial),
      apply(transaction, value, _old, state) {
        const given = transaction.getMeta(key) as readonly TagRange[] | undefined
        if (given) return shown(state.doc, given)
        if (!transaction.docChanged) return value
        return shown(
          state.doc,
          value.ranges.map((range) => mapRange(range, transaction)),
        )
      },
    },
    props: {
      decorations: (state) => key.getState(state)?.decorations,
    },
  })
}

/** The ranges where they are now. */
export function rangesIn(state: Parameters<typeof key.getState>[0]): readonly TagRange[] {
  return key.getState(state)?.ranges ?? []
}

/** Puts other ranges in place of those shown. */
export function setRanges(transaction: Transaction, ranges: readonly TagRange[]): Transaction {
  return transaction.setMeta(key, ranges)
}

function mapRange(range: TagRange, { mapping }: Transaction): TagRange {
  const from = mapping.map(range.from, 1)
  return { ...range, from, to: Math.max(from, mapping.map(range.to, -1)) }
}

function shown(doc: Node, ranges: readonly TagRange[]): AnnotationState {
  const decorations = segmentsOf(ranges)
    .filter((segment) => segment.to <= doc.content.size)
    .map((segment) => Decoration.inline(segment.from, segment.to, segmentAttributes(segment)))
  return { ranges, decorations: DecorationSet.create(doc, decorations) }
}
