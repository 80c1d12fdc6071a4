/** Keys as printed on them: `Ctrl+Shift+B`; on a Mac the signs its people read instead. */
export function Kbd({ keys }: { keys: string }) {
  return <kbd className="kbd">{shownKeys(keys, isMac)}</kbd>
}

const isMac = typeof navigator !== 'undefined' && /Mac/.test(navigator.platform)
const macSigns: Record<string, string> = { Ctrl: '⌘', Mod: '⌘', Shift: '⇧', Alt: '⌥', Enter: '↩', Backspace: '⌫', Escape: '⎋' }

/** The words of a shortcut for a platform; `Mod` is the key that commands go by: Ctrl, ⌘ on a Mac. */
export function shownKeys(keys: string, mac: boolean): string {
  const parts = keys.split('+').map((key) => (mac ? (macSigns[key] ?? key) : key === 'Mod' ? 'Ctrl' : key))
  return parts.join(mac ? '' : ' ')
}
