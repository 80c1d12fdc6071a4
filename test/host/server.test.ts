import { mkdir, readdir, symlink, writeFile } from 'node:fs/promises'
import { request as httpRequest, type IncomingHttpHeaders } from 'node:http'
import { createServer as createNetServer } from 'node:net'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createHost, type NodeHost } from '../../electron/host/host.ts'
import { type RunningServer, startServer } from '../../electron/server/server.ts'
import { createHttpHost } from '../../renderer/host/http.ts'
import { decodeMessage, encodeMessage, MESSAGE_TYPE } from '../../shared/host/codec.ts'
import { CONTENT_SECURITY_POLICY } from '../../shared/host/csp.ts'
import { unwrap } from '../../shared/host/errors.ts'
import { temporaryFolder } from '../support/temporary.ts'

let folder: Awaited<ReturnType<typeof temporaryFolder>>
let host: NodeHost
let server: RunningServer
let root: string

beforeEach(async () => {
  folder = await temporaryFolder()
  root = join(folder.path, 'renderer')
  await mkdir(join(root, 'assets'), { recursive: true })
  await writeFile(join(root, 'index.html'), '<!doctype html><title>Egiz</title>')
  await writeFile(join(root, 'assets', 'main-a1b2c3d4.js'), 'export {}')
  await writeFile(join(root, 'assets', 'main.css'), 'body{}')
  await writeFile(join(root, 'assets', 'font.woff2'), 'x')
  await writeFile(join(root, 'notes.secret'), 'no known ending')
  await writeFile(join(folder.path, 'outside.html'), 'secret')
  await symlink(join(folder.path, 'outside.html'), join(root, 'link.html'))
  host = createHost({ home: join(folder.path, 'home'), projectsFolder: join(folder.path, 'projects'), version: '1', edition: 'browser' })
  server = await startServer({ host, rendererRoot: root, port: 0 })
})
afterEach(async () => {
  await server.close()
  await host.close()
  await folder.remove()
})

interface Answer {
  status: number
  headers: IncomingHttpHeaders
  body: Buffer
}

/** A request byte for byte as given: fetch would correct paths and refuse to set Host. */
function send(method: string, path: string, headers: Record<string, string> = {}, body?: Uint8Array): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = httpRequest({ host: '127.0.0.1', port: server.port, method, path, headers, agent: false }, (response) => {
      const parts: Buffer[] = []
      response.on('data', (part: Buffer) => parts.push(part))
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(parts) }))
      response.on('error', reject)
    })
    request.on('error', reject)
    request.end(body)
  })
}

const ours = (more: Record<string, string> = {}) => ({
  Authorization: `Bearer ${server.token}`,
  'Content-Type': MESSAGE_TYPE,
  Origin: server.origin,
  ...more,
})
const call = (verb: string, args: unknown, headers: Record<string, string> = ours()) =>
  send('POST', `/host/${verb}`, headers, encodeMessage(args))

