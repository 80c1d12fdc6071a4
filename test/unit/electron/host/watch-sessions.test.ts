import { appendFile, cp, readdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Environment } from '../../../../electron/host/environment.ts'
import { createHost, type NodeHost } from '../../../../electron/host/host.ts'
import { startServer } from '../../../../electron/server/server.ts'
import { createHttpHost } from '../../../../renderer/host/http.ts'
import { unwrap } from '../../../../shared/host/errors.ts'
import { change, openSample, typed } from '../../../support/sample-project.ts'
import { temporaryFolder } from '../../../support/temporary.ts'

let folder: Awaited<ReturnType<typeof temporaryFolder>>
let host: NodeHost
let told: [string, unknown][]
/** What runs every few seconds, run by hand. */
let timers: Set<() => void>

const every: Environment['every'] = (milliseconds, work) => {
  expect(milliseconds).toBeLessThanOrEqual(3000)
  timers.add(work)
  return () => timers.delete(work)
}
const tick = () => {
  for (const work of timers) work()
}
/** Ticks until something is told, or five times. */
async function tickUntil(count: number): Promise<void> {
  for (let i = 0; i < 5 && told.length < count; i++) {
    tick()
    await new Promise((resolve) => setTimeout(resolve, 60))
  }
}

function makeHost(environment: Partial<Environment> = { every }): NodeHost {
  const made = createHost({
    home: join(folder.path, 'home'),
    projectsFolder: join(folder.path, 'projects'),
    version: '0',
    edition: 'browser',
    environment,
  })
  for (const name of ['folderChanged', 'sessionLost'] as const) made.subscribe(name, (payload) => told.push([name, payload]))
  return made
}

beforeEach(async () => {
  folder = await temporaryFolder()
  told = []
  timers = new Set()
  host = makeHost()
})
afterEach(async () => {
  await host.close()
  expect(timers.size).toBe(0)
  await folder.remove()
})

describe('a page that holds a project', () => {
  test('is told once of what another program changed, and gets it by opening again', async () => {
    const { entry, session, units } = await openSample(host)
    unwrap(await host.appendChanges({ session, changes: [change(2, typed(units[0]!, 'kept'))] }))
    const older = join(folder.path, 'older.jsonl')
    await cp(join(entry.place, 'journal.jsonl'), older)
    unwrap(await host.appendChanges({ session, changes: [change(3, typed(units[1]!, 'taken back by another program'))] }))
    await tickUntil(1)
    expect(told).toEqual([])
    await cp(older, join(entry.place, 'journal.jsonl'))
    await tickUntil(1)
    expect(told).toEqual([['folderChanged', { session, files: ['journal.jsonl'] }]])
    await tickUntil(2)
    expect(told.length).toBe(1)
    const refused = await host.appendChanges({ session, changes: [change(4, typed(units[2]!, 'x'))] })
    expect(refused).toMatchObject({ ok: false, error: { code: 'external-change' } })
    expect(unwrap(await host.keepAside({ session, bytes: new Uint8Array(1) })).name).toMatch(/^aside-/)
    const again = unwrap(await host.openProject({ project: entry.token, client: 'client1', takeOver: false }))
    expect(again.head.seq).toBe(2)
    expect(unwrap(await host.appendChanges({ session: again.session, changes: [change(3, typed(units[2]!, 'x'))] })).seq).toBe(3)
    told = []
    await tickUntil(1)
    expect(told).toEqual([])
  })

  test('is told, where an append was what found it', async () => {
    const { entry, session, units } = await openSample(host)
    await appendFile(join(entry.place, 'journal.jsonl'), 'by another program\n')
    expect(await host.appendChanges({ session, changes: [change(2, typed(units[0]!, 'x'))] })).toMatchObject({ ok: false })
    await tickUntil(1)
    expect(told).toEqual([['folderChanged', { session, files: ['journal.jsonl'] }]])
  })

  test('loses it where the folder went away, without asking for anything; not where it is back by the next look', async () => {
    const { entry, session, units } = await openSample(host)
    const away = join(folder.path, 'away')
    await rename(entry.place, away)
    await rename(away, entry.place)
    await tickUntil(1)
    expect(told).toEqual([])
    expect(unwrap(await host.appendChanges({ session, changes: [change(2, typed(units[0]!, 'x'))] })).seq).toBe(2)
    await rename(entry.place, away)
    await tickUntil(1)
    expect(told).toEqual([['sessionLost', { session, reason: 'folder-gone' }]])
    expect(timers.size).toBe(0)
    await rename(away, entry.place)
    const again = unwrap(await host.openProject({ project: entry.token, client: 'client1', takeOver: false }))
    expect(again.head.seq).toBe(2)
  })

  test('that closed it, or lost it to another, is told of nothing more', async () => {
    const { entry, session } = await openSample(host)
    const taken = unwrap(await host.openProject({ project: entry.token, client: 'client2', takeOver: true }))
    expect(timers.size).toBe(1)
    told = []
    await appendFile(join(entry.place, 'tags.json'), ' ')
    await tickUntil(1)
    expect(told).toEqual([['folderChanged', { session: taken.session, files: ['tags.json'] }]])
    expect(taken.session).not.toBe(session)
    const before = await readdir(entry.place)
    unwrap(await host.closeProject({ session: taken.session }))
    expect(timers.size).toBe(0)
    expect(await readdir(entry.place)).toEqual(before.filter((name) => name !== 'lock'))
  })
})

test('within a few seconds by the clock, also through the browser edition’s server', { timeout: 0 }, async () => {
  const real = makeHost({})
  const server = await startServer({ host: real, rendererRoot: folder.path, port: 0 })
  const page = createHttpHost({ base: server.origin, token: server.token })
  try {
    const heard = new Promise((resolve) => page.subscribe('folderChanged', resolve))
    const { entry, session } = await openSample(page)
    await rm(join(entry.place, 'tags.json'))
    expect(await heard).toEqual({ session, files: ['tags.json'] })
  } finally {
    page.close()
    await server.close()
    await real.close()
  }
})
