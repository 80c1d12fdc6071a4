import { keymap } from 'prosemirror-keymap'
import { EditorState, TextSelection, type Transaction } from 'prosemirror-state'
import { EditorView } from 'prosemirror-view'
import type { QuoteMarks } from '../../shared/text/quotes.ts'
import { diffRich, type RichText, richLength, type Splice, sameRich } from '../../shared/text/rich-text.ts'
import { fromDoc, toDoc, toFragment } from '../../shared/text/schema.ts'
import { typeText } from './actions.ts'
import { annotationPlugin, rangesIn, setRanges } from './annotation-plugin.ts'
import { clipboardProps } from './clipboard.ts'
import { FROM_STORE, placeholderPlugin, type TextKeys, textKeys, writingPlugin } from './input-rules.ts'
import { invisiblesPlugin } from './invisibles.ts'
import { quotesPlugin, straightAgain } from './quotes-plugin.ts'
import type { TagRange } from './segments.ts'
import { TypingRest } from './typing-rest.ts'

export interface SideText {
  readonly text: RichText
  readonly ranges: readonly TagRange[]
}

/** Where the caret goes: to an offset, an end, or (x in client pixels) under the place it came from. */
export type CaretGoal = number | 'start' | 'end' | { x: number; edge: 'top' | 'bottom' }

export interface EditorSideOptions extends SideText, TextKeys {
  readonly host: HTMLElement
  readonly attributes: Record<string, string>
  readonly isWritable: boolean
  /** Whether the caret may stand in it from the beginning. */
  readonly hasCaret: boolean
  /** The marks that straight quotes become, as they are typed; null for none. */
  quotes(): QuoteMarks | null
  onCommit(splice: Splice, text: RichText, ranges: readonly TagRange[], how: 'typed' | 'inserted'): void
  onSelection(): void
  onInput(): void
  onFocus(): void
  onRefused(): void
  onPointerDown(): void
  /** An arrow key ran into the edge of the text. */
  onLeave(direction: 'up' | 'down', left: number): void
}

/** One live side of the active row: a view, and what was typed in it since the last commit. */
export class EditorSide {
  readonly view: EditorView
  readonly #options: EditorSideOptions
  readonly #rest: TypingRest
  #committed: RichText
  #isWritable: boolean
  #hasCaret: boolean

