import { mkdir, readdir, readFile, stat, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { writeAtomically } from '../../../../electron/host/atomic-file.ts'
import { type Disk, nodeDisk } from '../../../../electron/host/disk.ts'
import { nodeEnvironment } from '../../../../electron/host/environment.ts'
import { createHost, type HostOptions } from '../../../../electron/host/host.ts'
import { fileLog } from '../../../../electron/host/log.ts'
import { Queue } from '../../../../electron/host/queue.ts'
import { settingsFile } from '../../../../electron/host/settings.ts'
import { Tokens } from '../../../../electron/host/tokens.ts'
import { tokenSchema } from '../../../../shared/host/contract.ts'
import { type HostFailure, unwrap } from '../../../../shared/host/errors.ts'
import { faultyDisk } from '../../../support/faulty-disk.ts'
import { change, openSample, typed } from '../../../support/sample-project.ts'
import { temporaryFolder } from '../../../support/temporary.ts'

const env = nodeEnvironment()
let folder: Awaited<ReturnType<typeof temporaryFolder>>
beforeEach(async () => {
  folder = await temporaryFolder()
})
afterEach(() => folder.remove())
const at = (name: string) => join(folder.path, name)
const hostHere = (more: Partial<HostOptions> = {}) =>
  createHost({ home: at('home'), projectsFolder: at('projects'), version: '1', edition: 'desktop', ...more })

describe('an atomic write', () => {
  test('whatever call fails, the file holds the old bytes or the new, and nothing is left beside it', async () => {
    for (let call = 0; ; call++) {
      await writeFile(at('file'), 'old')
      const faulty = faultyDisk(nodeDisk)
      faulty.failAt(call, { errno: 'EIO' })
      const failed = await writeAtomically(faulty.disk, at('file'), 'new bytes').then(
        () => false,
        () => true,
      )
      const there = await readFile(at('file'), 'utf8')
      expect(['old', 'new bytes']).toContain(there)
      if (!failed) expect(there).toBe('new bytes')
      // Where the removal itself failed, the left-over is for the next opening.
      expect((await readdir(folder.path)).length).toBeLessThanOrEqual(failed ? 2 : 1)
      expect(faulty.openFiles()).toBe(0)
      if (call >= faulty.calls.length) {
        expect(failed).toBe(false)
        expect(call).toBeGreaterThan(8)
        break
      }
      for (const name of await readdir(folder.path)) if (name !== 'file') await nodeDisk.removeFile(at(name))
    }
  })

  test('a disk that holds other bytes than it was given is found out', async () => {
    const lying: Disk = {
      ...nodeDisk,
      async open(path, flags) {
        const file = await nodeDisk.open(path, flags)
        return Object.assign(Object.create(file), {
          read: async (position: number, length: number) => (await file.read(position, length)).map((byte) => byte ^ 1),
          write: (bytes: Uint8Array, position: number) => file.write(bytes, position),
          sync: () => file.sync(),
          close: () => file.close(),
        })
      },
    }
    await writeFile(at('file'), 'old')
    await expect(writeAtomically(lying, at('file'), 'new')).rejects.toMatchObject({ code: 'EIO' })
    expect(await readFile(at('file'), 'utf8')).toBe('old')
    expect(await readdir(folder.path)).toEqual(['file'])
  })

  test('a symbolic link stays one, a file keeps its mode', async () => {
    await mkdir(at('real'))
    await writeFile(at('real/file'), 'old', { mode: 0o640 })
    await symlink(at('real/file'), at('link'))
    await writeAtomically(nodeDisk, at('link'), 'new')
    expect(await readFile(at('real/file'), 'utf8')).toBe('new')
    expect((await stat(at('real/file'))).mode & 0o777).toBe(0o640)
    expect(await readdir(folder.path)).toEqual(['link', 'real'])
  })

  test('a file that another program holds for a moment is tried again', async () => {
    let held = 3
    const busy: Disk = {
      ...nodeDisk,
      rename: async (from, to) => {
        if (held-- > 0) throw Object.assign(new Error('busy'), { code: 'EBUSY' })
        return nodeDisk.rename(from, to)
      },
    }
    await writeAtomically(busy, at('file'), 'new')
    expect(await readFile(at('file'), 'utf8')).toBe('new')
  })

  test('any content, in any parts, arrives', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.oneof(fc.string({ unit: 'grapheme' }), fc.uint8Array({ maxLength: 300 }))), async (parts) => {
        const { size } = await writeAtomically(
          nodeDisk,
          at('parts'),
          (async function* () {
            yield* parts
          })(),
        )
        const there = await readFile(at('parts'))
        expect(Buffer.compare(there, Buffer.concat(parts.map((part) => Buffer.from(part as string))))).toBe(0)
        expect(size).toBe(there.length)
      }),
      { numRuns: 30 },
    )
  })
})

