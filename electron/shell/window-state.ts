import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { z } from 'zod'

export interface Area {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

const stateSchema = z.object({
  x: z.number().int(),
  y: z.number().int(),
  width: z.number().int().positive(),
  height: z.number().int().positive(),
  maximized: z.boolean(),
})
export type WindowState = z.infer<typeof stateSchema>

export const SMALLEST = { width: 720, height: 480 } as const
const USUAL = { width: 1360, height: 860 } as const

/** The state kept in a file, or null where there is none or it makes no sense: a window's place is not worth an error. */
export function readWindowState(path: string): WindowState | null {
  try {
    return stateSchema.parse(JSON.parse(readFileSync(path, 'utf8')))
  } catch {
    return null
  }
}

/** Keeps the state by rename, so that a crash leaves the old one. */
export function writeWindowState(path: string, state: WindowState): void {
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(`${path}.new`, JSON.stringify(state))
  renameSync(`${path}.new`, path)
}

/**
 * Where to put the window: as it was where a display still shows enough of it to take hold of, else centred on the first display,
 * never larger than that display's work area.
 */
export function placeWindow(kept: WindowState | null, displays: readonly Area[]): WindowState {
  const home = displays[0] ?? { x: 0, y: 0, width: 1280, height: 800 }
  const display = kept && displays.find((area) => showsEnough(kept, area))
  const area = display || home
  const width = Math.min(Math.max(kept?.width ?? USUAL.width, SMALLEST.width), area.width)
  const height = Math.min(Math.max(kept?.height ?? USUAL.height, SMALLEST.height), area.height)
  const maximized = kept?.maximized ?? false
  if (kept && display) {
    const placed = { x: kept.x, y: Math.max(kept.y, area.y), width, height }
    // Made smaller, it may have drawn back to where no display is.
    if (showsEnough(placed, display)) return { ...placed, maximized }
  }
  return { x: area.x + Math.round((area.width - width) / 2), y: area.y + Math.round((area.height - height) / 2), width, height, maximized }
}

// A hand's breadth of the title bar.
function showsEnough(window: Area, display: Area): boolean {
  const across = Math.min(window.x + window.width, display.x + display.width) - Math.max(window.x, display.x)
  const titleBar = window.y + 16
  return across >= 120 && titleBar >= display.y && titleBar <= display.y + display.height - 16
}
