import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { resolve } from 'node:path'
import { expect, test } from 'playwright/test'
import { CONTENT_SECURITY_POLICY } from '../../shared/host/csp.ts'
import { launchEgiz, type RunningEgiz, root, temporaryHome } from '../support/electron-app.ts'

// A page that was taken over tries to get out: of its origin, to the network, to the disk, to Node.
interface Bridge {
  call(verb: string, args: unknown): Promise<{ ok: boolean; error?: { code: string; message: string } }>
}

let running: RunningEgiz
let home: Awaited<ReturnType<typeof temporaryHome>>
let outside: Server
let address = ''
let hits: string[] = []

test.beforeAll(async () => {
  home = await temporaryHome()
  running = await launchEgiz(home.home)
  outside = createServer((request, response) => {
    hits.push(request.url ?? '')
    response.setHeader('Access-Control-Allow-Origin', '*')
    response.end('reached')
  })
  await new Promise<void>((done) => outside.listen(0, '127.0.0.1', done))
  address = `127.0.0.1:${(outside.address() as AddressInfo).port}`
})
test.beforeEach(() => {
  hits = []
})
test.afterAll(async () => {
  await running.quit()
  await new Promise((done) => outside.close(done))
  await home.remove()
})

test('the page comes from app://egiz with the security headers', async () => {
  const { page } = running
  expect(new URL(page.url()).protocol).toBe('app:')
  expect(new URL(page.url()).host).toBe('egiz')
  const headers = await page.evaluate(async () => Object.fromEntries((await fetch('app://egiz/index.html')).headers))
  expect(headers['content-security-policy']).toBe(CONTENT_SECURITY_POLICY)
  expect(headers['x-content-type-options']).toBe('nosniff')
  expect(headers['content-type']).toContain('text/html')
  // An origin of its own, so that storage is there and secure.
  expect(await page.evaluate(() => [self.origin, isSecureContext, typeof indexedDB.open])).toEqual(['app://egiz', true, 'function'])
})

test('Node is not in the page, and the bridge is all there is', async () => {
  const { page } = running
  const seen = await page.evaluate(() => {
    const all = window as unknown as Record<string, unknown>
    return {
      node: ['require', 'process', 'module', 'Buffer', 'global', 'electron', 'ipcRenderer'].filter((name) => name in all),
      bridge: Object.keys(all.host as object).sort(),
      replaceable:
        Reflect.set(all.host as object, 'call', () => 'mine') && (all.host as { call: unknown }).call?.toString().includes('mine'),
    }
  })
  expect(seen).toEqual({ node: [], bridge: ['call', 'on'], replaceable: false })
  const refused = await page.evaluate(async () => {
    const bridge = (window as unknown as { host: Bridge }).host
    const tried = ['__proto__', 'constructor', 'ELECTRON_BROWSER_REQUIRE', 'event:closing', '../appInfo']
    return Promise.all(
      tried.map((verb) =>
        bridge.call(verb, {}).then(
          () => 'answered',
          () => 'refused',
        ),
      ),
    )
  })
  expect(new Set(refused)).toEqual(new Set(['refused']))
})

test('arguments of another form are refused by the contract', async () => {
  const outcome = await running.page.evaluate(() =>
    (window as unknown as { host: Bridge }).host.call('readFile', { file: '/etc/passwd', from: 0, length: 10 }),
  )
  expect(outcome).toMatchObject({ ok: false, error: { code: 'bad-request' } })
})

test('it cannot navigate away', async () => {
  const { page } = running
  const before = page.url()
  for (const target of [
    `http://${address}/`,
    'file:///etc/passwd',
    'app://other/index.html',
    'data:text/html,<p>out',
    'app://egiz/main.cjs',
  ]) {
    await page.evaluate((to) => {
      const link = document.createElement('a')
      link.href = to
      document.body.append(link)
      link.click()
      link.remove()
      location.href = to
    }, target)
    await page.evaluate(() => new Promise((done) => setTimeout(done, 150)))
    expect(page.url(), target).toBe(before)
  }
  expect(hits).toEqual([])
})

test('a page that empties itself is brought back', async () => {
  const { page } = running
  const before = page.url()
  const emptied = page.waitForEvent('framenavigated', (frame) => frame.url() === 'about:blank')
  await page.evaluate(() => {
    location.href = 'about:blank'
  })
  await emptied
  await expect.poll(() => page.url()).toBe(before)
  await page.waitForLoadState()
})

test('it cannot open windows', async () => {
  const opened = await running.page.evaluate(
    (to) => [window.open(to), window.open('about:blank'), window.open('app://egiz/index.html')],
    `http://${address}/`,
  )
  expect(opened).toEqual([null, null, null])
  expect(await running.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1)
  expect(hits).toEqual([])
})

test('permissions are denied, but for storage that stays', async () => {
  const seen = await running.page.evaluate(async () => {
    const state = async (name: string) => (await navigator.permissions.query({ name: name as PermissionName })).state
    return {
      camera: await state('camera'),
      microphone: await state('microphone'),
      geolocation: await state('geolocation'),
      notifications: await Notification.requestPermission(),
      position: await new Promise((done) =>
        navigator.geolocation.getCurrentPosition(
          () => done('given'),
          () => done('refused'),
        ),
      ),
      media: await navigator.mediaDevices.getUserMedia({ audio: true }).then(
        () => 'given',
        () => 'refused',
      ),
      clipboard: await navigator.clipboard.readText().then(
        () => 'given',
        () => 'refused',
      ),
      storage: await navigator.storage.persist(),
    }
  })
  expect(seen).toEqual({
    camera: 'denied',
    microphone: 'denied',
    geolocation: 'denied',
    notifications: 'denied',
    position: 'refused',
    media: 'refused',
    clipboard: 'refused',
    storage: true,
  })
})

