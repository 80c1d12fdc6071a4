import type { LaunchOptions } from 'playwright/test'
import { systemChromium } from './browsers.mjs'

/** Keeps Chromium quiet and repeatable; as root, whom its sandbox refuses, without the sandbox. */
export const chromiumFlags: readonly string[] = [
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** How every test starts Chromium. */
export function chromiumOptions(): LaunchOptions {
  const executablePath = systemChromium()
  return { args: [...chromiumFlags], ...(executablePath === null ? {} : { executablePath }) }
}
