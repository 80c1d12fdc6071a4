import fc from 'fast-check'
import { expect, test } from 'vitest'
import { keymapOf } from '../../../shared/keys/keymap.ts'
import { keeperOf, obtainable } from '../../../shared/keys/reserved.ts'
import { anySettings, commandLists } from './arbitraries.ts'

const places = (['desktop', 'browser'] as const).flatMap((edition) => [true, false].map((mac) => ({ edition, mac })))
const linux = { edition: 'desktop', mac: false } as const

test.each([
  ['KeyA', 'writing'],
  ['Shift+Digit1', 'writing'],
  ['Space', 'writing'],
  ['Shift+Enter', 'writing'],
  ['ArrowUp', 'writing'],
  ['Mod+Tab', 'writing'],
  ['Mod+Shift+Escape', 'writing'],
  ['Mod+KeyC', 'clipboard'],
  ['Mod+Shift+KeyV', 'clipboard'],
])('%s is kept for %s everywhere', (key, keeper) => {
  for (const place of places) expect(keeperOf(key, place)).toBe(keeper)
})

test('the browser keeps its tabs and windows; the desktop edition does not', () => {
  for (const key of ['Mod+KeyW', 'Mod+KeyT', 'Mod+KeyN', 'Mod+Shift+KeyN']) {
    expect(keeperOf(key, { edition: 'browser', mac: false })).toBe('browser')
    expect(keeperOf(key, linux)).toBeNull()
  }
})

test('each system keeps its own', () => {
  expect(keeperOf('Alt+F4', linux)).toBe('system')
  expect(keeperOf('Mod+KeyH', { edition: 'desktop', mac: true })).toBe('system')
  expect(keeperOf('Mod+KeyH', linux)).toBeNull()
})

test('with Ctrl or Alt, and the function keys, everything else can be had; and Enter alone', () => {
  const free = fc.tuple(fc.constantFrom('Alt+', 'Mod+Alt+', 'Mod+Alt+Shift+'), fc.constantFrom('KeyA', 'KeyW', 'Digit1', 'Enter', 'Delete'))
  fc.assert(
    fc.property(free, fc.constantFrom(...places), ([held, code], place) => {
      expect(keeperOf(held + code, place)).toBeNull()
    }),
  )
  for (const key of ['F2', 'Shift+F12', 'Enter']) expect(keeperOf(key, linux)).toBeNull()
})

test('a keymap keeps every key that can be had, and no other', () => {
  fc.assert(
    fc.property(commandLists, anySettings, fc.constantFrom(...places), (commands, settings, place) => {
      const keymap = keymapOf(commands, settings)
      const had = obtainable(keymap, place)
      for (const [id, all] of keymap) expect(had.get(id)).toEqual(all.filter((key) => keeperOf(key, place) === null))
      expect(had.size).toBe(keymap.size)
    }),
  )
})