describe('settings', () => {
  test.each(['', '{', '[]', '{"theme":"pink"}', '\u0000\u0001'])('that cannot be understood are set aside: %j', async (text) => {
    await mkdir(at('home'))
    await writeFile(at('home/settings.json'), text)
    const log: string[] = []
    const file = settingsFile(nodeEnvironment({ log: (line) => void log.push(line) }), at('home/settings.json'))
    expect(await file.read()).toMatchObject({ theme: 'system', language: null })
    const [aside] = await readdir(at('home'))
    expect(aside).toMatch(/^settings\.json\.damaged-/)
    expect(await readFile(at(`home/${aside}`), 'utf8')).toBe(text)
    expect(log.join()).toContain('settings.json')
    await file.write({ theme: 'dark', language: 'kk', author: 'a' })
    expect(await file.read()).toEqual({ theme: 'dark', language: 'kk', author: 'a' })
  })

  test('survive a second start, and a list of recent projects that was damaged', async () => {
    const first = hostHere()
    unwrap(await first.setSettings({ settings: { theme: 'light', language: 'ru', author: 'b' } }))
    const { entry } = await openSample(first)
    await first.close()
    await writeFile(at('home/recents.json'), 'not JSON')
    const second = hostHere()
    expect(unwrap(await second.getSettings({})).theme).toBe('light')
    const listed = unwrap(await second.listProjects({}))
    expect(listed.map(({ place, openedAt }) => ({ place, openedAt }))).toEqual([{ place: entry.place, openedAt: null }])
    await second.close()
  })
})

describe('tokens', () => {
  test('are random, bound to their kind, and gone when released', () => {
    const tokens = new Tokens()
    const granted = Array.from({ length: 100 }, (_, i) => tokens.grant({ kind: 'file', path: `/f${i}`, name: 'f', upload: false }))
    expect(new Set(granted).size).toBe(100)
    for (const token of granted) expect(tokenSchema.safeParse(token).success).toBe(true)
    expect(tokens.take(granted[3]!, 'file').path).toBe('/f3')
    for (const kind of ['project', 'folder', 'save'] as const) expect(() => tokens.take(granted[3]!, kind)).toThrow()
    tokens.release(granted[3]!)
    expect(() => tokens.take(granted[3]!, 'file')).toThrow()
    const project = tokens.grant({ kind: 'project', path: '/p' })
    expect(tokens.grant({ kind: 'project', path: '/p' })).toBe(project)
  })
})

test('a queue runs one after another, and a failure is its caller’s alone', async () => {
  const queue = new Queue()
  const order: number[] = []
  const runs = [5, 1, 3].map((pause, i) =>
    queue.run(async () => {
      await new Promise((resolve) => setTimeout(resolve, pause))
      order.push(i)
      if (i === 1) throw new Error('one')
      return i
    }),
  )
  expect(await Promise.allSettled(runs)).toMatchObject([{ value: 0 }, { reason: { message: 'one' } }, { value: 2 }])
  expect(order).toEqual([0, 1, 2])
})

test('the log keeps its lines and does not grow without end', async () => {
  const log = fileLog(at('logs/egiz.log'), () => 0)
  log('one\ntwo')
  expect(await readFile(at('logs/egiz.log'), 'utf8')).toBe('1970-01-01T00:00:00.000Z one two\n')
  for (let i = 0; i < 40; i++) log('x'.repeat(100_000))
  expect((await stat(at('logs/egiz.log'))).size).toBeLessThan(1_300_000)
  expect((await readdir(at('logs'))).sort()).toEqual(['egiz.log', 'egiz.log.1'])
})

