import type { Page } from 'playwright/test'

/** Pastes into the box that has the focus what another program put on the clipboard. */
export async function paste(page: Page, content: { html?: string; text?: string }): Promise<void> {
  await page.evaluate(({ html, text }) => {
    const clipboardData = new DataTransfer()
    if (html !== undefined) clipboardData.setData('text/html', html)
    if (text !== undefined) clipboardData.setData('text/plain', text)
    document.activeElement!.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))
  }, content)
}

/** A placeholder as Egiz itself puts it on the clipboard. */
export const chipHtml = (label: string, data = `fn-${label}`): string =>
  `<span class="placeholder" data-kind="footnote" data-value="${data}">${label}</span>`
