import fc from 'fast-check'
import { EditorState, NodeSelection, TextSelection, type Transaction } from 'prosemirror-state'
import { describe, expect, test } from 'vitest'
import {
  type Action,
  changeCase,
  insertBehind,
  insertText,
  movePlaceholder,
  putInQuotes,
  typeText,
} from '../../../renderer/editor/actions.ts'
import { annotationPlugin, rangesIn } from '../../../renderer/editor/annotation-plugin.ts'
import { quoteMarksOf } from '../../../shared/text/quotes.ts'
import { fromPlain, joinRich, PLACEHOLDER_CHARACTER, plainText, type RichText } from '../../../shared/text/rich-text.ts'
import { fromDoc, toDoc } from '../../../shared/text/schema.ts'

const chip: RichText = [{ type: 'placeholder', attrs: { kind: 'footnote', label: '1', data: 'x' } }]
const annotation = (from: number, to: number) => ({ annotationId: 'aaaa', span: 0, colour: 1, from, to })
const words = fc.array(fc.constantFrom('Straße', 'istanbul', 'Кітап', 'ВЕЛИКАЯ', 'a', '2026', '😀'), { minLength: 1, maxLength: 6 })

/** A side with one annotation; the selection is a stretch, or null for the placeholder in it. */
function side(text: RichText, selected: readonly [number, number] | null, range = annotation(0, 0)): EditorState {
  const state = EditorState.create({ doc: toDoc(text), plugins: [annotationPlugin([range])] })
  const at = plainText(text).indexOf(PLACEHOLDER_CHARACTER)
  const selection = selected ? TextSelection.create(state.doc, ...selected) : NodeSelection.create(state.doc, at)
  return state.apply(state.tr.setSelection(selection))
}

const done = (state: EditorState, action: Action) => {
  const transaction: Transaction | null = action(state)
  return transaction ? state.apply(transaction) : state
}
const textOf = (state: EditorState) => plainText(fromDoc(state.doc)).replace(PLACEHOLDER_CHARACTER, '[1]')

describe('changing the case in the editor', () => {
  test('an annotation stays on its words, and the selection on what was selected, whatever becomes of their length', () => {
    fc.assert(
      fc.property(words, fc.nat(5), fc.nat(5), fc.constantFrom('de', 'tr', 'kk'), (list, a, b, language) => {
        const text = list.join(' ')
        const starts = list.map((_, i) => list.slice(0, i).join(' ').length + (i > 0 ? 1 : 0))
        const [first, last] = [Math.min(a, b, list.length - 1), Math.min(Math.max(a, b), list.length - 1)]
        const tagged = annotation(starts[first]!, starts[last]! + list[last]!.length)
        const state = done(side(fromPlain(text), [0, text.length], tagged), changeCase(language))
        const parts = textOf(state).split(' ')
        const [range] = rangesIn(state)
        expect(textOf(state).slice(range!.from, range!.to)).toBe(parts.slice(first, last + 1).join(' '))
        expect([state.selection.from, state.selection.to]).toEqual([0, textOf(state).length])
      }),
    )
  })

  test('of the word at the caret, which stays in it', () => {
    const state = done(side(fromPlain('the strasse here'), [6, 6]), changeCase('en'))
    expect([textOf(state), state.selection.head]).toEqual(['the Strasse here', 6])
  })
})

describe('moving a placeholder', () => {
  const at = fc.tuple(words, fc.nat(6)).map(([list, place]) => {
    const before = list.slice(0, place).join(' ')
    const behind = list.slice(place).join(' ')
    return { text: joinRich(fromPlain(before), chip, fromPlain(behind)), without: before + behind }
  })

  test('changes nothing but its place, keeps it selected, and comes to the edge at last', () => {
    fc.assert(
      fc.property(at, fc.constantFrom<1 | -1>(1, -1), ({ text, without }, step) => {
        let state = side(text, null)
        let moved = 0
        for (; moved < 100; moved++) {
          const transaction = movePlaceholder(step)(state)
          if (!transaction) break
          const before = state.selection.from
          state = state.apply(transaction)
          expect(Math.sign(state.selection.from - before)).toBe(step)
          expect(state.selection).toBeInstanceOf(NodeSelection)
          expect(textOf(state).replace('[1]', '')).toBe(without)
          expect(fromDoc(state.doc).find((run) => run.type === 'placeholder')).toEqual(chip[0])
        }
        expect(textOf(state)).toBe(step > 0 ? `${without}[1]` : `[1]${without}`)
      }),
    )
  })

  test('where none is selected or at the caret, there is nothing to move', () => {
    expect(movePlaceholder(1)(side(joinRich(fromPlain('ab'), chip), [1, 1]))).toBeNull()
    expect(movePlaceholder(-1)(side(joinRich(fromPlain('ab'), chip), [3, 3]))).not.toBeNull()
  })
})

test('what is put in goes behind the selection and takes nothing away', () => {
  const state = done(side(fromPlain('one two'), [0, 3]), insertBehind(chip))
  expect([textOf(state), state.selection.from, state.selection.to]).toEqual(['one[1] two', 4, 4])
})

test('quotes go round what is selected, which stays selected; tags do not reach over them', () => {
  const state = done(side(fromPlain('ол сөз деді'), [3, 6], annotation(3, 6)), putInQuotes(quoteMarksOf('kk'), false))
  expect([textOf(state), state.selection.from, state.selection.to]).toEqual(['ол «сөз» деді', 4, 7])
  expect(rangesIn(state)[0]).toMatchObject({ from: 4, to: 7 })
})

test('a placeholder that is selected stays when text comes in', () => {
  const text = joinRich(fromPlain('a'), chip, fromPlain('b'))
  expect(textOf(done(side(text, null), insertText(fromPlain('xy'))))).toBe('a[1]xyb')
  expect(textOf(done(side(text, null), (state) => typeText(state, 'z')))).toBe('a[1]zb')
  expect(textOf(done(side(text, [0, 2]), insertText(fromPlain('xy'))))).toBe('xyb')
})

test('an accent becomes one letter with the one before it, where there is such a letter', () => {
  const typed = (text: string, sign: string) => {
    const state = side(fromPlain(text), [text.length, text.length])
    return textOf(state.apply(typeText(state, sign)))
  }
  expect(typed('caf', 'e')).toBe('cafe')
  expect(typed('cafe', '\u0301')).toBe('café')
  expect(typed('б', '\u0301')).toBe('б\u0301')
  expect(typed('', '\u0301')).toBe('\u0301')
})
