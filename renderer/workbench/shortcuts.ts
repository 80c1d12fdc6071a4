/** A key combination by the place of the key on the keyboard (`event.code`), so that it works on every layout. */
export interface Shortcut {
  readonly code: string
  readonly mod: boolean
  readonly shift: boolean
  readonly alt: boolean
}

const isMac = typeof navigator !== 'undefined' && /Mac/.test(navigator.platform)

/** Reads `Mod+Shift+KeyZ`; `Mod` is Ctrl, and ⌘ on a Mac. */
export function parseShortcut(text: string): Shortcut {
  const parts = text.split('+')
  return { code: parts.at(-1) ?? '', mod: parts.includes('Mod'), shift: parts.includes('Shift'), alt: parts.includes('Alt') }
}

export function matches(shortcut: Shortcut, event: KeyboardEvent): boolean {
  const mod = isMac ? event.metaKey : event.ctrlKey
  const other = isMac ? event.ctrlKey : event.metaKey
  return (
    event.code === shortcut.code && mod === shortcut.mod && !other && event.shiftKey === shortcut.shift && event.altKey === shortcut.alt
  )
}

const names: Record<string, string> = {
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
  Period: '.',
  Comma: ',',
  Backslash: '\\',
}

/** As printed on keys: `Mod+Shift+Z`. */
export function shownShortcut(text: string): string {
  return text
    .split('+')
    .map((part) => names[part] ?? part.replace(/^(?:Key|Digit)/, ''))
    .join('+')
}
