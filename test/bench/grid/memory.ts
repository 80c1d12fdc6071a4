import { readFileSync } from 'node:fs'
import type { Page } from 'playwright'

/**
 * What a page's renderer process holds, in MB: its proportional set size on Linux (what it shares with other processes counted by share),
 * else its script heap.
 */
export async function rendererMegabytes(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page)
  await session.send('HeapProfiler.collectGarbage')
  await session.send('Performance.enable')
  const { metrics } = await session.send('Performance.getMetrics')
  const heap = (metrics.find(({ name }) => name === 'JSHeapUsedSize')?.value ?? 0) / 1024 ** 2
  const browser = await page.context().browser()?.newBrowserCDPSession()
  if (process.platform !== 'linux' || !browser) return heap
  const { processInfo } = (await browser.send('SystemInfo.getProcessInfo')) as { processInfo: { type: string; id: number }[] }
  const sizes = processInfo.filter(({ type }) => type === 'renderer').map(({ id }) => pssMegabytes(id))
  return Math.max(heap, ...sizes)
}

function pssMegabytes(pid: number): number {
  return Number(/^Pss:\s*(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1] ?? 0) / 1024
}
