import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  commandsByKey,
  conflicts,
  egizShortcuts,
  type Keyed,
  keymapOf,
  keysOf,
  type ShortcutSettings,
  withKeys,
  withoutOwn,
} from '../../../shared/keys/keymap.ts'
import { presetNames } from '../../../shared/keys/presets.ts'
import { parseShortcut, shortcutText } from '../../../shared/keys/shortcut.ts'
import { anySettings, commandLists, keys, type Step, steps } from './arbitraries.ts'

function settingsAfter(commands: readonly Keyed[], taken: readonly Step[]): ShortcutSettings {
  let settings = egizShortcuts
  for (const step of taken) {
    const command = 'at' in step ? commands[step.at % commands.length]! : null
    if (step.what === 'preset') settings = { ...settings, preset: step.preset }
    else if (step.what === 'keys') settings = withKeys(settings, command!, step.keys)
    else settings = withoutOwn(settings, command!.id)
  }
  return settings
}

describe('a keymap', () => {
  test('has no conflict whatever a person does in the settings', () => {
    fc.assert(
      fc.property(commandLists, steps, (commands, taken) => {
        expect([...conflicts(keymapOf(commands, settingsAfter(commands, taken)))]).toEqual([])
      }),
    )
  })

  test('gives a command the keys that were chosen for it, and nobody else', () => {
    fc.assert(
      fc.property(commandLists, steps, fc.nat(7), fc.uniqueArray(keys, { maxLength: 3 }), (commands, taken, at, chosen) => {
        const command = commands[at % commands.length]!
        const keymap = keymapOf(commands, withKeys(settingsAfter(commands, taken), command, chosen))
        expect(keymap.get(command.id)).toEqual(chosen)
        for (const key of chosen) expect(commandsByKey(keymap).get(key)).toEqual([command.id])
      }),
    )
  })

  test('of a preset alone is that of the preset again once every own key is reset', () => {
    fc.assert(
      fc.property(commandLists, steps, (commands, taken) => {
        const settings = settingsAfter(commands, taken)
        const reset = commands.reduce((now, { id }) => withoutOwn(now, id), settings)
        expect(reset.own).toEqual({})
        expect(keymapOf(commands, reset)).toEqual(keymapOf(commands, { preset: settings.preset, own: {} }))
      }),
    )
  })

  test('keeps own keys only where they are others than without them', () => {
    fc.assert(
      fc.property(commandLists, steps, fc.nat(7), (commands, taken, at) => {
        const settings = settingsAfter(commands, taken)
        const command = commands[at % commands.length]!
        const plain = withoutOwn(settings, command.id)
        expect(withKeys(plain, command, keysOf(command, plain)).own).toEqual(plain.own)
      }),
    )
  })

  test('holds each key once, in its one spelling, whatever stands in the file', () => {
    fc.assert(
      fc.property(commandLists, anySettings, (commands, settings) => {
        for (const held of keymapOf(commands, settings).values()) {
          expect(new Set(held).size).toBe(held.length)
          for (const key of held) expect(shortcutText(parseShortcut(key)!)).toBe(key)
        }
      }),
    )
  })

  test('tells of every key that two commands have by hand, and of no other', () => {
    fc.assert(
      fc.property(commandLists, anySettings, (commands, settings) => {
        const keymap = keymapOf(commands, settings)
        const having = (key: string) => commands.filter(({ id }) => keymap.get(id)?.includes(key)).map(({ id }) => id)
        const every = [...new Set([...keymap.values()].flat())]
        expect(new Map(conflicts(keymap))).toEqual(new Map(every.filter((key) => having(key).length > 1).map((key) => [key, having(key)])))
      }),
    )
  })
})

test('a key that a preset needs goes from the command that had it, and comes back with Egiz’s own', () => {
  const commands = [
    { id: 'row.split', shortcuts: ['Mod+Shift+Enter'] },
    { id: 'project.export', shortcuts: ['Mod+KeyE'] },
  ]
  expect(keymapOf(commands, { preset: 'phrase', own: {} })).toEqual(
    new Map([
      ['row.split', ['Mod+KeyE']],
      ['project.export', []],
    ]),
  )
  expect(keymapOf(commands, egizShortcuts).get('project.export')).toEqual(['Mod+KeyE'])
})

test('own keys stay through a change of the preset', () => {
  const own = withKeys(egizShortcuts, { id: 'row.confirm', shortcuts: ['Mod+Enter'] }, ['F8'])
  for (const preset of presetNames) expect(keysOf({ id: 'row.confirm', shortcuts: ['Mod+Enter'] }, { ...own, preset })).toEqual(['F8'])
})
