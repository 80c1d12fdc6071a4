import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type Environment, nodeEnvironment } from '../../electron/host/environment.ts'
import { forkProject } from '../../electron/host/fork.ts'
import { createProjectFolder } from '../../electron/host/project-creation.ts'
import { ProjectFolder } from '../../electron/host/project-folder.ts'
import { rewindProject } from '../../electron/host/rewind.ts'
import { verifyFolder } from '../../electron/host/verify.ts'
import { HostFailure } from '../../shared/host/errors.ts'
import { copyTree, everythingOn } from '../support/disk-trees.ts'
import { inMemory, onFiles, type Place, STEP_ON_FILES } from '../support/fault-places.ts'
import { Crash, type Failure, type FaultyDisk, faultyDisk } from '../support/faulty-disk.ts'
import { fill, targets, units } from '../support/project-folders.ts'
import { change, typed } from '../support/sample-project.ts'

// Every call to the disk, while a fork is made and while changes are taken back, is made to fail: a fork is there whole or not at all, and
// the project holds everything in either case.

const noWait = async () => {}
const settings = { name: 'P', sourceLanguage: 'kk', targetLanguage: 'en' }

let place: Place
let healthy: Environment
async function startIn(made: Promise<Place>): Promise<void> {
  place = await made
  healthy = nodeEnvironment({ wait: noWait, disk: place.disk })
  sample = null
}
beforeEach(() => startIn(inMemory()))
afterEach(() => place.remove())

let sample: string | null = null

/** A project of seven changes, three of them behind the snapshot; closed. Made once a test, then copied. */
async function prepare(parent: string): Promise<string> {
  sample ??= await makeSample(join(place.path, 'sample'))
  await copyTree(place.disk, sample, join(parent, 'P.egiz'))
  return join(parent, 'P.egiz')
}

async function makeSample(parent: string): Promise<string> {
  const path = await createProjectFolder(healthy, parent, settings)
  const open = await ProjectFolder.open(healthy, path)
  await fill(open, 3)
  await open.compact()
  for (const unit of units.slice(3, 6)) await open.commit([typed(unit, `behind ${unit.id}`)], 'a')
  await open.close()
  return path
}

const other = (seq: number) => [change(seq, typed(units[8]!, 'another way')), change(seq + 1, typed(units[9]!, 'and on'))]

/** What is done on the failing disk, the disk's calls before it not counted. */
type Work = (env: ReturnType<typeof nodeEnvironment>, open: ProjectFolder) => Promise<unknown>
const works: [string, Work][] = [
  ['a fork behind the snapshot', (env, open) => forkProject(env, open, { after: 6, changes: other(7), label: 'fork' })],
  ['a fork before the snapshot', (env, open) => forkProject(env, open, { after: 2, changes: other(3), label: 'fork' })],
  ['going back', (env, open) => rewindProject(env, open, 2, 'a')],
]

async function run(path: string, faulty: FaultyDisk, work: Work, plan: () => void): Promise<unknown> {
  const env = nodeEnvironment({ disk: faulty.disk, wait: noWait })
  const open = await ProjectFolder.open(env, path)
  plan()
  const failure = await work(env, open).then(
    () => null,
    (error: unknown) => error,
  )
  faulty.heal()
  await open.close().catch((error) => {
    if (!(error instanceof Crash)) throw error
  })
  await faulty.letGo()
  return failure
}