  constructor(options: EditorSideOptions) {
    this.#options = options
    this.#committed = options.text
    this.#isWritable = options.isWritable
    this.#hasCaret = options.hasCaret
    this.view = this.#mount()
    this.#rest = new TypingRest(
      () => this.view.composing,
      () => this.commitNow(),
    )
  }

  /** Whether something was typed that is not committed yet. */
  get isTyping(): boolean {
    return this.#rest.isPending
  }

  get isWritable(): boolean {
    return this.#isWritable
  }

  /** What can be written can have the caret, too. */
  setWritable(isWritable: boolean): void {
    if (isWritable === this.#isWritable) return
    if (!isWritable) this.commitNow()
    this.#isWritable = isWritable
    this.#lookAgain()
  }

  /** Without the caret, a drag that begins in the side can go on over other rows. */
  letCaretIn(allowed: boolean): void {
    if (allowed === this.#hasCaret) return
    this.#hasCaret = allowed
    this.#lookAgain()
  }

  /** Puts the caret in. */
  focus(at: CaretGoal): void {
    this.letCaretIn(true)
    const { view } = this
    const size = view.state.doc.content.size
    let offset = at === 'start' ? 0 : typeof at === 'number' ? Math.min(at, size) : size
    if (typeof at === 'object') {
      const box = view.dom.getBoundingClientRect()
      const y = at.edge === 'top' ? view.coordsAtPos(0).top + 4 : Math.min(view.coordsAtPos(size).bottom - 4, box.bottom)
      offset = view.posAtCoords({ left: at.x, top: y })?.pos ?? offset
    }
    this.select(offset, offset)
  }

  select(from: number, to: number): void {
    this.letCaretIn(true)
    const { view } = this
    const size = view.state.doc.content.size
    view.dispatch(view.state.tr.setSelection(TextSelection.create(view.state.doc, Math.min(from, size), Math.min(to, size))))
    view.focus()
    // The view takes a caret that is at the beginning soon after it got the focus for the browser's doing, and undoes a press of Home.
    const { input } = view as unknown as { input?: { lastFocus: number } }
    if (input) input.lastFocus = 0
  }

  /** Does what an action makes, as a step of undo of its own; false where it makes nothing or the side can't be written. */
  do(action: (state: EditorState) => Transaction | null): boolean {
    if (!this.#isWritable) {
      this.#options.onRefused()
      return false
    }
    const transaction = action(this.view.state)
    if (!transaction) return false
    this.commitNow()
    this.view.dispatch(transaction)
    this.view.focus()
    this.commitNow('inserted')
    return true
  }

  /** Puts plain text in place of what is selected, as if typed. */
  type(text: string): void {
    if (this.#isWritable) this.view.dispatch(typeText(this.view.state, text).scrollIntoView())
    else this.#options.onRefused()
    this.view.focus()
  }

  /** Makes a quote straight again that the last key made typographic; false where it did not. */
  straightenQuote(): boolean {
    const transaction = straightAgain(this.view.state)
    if (transaction) this.view.dispatch(transaction)
    return transaction !== null
  }

  /** What the store now holds: another's change (undo, a command) is taken over with the caret kept where it can be. */
  update({ text, ranges }: SideText): void {
    if (!sameRich(text, this.#committed)) this.#committed = text
    else if (this.isTyping) return
    const { view } = this
    const splice = diffRich(fromDoc(view.state.doc), text)
    const transaction = view.state.tr.setMeta(FROM_STORE, true)
    if (splice) transaction.replaceWith(splice.at, splice.at + richLength(splice.removed), toFragment(splice.inserted))
    if (!splice && sameRanges(rangesIn(view.state), ranges)) return
    view.dispatch(setRanges(transaction, ranges))
  }

  /** Hands over what was typed since the last commit. */
  commitNow(how: 'typed' | 'inserted' = 'typed'): void {
    if (this.#rest.end()) this.#options.onInput()
    const text = fromDoc(this.view.state.doc)
    const splice = diffRich(this.#committed, text)
    if (!splice) return
    this.#committed = text
    this.#options.onCommit(splice, text, rangesIn(this.view.state), how)
  }

  destroy(): void {
    this.commitNow()
    this.view.destroy()
  }

  #mount(): EditorView {
    const { host, text, ranges, attributes } = this.#options
    const state = EditorState.create({
      doc: toDoc(text),
      plugins: [
        writingPlugin(
          () => this.#isWritable,
          () => this.#options.onRefused(),
        ),
        placeholderPlugin(),
        quotesPlugin(() => this.#options.quotes()),
        annotationPlugin(ranges),
        invisiblesPlugin(),
        keymap({ Backspace: () => this.straightenQuote() }),
        keymap(textKeys(this.#options)),
      ],
    })
    const mount = document.createElement('div')
    host.replaceChildren(mount)
    return new EditorView(
      { mount },
      {
        state,
        attributes: () => ({ ...attributes, 'aria-readonly': String(!this.#isWritable), spellcheck: String(this.#isWritable) }),
        editable: () => this.#isWritable || this.#hasCaret,
        dispatchTransaction: (transaction) => this.#dispatch(transaction),
        handleKeyDown: (view, event) => this.#leave(view, event),
        // What is pasted or dropped is a step of undo of its own.
        handlePaste: () => this.#insertNext(),
        handleDrop: () => this.#insertNext(),
        handleDOMEvents: {
          pointerdown: () => {
            this.#options.onPointerDown()
            return false
          },
          focus: () => {
            this.#options.onFocus()
            return false
          },
          blur: () => {
            this.commitNow()
            return false
          },
          compositionend: () => {
            this.#rest.begin()
            return false
          },
        },
        ...clipboardProps,
      },
    )
  }

  /** Setting props anew makes the view look at `editable` and its attributes again. */
  #lookAgain(): void {
    this.view.setProps({})
  }

  #dispatch(transaction: Transaction): void {
    const { view } = this
    // The view dispatches while it is made, too.
    if (!view) return
    const before = view.state.doc
    view.updateState(view.state.apply(transaction))
    const changed = view.state.doc !== before
    if (changed && !transaction.getMeta(FROM_STORE)) this.#rest.begin()
    if (changed) this.#options.onInput()
    if (transaction.selectionSet || changed) this.#options.onSelection()
  }

  /** Commits what was typed until now; what comes in this moment is committed by itself. */
  #insertNext(): false {
    this.commitNow()
    queueMicrotask(() => this.commitNow('inserted'))
    return false
  }

  #leave(view: EditorView, event: KeyboardEvent): boolean {
    if (event.shiftKey || event.ctrlKey || event.metaKey || event.altKey || view.composing) return false
    const direction = event.code === 'ArrowUp' ? 'up' : event.code === 'ArrowDown' ? 'down' : null
    if (!direction || !view.state.selection.empty || !view.endOfTextblock(direction)) return false
    this.#options.onLeave(direction, view.coordsAtPos(view.state.selection.head).left)
    return true
  }
}

function sameRanges(a: readonly TagRange[], b: readonly TagRange[]): boolean {
  return a.length === b.length && JSON.stringify(a) === JSON.stringify(b)
}
