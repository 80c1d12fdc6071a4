import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { placeWindow, readWindowState, writeWindowState } from '../../../../electron/shell/window-state.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'egiz-window-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const coordinate = fc.integer({ min: -5000, max: 5000 })
const state = fc.record({
  x: coordinate,
  y: coordinate,
  width: fc.integer({ min: 1, max: 8000 }),
  height: fc.integer({ min: 1, max: 8000 }),
  maximized: fc.boolean(),
})
const display = fc.record({
  x: coordinate,
  y: coordinate,
  width: fc.integer({ min: 800, max: 4000 }),
  height: fc.integer({ min: 600, max: 3000 }),
})

test('what is written is read again; a file of another form is no state', () => {
  const path = join(folder, 'deep', 'window.json')
  expect(readWindowState(path)).toBeNull()
  fc.assert(
    fc.property(state, (kept) => {
      writeWindowState(path, kept)
      expect(readWindowState(path)).toEqual(kept)
    }),
  )
  for (const text of ['', '{', '[]', '{"x": 1}', '{"x":0,"y":0,"width":-1,"height":1,"maximized":false}']) {
    writeFileSync(path, text)
    expect(readWindowState(path)).toBeNull()
  }
})

test('a window can always be taken hold of: part of its title bar is on a display, and it is no larger than that', () => {
  fc.assert(
    fc.property(fc.option(state), fc.array(display, { minLength: 1, maxLength: 3 }), (kept, displays) => {
      const placed = placeWindow(kept, displays)
      const seen = displays.some((area) => {
        const across = Math.min(placed.x + placed.width, area.x + area.width) - Math.max(placed.x, area.x)
        return across >= 120 && placed.y >= area.y && placed.y <= area.y + area.height - 16
      })
      expect(seen).toBe(true)
      expect(displays.some((area) => placed.width <= area.width && placed.height <= area.height)).toBe(true)
    }),
  )
})

test('a place that is still good is kept', () => {
  const kept = { x: 100, y: 80, width: 900, height: 600, maximized: true }
  expect(placeWindow(kept, [{ x: 0, y: 0, width: 1920, height: 1080 }])).toEqual(kept)
})
