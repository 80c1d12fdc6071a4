import { type PresetName, presets } from './presets.ts'
import { parseShortcut, shortcutText } from './shortcut.ts'

/** A command and the keys it has unless others are chosen. */
export interface Keyed {
  readonly id: string
  readonly shortcuts: readonly string[]
}

/** What a person chose: a preset, and keys of their own by command. (A type, since only that fits the settings, which keep what they do not know.) */
export type ShortcutSettings = {
  readonly preset: PresetName
  readonly own: Readonly<Record<string, readonly string[]>>
}

/** Command -> the keys in force, the one that is shown first. */
export type Keymap = ReadonlyMap<string, readonly string[]>

export const egizShortcuts: ShortcutSettings = { preset: 'egiz', own: {} }

/**
 * The keys of one command. Own keys come before those of the preset, those before Egiz's own: a command loses a key that a stronger choice
 * gives to another one, and has it back when that choice goes. It takes no knowledge of the other commands, so the desktop's menu asks it too.
 */
export function keysOf({ id, shortcuts }: Keyed, { preset, own }: ShortcutSettings): readonly string[] {
  const chosen = ownKeys(own, id)
  if (chosen) return chosen
  const given = presets[preset]
  const keys = given[id] ?? shortcuts
  const stronger = given[id] ? [own] : [own, given]
  const taken = new Set(stronger.flatMap((one) => Object.keys(one).flatMap((other) => (other === id ? [] : (ownKeys(one, other) ?? [])))))
  return canonical(keys).filter((key) => !taken.has(key))
}

export function keymapOf(commands: readonly Keyed[], settings: ShortcutSettings): Keymap {
  return new Map(commands.map((command) => [command.id, keysOf(command, settings)]))
}

/** Keys that several commands have, with these commands in the order of the keymap; the first is the one that runs. */
export function conflicts(keymap: Keymap): ReadonlyMap<string, readonly string[]> {
  return new Map([...commandsByKey(keymap)].filter(([, ids]) => ids.length > 1))
}

/** Key -> the commands that have it. */
export function commandsByKey(keymap: Keymap): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>()
  for (const [id, keys] of keymap) {
    for (const key of keys) found.set(key, [...(found.get(key) ?? []), id])
  }
  return found
}

/** Gives a command exactly these keys; whoever had one of them has it no longer. */
export function withKeys(settings: ShortcutSettings, command: Keyed, keys: readonly string[]): ShortcutSettings {
  const given = canonical(keys)
  const others = Object.entries(settings.own).flatMap(([id, had]) =>
    id === command.id ? [] : [[id, had.filter((key) => !given.includes(key))] as const],
  )
  const without = { ...settings, own: Object.fromEntries(others) }
  const before = keysOf(command, without)
  const same = before.length === given.length && before.every((key, i) => key === given[i])
  return same ? without : { ...without, own: { ...without.own, [command.id]: given } }
}

/** Lets a command have the keys of the preset, or Egiz's own, again. */
export function withoutOwn(settings: ShortcutSettings, id: string): ShortcutSettings {
  return { ...settings, own: Object.fromEntries(Object.entries(settings.own).filter(([other]) => other !== id)) }
}

const ownKeys = (own: ShortcutSettings['own'], id: string) => (Object.hasOwn(own, id) ? canonical(own[id] ?? []) : null)

/** Each shortcut once and in its one spelling; what is none is left out, since the settings are a file that people may edit. */
function canonical(keys: readonly string[]): readonly string[] {
  return [...new Set(keys.flatMap((key) => parseShortcut(key) ?? []).map(shortcutText))]
}
