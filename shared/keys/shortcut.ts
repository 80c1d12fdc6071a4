/**
 * A key combination by the place of the key on the keyboard (`KeyboardEvent.code`), so that it is the same on every layout. As text:
 * `Mod+Alt+Shift+KeyZ`, the modifiers always in this order; `Mod` is Ctrl, and ⌘ on a Mac.
 */
export interface Shortcut {
  readonly code: string
  readonly mod: boolean
  readonly alt: boolean
  readonly shift: boolean
}

/** What a keyboard event tells of itself. */
export interface KeyPress {
  readonly code: string
  readonly ctrlKey: boolean
  readonly metaKey: boolean
  readonly altKey: boolean
  readonly shiftKey: boolean
  getModifierState(name: string): boolean
}

const modifiers = ['Mod', 'Alt', 'Shift']
/** Keys that only change what others do. */
const modifierCodes = /^(?:Control|Shift|Alt|Meta|OS)(?:Left|Right)$|^(?:CapsLock|NumLock|ScrollLock|Fn|FnLock)$/

/** Reads a shortcut written as text, its modifiers in any order; null where it is none. */
export function parseShortcut(text: string): Shortcut | null {
  const parts = text.split('+')
  const code = parts.pop() ?? ''
  if (!/^[A-Z][A-Za-z0-9]*$/.test(code) || modifiers.includes(code) || modifierCodes.test(code)) return null
  if (parts.some((part) => !modifiers.includes(part)) || new Set(parts).size !== parts.length) return null
  return { code, mod: parts.includes('Mod'), alt: parts.includes('Alt'), shift: parts.includes('Shift') }
}

export function shortcutText({ code, mod, alt, shift }: Shortcut): string {
  return `${mod ? 'Mod+' : ''}${alt ? 'Alt+' : ''}${shift ? 'Shift+' : ''}${code}`
}

/**
 * The shortcut that a key press is, as text; null for a modifier alone, for a combination with the system's own key (Windows, or Ctrl on
 * a Mac), and for AltGr, which types characters on many layouts and stands there for Ctrl and Alt together. Both Enters are one.
 */
export function shortcutOf(press: KeyPress, mac: boolean): string | null {
  const { altKey: alt, shiftKey: shift } = press
  const [mod, other] = mac ? [press.metaKey, press.ctrlKey] : [press.ctrlKey, press.metaKey]
  // On a Mac some browsers call Option AltGraph.
  if (other || (!mac && press.getModifierState('AltGraph'))) return null
  const shortcut = parseShortcut(press.code === 'NumpadEnter' ? 'Enter' : press.code)
  return shortcut && shortcutText({ ...shortcut, mod, alt, shift })
}

/** Whether it is one key alone, or with Shift, that is no function key: such a key belongs to what is written. */
export function isPlain({ code, mod, alt }: Shortcut): boolean {
  return !mod && !alt && !/^F\d{1,2}$/.test(code)
}