describe('the host', () => {
  const dialogs = () => ({
    pickProject: async () => at('projects/nothing.egiz') as string | null,
    pickFolder: async () => folder.path as string | null,
    pickFiles: async () => [at('text.txt')] as string[] | null,
    pickSave: async (name: string, extension: string) => at(`${name}.${extension}`) as string | null,
  })

  test('turns what a dialog chose into tokens, and writes only there', async () => {
    await writeFile(at('text.txt'), 'Сәлем')
    const host = hostHere({ dialogs: dialogs() })
    const [file] = unwrap(await host.pickFiles({}))!
    expect(file).toMatchObject({ name: 'text.txt', size: 10 })
    expect(new TextDecoder().decode(unwrap(await host.readFile({ file: file!.token, from: 0, length: 100 })).bytes)).toBe('Сәлем')
    unwrap(await host.releaseFile({ file: file!.token }))
    expect(await readFile(at('text.txt'), 'utf8')).toBe('Сәлем')
    const save = unwrap(await host.pickSave({ name: 'out', extension: 'txt' }))!
    expect(unwrap(await host.writeFile({ file: save.token, bytes: new TextEncoder().encode('written') })).size).toBe(7)
    expect(await readFile(at('out.txt'), 'utf8')).toBe('written')
    const place = unwrap(await host.pickFolder({}))!
    const made = unwrap(await host.createProject({ name: 'There', sourceLanguage: 'kk', targetLanguage: 'en', folder: place.token }))
    expect(made.place).toBe(at('There.egiz'))
    expect(unwrap(await host.pickProject({}))).toMatchObject({ missing: true })
    await host.close()
  })

  test('passes on that a dialog was cancelled', async () => {
    const none = { pickProject: async () => null, pickFolder: async () => null, pickFiles: async () => null, pickSave: async () => null }
    const host = hostHere({ dialogs: none })
    expect(await host.pickProject({})).toEqual({ ok: true, value: null })
    expect(await host.pickFolder({})).toEqual({ ok: true, value: null })
    expect(await host.pickFiles({})).toEqual({ ok: true, value: null })
    expect(await host.pickSave({ name: 'a', extension: 'b' })).toEqual({ ok: true, value: null })
    await host.close()
  })

  test('tells once what it was asked to open, and says when it cannot', async () => {
    const host = hostHere()
    await writeFile(at('text.txt'), 'x')
    const { entry, session } = await openSample(host)
    let told = 0
    host.subscribe('openRequested', () => told++)
    expect(await host.requestOpen(entry.place)).toEqual({ ok: true, value: { type: 'project' } })
    expect(await host.requestOpen(join(entry.place, 'project.json'))).toEqual({ ok: true, value: { type: 'project' } })
    expect(await host.requestOpen(at('text.txt'))).toEqual({ ok: true, value: { type: 'file' } })
    expect(await host.requestOpen(at('nothing'))).toMatchObject({ ok: false, error: { code: 'not-found' } })
    expect(await host.requestOpen(folder.path)).toMatchObject({ ok: false, error: { code: 'not-found' } })
    expect(told).toBe(3)
    const requests = unwrap(await host.takeOpenRequests({}))
    expect(requests).toMatchObject([
      { type: 'project', project: { token: entry.token } },
      { type: 'project', project: { token: entry.token } },
      { type: 'file', file: { name: 'text.txt' } },
    ])
    expect(unwrap(await host.takeOpenRequests({}))).toEqual([])
    unwrap(await host.closeProject({ session }))
    await host.close()
  })

  test('on closing ends every hold, lets go of every lock and removes uploads', async () => {
    const host = hostHere()
    const lost: unknown[] = []
    host.subscribe('sessionLost', (payload) => lost.push(payload))
    const { entry, session } = await openSample(host)
    await host.close()
    expect(lost).toEqual([{ session, reason: 'host-closing' }])
    expect(await readdir(entry.place)).not.toContain('lock')
    expect(await readdir(at('home/uploads'))).toEqual([])
  })

  test('two hosts share a home: neither removes the other’s uploads, one gets a project', async () => {
    const first = hostHere()
    const { entry } = await openSample(first)
    const upload = unwrap(await first.putFile({ name: 'a', bytes: new Uint8Array(3) }))
    const second = hostHere({ environment: { pid: process.pid + 1, isAlive: () => true } })
    const [listed] = unwrap(await second.listProjects({}))
    expect(await second.openProject({ project: listed!.token, client: 'client9', takeOver: true })).toMatchObject({
      ok: false,
      error: { code: 'locked' },
    })
    await second.close()
    expect(unwrap(await first.readFile({ file: upload.token, from: 0, length: 9 })).bytes.length).toBe(3)
    expect(listed!.place).toBe(entry.place)
    await first.close()
  })

  test('a page that takes over finds what the other one’s last append brought', async () => {
    const host = hostHere()
    const { entry, session, units } = await openSample(host, 200)
    for (let round = 0; round < 10; round++) {
      const held =
        round === 0 ? session : unwrap(await host.openProject({ project: entry.token, client: 'client1', takeOver: true })).session
      const from = 2 + round * 3
      const sent = [0, 1, 2].map((i) => host.appendChanges({ session: held, changes: [change(from + i, typed(units[from + i]!, 'x'))] }))
      const { head } = unwrap(await host.openProject({ project: entry.token, client: 'client2', takeOver: true }))
      const acknowledged = (await Promise.all(sent)).filter(({ ok }) => ok).length
      expect(acknowledged).toBe(3)
      expect(head.seq).toBe(from + 2)
    }
    await host.close()
  })

  test('a request for a file that went away meanwhile does not take the others with it', async () => {
    const host = hostHere()
    await writeFile(at('a.txt'), 'x')
    await writeFile(at('b.txt'), 'x')
    unwrap(await host.requestOpen(at('a.txt')))
    unwrap(await host.requestOpen(at('b.txt')))
    await nodeDisk.removeFile(at('a.txt'))
    expect(unwrap(await host.takeOpenRequests({}))).toMatchObject([{ type: 'file', file: { name: 'b.txt' } }])
    await host.close()
  })

  test('a session whose folder went away is ended and told', async () => {
    const host = hostHere()
    const { entry, session } = await openSample(host)
    const lost: unknown[] = []
    host.subscribe('sessionLost', (payload) => lost.push(payload))
    await nodeDisk.rename(entry.place, `${entry.place}.away`)
    expect(await host.addRows({ session, bytes: new Uint8Array(0) })).toMatchObject({ ok: false })
    expect(lost).toEqual([{ session, reason: 'folder-gone' }])
    expect(await host.compactProject({ session })).toMatchObject({ ok: false, error: { code: 'session-lost' } })
    expect(unwrap(await host.listProjects({}))[0]).toMatchObject({ missing: true, name: entry.name })
    await nodeDisk.rename(`${entry.place}.away`, entry.place)
    expect(unwrap(await host.openProject({ project: entry.token, client: 'client1', takeOver: false })).head.seq).toBe(1)
    await host.close()
  })

  test('a file that grew beyond the limit is refused whole', async () => {
    const host = hostHere()
    const endless = async function* () {
      const chunk = new Uint8Array(64 * 1024 * 1024)
      for (;;) yield chunk
    }
    const quiet = hostHere({ environment: { disk: swallowing(nodeDisk) } })
    expect(await quiet.receiveFile('endless', endless())).toMatchObject({ ok: false, error: { code: 'too-large' } })
    expect(await readdir(at('home/uploads'))).toEqual([])
    await quiet.close()
    await host.close()
  })
})

/** Takes any number of bytes and keeps none: half a gigabyte need not be written to see that it is refused. */
function swallowing(disk: Disk): Disk {
  return {
    ...disk,
    async open(path, flags, mode) {
      const file = await disk.open(path, flags, mode)
      return Object.assign(Object.create(file), {
        write: async (bytes: Uint8Array) => bytes.length,
        sync: async () => {},
        close: () => file.close(),
      })
    },
  }
}

test('every error that a person can meet says which file and what to do', async () => {
  const host = hostHere()
  const failing = hostHere({
    environment: {
      disk: {
        ...nodeDisk,
        ensureFolder: async () => {
          throw Object.assign(new Error('full'), { code: 'ENOSPC' })
        },
      },
    },
  })
  const outcome = await failing.createProject({ name: 'Full', sourceLanguage: 'kk', targetLanguage: 'en', folder: null })
  expect(outcome).toMatchObject({ ok: false, error: { code: 'disk-full' } })
  const { message } = (outcome as { error: HostFailure['error'] }).error
  for (const part of ['Full', 'the disk is full', at('projects/Full.egiz'), 'Nothing was left behind', 'Free some space']) {
    expect(message).toContain(part)
  }
  await host.close()
  expect(env.pid).toBe(process.pid)
})