describe('who may ask', () => {
  test('our own page may', async () => {
    const { status, body } = await call('appInfo', {})
    expect(status).toBe(200)
    expect(decodeMessage(body)).toMatchObject({ ok: true, value: { edition: 'browser' } })
  })

  test.each(['evil.example', 'localhost:PORT', '127.0.0.1', '127.0.0.1:1', '[::1]:PORT', 'evil.example:PORT'])(
    'another name for this address is refused: %s',
    async (name) => {
      const Host = name.replace('PORT', String(server.port))
      expect((await send('GET', '/', { Host })).status).toBe(421)
      expect((await call('appInfo', {}, ours({ Host }))).status).toBe(421)
    },
  )

  test.each(['http://evil.example', 'null', 'https://127.0.0.1:PORT', 'http://127.0.0.1:1', 'http://localhost:PORT', ''])(
    'a page of another origin is refused: “%s”',
    async (origin) => {
      const Origin = origin.replace('PORT', String(server.port))
      expect((await call('appInfo', {}, ours({ Origin }))).status).toBe(403)
      expect((await send('GET', '/', { Origin })).status).toBe(403)
    },
  )

  test('a request that the browser calls cross-site is refused, even without an Origin', async () => {
    const { Origin: _, ...headers } = ours({ 'Sec-Fetch-Site': 'cross-site' })
    expect((await call('appInfo', {}, headers)).status).toBe(403)
    expect((await send('GET', '/host/events', { ...headers, 'Sec-Fetch-Site': 'same-site' })).status).toBe(403)
  })

  test('without the token, or with another, nothing is answered', async () => {
    const { Authorization: _, ...none } = ours()
    expect((await call('appInfo', {}, none)).status).toBe(401)
    for (const Authorization of [
      '',
      'Bearer ',
      `Bearer ${server.token}x`,
      server.token,
      `bearer ${server.token}`,
      `Bearer ${server.token.slice(1)}`,
    ]) {
      expect((await call('appInfo', {}, ours({ Authorization }))).status, Authorization).toBe(401)
    }
    expect((await send('GET', '/host/events', none)).status).toBe(401)
    expect((await send('GET', `/host/events?token=${server.token}`, none)).status).toBe(401)
  })

  test('every start has a token of its own, which no answer carries', async () => {
    const other = await startServer({ host, rendererRoot: root, port: 0 })
    expect(other.token).not.toBe(server.token)
    await other.close()
    const { body, headers } = await send('GET', '/')
    expect(body.toString() + JSON.stringify(headers)).not.toContain(server.token)
    expect(new URL(server.url).hash).toBe(`#token=${server.token}`)
  })

  test('only as the page asks: method, content type, verb', async () => {
    expect((await send('GET', '/host/appInfo', ours())).status).toBe(405)
    expect((await send('OPTIONS', '/host/appInfo', ours())).status).toBe(405)
    expect((await send('PUT', '/')).status).toBe(405)
    expect((await send('POST', '/')).status).toBe(405)
    expect((await call('appInfo', {}, ours({ 'Content-Type': 'application/json' }))).status).toBe(415)
    expect((await call('appInfo', {}, ours({ 'Content-Type': 'text/plain' }))).status).toBe(415)
    for (const verb of ['noSuchVerb', 'toString', '__proto__', 'constructor', 'subscribe', 'close', 'emit', '', 'appInfo/x']) {
      expect((await call(verb, {})).status, verb).toBe(404)
    }
  })
})

