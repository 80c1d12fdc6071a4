import type { Keymap } from './keymap.ts'
import { isPlain, parseShortcut } from './shortcut.ts'

/** Who keeps a key, so that no command can have it: writing and walking about, the clipboard, the browser or the system. */
export type Keeper = 'writing' | 'clipboard' | 'browser' | 'system'

const clipboard = ['Mod+KeyA', 'Mod+KeyC', 'Mod+KeyV', 'Mod+KeyX', 'Mod+Shift+KeyV']
/** What browsers do before a page is asked (Chromium's reserved commands; Firefox reserves a part of them). */
const browser = ['KeyN', 'KeyT', 'KeyW', 'Shift+KeyN', 'Shift+KeyT', 'Shift+KeyW', 'F4', 'PageUp', 'PageDown'].map((key) => `Mod+${key}`)
const system = ['Alt+F4', 'Alt+Space']
const macSystem = ['KeyQ', 'KeyH', 'KeyM', 'Space', 'Alt+Escape'].map((key) => `Mod+${key}`)

/** Where keys are pressed. */
export interface KeyPlace {
  readonly edition: 'desktop' | 'browser'
  readonly mac: boolean
}

/** Who keeps a shortcut; null where a command can have it. Enter alone can be had: in a row it writes nothing. */
export function keeperOf(key: string, where: KeyPlace): Keeper | null {
  const shortcut = parseShortcut(key)
  if (!shortcut || ['Tab', 'Escape'].includes(shortcut.code) || (isPlain(shortcut) && key !== 'Enter')) return 'writing'
  if (clipboard.includes(key)) return 'clipboard'
  if ((where.mac ? macSystem : system).includes(key)) return 'system'
  return where.edition === 'browser' && browser.includes(key) ? 'browser' : null
}

/** A keymap without the keys that cannot be had. */
export function obtainable(keymap: Keymap, where: KeyPlace): Keymap {
  return new Map([...keymap].map(([id, keys]) => [id, keys.filter((key) => keeperOf(key, where) === null)]))
}
