import { toggleMark } from 'prosemirror-commands'
import { keymap } from 'prosemirror-keymap'
import { EditorState, type Plugin, TextSelection, type Transaction } from 'prosemirror-state'
import { EditorView } from 'prosemirror-view'
import type { Side } from '../../shared/model/records.ts'
import { diffRich, type MarkType, type RichText, richLength, type Splice, sameRich } from '../../shared/text/rich-text.ts'
import { fromDoc, schema, toDoc, toFragment } from '../../shared/text/schema.ts'
import { annotationPlugin, rangesIn, setRanges } from './annotation-plugin.ts'
import { FROM_STORE, pastedSlice, readOnlyPlugin, spacedHtml, textKeys } from './input-rules.ts'
import type { TagRange } from './segments.ts'

/** Typing is committed after this long a rest, and without one after this long. */
const REST_MS = 300
const LONGEST_MS = 1000

export interface SideText {
  readonly text: RichText
  readonly ranges: readonly TagRange[]
}

export interface PairOptions {
  source: SideText & { host: HTMLElement; attributes: Record<string, string> }
  target: SideText & { host: HTMLElement; attributes: Record<string, string> }
  /** Typing came to rest, or must be kept now: the rewriting since the last commit, and where each annotation's range is. */
  onCommit(splice: Splice, text: RichText, ranges: readonly TagRange[], how: 'typed' | 'inserted'): void
  onSelection(): void
  /** The text was changed in any way; cheap work only. */
  onInput(): void
  /** Enter was pressed, which has no meaning inside one paragraph. */
  onEnter(): void
  /** An arrow key ran into the edge of the text. */
  onLeave(direction: 'up' | 'down', left: number): void
}

/** The two live views of the active row. The source can be read, selected and walked with the caret, not written. */
export class EditorPair {
  readonly #source: EditorView
  readonly #target: EditorView
  readonly #options: PairOptions
  #committed: RichText
  #rest: ReturnType<typeof setTimeout> | null = null
  #lastSide: Side = 'target'
  #typingSince = 0
  /** Whether the caret may stand in the source. Without it a drag that begins there can go on over other rows. */
  #sourceCaret = false

  constructor(options: PairOptions) {
    this.#options = options
    this.#committed = options.target.text
    this.#source = this.#view('source', [readOnlyPlugin()])
    this.#target = this.#view('target', [])
  }

  /** Whether an input method is in the middle of a word; the row must stay mounted then. */
  get composing(): boolean {
    return this.#target.composing
  }

  /** Whether something was typed that is not committed yet. */
  get isTyping(): boolean {
    return this.#rest !== null
  }

  get hasFocus(): boolean {
    return this.#source.hasFocus() || this.#target.hasFocus()
  }

  /** The side that has the caret, or had it last. */
  get side(): Side {
    return this.#source.hasFocus() ? 'source' : this.#target.hasFocus() ? 'target' : this.#lastSide
  }

  /** The selected stretch of the side with the caret; null where nothing is selected. */
  get selection(): { side: Side; from: number; to: number } | null {
    const { from, to } = this.#viewOf(this.side).state.selection
    return from < to ? { side: this.side, from, to } : null
  }

  /** Where the caret is in the side that has it: a UTF-16 offset. */
  get caret(): number {
    return this.#viewOf(this.side).state.selection.head
  }

  /** Puts the caret in a side: at an offset, at its end, or (x in client pixels) under the place it came from. */
  focus(side: Side, at: number | 'start' | 'end' | { x: number; edge: 'top' | 'bottom' } = 'end'): void {
    if (side === 'source') this.#letCaretIntoSource(true)
    const view = this.#viewOf(side)
    const size = view.state.doc.content.size
    let offset = at === 'start' ? 0 : at === 'end' ? size : typeof at === 'number' ? Math.min(at, size) : size
    if (typeof at === 'object') {
      const box = view.dom.getBoundingClientRect()
      const y = at.edge === 'top' ? view.coordsAtPos(0).top + 4 : Math.min(view.coordsAtPos(size).bottom - 4, box.bottom)
      offset = view.posAtCoords({ left: at.x, top: y })?.pos ?? offset
    }
    view.dispatch(view.state.tr.setSelection(TextSelection.create(view.state.doc, offset)))
    view.focus()
    this.#lastSide = side
  }

  select(side: Side, from: number, to: number): void {
    if (side === 'source') this.#letCaretIntoSource(true)
    const view = this.#viewOf(side)
    const size = view.state.doc.content.size
    view.dispatch(view.state.tr.setSelection(TextSelection.create(view.state.doc, Math.min(from, size), Math.min(to, size))))
    view.focus()
    this.#lastSide = side
  }

