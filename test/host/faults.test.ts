import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { type Environment, nodeEnvironment } from '../../electron/host/environment.ts'
import { createProjectFolder } from '../../electron/host/project-creation.ts'
import { ProjectFolder } from '../../electron/host/project-folder.ts'
import { readProject } from '../../electron/host/project-reading.ts'
import { verifyFolder } from '../../electron/host/verify.ts'
import { HostFailure } from '../../shared/host/errors.ts'
import type { Op } from '../../shared/model/changes.ts'
import { stableJson } from '../../shared/model/json.ts'
import type { ProjectState } from '../../shared/model/snapshot.ts'
import { inMemory, onFiles, type Place, STEP_ON_FILES } from '../support/fault-places.ts'
import { Crash, type Failure, type FaultyDisk, faultyDisk } from '../support/faulty-disk.ts'
import { collect, rowsText, sampleDocument, sampleUnits, typed } from '../support/sample-project.ts'

// Laws 1 to 5 of electron/host/README.md: every call to the disk, in everything that a project goes through, is made to fail once, in
// several ways. Whatever happened, on a healthy disk the project then opens, is proved whole, and holds every acknowledged change.

// Renaming waits by the clock for whoever holds a name; tests of a thousand renames need not.
vi.mock('node:timers/promises', () => ({ setTimeout: async () => {} }))

const noWait = async () => {}
const documentId = 'thedocument'
const units = sampleUnits(documentId, 6)
const tag = { id: 'thetag', order: 'a0', parentId: null, name: 'Tag', colour: 1, description: '' }
const project = { name: 'Faulty', sourceLanguage: 'kk', targetLanguage: 'en' }

let place: Place
let healthy: Environment
async function startIn(made: Promise<Place>): Promise<void> {
  place = await made
  healthy = nodeEnvironment({ wait: noWait, disk: place.disk })
}
beforeEach(() => startIn(inMemory()))
afterEach(() => place.remove())

interface Run {
  path: string | null
  /** JSON of the operations acknowledged, in order. */
  acknowledged: string[]
  failures: unknown[]
}

/** A project's life. What fails is tried once more, as a page would; what fails again is passed over. */
async function live(parent: string, faulty: FaultyDisk, run: Run): Promise<void> {
  const env = nodeEnvironment({ disk: faulty.disk, wait: noWait })
  const attempt = async <T>(work: () => Promise<T>): Promise<T | null> => {
    for (let i = 0; i < 2; i++) {
      try {
        return await work()
      } catch (error) {
        if (error instanceof Crash) throw error
        run.failures.push(error)
      }
    }
    return null
  }
  run.path = await attempt(() => createProjectFolder(env, parent, project))
  const path = run.path
  if (path === null) return
  const commit = async (open: ProjectFolder, op: Op) => {
    // The number is the page's own: a retry of what was acknowledged unknown to it must not count twice.
    const change = { seq: run.acknowledged.length + 1, at: '2026-01-02T03:04:05.000Z', author: 'a', op }
    if (await attempt(() => open.append([change]))) run.acknowledged.push(stableJson(op))
  }
  for (let round = 0; round < 2; round++) {
    const open = await attempt(() => ProjectFolder.open(env, path))
    if (!open) return
    if (round === 0) {
      const original = await attempt(() => open.addSource(documentId, '.txt', 'bytes'))
      const rows = await attempt(() => open.addRows(rowsText(units)))
      if (original && rows) {
        const { sha256 } = rows
        await commit(open, { type: 'document.add', document: sampleDocument(documentId, original), rows: { sha256, count: units.length } })
      }
    }
    if (run.acknowledged.length > 0) {
      await commit(open, typed(units[round]!, `before ${round}`))
      await attempt(() => open.compact())
      await commit(open, typed(units[round + 2]!, `after ${round}`))
      if (round === 0) await commit(open, { type: 'tag.add', tag })
    }
    await attempt(() => open.close())
  }
}