test('nothing reaches the network, neither past the policy of the page nor around it', async () => {
  const { page, app } = running
  const tried = await page.evaluate(async (to) => {
    const outcome = (request: Promise<unknown>) =>
      request.then(
        () => 'reached',
        () => 'refused',
      )
    const element = (tag: 'img' | 'script' | 'iframe') =>
      new Promise((done) => {
        const made = document.createElement(tag)
        made.addEventListener('load', () => done('loaded'))
        made.addEventListener('error', () => done('refused'))
        made.src = `http://${to}/${tag}`
        document.body.append(made)
        setTimeout(() => done('nothing'), 1000)
      })
    return {
      fetch: await outcome(fetch(`http://${to}/fetch`)),
      noCors: await outcome(fetch(`http://${to}/no-cors`, { mode: 'no-cors' })),
      img: await element('img'),
      script: await element('script'),
      socket: await new Promise((done) => {
        const socket = new WebSocket(`ws://${to}/socket`)
        socket.onerror = () => done('refused')
        socket.onopen = () => done('reached')
      }).catch(() => 'refused'),
      frame: await element('iframe'),
    }
  }, address)
  expect(tried).toMatchObject({ fetch: 'refused', noCors: 'refused', img: 'refused', script: 'refused', socket: 'refused' })
  // The session's own rule holds without any policy of a page.
  const direct = await app.evaluate(async ({ session }, to) => {
    return session.defaultSession.fetch(`http://${to}/session`).then(
      () => 'reached',
      () => 'refused',
    )
  }, address)
  expect(direct).toBe('refused')
  expect(hits).toEqual([])
})

test('inline script and eval do not run', async () => {
  const ran = await running.page.evaluate(async () => {
    const script = document.createElement('script')
    script.textContent = 'window.inlineRan = true'
    document.body.append(script)
    const button = document.createElement('button')
    button.setAttribute('onclick', 'window.inlineRan = true')
    document.body.append(button)
    button.click()
    button.remove()
    return 'inlineRan' in window
  })
  expect(ran).toBe(false)
})

test('no file of the disk is read, in any spelling', async () => {
  const places = [
    'file:///etc/passwd',
    `file://${resolve(root, 'package.json')}`,
    'app://egiz/../../package.json',
    'app://egiz/%2e%2e/%2e%2e/package.json',
    'app://egiz/..%2f..%2fpackage.json',
    'app://egiz/..%5c..%5cpackage.json',
    'app://egiz/../main/main.cjs',
    'app://egiz/%2e%2e%2fpreload%2fpreload.cjs',
    'app://egiz//etc/passwd',
    'app://egiz/index.html%00.js',
    'app://egiz/.egiz-build',
    'app://egiz/%',
    'app://other/index.html',
  ]
  const statuses = await running.page.evaluate(
    (all) =>
      Promise.all(
        all.map((place) =>
          fetch(place).then(
            (answer) => (answer.ok ? `${place}: read` : 'refused'),
            () => 'refused',
          ),
        ),
      ),
    places,
  )
  expect(statuses).toEqual(places.map(() => 'refused'))
})

test('a frame inside the page has no voice, even with a bridge', async () => {
  // The product gives frames no bridge at all; a window that does shows that the door itself refuses them.
  const opened = running.app.waitForEvent('window')
  await running.app.evaluate(
    ({ BrowserWindow }, preload) => {
      const window = new BrowserWindow({
        show: false,
        webPreferences: { preload, sandbox: true, contextIsolation: true, nodeIntegrationInSubFrames: true },
      })
      void window.loadURL('app://egiz/index.html')
    },
    resolve(root, 'out/preload/preload.cjs'),
  )
  const page = await opened
  await page.waitForLoadState()
  const answers = await page.evaluate(async () => {
    const frame = document.createElement('iframe')
    frame.srcdoc = '<p>inside</p>'
    document.body.append(frame)
    await new Promise((done) => frame.addEventListener('load', done))
    const inner = (frame.contentWindow as unknown as { host?: Bridge }).host
    const outer = (window as unknown as { host: Bridge }).host
    return { inner: inner ? await inner.call('appInfo', {}) : 'no bridge', outer: (await outer.call('appInfo', {})).ok }
  })
  expect(answers).toMatchObject({ inner: { ok: false, error: { code: 'permission' } }, outer: true })
  await page.close()

  const inProduct = await running.page.evaluate(async () => {
    const frame = document.createElement('iframe')
    document.body.append(frame)
    await new Promise((done) => setTimeout(done, 500))
    const has = 'host' in (frame.contentWindow as object)
    frame.remove()
    return has
  })
  expect(inProduct).toBe(false)
})

test('a webview and a download come to nothing', async () => {
  const { page, app } = running
  await app.evaluate(({ session }) => {
    const seen = globalThis as unknown as { downloads: string[] }
    seen.downloads = []
    session.defaultSession.on('will-download', (event, item) => {
      seen.downloads.push(event.defaultPrevented ? 'refused' : 'begun')
      item.on('done', (_event, state) => seen.downloads.push(state))
    })
  })
  await page.evaluate(() => {
    const webview = document.createElement('webview')
    webview.setAttribute('src', 'app://egiz/index.html')
    document.body.append(webview)
    const link = document.createElement('a')
    link.href = URL.createObjectURL(new Blob(['text']))
    link.download = 'text.txt'
    link.click()
  })
  await expect.poll(() => app.evaluate(() => (globalThis as unknown as { downloads: string[] }).downloads[0])).toBe('refused')
  expect(await app.evaluate(({ webContents }) => webContents.getAllWebContents().map((contents) => contents.getType()))).not.toContain(
    'webview',
  )
})
