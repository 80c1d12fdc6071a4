import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { delimiter, join } from 'node:path'

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']

/** The system's Chromium: $CHROMIUM_PATH, else the first on the PATH; null where there is none. */
export function systemChromium() {
  if (process.env.CHROMIUM_PATH) return process.env.CHROMIUM_PATH
  const places = (process.env.PATH ?? '').split(delimiter).filter((place) => place !== '')
  return places.flatMap((place) => NAMES.map((name) => join(place, name))).find((path) => existsSync(path)) ?? null
}

/**
 * A Chromium for the tests: $CHROMIUM_PATH, one on the PATH, Playwright's own, or Playwright's own downloaded now.
 * `path` is null where Playwright finds it by itself; `problem` says why there is none.
 * @returns {{ path: string | null, problem: string | null }}
 */
export function findChromium(root, say) {
  const there = systemChromium()
  if (there !== null && !existsSync(there)) return none(`$CHROMIUM_PATH names ${there}, which is not there`)
  if (there !== null) return found(there)
  if (playwrightHasOne(root)) return found(null)
  say('no Chromium on this machine: npx playwright install chromium')
  const tried = spawnSync(process.execPath, [join(root, 'node_modules', 'playwright', 'cli.js'), 'install', 'chromium'], {
    cwd: root,
    stdio: 'inherit',
    timeout: 600_000,
  })
  if (tried.status === 0 && playwrightHasOne(root)) return found(null)
  return none('there is no Chromium and none could be downloaded (install chromium or Chrome, or name one in $CHROMIUM_PATH)')
}

function playwrightHasOne(root) {
  const { chromium } = createRequire(join(root, 'package.json'))('playwright')
  return existsSync(chromium.executablePath())
}

const found = (path) => ({ path, problem: null })
const none = (problem) => ({ path: null, problem })
