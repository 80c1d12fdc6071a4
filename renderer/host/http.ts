import { decodeMessage, encodeParts, MESSAGE_TYPE } from '../../shared/host/codec.ts'
import type { EventName, Host } from '../../shared/host/contract.ts'
import { hostOver } from './binding.ts'

export interface HttpHostOptions {
  /** The server's origin, e.g. `http://127.0.0.1:47613`. */
  readonly base: string
  readonly token: string
}

/** The host of the browser edition, over loopback HTTP. `close` ends the listening to events. */
export function createHttpHost({ base, token }: HttpHostOptions): Host & { close(): void } {
  const headers = { Authorization: `Bearer ${token}` }
  const events = new EventReader(`${base}/host/events`, headers)
  const host = hostOver({
    async call(verb, args) {
      // A Blob of the parts: a large file is not copied into one message here.
      const body = new Blob(encodeParts(args), { type: MESSAGE_TYPE })
      const response = await fetch(`${base}/host/${verb}`, {
        method: 'POST',
        headers: { ...headers, 'Content-Type': MESSAGE_TYPE },
        body,
        // What is sent while the page is being left arrives all the same; browsers allow that for little only.
        keepalive: isBeingLeft() && body.size < KEEPALIVE_LIMIT,
        redirect: 'error',
        credentials: 'omit',
      })
      if (!response.ok) throw new Error(response.status === 401 ? 'this page is from an earlier start' : `status ${response.status}`)
      return decodeMessage(new Uint8Array(await response.arrayBuffer()))
    },
    on: (event, listener) => events.on(event, listener),
  })
  return { ...host, close: () => events.close() }
}

const KEEPALIVE_LIMIT = 60_000

const isBeingLeft = (): boolean => typeof document !== 'undefined' && document.visibilityState === 'hidden'

/** Reads the event stream while anybody listens, and connects again when it breaks. */
class EventReader {
  readonly #url: string
  readonly #headers: Record<string, string>
  readonly #listeners = new Map<EventName, Set<(payload: unknown) => void>>()
  #abort: AbortController | null = null

  constructor(url: string, headers: Record<string, string>) {
    this.#url = url
    this.#headers = headers
  }

  on(event: EventName, listener: (payload: unknown) => void): () => void {
    const set = this.#listeners.get(event) ?? new Set()
    this.#listeners.set(event, set.add(listener))
    if (!this.#abort) {
      this.#abort = new AbortController()
      void this.#run(this.#abort.signal)
    }
    return () => set.delete(listener)
  }

  close(): void {
    this.#abort?.abort()
    this.#abort = null
    this.#listeners.clear()
  }

  async #run(signal: AbortSignal): Promise<void> {
    for (let pause = 250; !signal.aborted; pause = Math.min(pause * 2, 5000)) {
      try {
        const response = await fetch(this.#url, { headers: this.#headers, signal, cache: 'no-store', credentials: 'omit' })
        // Another start of the server has another token: only loading the page anew helps.
        if (response.status === 401) return
        if (response.ok && response.body) {
          pause = 250
          await this.#read(response.body)
        }
      } catch {
        // The server is away; calls say so to the person, here it is only tried again.
      }
      if (!signal.aborted) await new Promise((resolve) => setTimeout(resolve, pause))
    }
  }

  async #read(body: ReadableStream<Uint8Array>): Promise<void> {
    const reader = body.getReader()
    const decoder = new TextDecoder()
    let rest = ''
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      const lines = (rest + decoder.decode(part.value, { stream: true })).split('\n')
      rest = lines.pop() ?? ''
      for (const line of lines) if (line !== '') this.#tell(line)
    }
  }

  #tell(line: string): void {
    let told: { event?: unknown; payload?: unknown }
    try {
      told = JSON.parse(line) as typeof told
    } catch {
      // A line cut by a broken connection; the next connection starts afresh.
      return
    }
    for (const listener of this.#listeners.get(told.event as EventName) ?? []) listener(told.payload)
  }
}