describe('what is in a message', () => {
  const post = (body: Uint8Array, verb = 'appInfo') => send('POST', `/host/${verb}`, ours(), body)
  const header = (json: string, length = Buffer.byteLength(json)) => {
    const start = Buffer.alloc(4)
    start.writeUInt32LE(length)
    return Buffer.concat([start, Buffer.from(json)])
  }

  test.each<[string, Uint8Array]>([
    ['nothing', new Uint8Array(0)],
    ['three bytes', Uint8Array.of(1, 2, 3)],
    ['a header longer than the message', header('{}', 4_000_000_000)],
    ['a header that is no JSON', header('{')],
    ['a header that is not UTF-8', Buffer.concat([Buffer.from([2, 0, 0, 0]), Buffer.from([0xff, 0xfe])])],
    ['a header of another form', header('{"value":{}}')],
    ['bytes that nothing names', Buffer.concat([header('{"value":{},"blobs":[]}'), Buffer.from('more')])],
    ['bytes that are not there', header('{"value":{"a":null},"blobs":[{"path":["a"],"length":9}]}')],
    ['a path to nowhere', header('{"value":{},"blobs":[{"path":["a"],"length":0}]}')],
    ['a path to a prototype', header('{"value":{},"blobs":[{"path":["__proto__","polluted"],"length":0}]}')],
    ['a path over a value', header('{"value":{"a":1},"blobs":[{"path":["a"],"length":0}]}')],
    ['a negative length', header('{"value":{"a":null},"blobs":[{"path":["a"],"length":-1}]}')],
  ])('malformed is refused: %s', async (_, body) => {
    for (const verb of ['appInfo', 'putFile']) {
      const { status, body: answer } = await post(body, verb)
      expect(status).toBe(200)
      expect(decodeMessage(answer)).toMatchObject({ ok: false, error: { code: 'bad-request' } })
    }
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false)
    expect((await call('appInfo', {})).status).toBe(200)
  })

  test('arguments that are not of the contract are refused', async () => {
    for (const args of [null, [], 'x', { project: '../../etc/passwd' }, { project: 5 }]) {
      expect(decodeMessage((await call('verifyProject', args)).body)).toMatchObject({ ok: false, error: { code: 'bad-request' } })
    }
  })

  test('a body larger than may be is refused before it is read', async () => {
    const big = String(65 * 1024 * 1024)
    const answer = await announced('appInfo', big)
    expect(decodeMessage(answer.body)).toMatchObject({ ok: false, error: { code: 'too-large' } })
    const huge = await announced('putFile', String(600 * 1024 * 1024))
    expect(decodeMessage(huge.body)).toMatchObject({ ok: false, error: { code: 'too-large' } })
    const unsaid = await send('POST', '/host/appInfo', ours({ 'Transfer-Encoding': 'chunked' }), encodeMessage({}))
    expect(decodeMessage(unsaid.body)).toMatchObject({ ok: false, error: { code: 'too-large' } })
  })

  /** Announces a length and sends only a little of it. */
  function announced(verb: string, length: string): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const request = httpRequest(
        {
          host: '127.0.0.1',
          port: server.port,
          method: 'POST',
          path: `/host/${verb}`,
          headers: ours({ 'Content-Length': length }),
          agent: false,
        },
        (response) => {
          const parts: Buffer[] = []
          response.on('data', (part: Buffer) => parts.push(part))
          response.on('end', () => {
            request.destroy()
            resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(parts) })
          })
        },
      )
      request.on('error', reject)
      request.write(Buffer.alloc(1000))
    })
  }

  test('an upload that breaks off leaves no file behind', async () => {
    const message = encodeMessage({ name: 'a.bin', bytes: new Uint8Array(3_000_000) })
    await new Promise<void>((resolve) => {
      const request = httpRequest({
        host: '127.0.0.1',
        port: server.port,
        method: 'POST',
        path: '/host/putFile',
        headers: ours({ 'Content-Length': String(message.length) }),
        agent: false,
      })
      request.on('error', () => resolve())
      request.write(message.subarray(0, 1_000_000), () => setTimeout(() => request.destroy(), 50))
      request.on('close', () => resolve())
    })
    for (let i = 0; i < 200 && (await uploads()).length > 0; i++) await new Promise((resolve) => setTimeout(resolve, 10))
    expect(await uploads()).toEqual([])
    expect((await call('appInfo', {})).status).toBe(200)
  })

  const uploads = () => readdir(join(folder.path, 'home', 'uploads')).catch(() => [] as string[])

  test('a large upload arrives byte for byte and is not held whole', async () => {
    const page = createHttpHost({ base: server.origin, token: server.token })
    const data = new Uint8Array(40 * 1024 * 1024).map((_, i) => (i * 31) >> 3)
    const { token, size } = unwrap(await page.putFile({ name: 'large.bin', bytes: data }))
    expect(size).toBe(data.length)
    const from = 30 * 1024 * 1024
    const part = unwrap(await page.readFile({ file: token, from, length: 100_000 })).bytes
    expect(Buffer.compare(part, data.subarray(from, from + 100_000))).toBe(0)
    page.close()
  })
})

