import { deleteSelection, selectAll } from 'prosemirror-commands'
import { Fragment, Slice } from 'prosemirror-model'
import { type Command, Plugin, type Transaction } from 'prosemirror-state'
import { schema } from '../../shared/text/schema.ts'

/** Marks a transaction that carries what the store holds, which even a read-only view takes. */
export const FROM_STORE = 'fromStore'

/** Lets the caret in and nothing else: selecting, walking and copying work, writing does not. */
export function readOnlyPlugin(): Plugin {
  const prevent = (_view: unknown, event: Event): boolean => {
    event.preventDefault()
    return true
  }
  return new Plugin({
    filterTransaction: (transaction: Transaction) => !transaction.docChanged || transaction.getMeta(FROM_STORE) === true,
    props: {
      handleTextInput: () => true,
      handleDOMEvents: { beforeinput: prevent, paste: prevent, cut: prevent, drop: prevent },
    },
  })
}

/** A paragraph is one block: Enter makes no second one. */
export const textKeys: Record<string, Command> = {
  Enter: () => true,
  'Shift-Enter': () => true,
  'Mod-Enter': () => true,
  'Mod-a': selectAll,
  Backspace: deleteSelection,
  Delete: deleteSelection,
}

/** Pasted text joins the paragraph: NFC, line ends as spaces. */
export function pastedSlice(text: string): Slice {
  const line = text
    .normalize('NFC')
    .replace(/\s*[\r\n]+\s*/gu, ' ')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are exactly what must not come in
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/gu, '')
  return line === '' ? Slice.empty : new Slice(Fragment.from(schema.text(line)), 0, 0)
}

/** Blocks of pasted HTML would run together without a word space; line ends and breaks become one. */
export function spacedHtml(html: string): string {
  return html.replace(/<\/(?:p|div|li|h[1-6]|tr|td|th|blockquote)\s*>|<br[^>]*>/giu, ' $&')
}
