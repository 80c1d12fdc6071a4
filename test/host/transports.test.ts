import { describe, expect, test } from 'vitest'
import { hostOver } from '../../renderer/host/binding.ts'
import { createElectronHost } from '../../renderer/host/electron.ts'
import { createMemoryHost } from '../../renderer/host/memory.ts'
import { takeToken } from '../../renderer/host/token.ts'
import { bindHost } from '../../shared/host/binding.ts'
import { type Host, verbs } from '../../shared/host/contract.ts'
import { errorCodes, refused, unwrap } from '../../shared/host/errors.ts'
import { change, openSample, typed } from '../support/sample-project.ts'

const answering = (answer: () => unknown) => hostOver({ call: async () => answer(), on: () => () => {} })

describe('an answer', () => {
  test.each<[string, unknown]>([
    ['nothing', undefined],
    ['null', null],
    ['a text', 'ok'],
    ['no outcome', { value: 1 }],
    ['an outcome without a value', { ok: true }],
    ['a value of another form', { ok: true, value: { edition: 'tablet' } }],
    ['an error without a code', { ok: false, error: { message: 'x' } }],
    ['an error of an unknown code', { ok: false, error: { code: 'made-up', message: 'x', detail: {} } }],
  ])('that is malformed is an internal error: %s', async (_, answer) => {
    expect(await answering(() => answer).appInfo({})).toMatchObject({ ok: false, error: { code: 'internal' } })
  })

  test('that never comes is an unreachable host, for every verb, never an exception', async () => {
    const broken = answering(() => {
      throw new TypeError('fetch failed')
    })
    for (const verb of verbs) {
      const outcome = await (broken[verb] as (args: unknown) => Promise<unknown>)({})
      expect(outcome).toMatchObject({ ok: false, error: { code: 'unreachable' } })
      expect((outcome as { error: { message: string } }).error.message).toContain('start Egiz again')
    }
  })

  test('that is an error of the contract is passed on as it is', async () => {
    for (const code of errorCodes) {
      const error = { code, message: 'why', detail: { path: 'x', n: 1, b: true } }
      expect(await answering(() => ({ ok: false, error })).appInfo({})).toEqual({ ok: false, error })
    }
  })
})

test('a host that throws, or answers another form, is an internal error behind its door', async () => {
  const call = bindHost({
    appInfo: async () => {
      throw new Error('a bug')
    },
    getSettings: async () => ({ ok: true, value: { theme: 'pink' } }),
  } as unknown as Host)
  expect(await call('appInfo', {})).toMatchObject({ ok: false, error: { code: 'internal' } })
  expect(await call('getSettings', {})).toMatchObject({ ok: false, error: { code: 'internal' } })
  for (const verb of ['', 'nosuch', '__proto__', 'constructor', 'subscribe', 'toString']) {
    expect(await call(verb, {})).toMatchObject({ ok: false, error: { code: 'bad-request' } })
  }
})

test('events of another form are not told', async () => {
  const heard: unknown[] = []
  let tell: (payload: unknown) => void = () => {}
  const bridge = {
    call: async () => null,
    on: (_: string, listener: (payload: unknown) => void) => {
      tell = listener
      return () => {
        tell = () => {}
      }
    },
  }
  const off = createElectronHost(bridge).subscribe('command', (payload) => heard.push(payload))
  for (const payload of [null, {}, { id: 5 }, { id: 'undo', more: 1 }]) tell(payload)
  off()
  tell({ id: 'late' })
  expect(heard).toEqual([{ id: 'undo' }])
})

