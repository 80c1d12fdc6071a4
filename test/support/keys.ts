import type { Page } from 'playwright/test'

/** Ctrl and a key of a keyboard with a Cyrillic layout: the key's place is Latin, what it types is not. Playwright's own keyboard is Latin only. */
export async function pressOnCyrillicLayout(page: Page, code: `Key${string}`, letter: string): Promise<void> {
  const devtools = await page.context().newCDPSession(page)
  const key = { code, key: letter, windowsVirtualKeyCode: code.charCodeAt(3), modifiers: 2 }
  await devtools.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', ...key })
  await devtools.send('Input.dispatchKeyEvent', { type: 'keyUp', ...key })
  await devtools.detach()
}
