// @vitest-environment happy-dom
import { act, useState } from 'react'
import { afterEach, describe, expect, test } from 'vitest'
import { KeyboardPage } from '../../../renderer/features/settings/keyboard-page.tsx'
import type { ShortcutSettings } from '../../../shared/keys/keymap.ts'
import { press, show, shows, type, unmount, until } from './support.tsx'

const commands = [
  { id: 'row.split', label: 'Split', group: 'Row', shortcuts: ['Mod+Shift+Enter'] },
  { id: 'row.mergeNext', label: 'Join', group: 'Row', shortcuts: ['Mod+Shift+Delete'] },
  { id: 'project.export', label: 'Export', group: 'Project', shortcuts: ['Mod+KeyE'] },
]
let kept: ShortcutSettings
afterEach(unmount)

function Page({ start }: { start: ShortcutSettings }) {
  const [shortcuts, setShortcuts] = useState(start)
  kept = shortcuts
  return <KeyboardPage commands={commands} shortcuts={shortcuts} edition="browser" onChange={setShortcuts} />
}
const page = (own: ShortcutSettings['own'] = {}) => show(<Page start={{ preset: 'egiz', own }} />)
const row = (label: string) =>
  [...document.querySelectorAll<HTMLElement>('.shortcut-row')].find((one) => one.textContent?.startsWith(label))
const labels = () => [...document.querySelectorAll('.shortcut-name')].map((one) => one.textContent)

async function key(code: string, held: KeyboardEventInit = {}): Promise<void> {
  const field = await until(() => document.querySelector('.shortcut-capture'))
  await act(async () => field.dispatchEvent(new KeyboardEvent('keydown', { code, bubbles: true, cancelable: true, ...held })))
}

describe('keys in the settings', () => {
  test('are added as they are pressed; the row says that they are the person’s own', async () => {
    await page()
    await press(/^Join/)
    await key('KeyJ', { ctrlKey: true })
    expect(kept.own).toEqual({ 'row.mergeNext': ['Mod+Shift+Delete', 'Mod+KeyJ'] })
    expect(row('Join')?.textContent).toContain('your own')
    expect(document.querySelector('.shortcut-capture')).toBeNull()
  })

  test('go one by one, all at once, and come back with a reset', async () => {
    await page({ 'row.mergeNext': ['F8', 'F9'] })
    await press(/^Join/)
    await press('Take F8 away')
    expect(kept.own).toEqual({ 'row.mergeNext': ['F9'] })
    await key('Backspace')
    expect(kept.own).toEqual({ 'row.mergeNext': [] })
    expect(row('Join')?.textContent).toContain('no key')
    await press('Reset')
    expect(kept.own).toEqual({})
    expect(row('Join')?.textContent).toContain('Ctrl Shift Delete')
  })

  test('of another command are asked for, and taken only then', async () => {
    await page()
    await press(/^Join/)
    await key('KeyE', { ctrlKey: true })
    expect(kept.own).toEqual({})
    expect(shows('Ctrl+E belongs to “Export”.')).toBe(true)
    await press('Take it over')
    expect(kept.own).toEqual({ 'row.mergeNext': ['Mod+Shift+Delete', 'Mod+KeyE'] })
    expect(row('Export')?.textContent).toContain('no key')
  })

  test('that nobody can have are refused', async () => {
    await page()
    await press(/^Join/)
    for (const [code, held, reason] of [
      ['KeyJ', {}, /^.*J is needed for writing/],
      ['KeyV', { ctrlKey: true }, /Ctrl\+V is for the clipboard/],
      ['KeyT', { ctrlKey: true }, /The browser keeps Ctrl\+T/],
    ] as const) {
      await key(code, held)
      expect(shows(reason)).toBe(true)
    }
    expect(kept.own).toEqual({})
  })

  test('leave Tab its way, and Esc closes without a change', async () => {
    await page()
    await press(/^Join/)
    const field = await until(() => document.querySelector('.shortcut-capture'))
    const tab = new KeyboardEvent('keydown', { code: 'Tab', key: 'Tab', bubbles: true, cancelable: true })
    await act(async () => field.dispatchEvent(tab))
    expect(tab.defaultPrevented).toBe(false)
    await key('Escape')
    expect(document.querySelector('.shortcut-capture')).toBeNull()
    expect(document.activeElement).toBe(row('Join'))
    expect(kept.own).toEqual({})
  })

  test('that two commands have, as a file edited by hand may say, are shown at both and settled at either', async () => {
    await page({ 'row.split': ['F9'], 'row.mergeNext': ['F9'] })
    expect(row('Split')?.textContent).toContain('also: Join')
    expect(row('Join')?.textContent).toContain('also: Split')
    await press(/^Join/)
    await press('Take it over')
    expect(kept.own).toEqual({ 'row.split': [], 'row.mergeNext': ['F9'] })
    expect(shows('also:')).toBe(false)
  })

  test('are found by name and by key', async () => {
    await page()
    await type('Find a command or a key', 'jo')
    expect(labels()).toEqual(['Join'])
    await type('Find a command or a key', 'ctrl+e')
    expect(labels()).toEqual(['Export'])
    await type('Find a command or a key', 'nowhere')
    expect(labels()).toEqual([])
    expect(shows('No such command')).toBe(true)
  })

  test('can all be reset, and that taken back', async () => {
    const own = { 'row.split': ['F9'], 'project.export': [] }
    await page(own)
    await press('Reset all keys')
    expect(kept).toEqual({ preset: 'egiz', own: {} })
    await press('Undo')
    expect(kept).toEqual({ preset: 'egiz', own })
  })

  test('one row takes the Tab key, the arrows go through the others', async () => {
    await page()
    const rows = () => [...document.querySelectorAll<HTMLElement>('.shortcut-row')]
    expect(rows().map((one) => one.tabIndex)).toEqual([0, -1, -1])
    await act(async () => rows()[0]?.focus())
    await act(async () => rows()[0]?.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowDown', bubbles: true, cancelable: true })))
    expect(document.activeElement).toBe(rows()[1])
    expect(rows().map((one) => one.tabIndex)).toEqual([-1, 0, -1])
  })
})
