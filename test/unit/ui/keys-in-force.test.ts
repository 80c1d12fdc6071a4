import { afterEach, describe, expect, test } from 'vitest'
import { i18n } from '../../../renderer/ui/i18n.ts'
import { shownKeys } from '../../../renderer/ui/kbd.tsx'
import { commandOfKey, setKeysInForce } from '../../../renderer/ui/keys-in-force.ts'

afterEach(() => setKeysInForce(new Map()))

describe('the keys in force', () => {
  test('run the command that has them, the first of several, and nobody else', () => {
    setKeysInForce(
      new Map([
        ['row.next', ['F2', 'Alt+ArrowDown']],
        ['row.previous', ['F2']],
      ]),
    )
    expect(commandOfKey('Alt+ArrowDown')).toBe('row.next')
    expect(commandOfKey('F2')).toBe('row.next')
    expect(commandOfKey('F3')).toBeUndefined()
  })

  test.each(['en', 'kk', 'ru'])('are those that sentences name; a command without keys is named by its words, in %s', async (language) => {
    await i18n.changeLanguage(language)
    setKeysInForce(new Map([['row.confirm', ['F8']]]))
    expect(i18n.t('grid.enterHint')).toContain('F8')
    const undo = i18n.t('keyboard.quoted', { name: i18n.t('commands.edit.undo') })
    expect(i18n.t('tags.removeUndo')).toContain(undo)
    setKeysInForce(new Map([['edit.undo', ['Mod+Shift+KeyU']]]))
    expect(i18n.t('tags.removeUndo')).toContain('Ctrl+Shift+U')
  })
})

test.each([
  ['Mod+Shift+KeyU', 'Ctrl Shift U', '⌘⇧U'],
  ['Alt+Digit4', 'Alt 4', '⌥4'],
  ['Mod+Backslash', 'Ctrl \\', '⌘\\'],
  ['Alt+ArrowDown', 'Alt ↓', '⌥↓'],
  ['Mod+Alt+PageUp', 'Ctrl Alt PgUp', '⌘⌥PgUp'],
  ['Mod+Numpad5', 'Ctrl Num 5', '⌘Num 5'],
  ['F12', 'F12', 'F12'],
])('%s is shown as %s, on a Mac as %s', (key, shown, onMac) => {
  expect(shownKeys(key, false)).toBe(shown)
  expect(shownKeys(key, true)).toBe(onMac)
})