async function contents(state: ProjectState): Promise<string> {
  const documents = await Promise.all(
    [...state.documents.keys()].map(async (id) => ({
      units: await collect(state.units(id)),
      annotations: await collect(state.annotations(id)),
    })),
  )
  return stableJson({ project: state.project, documents: [...state.documents], tags: [...state.tags], rows: documents })
}

/** Opens the project on a healthy disk and checks the laws. */
async function checkAfterwards(run: Run, parent: string): Promise<void> {
  if (run.path === null) {
    const there = (await place.disk.list(parent).catch(() => [] as string[])).filter((name) => !name.startsWith('.'))
    if (there.length === 0) return
    // Told as failed, since it could not be made sure; what is there must then be a whole project.
    expect(there).toEqual(['Faulty.egiz'])
    run.path = join(parent, 'Faulty.egiz')
  }
  const read = await readProject(healthy, run.path)
  const before = await contents(read.state)
  expect(read.head.seq).toBeGreaterThanOrEqual(run.acknowledged.length)
  const open = await ProjectFolder.open({ ...healthy, isAlive: () => false, pid: process.pid + 1 }, run.path)
  const changes = await open.readChanges(0, 1000)
  expect(changes.slice(0, run.acknowledged.length).map(({ change }) => stableJson(change.op))).toEqual(run.acknowledged)
  expect(await contents(await open.state())).toBe(before)
  await open.compact()
  expect(await contents(await open.state())).toBe(before)
  await open.close()
  const verification = await verifyFolder(healthy, run.path)
  expect(verification.findings.filter(({ code }) => code !== 'unreferenced-file')).toEqual([])
  expect(verification.ok).toBe(true)
}

async function countCalls(): Promise<{ calls: readonly string[]; acknowledged: number }> {
  const faulty = faultyDisk(place.disk)
  const run: Run = { path: null, acknowledged: [], failures: [] }
  await live(join(place.path, 'count'), faulty, run)
  expect(run.failures).toEqual([])
  return { calls: faulty.calls, acknowledged: run.acknowledged.length }
}

/** More calls than there are. */
const GOOD = 1_000_000
/** Calls that change something. */
const changing = /^(open\((wx|r\+)\)|write|truncate|makeFolder|ensureFolder|rename|removeFile|removeFolder)/

/** How calls fail: how often in a row, and which calls can fail so. */
const kinds: [string, Failure, number, RegExp][] = [
  ['a failing disk', { errno: 'EIO' }, 1, /./],
  ['a disk that goes on failing', { errno: 'EIO' }, 4, /./],
  ['a full disk', { errno: 'ENOSPC' }, 2, /^(open\(wx\)|write|sync|makeFolder|ensureFolder|rename)/],
  ['a refusal', { errno: 'EACCES' }, 1, /^(open|list|makeFolder|ensureFolder|rename|removeFile)/],
  ['another program that holds the file for a moment', { errno: 'EPERM' }, 1, /^(open|rename|removeFile)/],
  // From some call on, and for good: until the program is started again on a healthy disk.
  ['a disk that fails for good', { errno: 'EIO' }, GOOD, /./],
  [
    'a disk that is full for good',
    { errno: 'ENOSPC', only: /^(open\(wx\)|write|makeFolder|ensureFolder)/ },
    GOOD,
    /^(open\(wx\)|write|make)/,
  ],
  ['a disk that became read-only', { errno: 'EROFS', only: changing }, GOOD, changing],
  ['a refusal for good', { errno: 'EPERM', only: changing }, GOOD, changing],
  ['syncing that fails for good', { errno: 'EIO', only: /^sync/ }, GOOD, /^sync/],
  ['a drive that is pulled out', { gone: true }, GOOD, /./],
  ['a drive that is pulled out and put back', { gone: true }, 6, /./],
]

