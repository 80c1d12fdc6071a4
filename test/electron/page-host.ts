import type { Page } from 'playwright/test'
import { hostOver, type Transport } from '../../renderer/host/binding.ts'
import { eventNames, type Host } from '../../shared/host/contract.ts'

/** The host as the page of a real Electron sees it, driven from the test: every call goes through `window.host` and IPC. */
export async function hostOfPage(page: Page): Promise<Host> {
  const listeners = new Map<string, Set<(payload: unknown) => void>>()
  await page.exposeFunction('egizTestEvent', (name: string, payload: unknown) => {
    for (const listener of listeners.get(name) ?? []) listener(payload)
  })
  await page.evaluate((names) => {
    const { host, egizTestEvent } = window as unknown as { host: Transport; egizTestEvent: (name: string, payload: unknown) => void }
    for (const name of names) host.on(name as never, (payload) => egizTestEvent(name, payload))
  }, eventNames)
  return hostOver({
    call: (verb, args) =>
      page.evaluate(([name, given]) => (window as unknown as { host: Transport }).host.call(name as never, given), [verb, args] as const),
    on(event, listener) {
      const set = listeners.get(event) ?? new Set()
      listeners.set(event, set.add(listener as (payload: unknown) => void))
      return () => set.delete(listener as (payload: unknown) => void)
    },
  })
}
