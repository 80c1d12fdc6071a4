import { type EditorState, NodeSelection, TextSelection, type Transaction } from 'prosemirror-state'
import { nextCase, recase, wordAround } from '../../shared/text/case.ts'
import type { QuoteMarks } from '../../shared/text/quotes.ts'
import { PLACEHOLDER_CHARACTER, plainText, type RichText, richLength, sliceRich } from '../../shared/text/rich-text.ts'
import { fromDoc, toFragment } from '../../shared/text/schema.ts'
import { piecesOf } from '../../shared/text/words.ts'
import { rangesIn, setRanges } from './annotation-plugin.ts'

// What commands do to a side: each makes the transaction that does it, or null where there is nothing to do.

export type Action = (state: EditorState) => Transaction | null

const textOf = (state: EditorState) => state.doc.textBetween(0, state.doc.content.size, '', PLACEHOLDER_CHARACTER)

/** Lower case, sentence, upper case, in turn: of what is selected, or of the word at the caret. The selection stays on it. */
export const changeCase =
  (language: string): Action =>
  (state) => {
    const { selection, tr } = state
    const stretch = selection.empty ? wordAround(textOf(state), selection.head) : selection
    if (!stretch) return null
    const { from, to } = stretch
    const before = sliceRich(fromDoc(state.doc), from, to)
    const form = nextCase(plainText(before), language)
    if (!form) return null
    const { text, map } = recase(before, form, language)
    const grown = map(to - from) - (to - from)
    // The stretch is rewritten as one; where its letters went is known better than mapping could tell.
    const along = (offset: number) => (offset <= from ? offset : offset >= to ? offset + grown : from + map(offset - from))
    const ranges = rangesIn(state).map((range) => ({ ...range, from: along(range.from), to: along(range.to) }))
    tr.replaceWith(from, to, toFragment(text))
    tr.setSelection(TextSelection.create(tr.doc, along(selection.anchor), along(selection.head)))
    return setRanges(tr, ranges)
  }

/** Where text goes that takes the place of what is selected: behind a selected placeholder, which stays. */
function roomIn({ selection }: EditorState): { from: number; to: number } {
  const { from, to } = selection
  return selection instanceof NodeSelection ? { from: to, to } : { from, to }
}

/** Rich text in place of what is selected. */
export const insertText =
  (text: RichText): Action =>
  (state) => {
    const { from, to } = roomIn(state)
    return state.tr.replaceWith(from, to, toFragment(text)).scrollIntoView()
  }

/** Plain text in place of what is selected, as if typed. An accent becomes one with the letter before it where there is such a letter: text is NFC. */
export function typeText(state: EditorState, text: string): Transaction {
  const { from, to } = roomIn(state)
  const [last = ''] = /\p{L}\p{M}*$/u.exec(textOf(state).slice(0, from)) ?? []
  const joined = (last + text).normalize('NFC')
  return joined.length < last.length + text.length
    ? state.tr.insertText(joined, from - last.length, to)
    : state.tr.insertText(text, from, to)
}

/** Puts text behind what is selected, or at the caret; nothing is replaced. */
export const insertBehind =
  (text: RichText): Action =>
  ({ selection, tr }) => {
    const { to } = selection
    tr.insert(to, toFragment(text))
    return tr.setSelection(TextSelection.create(tr.doc, to + richLength(text))).scrollIntoView()
  }

/** Puts quotation marks round what is selected, or a pair of them round the caret. */
export const putInQuotes =
  ({ double, single }: QuoteMarks, inner: boolean): Action =>
  ({ selection, tr }) => {
    const [open, close] = inner ? single : double
    const { from, to } = selection
    tr.insertText(close, to).insertText(open, from)
    return tr.setSelection(TextSelection.create(tr.doc, from + open.length, to + open.length)).scrollIntoView()
  }

/** Moves the placeholder that is selected, or stands at the caret, a word back (-1) or on (1); it is selected then. */
export const movePlaceholder =
  (step: -1 | 1): Action =>
  (state) => {
    const { selection, doc, tr } = state
    const at = placeholderAt(state)
    const node = at === null ? null : doc.nodeAt(at)
    if (at === null || !node) return null
    const text = textOf(state)
    const next = step > 0 ? at + 1 + wordsEdge(text.slice(at + 1), 1) : wordsEdge(text.slice(0, at), -1)
    if (next === (step > 0 ? at + 1 : at)) return null
    const target = step > 0 ? next - 1 : next
    tr.delete(at, at + 1).insert(target, node)
    return tr.setSelection(
      selection instanceof NodeSelection ? NodeSelection.create(tr.doc, target) : TextSelection.create(tr.doc, target + 1),
    )
  }

/** Where the placeholder is that is selected or stands at the caret, the one before it first. */
function placeholderAt({ selection, doc }: EditorState): number | null {
  if (selection instanceof NodeSelection) return selection.from
  if (!selection.empty) return null
  if (selection.$head.nodeBefore?.type.name === 'placeholder') return selection.head - 1
  return doc.nodeAt(selection.head)?.type.name === 'placeholder' ? selection.head : null
}

/** How far the next edge between words lies from the beginning: behind the first word (1), or before the last one (-1). */
function wordsEdge(text: string, step: -1 | 1): number {
  const pieces = piecesOf(text)
  let length = 0
  for (const piece of step < 0 ? pieces.reverse() : pieces) {
    length += piece.length
    if (piece.trim() !== '') break
  }
  return step < 0 ? text.length - length : length
}
