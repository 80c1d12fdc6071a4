import { keySigns } from '../../shared/keys/signs.ts'

/** Keys as printed on them, of a shortcut (`Mod+Shift+KeyB`) or of words: `Ctrl Shift B`; on a Mac the signs its people read instead. */
export function Kbd({ keys }: { keys: string }) {
  return <kbd className="kbd">{shownKeys(keys, isMac)}</kbd>
}

export const isMac = typeof navigator !== 'undefined' && /Mac/.test(navigator.platform)
const macSigns: Record<string, string> = { Ctrl: '⌘', Mod: '⌘', Shift: '⇧', Alt: '⌥', Enter: '↩', Backspace: '⌫', Escape: '⎋' }
/** What stands on keys whose place (`KeyboardEvent.code`) is called otherwise. */
const printed: Record<string, string> = {
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
  ...keySigns,
  IntlBackslash: '<',
  PageUp: 'PgUp',
  PageDown: 'PgDn',
  Escape: 'Esc',
}

/** The words of a shortcut for a platform; `Mod` is the key that commands go by: Ctrl, ⌘ on a Mac. `joint` stands between them, but not on a Mac. */
export function shownKeys(keys: string, mac: boolean, joint = ' '): string {
  const parts = keys.split('+').map((key) => {
    if (mac && macSigns[key]) return macSigns[key]
    return key === 'Mod' ? 'Ctrl' : (printed[key] ?? key.replace(/^(?:Key|Digit)(?=.$)/, '').replace(/^Numpad(?=.)/, 'Num '))
  })
  return parts.join(mac ? '' : joint)
}
