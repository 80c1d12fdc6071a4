import { act, type ReactNode } from 'react'
import { createRoot, type Root } from 'react-dom/client'
import { I18nextProvider } from 'react-i18next'
import { vi } from 'vitest'
import { i18n } from '../../../renderer/ui/i18n.ts'
import { runHere } from '../../../renderer/worker/jobs.ts'
import type { JobMessage, JobRequest } from '../../../renderer/worker/protocol.ts'
import type { FileGrant, Host } from '../../../shared/host/contract.ts'
import { done, refused } from '../../../shared/host/errors.ts'

let root: Root | undefined

/** Shows a component in happy-dom, in English; `unmount` at the end of the test. */
export async function show(content: ReactNode): Promise<void> {
  Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true })
  await i18n.changeLanguage('en')
  const place = document.createElement('div')
  document.body.append(place)
  root = createRoot(place)
  await act(async () => root?.render(<I18nextProvider i18n={i18n}>{content}</I18nextProvider>))
}

export async function unmount(): Promise<void> {
  await act(async () => root?.unmount())
  document.body.replaceChildren()
}

/** Lets pending work run until something is true. */
export async function until<T>(look: () => T | null | undefined | false): Promise<T> {
  return await vi.waitFor(async () => {
    await act(async () => new Promise((resolve) => setTimeout(resolve, 5)))
    const found = look()
    if (found === null || found === undefined || found === false) throw new Error(`not there yet: ${look}\n${document.body.textContent}`)
    return found
  }, 10_000)
}

export const button = (name: string | RegExp) =>
  [...document.querySelectorAll('button')].find((one) => {
    const label = one.getAttribute('aria-label') ?? one.textContent ?? ''
    return typeof name === 'string' ? label === name : name.test(label)
  })
export const shows = (text: string | RegExp) => {
  const content = document.body.textContent ?? ''
  return typeof text === 'string' ? content.includes(text) : text.test(content)
}

export async function press(name: string | RegExp): Promise<void> {
  const found = await until(() => button(name))
  await act(async () => found.click())
}

/** Takes one of several choices, by its label. */
export async function choose(label: string): Promise<void> {
  const found = await until(() => [...document.querySelectorAll('label')].find((one) => one.textContent === label)?.querySelector('input'))
  await act(async () => found.click())
}

export async function type(label: string, value: string): Promise<void> {
  const field = await until(() => {
    const id = [...document.querySelectorAll('label')].find((one) => one.textContent === label)?.htmlFor
    return id === undefined ? null : (document.getElementById(id) as HTMLInputElement | null)
  })
  await act(async () => {
    // React listens for what the browser's own setter tells it.
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(field, value)
    field.dispatchEvent(new Event('input', { bubbles: true }))
  })
}

/** Files that a host holds, and what became of them. */
export function fileHost(texts: Record<string, string>) {
  const held = new Map<string, Uint8Array<ArrayBuffer>>()
  const released: string[] = []
  const files = Object.entries(texts).map(([name, text], i): FileGrant => {
    const bytes = new TextEncoder().encode(text)
    const token = `token00000000000${i}`
    held.set(token, bytes)
    return { token, name, size: bytes.length }
  })
  const host = {
    readFile: async ({ file, from, length }) => {
      const bytes = held.get(file)
      return bytes === undefined ? refused('unknown-token', 'gone') : done({ bytes: bytes.slice(from, from + length) })
    },
    releaseFile: async ({ file }) => {
      released.push(file)
      held.delete(file)
      return done({})
    },
  } satisfies Partial<Host>
  return { host: host as Partial<Host> as Host, files, released }
}

/** Runs jobs in the test's own thread, as the worker would. Returns how many workers are not ended. */
export function stubWorker(): { alive: () => number } {
  let alive = 0
  class HereWorker extends EventTarget {
    ended = false
    constructor() {
      super()
      alive++
    }
    postMessage(request: JobRequest) {
      const send = (data: JobMessage) => {
        if (!this.ended) this.dispatchEvent(new MessageEvent('message', { data }))
      }
      runHere(request, (fraction) => send({ type: 'progress', fraction })).then(
        (output) => send({ type: 'done', output }),
        (error: unknown) => send({ type: 'failed', message: String(error) }),
      )
    }
    terminate() {
      if (!this.ended) alive--
      this.ended = true
    }
  }
  vi.stubGlobal('Worker', HereWorker)
  return { alive: () => alive }
}
