import { deleteSelection, selectAll } from 'prosemirror-commands'
import { type Command, NodeSelection, Plugin, TextSelection, type Transaction } from 'prosemirror-state'
import type { EditorView } from 'prosemirror-view'

/** Marks a transaction that carries what the store holds, which even a read-only view takes. */
export const FROM_STORE = 'fromStore'

/** While a side can't be written, lets the caret in and nothing else: selecting, walking and copying work. `refused` hears of attempts. */
export function writingPlugin(isWritable: () => boolean, refused: () => void): Plugin {
  const prevent = (_view: unknown, event: Event): boolean => {
    if (isWritable()) return false
    event.preventDefault()
    refused()
    return true
  }
  return new Plugin({
    filterTransaction: (transaction: Transaction) => !transaction.docChanged || isWritable() || transaction.getMeta(FROM_STORE) === true,
    props: {
      handleTextInput: () => !isWritable(),
      handleDOMEvents: { beforeinput: prevent, paste: prevent, cut: prevent, drop: prevent },
    },
  })
}

/** The key code of whatever an input method takes for itself. */
const INPUT_METHOD = 229

/** A placeholder that is selected is not written over by accident: what is typed, composed or pasted goes behind it. */
export function placeholderPlugin(): Plugin {
  const stepBehind = ({ state, dispatch }: EditorView): void => {
    const { selection, tr } = state
    if (selection instanceof NodeSelection) dispatch(tr.setSelection(TextSelection.create(tr.doc, selection.to)))
  }
  return new Plugin({
    props: {
      handleTextInput(view, _from, _to, text) {
        if (!(view.state.selection instanceof NodeSelection)) return false
        stepBehind(view)
        view.dispatch(view.state.tr.insertText(text).scrollIntoView())
        return true
      },
      handlePaste(view) {
        stepBehind(view)
        return false
      },
      handleDOMEvents: {
        // A key that an input method takes comes before its composition, which a selection changed later would break off.
        keydown: (view, event) => {
          if (event.keyCode === INPUT_METHOD) stepBehind(view)
          return false
        },
        compositionstart: (view) => {
          stepBehind(view)
          return false
        },
      },
    },
  })
}

export interface TextKeys {
  /** Enter was pressed. */
  onEnter(): void
  /** Esc was pressed; whether that meant something. */
  onEscape(): boolean
}

/** A paragraph is one block: Enter makes no second one. */
export const textKeys = ({ onEnter, onEscape }: TextKeys): Record<string, Command> => ({
  Enter: told(onEnter),
  'Shift-Enter': told(onEnter),
  'Mod-Enter': () => true,
  Escape: () => onEscape(),
  'Mod-a': selectAll,
  Backspace: deleteSelection,
  Delete: deleteSelection,
})

const told =
  (tell: () => void): Command =>
  () => {
    tell()
    return true
  }
