// @vitest-environment happy-dom
import { describe, expect, test } from 'vitest'
import { menuCommands } from '../../../electron/shell/menu-keys.ts'
import { commands } from '../../../renderer/workbench/commands.ts'
import { conflicts, keymapOf } from '../../../shared/keys/keymap.ts'
import { presetNames, presets } from '../../../shared/keys/presets.ts'
import { keeperOf } from '../../../shared/keys/reserved.ts'
import { parseShortcut, shortcutText } from '../../../shared/keys/shortcut.ts'

const ids = commands.map(({ id }) => id)
const desktop = { edition: 'desktop', mac: false } as const
const browser = { edition: 'browser', mac: false } as const

test('no two commands have the same name', () => {
  expect(ids.filter((id, i) => ids.indexOf(id) !== i)).toEqual([])
})

describe.each(presetNames)('the keys of %s', (preset) => {
  const keymap = keymapOf(commands, { preset, own: {} })
  const named = Object.entries(presets[preset])

  test('conflict nowhere', () => {
    expect([...conflicts(keymap)]).toEqual([])
  })

  test('belong to commands that exist, and are in force as they are written', () => {
    for (const [id, keys] of named) expect({ id, keys: keymap.get(id) }).toEqual({ id, keys })
  })

  test('can be had in the desktop edition', () => {
    for (const key of [...keymap.values()].flat()) expect({ key, keeper: keeperOf(key, desktop) }).toEqual({ key, keeper: null })
  })

  test('lead to the rows’ daily commands in a browser too', () => {
    for (const id of ['row.confirm', 'row.next', 'row.previous', 'row.nextInitial', 'row.copySource', 'row.split', 'view.commands'])
      expect({ id, keys: keymap.get(id)?.filter((key) => keeperOf(key, browser) === null) }).not.toEqual({ id, keys: [] })
  })
})

test('every default key is written in its one spelling', () => {
  const keys = [
    ...commands.flatMap(({ shortcuts }) => shortcuts),
    ...Object.values(presets).flatMap((preset) => Object.values(preset).flat()),
  ]
  expect(keys.filter((key) => shortcutText(parseShortcut(key)!) !== key)).toEqual([])
})

test('the desktop menu knows the same keys as the workbench', () => {
  for (const { id, shortcuts } of menuCommands)
    expect({ id, shortcuts }).toEqual({ id, shortcuts: commands.find((command) => command.id === id)?.shortcuts })
})
