import type { BrowserContext, Page } from 'playwright/test'

/** Everything a page complains of: errors in the console (a breach of the content security policy is one), and exceptions nobody caught. */
export function collectFaults(where: BrowserContext | Page, faults: string[] = []): string[] {
  where.on('console', (message) => {
    if (message.type() === 'error') faults.push(`console: ${message.text()} (${message.location().url})`)
  })
  const uncaught = (error: Error) => faults.push(`uncaught: ${error.stack ?? error.message}`)
  if ('pages' in where) where.on('weberror', (error) => uncaught(error.error()))
  else where.on('pageerror', uncaught)
  return faults
}
