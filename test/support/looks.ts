import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import type { AxeResults, RunOptions } from 'axe-core'
import { expect, type Page } from 'playwright/test'
import { root } from './served-app.ts'

const axeSource = readFileSync(createRequire(join(root, 'package.json')).resolve('axe-core/axe.min.js'), 'utf8')
const rules: RunOptions = { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'], resultTypes: ['violations'] }

/** Serious and critical breaches of WCAG 2.2 AA on the screen as it is now, one line each; none is expected. */
export async function expectAccessible(page: Page, what: string): Promise<void> {
  await settled(page)
  // The policy forbids scripts in the page; the debugger's own evaluation is not the page's.
  await page.evaluate(axeSource)
  const { violations } = await page.evaluate(
    (options) => (window as unknown as { axe: { run(options: RunOptions): Promise<AxeResults> } }).axe.run(options),
    rules,
  )
  const grave = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')
  const lines = grave.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.html.slice(0, 160)} ${node.any[0]?.message ?? node.failureSummary ?? ''}`),
  )
  expect.soft(lines, what).toEqual([])
}

/** Waits until nothing moves any more: colours half-way between two are nobody's choice. */
export async function settled(page: Page): Promise<void> {
  await page.evaluate(async () => {
    await document.fonts.ready
    await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))
    const finite = document.getAnimations().filter((one) => one.effect?.getComputedTiming().endTime !== Number.POSITIVE_INFINITY)
    await Promise.allSettled(finite.map((one) => one.finished))
  })
}

/** No text is cut off without a way to read it whole; nothing sticks out of the window. */
export async function expectWhole(page: Page, what: string): Promise<void> {
  await settled(page)
  expect.soft(await page.evaluate(cutTexts), what).toEqual([])
}

/** Runs in the page: elements whose own text runs out of their box and is hidden, with no title that says it whole. */
function cutTexts(): string[] {
  const cut: string[] = []
  for (const element of document.body.querySelectorAll<HTMLElement>('*')) {
    const own = [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.textContent?.trim())
    const box = element.getBoundingClientRect()
    const style = getComputedStyle(element)
    // Behind an open dialog nothing is to be read.
    if (element.closest('[inert], [aria-hidden="true"]')) continue
    if (!own || box.width < 2 || box.height < 2 || style.visibility === 'hidden' || style.clipPath !== 'none') continue
    const name = `<${element.tagName.toLowerCase()} class="${element.className}"> “${element.textContent?.trim().slice(0, 60)}”`
    const hides = (of: CSSStyleDeclaration) => of.overflowX === 'hidden' || of.overflowX === 'clip'
    if (hides(style) && element.scrollWidth > element.clientWidth + 1 && !element.closest('[title]')) cut.push(`${name} is cut`)
    // Text that overflows an unclipped box may be cut by one around it.
    for (let up = element.parentElement; up && !hides(style); up = up.parentElement) {
      const around = up.getBoundingClientRect()
      if (!hides(getComputedStyle(up)) || up.closest('[title]')) continue
      if (element.scrollWidth + box.left > around.right + 1 && getComputedStyle(up).overflowX === 'hidden')
        cut.push(`${name} is cut by <${up.tagName.toLowerCase()} class="${up.className}">`)
      break
    }
    if (box.right > innerWidth + 1 && box.left < innerWidth) cut.push(`${name} sticks out of the window`)
  }
  return [...new Set(cut)]
}