  toggleMark(mark: MarkType): void {
    toggleMark(schema.marks[mark]!)(this.#target.state, this.#target.dispatch)
    this.#target.focus()
  }

  /** Puts text into the target at the caret, in place of what is selected, as if typed. */
  insert(text: RichText): void {
    const { state } = this.#target
    const { from, to } = state.selection
    this.commitNow()
    this.#target.dispatch(state.tr.replaceWith(from, to, toFragment(text)).scrollIntoView())
    this.#target.focus()
    this.commitNow('inserted')
  }

  /** What the store now holds: another's change (undo, a command) is taken over with the caret kept where it can be. */
  update(source: SideText, target: SideText): void {
    this.#take(this.#source, source)
    if (!sameRich(target.text, this.#committed)) this.#committed = target.text
    else if (this.#rest) return
    this.#take(this.#target, target)
  }

  /** Hands over what was typed since the last commit. */
  commitNow(how: 'typed' | 'inserted' = 'typed'): void {
    const typed = this.#rest !== null
    if (this.#rest) clearTimeout(this.#rest)
    this.#rest = null
    if (typed) this.#options.onInput()
    const text = fromDoc(this.#target.state.doc)
    const splice = diffRich(this.#committed, text)
    if (!splice) return
    this.#committed = text
    this.#options.onCommit(splice, text, rangesIn(this.#target.state), how)
  }

  destroy(): void {
    this.commitNow()
    this.#source.destroy()
    this.#target.destroy()
  }

  #viewOf(side: Side): EditorView {
    return side === 'source' ? this.#source : this.#target
  }

  #view(side: Side, plugins: Plugin[]): EditorView {
    const { host, text, ranges, attributes } = this.#options[side]
    const state = EditorState.create({
      doc: toDoc(text),
      plugins: [...plugins, annotationPlugin(ranges), keymap(textKeys(this.#options.onEnter))],
    })
    const mount = document.createElement('div')
    host.replaceChildren(mount)
    return new EditorView(
      { mount },
      {
        state,
        attributes,
        editable: () => side === 'target' || this.#sourceCaret,
        dispatchTransaction: (transaction) => this.#dispatch(side, transaction),
        handleKeyDown: (view, event) => this.#leave(view, event),
        // What is pasted or dropped is a step of undo of its own.
        handlePaste: () => this.#insertNext(),
        handleDrop: () => this.#insertNext(),
        handleDOMEvents: {
          pointerdown: () => {
            if (side === 'source') this.#letCaretIntoSource(false)
            return false
          },
          focus: () => {
            this.#lastSide = side
            this.#options.onSelection()
            return false
          },
          blur: () => {
            this.commitNow()
            return false
          },
          compositionend: () => {
            this.#startRest()
            return false
          },
        },
        clipboardTextParser: pastedSlice,
        transformPastedHTML: spacedHtml,
      },
    )
  }

  #dispatch(side: Side, transaction: Transaction): void {
    const view = this.#viewOf(side)
    if (!view) return
    view.updateState(view.state.apply(transaction))
    if (transaction.docChanged && side === 'target' && !transaction.getMeta(FROM_STORE)) this.#startRest()
    if (transaction.docChanged) this.#options.onInput()
    if (transaction.selectionSet || transaction.docChanged) this.#options.onSelection()
  }

  /** Commits what was typed until now; what comes in this moment is committed by itself. */
  #insertNext(): false {
    this.commitNow()
    queueMicrotask(() => this.commitNow('inserted'))
    return false
  }

  #letCaretIntoSource(allowed: boolean): void {
    if (this.#sourceCaret === allowed) return
    this.#sourceCaret = allowed
    // Setting props anew makes the view look at `editable` again.
    this.#source.setProps({})
  }

  #startRest(): void {
    if (this.#rest) clearTimeout(this.#rest)
    else this.#typingSince = performance.now()
    const left = this.#typingSince + LONGEST_MS - performance.now()
    this.#rest = setTimeout(
      () => {
        // A word being composed is committed when it is done, or where the window is left.
        if (this.#target.composing) this.#startRest()
        else this.commitNow()
      },
      this.#target.composing ? REST_MS : Math.max(0, Math.min(REST_MS, left)),
    )
  }

  #take(view: EditorView, { text, ranges }: SideText): void {
    const splice = diffRich(fromDoc(view.state.doc), text)
    const transaction = view.state.tr.setMeta(FROM_STORE, true)
    if (splice) transaction.replaceWith(splice.at, splice.at + richLength(splice.removed), toFragment(splice.inserted))
    if (!splice && sameRanges(rangesIn(view.state), ranges)) return
    view.dispatch(setRanges(transaction, ranges))
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
