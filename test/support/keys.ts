import type { Page } from 'playwright/test'

/** Ctrl and a key of a keyboard with a Cyrillic layout: the key's place is Latin, what it types is not. Playwright's own keyboard is Latin only. */
export async function pressOnCyrillicLayout(page: Page, code: `Key${string}`, letter: string): Promise<void> {
  const devtools = await page.context().newCDPSession(page)
  const key = { code, key: letter, windowsVirtualKeyCode: code.charCodeAt(3), modifiers: 2 }
  await devtools.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', ...key })
  await devtools.send('Input.dispatchKeyEvent', { type: 'keyUp', ...key })
  await devtools.detach()
}

/** AltGr and a key, as Chromium on Windows tells of it: Ctrl and Alt held, AltGraph on, and a character of its own. */
export async function pressWithAltGr(page: Page, code: `Key${string}`, letter: string): Promise<void> {
  // No protocol of the browser can say AltGraph, so the event is the page's own; the character arrives as an input method sends it.
  const isTyped = await page.evaluate(
    ({ code, key }) => {
      const held = { ctrlKey: true, altKey: true, modifierAltGraph: true, bubbles: true, cancelable: true }
      return document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', { code, key, ...held })) ?? false
    },
    { code, key: letter },
  )
  if (isTyped) await page.keyboard.insertText(letter)
}