describe('the memory host’s fault switches', () => {
  test('fail a verb once, then no more', async () => {
    const host = createMemoryHost({ faults: { getSettings: { kind: 'fail', code: 'disk-full', times: 1 } } })
    expect(await host.getSettings({})).toMatchObject({ ok: false, error: { code: 'disk-full' } })
    expect(await host.getSettings({})).toMatchObject({ ok: true })
  })

  test('fail a verb until it is healed, the work not done', async () => {
    const host = createMemoryHost()
    const { session, units } = await openSample(host)
    host.setFault('appendChanges', { kind: 'fail', code: 'io' })
    const batch = { session, changes: [change(2, typed(units[0]!, 'x'))] }
    for (let i = 0; i < 3; i++) expect(await host.appendChanges(batch)).toMatchObject({ ok: false, error: { code: 'io' } })
    expect(unwrap(await host.readChanges({ session, after: 0, limit: 9 })).changes.length).toBe(1)
    host.setFault('appendChanges', null)
    expect(await host.appendChanges(batch)).toMatchObject({ ok: true, value: { seq: 2 } })
  })

  test('drop the answer after the work, so that sending again is acknowledged', async () => {
    const host = createMemoryHost()
    const { session, units } = await openSample(host)
    host.setFault('appendChanges', { kind: 'dropAnswer', times: 1 })
    const batch = { session, changes: [change(2, typed(units[0]!, 'x'))] }
    expect(await host.appendChanges(batch)).toMatchObject({ ok: false, error: { code: 'unreachable' } })
    expect(unwrap(await host.readChanges({ session, after: 0, limit: 9 })).changes.length).toBe(2)
    expect(await host.appendChanges(batch)).toMatchObject({ ok: true, value: { seq: 2 } })
  })

  test('delay a verb; others overtake it', async () => {
    const host = createMemoryHost({ faults: { getSettings: { kind: 'delay', milliseconds: 30 } } })
    const order: string[] = []
    await Promise.all([host.getSettings({}).then(() => order.push('slow')), host.appInfo({}).then(() => order.push('quick'))])
    expect(order).toEqual(['quick', 'slow'])
  })

  test('lose a session, ask to open a file, choose in dialogs, keep what was written', async () => {
    const host = createMemoryHost({
      dialogs: {
        pickFiles: () => [{ name: 'a.txt', bytes: new Uint8Array([1, 2]) }],
        pickSave: (name, extension) => `${name}.${extension}`,
      },
    })
    const { session } = await openSample(host)
    const told: unknown[] = []
    host.subscribe('sessionLost', (payload) => told.push(payload))
    host.subscribe('openRequested', (payload) => told.push(payload))
    host.loseSession(session, 'folder-gone')
    expect(await host.compactProject({ session })).toMatchObject({ ok: false, error: { code: 'session-lost' } })
    host.requestOpen({ name: 'b.txt', bytes: new Uint8Array(3) })
    expect(told).toEqual([{ session, reason: 'folder-gone' }, {}])
    expect(unwrap(await host.takeOpenRequests({}))).toMatchObject([{ type: 'file', file: { name: 'b.txt', size: 3 } }])
    expect(unwrap(await host.pickFiles({}))).toMatchObject([{ name: 'a.txt', size: 2 }])
    const save = unwrap(await host.pickSave({ name: 'out', extension: 'docx' }))!
    unwrap(await host.writeFile({ file: save.token, bytes: new Uint8Array([7]) }))
    expect(host.saved.get('out.docx')).toEqual(new Uint8Array([7]))
    expect(await host.pickFolder({})).toMatchObject({ ok: false, error: { code: 'no-dialog' } })
  })

  test('what a page does to what it was given does not reach the host', async () => {
    const host = createMemoryHost()
    const { session } = await openSample(host)
    const read = unwrap(await host.readChanges({ session, after: 0, limit: 1 }))
    ;(read.changes[0]!.change as { author: string }).author = 'changed'
    expect(unwrap(await host.readChanges({ session, after: 0, limit: 1 })).changes[0]!.change.author).toBe('tester')
  })
})

test('the token is taken out of the address, and kept for reloads of the tab', () => {
  const stored = new Map<string, string>()
  const storage = { getItem: (key: string) => stored.get(key) ?? null, setItem: (key: string, item: string) => void stored.set(key, item) }
  const replaced: string[] = []
  const history = { replaceState: (_: unknown, __: string, url: string) => void replaced.push(url) }
  const at = (hash: string) =>
    takeToken({ hash, pathname: '/', search: '?x=1' } as Location, history as unknown as History, storage as unknown as Storage)
  expect(at('')).toBe(null)
  expect(at('#token=abc123')).toBe('abc123')
  expect(replaced).toEqual(['/?x=1'])
  expect(at('')).toBe('abc123')
  expect(at('#token=<script>')).toBe('abc123')
  expect(refused('io', 'x').ok).toBe(false)
})
