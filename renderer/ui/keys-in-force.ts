import { useSyncExternalStore } from 'react'
import { commandsByKey, type Keymap } from '../../shared/keys/keymap.ts'
import { i18n } from './i18n.ts'
import { isMac, shownKeys } from './kbd.tsx'

/** Commands that sentences name by their keys: `{{undoKeys}}`. */
const said = { undoKeys: 'edit.undo', confirmKeys: 'row.confirm', tagKeys: 'tag.choose', lockKeys: 'row.lock' }

let keymap: Keymap = new Map()
let byKey: ReadonlyMap<string, readonly string[]> = new Map()
const listeners = new Set<() => void>()

/** Sets the keys in force; to be called again where the language of the interface changes, which names commands that have no keys. */
export function setKeysInForce(next: Keymap): void {
  keymap = next
  byKey = commandsByKey(next)
  const words = Object.entries(said).map(([name, id]) => [name, saidKeys(id)])
  i18n.options.interpolation = { ...i18n.options.interpolation, defaultVariables: Object.fromEntries(words) }
  for (const listener of listeners) listener()
}

/** The id of the command that a key runs; undefined for a key of nobody. */
export const commandOfKey = (key: string): string | undefined => byKey.get(key)?.[0]

/** The keys in force; the component follows them. */
export function useKeymap(): Keymap {
  return useSyncExternalStore(subscribe, () => keymap)
}

/** The key that a command is shown with; undefined where it has none. */
export function useKeyOf(id: string): string | undefined {
  return useKeymap().get(id)?.[0]
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** A command's keys in a sentence, its name where it has none. */
function saidKeys(id: string): string {
  const key = keymap.get(id)?.[0]
  return key === undefined ? i18n.t('keyboard.quoted', { name: i18n.t(`commands.${id}`) }) : shownKeys(key, isMac, '+')
}
