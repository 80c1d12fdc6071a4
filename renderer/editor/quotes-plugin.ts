import { type EditorState, Plugin, PluginKey, type Transaction } from 'prosemirror-state'
import { type QuoteMarks, typedQuote } from '../../shared/text/quotes.ts'
import { PLACEHOLDER_CHARACTER } from '../../shared/text/rich-text.ts'

/** A straight quote that was made a typographic one by the last key. */
interface Replaced {
  readonly from: number
  readonly to: number
  readonly straight: string
}

const key = new PluginKey<Replaced | null>('quotes')

/** Makes straight quotes typographic as they are typed; `marks` answers null where that is not wanted. */
export function quotesPlugin(marks: () => QuoteMarks | null): Plugin<Replaced | null> {
  return new Plugin<Replaced | null>({
    key,
    state: {
      init: () => null,
      apply(transaction, value) {
        const replaced = transaction.getMeta(key) as Replaced | undefined
        return replaced ?? (transaction.docChanged || transaction.selectionSet ? null : value)
      },
    },
    props: {
      handleTextInput(view, from, to, text) {
        const wanted = text === '"' || text === "'" ? marks() : null
        if (!wanted || view.composing) return false
        const before = view.state.doc.textBetween(0, from, '', PLACEHOLDER_CHARACTER)
        const quote = typedQuote(before, text as '"' | "'", wanted)
        const transaction = view.state.tr.insertText(quote, from, to).scrollIntoView()
        view.dispatch(transaction.setMeta(key, { from, to: from + quote.length, straight: text }))
        return true
      },
    },
  })
}

/** The straight quote again, right after it was made typographic; null at any other time. */
export function straightAgain(state: EditorState): Transaction | null {
  const replaced = key.getState(state)
  return replaced ? state.tr.insertText(replaced.straight, replaced.from, replaced.to) : null
}