describe('every call to the disk fails once', () => {
  for (const [name, failure, times, which] of kinds) {
    test(`${name} at each call: every acknowledged change is there afterwards, and the reason is told`, { timeout: 0 }, async () => {
      const { calls, acknowledged } = await countCalls()
      expect(acknowledged).toBe(6)
      expect(calls.length).toBeGreaterThan(200)
      for (const [at, call] of calls.entries()) {
        if (!which.test(call)) continue
        const faulty = faultyDisk(place.disk)
        const run: Run = { path: null, acknowledged: [], failures: [] }
        faulty.failAt(at, failure, times)
        const parent = join(place.path, `run-${at}`)
        await live(parent, faulty, run)
        const what = `${name} at call ${at}: ${call}`
        expect(faulty.openFiles(), `${what}: files left open`).toBe(0)
        for (const error of run.failures) {
          expect(error, what).toBeInstanceOf(HostFailure)
          expect((error as HostFailure).error.code, what).not.toBe('internal')
        }
        await checkAfterwards(run, parent).catch((error) => {
          throw new Error(`${what}: ${error instanceof Error ? error.message : error}`, { cause: error })
        })
      }
    })
  }
})

test('names that another program holds for a while, as on Windows: renaming waits, and nobody is told', { timeout: 0 }, async () => {
  const { calls } = await countCalls()
  const renames = calls.flatMap((call, at) => (call.startsWith('rename ') ? [at] : []))
  expect(renames.length).toBeGreaterThan(10)
  for (const errno of ['EPERM', 'EBUSY']) {
    for (const at of renames) {
      const faulty = faultyDisk(place.disk)
      const run: Run = { path: null, acknowledged: [], failures: [] }
      faulty.failAt(at, { errno }, 5)
      const parent = join(place.path, `run-${errno}-${at}`)
      await live(parent, faulty, run)
      expect(run.failures, `${errno} at ${calls[at]} (call ${at})`).toEqual([])
      expect(run.acknowledged.length).toBe(6)
      await checkAfterwards(run, parent)
    }
  }
})

test('a disk that takes only a part of every write: nothing fails', async () => {
  const faulty = faultyDisk(place.disk)
  const run: Run = { path: null, acknowledged: [], failures: [] }
  faulty.failAt(0, { half: true }, GOOD)
  await live(join(place.path, 'run'), faulty, run)
  expect(run.failures).toEqual([])
  expect(run.acknowledged.length).toBe(6)
  await checkAfterwards(run, join(place.path, 'run'))
})

test('half a write, then a full disk, at each write', { timeout: 0 }, async () => {
  const { calls } = await countCalls()
  const writes = calls.flatMap((call, at) => (call.startsWith('write ') ? [at] : []))
  expect(writes.length).toBeGreaterThan(15)
  for (const at of writes) {
    const faulty = faultyDisk(place.disk)
    const run: Run = { path: null, acknowledged: [], failures: [] }
    faulty.failAt(at, { short: true })
    const parent = join(place.path, `run-${at}`)
    await live(parent, faulty, run)
    await checkAfterwards(run, parent).catch((error) => {
      throw new Error(`half of ${calls[at]} (call ${at}): ${error instanceof Error ? error.message : error}`, { cause: error })
    })
  }
})

/** The process ends after each call, or in the middle of a write. */
async function endAtEachCall(step: number): Promise<void> {
  const { calls } = await countCalls()
  for (let at = 0; at < calls.length; at += step) {
    const faulty = faultyDisk(place.disk)
    const run: Run = { path: null, acknowledged: [], failures: [] }
    faulty.failAt(at, { crash: true })
    const parent = join(place.path, `run-${at}`)
    await live(parent, faulty, run).catch((error) => {
      if (!(error instanceof Crash)) throw error
    })
    await faulty.letGo()
    await checkAfterwards(run, parent).catch((error) => {
      throw new Error(`end after ${calls[at]} (call ${at}): ${error instanceof Error ? error.message : error}`, { cause: error })
    })
  }
}

test(
  'the process ends after each call, or in the middle of a write: what was acknowledged is there when it is opened again',
  {
    timeout: 0,
  },
  () => endAtEachCall(1),
)

test(`the same on real files, after every ${STEP_ON_FILES}th call`, { timeout: 0 }, async () => {
  await startIn(onFiles())
  await endAtEachCall(STEP_ON_FILES)
})