describe('the files of the page', () => {
  const served = async (path: string) => (await send('GET', path)).status

  test('are served with their types and the headers that keep the page to itself', async () => {
    const { status, headers } = await send('GET', '/')
    expect(status).toBe(200)
    expect(headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': CONTENT_SECURITY_POLICY,
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'cache-control': 'no-cache',
    })
    expect(headers['permissions-policy']).toContain('camera=()')
    expect(headers['access-control-allow-origin']).toBeUndefined()
    const script = await send('GET', '/assets/main-a1b2c3d4.js')
    expect(script.headers).toMatchObject({
      'content-type': 'text/javascript; charset=utf-8',
      'cache-control': 'public, max-age=31536000, immutable',
    })
    expect((await send('GET', '/assets/main.css')).headers['content-type']).toBe('text/css; charset=utf-8')
    expect((await send('GET', '/assets/font.woff2')).headers['content-type']).toBe('font/woff2')
    const head = await send('HEAD', '/index.html')
    expect([head.status, head.body.length]).toEqual([200, 0])
    expect(await served('/index.html?x=1')).toBe(200)
  })

  test('have the same headers on every refusal', async () => {
    for (const path of ['/nothing.html', '/host/appInfo']) {
      expect((await send('GET', path)).headers).toMatchObject({
        'content-security-policy': CONTENT_SECURITY_POLICY,
        'x-content-type-options': 'nosniff',
      })
    }
  })

  test('the policy allows nothing from elsewhere and no inline script', () => {
    expect(CONTENT_SECURITY_POLICY).toContain("default-src 'none'")
    expect(CONTENT_SECURITY_POLICY).toContain("script-src 'self'")
    expect(CONTENT_SECURITY_POLICY).toContain("worker-src 'self'")
    expect(CONTENT_SECURITY_POLICY).not.toMatch(/unsafe-eval|script-src[^;]*unsafe-inline|https?:|\*/)
  })

  test.each([
    '/../outside.html',
    '/assets/../../outside.html',
    '/%2e%2e/outside.html',
    '/..%2foutside.html',
    '/%2e%2e%2foutside.html',
    '/..%5coutside.html',
    '/..\\outside.html',
    '/assets/..%252f..%252foutside.html',
    '//etc/passwd',
    '/%00.html',
    '/index.html%00.js',
    '/%',
    '/link.html',
    '/notes.secret',
    '/assets',
    '/assets/',
    '/.hidden.html',
    '/./index.html',
    '/C:/Windows/win.ini',
    '/index.html/',
  ])('no way leads elsewhere: %s', async (path) => {
    const answer = await send('GET', path)
    expect(answer.status).toBe(404)
    expect(answer.body.toString()).not.toContain('secret')
  })
})

describe('the port', () => {
  test('when taken, the next free one is used and told', async () => {
    const blocker = createNetServer()
    const taken = await new Promise<number>((resolve) => {
      blocker.listen(0, '127.0.0.1', () => resolve((blocker.address() as { port: number }).port))
    })
    const moved = await startServer({ host, rendererRoot: root, port: taken })
    expect(moved.moved).toBe(true)
    expect(moved.port).not.toBe(taken)
    await moved.close()
    await new Promise((resolve) => blocker.close(resolve))
    const back = await startServer({ host, rendererRoot: root, port: taken })
    expect([back.port, back.moved]).toEqual([taken, false])
    await back.close()
  })
})

describe('the page’s side', () => {
  test('a server that went away is unreachable, an old token too, never an exception', async () => {
    const page = createHttpHost({ base: server.origin, token: 'x'.repeat(40) })
    expect(await page.appInfo({})).toMatchObject({ ok: false, error: { code: 'unreachable' } })
    await server.close()
    expect(await page.appInfo({})).toMatchObject({ ok: false, error: { code: 'unreachable' } })
    page.close()
    server = await startServer({ host, rendererRoot: root, port: 0 })
  })

  test('events are told again after the server was away', async () => {
    const page = createHttpHost({ base: server.origin, token: server.token })
    const heard: string[] = []
    page.subscribe('command', ({ id }) => heard.push(id))
    const told = async (id: string) => {
      for (let i = 0; i < 1000 && !heard.includes(id); i++) {
        host.emit('command', { id })
        await new Promise((resolve) => setTimeout(resolve, 10))
      }
    }
    await told('first')
    expect(heard).toContain('first')
    page.close()
    const after = heard.length
    host.emit('command', { id: 'unheard' })
    await new Promise((resolve) => setTimeout(resolve, 50))
    expect(heard.slice(after)).toEqual([])
  })
})
