import type { Node } from 'prosemirror-model'
import { Plugin } from 'prosemirror-state'
import { Decoration, DecorationSet } from 'prosemirror-view'
import { PLACEHOLDER_CHARACTER } from '../../shared/text/rich-text.ts'

const KEPT_AS = 'egiz-invisibles'

const listeners = new Set<() => void>()
let shown = localStorage.getItem(KEPT_AS) === 'shown'

/** Whether spaces and characters without a shape are shown; the same in every row, kept on this computer. */
export const invisibles = {
  get areShown(): boolean {
    return shown
  },
  toggle(): void {
    shown = !shown
    localStorage.setItem(KEPT_AS, shown ? 'shown' : 'hidden')
    for (const listener of [...listeners]) listener()
  },
  subscribe(listener: () => void): () => void {
    listeners.add(listener)
    return () => listeners.delete(listener)
  },
}

export interface Invisible {
  readonly from: number
  readonly to: number
  /** How it is shown: a dot, a ring, a thin ring, or a bar where it has no width. */
  readonly kind: 'space' | 'no-break' | 'wide' | 'zero'
  readonly code: string
}

// Spaces of every width, and the characters that join, part, or turn the text without being seen.
const pattern =
  /[\u0020\u00a0\u00ad\u061c\u1680\u2000-\u200f\u2011\u2028-\u202f\u205f-\u2064\u2066-\u2069\u3000\ufeff]|\u034f|\ufe0e|\ufe0f/gu
const noBreak = new Set('\u00a0\u202f\u2007\u2011')
const zeroWidth = /[\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2064\u2066-\u2069\ufeff]|\u034f|\ufe0e|\ufe0f/u

/** The invisible characters of a plain text; offsets are UTF-16. */
export function invisiblesIn(text: string): Invisible[] {
  return [...text.matchAll(pattern)].map(({ 0: sign, index }) => ({
    from: index,
    to: index + 1,
    kind: sign === ' ' ? 'space' : noBreak.has(sign) ? 'no-break' : zeroWidth.test(sign) ? 'zero' : 'wide',
    code: `U+${sign.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`,
  }))
}

/** The attributes of an invisible character's element, the same in the static rows and in the live editor. Nothing that takes room. */
export function invisibleAttributes({ kind, code }: Invisible): Record<string, string> {
  return { class: `invisible ${kind}`, ...(kind === 'space' ? {} : { title: code }) }
}

/** Shows invisible characters in the live editor, while they are to be shown. */
export function invisiblesPlugin(): Plugin {
  let last: { doc: Node; decorations: DecorationSet } | null = null
  const decorationsOf = (doc: Node): DecorationSet => {
    if (last?.doc === doc) return last.decorations
    const text = doc.textBetween(0, doc.content.size, '', PLACEHOLDER_CHARACTER)
    const each = invisiblesIn(text).map((one) => Decoration.inline(one.from, one.to, invisibleAttributes(one)))
    last = { doc, decorations: DecorationSet.create(doc, each) }
    return last.decorations
  }
  return new Plugin({
    props: { decorations: ({ doc }) => (shown ? decorationsOf(doc) : null) },
    view: (view) => {
      const unsubscribe = invisibles.subscribe(() => view.setProps({}))
      return { destroy: unsubscribe }
    },
  })
}
