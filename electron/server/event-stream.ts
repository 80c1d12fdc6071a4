import type { IncomingMessage, ServerResponse } from 'node:http'

/** Tells events to every page that listens: one line of JSON an event, an empty line now and then to keep the connection. */
export class EventStream {
  readonly #open = new Set<ServerResponse>()
  readonly #beat = setInterval(() => this.#write('\n'), 15_000).unref()

  open(request: IncomingMessage, response: ServerResponse): void {
    response.writeHead(200, { 'Content-Type': 'application/x-ndjson', 'Cache-Control': 'no-store' })
    response.write('\n')
    this.#open.add(response)
    request.on('close', () => this.#open.delete(response))
  }

  send(event: string, payload: unknown): void {
    this.#write(`${JSON.stringify({ event, payload })}\n`)
  }

  close(): void {
    clearInterval(this.#beat)
    for (const response of this.#open) response.end()
    this.#open.clear()
  }

  #write(line: string): void {
    for (const response of this.#open) response.write(line)
  }
}