async function checkAfterwards(path: string, parent: string, isCleared: boolean, failure: unknown, work: string): Promise<void> {
  const names = await place.disk.list(parent)
  const shown = names.filter((name) => !name.startsWith('.'))
  if (isCleared) expect(names).toEqual(shown)
  // Where clearing up failed, too: hidden, and removed by whoever makes a folder there a day later.
  expect(names.filter((name) => !shown.includes(name) && !/^\.[a-z0-9]{8}\.egiz\.new$/.test(name))).toEqual([])
  if (work === 'going back') expect(shown).toEqual(['P.egiz'])
  for (const name of shown) {
    if (name === 'P.egiz') continue
    expect((await verifyFolder(healthy, join(parent, name))).findings).toEqual([])
  }
  if (work !== 'going back') {
    if (failure === null) expect(shown.sort()).toEqual(['P (fork).egiz', 'P.egiz'])
    expect(await filesOf(path)).toEqual(await filesOf(sample!))
    return
  }
  const open = await ProjectFolder.open({ ...healthy, isAlive: () => false, pid: process.pid + 1 }, path)
  const changes = (await open.readChanges(0, 100)).map((one) => one.change)
  expect(changes.slice(0, 7).map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5, 6, 7])
  expect(changes.slice(7).every(({ undoes }) => undoes !== undefined)).toBe(true)
  // However far it came: done again, it comes to the same.
  await rewindProject(healthy, open, 2, 'a')
  expect((await targets(open)).filter((text) => text !== '').length).toBe(1)
  await open.close()
  expect(await verifyFolder(healthy, path)).toMatchObject({ ok: true })
}

/** All but a lock that a process left when it ended. */
const filesOf = async (path: string) => (await everythingOn(place.disk, path)).filter(([name]) => name !== 'lock')

type Kind = [string, Failure, times: number, which: RegExp]
const theEnd: Kind = ['the end of the process', { crash: true }, 1, /./]

/** How often in a row, and at which calls. */
const kinds: Kind[] = [
  ['a failing disk', { errno: 'EIO' }, 1, /./],
  ['a disk that fails from then on', { errno: 'EIO' }, 100_000, /./],
  ['a full disk', { errno: 'ENOSPC' }, 2, /^(open\(wx\)|write|sync|makeFolder|rename)/],
  ['a refusal', { errno: 'EACCES' }, 1, /^(open|list|makeFolder|rename|removeFile)/],
  ['a name that another program holds for a moment', { errno: 'EPERM' }, 1, /^(open|rename|removeFile)/],
  ['half a write, then a full disk', { short: true }, 1, /^write/],
  theEnd,
]

async function failEach(name: string, work: Work, [kind, failure, times, which]: Kind, step = 1): Promise<void> {
  const counted = faultyDisk(place.disk)
  let from = 0
  expect(
    await run(await prepare(join(place.path, 'count')), counted, work, () => {
      from = counted.calls.length
    }),
  ).toBe(null)
  const calls = counted.calls.slice(from)
  expect(calls.length).toBeGreaterThan(10)
  let failed = 0
  for (const [at, call] of calls.entries()) {
    if (!which.test(call) || at % step !== 0) continue
    const faulty = faultyDisk(place.disk)
    const parent = join(place.path, `run-${at}`)
    const path = await prepare(parent)
    const told = await run(path, faulty, work, () => faulty.failAt(at, failure, times))
    const what = `${name}, ${kind} at call ${at}: ${call}`
    expect(faulty.openFiles(), `${what}: files left open`).toBe(0)
    if (told !== null) failed++
    if (told !== null && !('crash' in failure)) {
      expect(told, what).toBeInstanceOf(HostFailure)
      expect((told as HostFailure).error.message.length, what).toBeGreaterThan(20)
    }
    await checkAfterwards(path, parent, told === null || ('errno' in failure && times === 1), told, name).catch((error) => {
      throw new Error(`${what}: ${error instanceof Error ? error.message : error}`, { cause: error })
    })
  }
  expect(failed).toBeGreaterThan(0)
}

describe.each(works)('%s', (name, work) => {
  test.each(kinds)('%s, at each call', { timeout: 0 }, (...kind) => failEach(name, work, kind))

  test(`the end of the process, at every ${STEP_ON_FILES}th call, on real files`, { timeout: 0 }, async () => {
    await startIn(onFiles())
    await failEach(name, work, theEnd, STEP_ON_FILES)
  })
})
