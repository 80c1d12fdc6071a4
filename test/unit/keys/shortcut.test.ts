import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isPlain, type KeyPress, parseShortcut, shortcutOf, shortcutText } from '../../../shared/keys/shortcut.ts'

const codes = fc.constantFrom('KeyZ', 'Digit1', 'Enter', 'F6', 'ArrowUp', 'Backslash', 'Numpad5', 'IntlBackslash', 'Delete')
const shortcuts = fc.record({ code: codes, mod: fc.boolean(), alt: fc.boolean(), shift: fc.boolean() })
const press = (code: string, held: Partial<Omit<KeyPress, 'code'>> & { altGraph?: boolean } = {}): KeyPress => ({
  code,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...held,
  getModifierState: (name) => name === 'AltGraph' && held.altGraph === true,
})

describe('a shortcut as text', () => {
  test('is read as it was written', () => {
    fc.assert(
      fc.property(shortcuts, (shortcut) => {
        expect(parseShortcut(shortcutText(shortcut))).toEqual(shortcut)
      }),
    )
  })

  test('is the same whatever the order of its modifiers', () => {
    fc.assert(
      fc.property(codes, fc.shuffledSubarray(['Mod', 'Alt', 'Shift']), (code, held) => {
        const sorted = ['Mod', 'Alt', 'Shift'].filter((name) => held.includes(name))
        expect(shortcutText(parseShortcut([...held, code].join('+'))!)).toBe([...sorted, code].join('+'))
      }),
    )
  })

  test.each(['', 'Mod', 'Mod+', 'Mod+Mod+KeyA', 'Ctrl+KeyA', 'Mod+a', 'ShiftLeft', 'Mod+ControlRight', 'Mod++', 'KeyA+Mod'])(
    '“%s” is none',
    (text) => {
      expect(parseShortcut(text)).toBeNull()
    },
  )
})

describe('a key press', () => {
  test.each([true, false])('is the shortcut that its keys are, on a Mac: %s', (mac) => {
    fc.assert(
      fc.property(shortcuts, (shortcut) => {
        const held = { [mac ? 'metaKey' : 'ctrlKey']: shortcut.mod, altKey: shortcut.alt, shiftKey: shortcut.shift }
        expect(shortcutOf(press(shortcut.code, held), mac)).toBe(shortcutText(shortcut))
      }),
    )
  })

  test('with AltGr is none, whichever way a system tells of it', () => {
    fc.assert(
      fc.property(codes, fc.boolean(), fc.boolean(), fc.boolean(), (code, ctrlKey, altKey, shiftKey) => {
        expect(shortcutOf(press(code, { ctrlKey, altKey, shiftKey, altGraph: true }), false)).toBeNull()
      }),
    )
  })

  test('with Option on a Mac is one, though a browser calls it AltGraph', () => {
    expect(shortcutOf(press('KeyT', { altKey: true, altGraph: true }), true)).toBe('Alt+KeyT')
  })

  test('with the other system key is none', () => {
    expect(shortcutOf(press('KeyB', { metaKey: true }), false)).toBeNull()
    expect(shortcutOf(press('KeyB', { ctrlKey: true, metaKey: true }), true)).toBeNull()
  })

  test.each(['ControlLeft', 'ShiftRight', 'AltLeft', 'MetaLeft', 'CapsLock', ''])('of %s alone is none', (code) => {
    expect(shortcutOf(press(code, { ctrlKey: code.startsWith('Control') }), false)).toBeNull()
  })

  test('on the number pad, Enter is Enter', () => {
    expect(shortcutOf(press('NumpadEnter', { ctrlKey: true }), false)).toBe('Mod+Enter')
  })
})

test.each([
  ['KeyA', true],
  ['Shift+KeyA', true],
  ['Enter', true],
  ['F2', false],
  ['Shift+F12', false],
  ['Alt+KeyA', false],
  ['Mod+Shift+KeyA', false],
])('%s belongs to what is written: %s', (text, plain) => {
  expect(isPlain(parseShortcut(text)!)).toBe(plain)
})
