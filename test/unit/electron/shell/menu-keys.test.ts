import { describe, expect, test } from 'vitest'
import { menuAccelerator } from '../../../../electron/shell/menu-keys.ts'
import { egizShortcuts } from '../../../../shared/keys/keymap.ts'

const own = (id: string, ...keys: string[]) => ({ preset: 'egiz' as const, own: { [id]: keys } })

describe('the keys in the menu', () => {
  test('are Egiz’s own unless others are chosen', () => {
    expect(menuAccelerator('document.import', egizShortcuts)).toBe('CmdOrCtrl+Shift+O')
    expect(menuAccelerator('project.new', egizShortcuts)).toBeNull()
  })

  test('follow a preset', () => {
    expect(menuAccelerator('edit.redo', { preset: 'omegat', own: {} })).toBe('CmdOrCtrl+Y')
    expect(menuAccelerator('project.export', { preset: 'phrase', own: {} })).toBeNull()
  })

  test.each([
    ['Mod+Alt+Shift+KeyS', 'CmdOrCtrl+Alt+Shift+S'],
    ['Alt+Digit4', 'Alt+4'],
    ['Mod+ArrowUp', 'CmdOrCtrl+Up'],
    ['Shift+F12', 'Shift+F12'],
    ['Mod+Backslash', 'CmdOrCtrl+\\'],
    ['Mod+IntlBackslash', null],
  ])('own keys: %s is written %s', (key, accelerator) => {
    expect(menuAccelerator('edit.undo', own('edit.undo', key))).toBe(accelerator)
  })

  test('a key given to another command goes from the menu', () => {
    expect(menuAccelerator('edit.undo', own('row.clear', 'Mod+KeyZ'))).toBeNull()
    expect(menuAccelerator('edit.redo', own('row.clear', 'Mod+Shift+KeyZ'))).toBe('CmdOrCtrl+Y')
  })
})
