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
export const textKeys = (onEnter: () => void): Record<string, Command> => ({
  Enter: told(onEnter),
  'Shift-Enter': told(onEnter),
  'Mod-Enter': () => true,
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

/** Pasted text joins the paragraph: NFC, line ends as spaces. */
export function pastedSlice(text: string): Slice {
  const line = text
    .normalize('NFC')
    .replace(/\s*[\r\n]+\s*/gu, ' ')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are exactly what must not come in
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/gu, '')
  return line === '' ? Slice.empty : new Slice(Fragment.from(schema.text(line)), 0, 0)
}

const blocks =
  'address,article,aside,blockquote,br,caption,dd,div,dl,dt,figcaption,figure,footer,h1,h2,h3,h4,h5,h6,header,hr,li,main,nav,ol,p,pre,section,table,tbody,td,tfoot,th,thead,tr,ul'

/** Blocks of pasted HTML would run together without a word space: each gets one on either side. */
export function spacedHtml(html: string): string {
  const pasted = new DOMParser().parseFromString(html, 'text/html')
  for (const block of pasted.body.querySelectorAll(blocks)) {
    block.before(' ')
    block.after(' ')
  }
  return pasted.body.innerHTML
}
