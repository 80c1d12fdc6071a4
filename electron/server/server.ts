import { createHash, timingSafeEqual } from 'node:crypto'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { bindHost, type Call, isVerb } from '../../shared/host/binding.ts'
import { CodecError, decodeMessage, encodeParts, MESSAGE_TYPE } from '../../shared/host/codec.ts'
import { contract, eventNames, type Verb } from '../../shared/host/contract.ts'
import { SECURITY_HEADERS } from '../../shared/host/csp.ts'
import { type Outcome, refused } from '../../shared/host/errors.ts'
import { newId } from '../../shared/model/ids.ts'
import type { NodeHost } from '../host/host.ts'
import { LARGEST_FILE } from '../host/limits.ts'
import { readBody, readStreamed, TooLarge } from './body.ts'
import { EventStream } from './event-stream.ts'
import { resolveStatic, sendStatic } from './static-files.ts'

/** Where the browser edition is found. It never changes lightly: a browser keeps what it stores by origin, port included. */
export const DEFAULT_PORT = 47613

export interface ServerOptions {
  readonly host: NodeHost
  /** The folder of the built renderer. */
  readonly rendererRoot: string
  /** Where taken, the next free one is used, and `moved` says so. 0 takes any. */
  readonly port?: number
  readonly log?: (line: string) => void
}

export interface RunningServer {
  /** With the token in its fragment, which a browser never sends: to be opened, not to be shown to others. */
  readonly url: string
  readonly origin: string
  readonly port: number
  readonly token: string
  /** The port that was asked for was taken: what the browser stored under it is not seen under this one. */
  readonly moved: boolean
  /** Ends the server; the host is its owner's to close. */
  close(): Promise<void>
}

/** Verbs whose arguments carry a file. */
const LARGE_VERBS: readonly Verb[] = ['putFile', 'writeFile', 'addRows', 'keepAside']
const SMALL_BODY = 64 * 1024 * 1024
const HEADER_ROOM = 64 * 1024

