import { toggleMark } from 'prosemirror-commands'
import { TextSelection } from 'prosemirror-state'
import type { Side } from '../../shared/model/records.ts'
import { quoteMarksOf } from '../../shared/text/quotes.ts'
import type { MarkType, RichText, Splice } from '../../shared/text/rich-text.ts'
import { schema } from '../../shared/text/schema.ts'
import { type Action, changeCase, insertBehind, insertText, movePlaceholder, putInQuotes } from './actions.ts'
import { type CaretGoal, EditorSide, type SideText } from './editor-side.ts'
import type { TagRange } from './segments.ts'

export interface PairOptions {
  source: SideText & { host: HTMLElement; attributes: Record<string, string> }
  target: SideText & { host: HTMLElement; attributes: Record<string, string> }
  /** Neither side can be written. */
  isLocked: boolean
  /** Whether straight quotes typed in the translation become typographic. */
  typographicQuotes(): boolean
  /** Typing came to rest, or must be kept now: the rewriting since the last commit, and where each annotation's range is. */
  onCommit(side: Side, splice: Splice, text: RichText, ranges: readonly TagRange[], how: 'typed' | 'inserted'): void
  onSelection(): void
  /** The text was changed in any way; cheap work only. */
  onInput(): void
  /** Enter was pressed, which has no meaning inside one paragraph. */
  onEnter(): void
  /** Esc was pressed; whether that meant something. */
  onEscape(): boolean
  /** Somebody tried to write a side that can't be written now. */
  onRefused(side: Side): void
  /** An arrow key ran into the edge of the text. */
  onLeave(direction: 'up' | 'down', left: number): void
}

/** The two live sides of the active row. The source can be read, selected and walked with the caret; written only while it is corrected. */
export class EditorPair {
  readonly #sides: Record<Side, EditorSide>
  readonly #options: PairOptions
  #lastSide: Side = 'target'
  #isLocked: boolean
  #isSourceEditable = false

  constructor(options: PairOptions) {
    this.#options = options
    this.#isLocked = options.isLocked
    this.#sides = { source: this.#side('source'), target: this.#side('target') }
  }

  /** Whether an input method is in the middle of a word; the row must stay mounted then. */
  get composing(): boolean {
    return this.#each.some(({ view }) => view.composing)
  }

  /** Whether something was typed that is not committed yet. */
  get isTyping(): boolean {
    return this.#each.some((side) => side.isTyping)
  }

  get hasFocus(): boolean {
    return this.#each.some(({ view }) => view.hasFocus())
  }

  /** The side that has the caret, or had it last. */
  get side(): Side {
    return this.#sides.source.view.hasFocus() ? 'source' : this.#sides.target.view.hasFocus() ? 'target' : this.#lastSide
  }

  /** Whether keys typed now are text. */
  get takesText(): boolean {
    return this.hasFocus && this.#sides[this.side].isWritable
  }

  /** The selected stretch of the side with the caret; null where nothing is selected. */
  get selection(): { side: Side; from: number; to: number } | null {
    const { side } = this
    const { from, to } = this.#sides[side].view.state.selection
    return from < to ? { side, from, to } : null
  }

  /** Where the caret is in the side that has it: a UTF-16 offset. */
  get caret(): number {
    const { view } = this.#sides[this.side]
    // The page's own caret first: the editor hears of it a moment after the arrow key that moved it.
    const selection = view.composing ? null : window.getSelection()
    const { focusNode, focusOffset } = selection ?? {}
    const isHere = focusNode && focusOffset !== undefined && view.dom.contains(focusNode) && view.state.selection instanceof TextSelection
    return isHere ? view.posAtDOM(focusNode, focusOffset) : view.state.selection.head
  }

  get isSourceEditable(): boolean {
    return this.#isSourceEditable
  }

  /** Lets the source be corrected, or no longer. */
  setSourceEditable(on: boolean): void {
    this.#isSourceEditable = on
    this.#sides.source.setWritable(on && !this.#isLocked)
  }

