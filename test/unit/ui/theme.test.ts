// @vitest-environment happy-dom
import { afterEach, expect, test, vi } from 'vitest'
import { refuseStrayDrops } from '../../../renderer/ui/stray-drops.ts'
import { applyTheme, shownTheme } from '../../../renderer/ui/theme.ts'

afterEach(() => void vi.restoreAllMocks())

test('the system’s theme is followed as it changes, and only while it is chosen', () => {
  const system = Object.assign(new EventTarget(), { matches: false })
  vi.spyOn(window, 'matchMedia').mockReturnValue(system as unknown as MediaQueryList)
  const turn = (dark: boolean) => {
    system.matches = dark
    system.dispatchEvent(new Event('change'))
  }
  applyTheme('system')
  expect(shownTheme()).toBe('light')
  turn(true)
  expect(shownTheme()).toBe('dark')
  applyTheme('light')
  turn(false)
  turn(true)
  expect(shownTheme()).toBe('light')
  applyTheme('system')
  expect(shownTheme()).toBe('dark')
})

test('a file dropped beside every area that takes files does not lead the page away; one taken already is left alone', () => {
  refuseStrayDrops(window)
  const drop = (types: string[], taken = false) => {
    const event = Object.assign(new Event('drop', { bubbles: true, cancelable: true }), { dataTransfer: { types, dropEffect: 'copy' } })
    if (taken) event.preventDefault()
    document.body.dispatchEvent(event)
    return [event.defaultPrevented, event.dataTransfer.dropEffect]
  }
  expect(drop(['Files'])).toEqual([true, 'none'])
  expect(drop(['text/plain'])).toEqual([false, 'copy'])
  expect(drop(['Files'], true)).toEqual([true, 'copy'])
})