/** Serves the built renderer and the host to one machine's own browser. @throws where no port is free or allowed. */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const wanted = options.port ?? DEFAULT_PORT
  const token = newId(40)
  const call = bindHost(options.host)
  const log = options.log ?? (() => {})
  const events = new EventStream()
  const unsubscribe = eventNames.map((name) => options.host.subscribe(name, (payload) => events.send(name, payload)))
  let origin = ''

  const server = createServer((request, response) => {
    for (const [name, value] of Object.entries(SECURITY_HEADERS)) response.setHeader(name, value)
    answer(request, response).catch((error) => {
      log(`${request.method} ${request.url?.slice(0, 80)}: ${error instanceof Error ? error.message : error}`)
      if (response.headersSent) response.destroy()
      else refuse(response, 500)
    })
  })

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    // Another name for this address would be another site's name pointed here (DNS rebinding).
    if (request.headers.host !== origin.slice('http://'.length)) return refuse(response, 421)
    const from = request.headers.origin
    if (from !== undefined && from !== origin) return refuse(response, 403)
    const { pathname } = new URL(request.url ?? '/', origin)
    if (pathname.startsWith('/host/')) {
      const site = request.headers['sec-fetch-site']
      if (site !== undefined && site !== 'same-origin' && site !== 'none') return refuse(response, 403)
      if (!sameText(request.headers.authorization ?? '', `Bearer ${token}`)) return refuse(response, 401)
      if (pathname === '/host/events') return request.method === 'GET' ? events.open(request, response) : refuse(response, 405)
      if (request.method !== 'POST') return refuse(response, 405)
      return answerVerb(call, options.host, pathname.slice('/host/'.length), request, response)
    }
    if (request.method !== 'GET' && request.method !== 'HEAD') return refuse(response, 405)
    // The raw path: URL would quietly resolve `..`, and what asks for that is not our page.
    const file = await resolveStatic(options.rendererRoot, (request.url ?? '/').split(/[?#]/)[0] ?? '/')
    return file ? sendStatic(response, file, request.method === 'HEAD') : refuse(response, 404)
  }

  server.requestTimeout = 0
  const port = await listen(server, wanted)
  origin = `http://127.0.0.1:${port}`
  return {
    url: `${origin}/#token=${token}`,
    origin,
    port,
    token,
    moved: wanted !== 0 && port !== wanted,
    async close() {
      for (const off of unsubscribe) off()
      events.close()
      server.closeAllConnections()
      await new Promise<void>((closed, failed) => server.close((error) => (error ? failed(error) : closed())))
    },
  }
}

async function answerVerb(call: Call, host: NodeHost, verb: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (!isVerb(verb)) return refuse(response, 404)
  if (request.headers['content-type'] !== MESSAGE_TYPE) return refuse(response, 415)
  const large = LARGE_VERBS.includes(verb)
  const limit = large ? LARGEST_FILE + HEADER_ROOM : SMALL_BODY
  let outcome: Outcome<unknown>
  try {
    outcome = verb === 'putFile' ? await receive(host, request, limit) : await call(verb, decodeMessage(await readBody(request, limit)))
  } catch (error) {
    if (error instanceof TooLarge) outcome = refused('too-large', `${verb}: more than ${limit >> 20} MB cannot be sent at once.`, { limit })
    else if (error instanceof CodecError) outcome = refused('bad-request', `${verb}: ${error.message}`)
    else throw error
  }
  const parts = encodeParts(outcome)
  const length = parts.reduce((sum, part) => sum + part.length, 0)
  // Of a body that was refused unread, nothing more is taken in.
  if (!request.complete) response.setHeader('Connection', 'close')
  response.writeHead(200, { 'Content-Type': MESSAGE_TYPE, 'Content-Length': length, 'Cache-Control': 'no-store' })
  for (const part of parts) response.write(part)
  response.end()
}

/** A file goes from the socket to the disk, without being held whole. */
async function receive(host: NodeHost, request: IncomingMessage, limit: number): Promise<Outcome<unknown>> {
  const { value, blobs, rest } = await readStreamed(request, limit)
  const [blob] = blobs
  if (blobs.length !== 1 || blob?.path.join() !== 'bytes') throw new CodecError('one file is expected')
  const args = contract.putFile.args.safeParse({ ...(value as object), bytes: new Uint8Array(0) })
  if (!args.success) throw new CodecError('a name and a file are expected')
  return host.receiveFile(args.data.name, exactly(rest, blob.length))
}

async function* exactly(chunks: AsyncIterable<Uint8Array>, length: number): AsyncGenerator<Uint8Array> {
  let size = 0
  for await (const chunk of chunks) {
    size += chunk.length
    if (size > length) throw new CodecError('the message is longer than it says')
    yield chunk
  }
  if (size !== length) throw new CodecError('the message is shorter than it says')
}

function refuse(response: ServerResponse, status: number): void {
  response.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'no-store', Connection: 'close' })
  response.end(`${status}\n`)
}

/** Compares in a time that does not depend on where the texts differ. */
function sameText(a: string, b: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(a), digest(b))
}

/** Listens on the port wanted, or the next free one of twenty, or any. */
async function listen(server: Server, wanted: number): Promise<number> {
  const ports = wanted === 0 ? [0] : [...Array.from({ length: 20 }, (_, i) => wanted + i).filter((p) => p < 65536), 0]
  for (const port of ports) {
    const taken = await new Promise<boolean>((resolve, reject) => {
      const failed = (error: NodeJS.ErrnoException) =>
        error.code === 'EADDRINUSE' || error.code === 'EACCES' ? resolve(true) : reject(error)
      server.once('error', failed)
      server.listen({ port, host: '127.0.0.1', exclusive: true }, () => {
        server.removeListener('error', failed)
        resolve(false)
      })
    })
    if (!taken) return (server.address() as AddressInfo).port
  }
  throw new Error('no port is free')
}