  /** Puts the caret in a side. */
  focus(side: Side, at: CaretGoal = 'end'): void {
    this.#sides[side].focus(at)
    this.#lastSide = side
  }

  select(side: Side, from: number, to: number): void {
    this.#sides[side].select(from, to)
    this.#lastSide = side
  }

  toggleMark(mark: MarkType): void {
    const { view } = this.#writing
    toggleMark(schema.marks[mark]!)(view.state, view.dispatch)
    view.focus()
  }

  /** Puts text into the translation at the caret, in place of what is selected; a step of undo of its own. */
  insert(text: RichText): void {
    this.#sides.target.do(insertText(text))
  }

  /** Puts text into the translation behind what is selected; a step of undo of its own. */
  insertBehind(text: RichText): void {
    this.#sides.target.do(insertBehind(text))
  }

  /** Puts plain text where the caret is, in place of what is selected, as if typed. */
  type(text: string): void {
    this.#writing.type(text)
  }

  /** Changes the case of what is selected, or of the word at the caret: lower, sentence, upper, in turn. False where nothing has a case. */
  changeCase(): boolean {
    return this.#do(changeCase(this.#language))
  }

  /** Puts the language's quotation marks round what is selected; `inner` are those of a quotation inside one. */
  putInQuotes(inner: boolean): void {
    this.#do(putInQuotes(quoteMarksOf(this.#language), inner))
  }

  /** Moves the placeholder that is selected or stands at the caret a word to a side of the screen. False where there is none to move. */
  movePlaceholder(to: 'left' | 'right'): boolean {
    const isForward = (to === 'right') === (this.#options[this.#writingSide].attributes.dir !== 'rtl')
    return this.#do(movePlaceholder(isForward ? 1 : -1))
  }

  /** Makes a quote straight again that the last key made typographic; false where it did not. */
  straightenQuote(): boolean {
    return this.hasFocus && this.#sides[this.side].straightenQuote()
  }

  /** What the store now holds: another's change (undo, a command) is taken over with the caret kept where it can be. */
  update(source: SideText, target: SideText, isLocked: boolean): void {
    this.#isLocked = isLocked
    this.#sides.source.setWritable(this.#isSourceEditable && !isLocked)
    this.#sides.target.setWritable(!isLocked)
    this.#sides.source.update(source)
    this.#sides.target.update(target)
  }

  /** Hands over what was typed since the last commit. */
  commitNow(): void {
    for (const side of this.#each) side.commitNow()
  }

  destroy(): void {
    for (const side of this.#each) side.destroy()
  }

  get #each(): readonly EditorSide[] {
    return [this.#sides.source, this.#sides.target]
  }

  /** The side that commands write: the source while it is corrected and has the caret, else the translation. */
  get #writingSide(): Side {
    return this.side === 'source' && this.#isSourceEditable ? 'source' : 'target'
  }

  get #writing(): EditorSide {
    return this.#sides[this.#writingSide]
  }

  get #language(): string {
    return this.#options[this.#writingSide].attributes.lang ?? ''
  }

  #do(action: Action): boolean {
    return this.#writing.do(action)
  }

  #side(side: Side): EditorSide {
    const options = this.#options
    return new EditorSide({
      ...options[side],
      isWritable: side === 'target' && !options.isLocked,
      hasCaret: side === 'target',
      quotes: () => (side === 'target' && options.typographicQuotes() ? quoteMarksOf(options.target.attributes.lang ?? '') : null),
      onCommit: (...typed) => options.onCommit(side, ...typed),
      onSelection: () => options.onSelection(),
      onInput: () => options.onInput(),
      onEnter: () => options.onEnter(),
      onEscape: () => options.onEscape(),
      onRefused: () => options.onRefused(side),
      onFocus: () => {
        this.#lastSide = side
        options.onSelection()
      },
      onPointerDown: () => {
        if (side === 'source' && !this.#isSourceEditable) this.#sides.source.letCaretIn(false)
      },
      onLeave: (direction, left) => options.onLeave(direction, left),
    })
  }
}
