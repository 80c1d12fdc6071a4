import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openBackup } from '../../electron/host/backup-reading.ts'
import { listBackups } from '../../electron/host/backups.ts'
import { type Environment, nodeEnvironment } from '../../electron/host/environment.ts'
import { readWhole } from '../../electron/host/file-bytes.ts'
import { createProjectFolder } from '../../electron/host/project-creation.ts'
import { ProjectFolder } from '../../electron/host/project-folder.ts'
import { readProject } from '../../electron/host/project-reading.ts'
import { restoreBackup } from '../../electron/host/restore.ts'
import { verifyFolder } from '../../electron/host/verify.ts'
import { HostFailure } from '../../shared/host/errors.ts'
import { stableJson } from '../../shared/model/json.ts'
import { copyTree, everythingOn, putFile } from '../support/disk-trees.ts'
import { inMemory, onFiles, type Place, STEP_ON_FILES } from '../support/fault-places.ts'
import { Crash, type Failure, type FaultyDisk, faultyDisk } from '../support/faulty-disk.ts'
import { fill, units } from '../support/project-folders.ts'
import { collect, typed } from '../support/sample-project.ts'

// Every call to the disk, in making a backup with its rotation and in restoring one, is made to fail in several ways, and the process is
// ended after each. Whatever happened: the project opens with everything, is proved whole, and what bears a backup's name is one.

const NOW = Date.UTC(2026, 10, 23, 18)
const noWait = async () => {}
/** More than are kept: rotation removes two. */
const OLD = Array.from({ length: 11 }, (_, i) => `2020-01-01T00-00-${String(10 + i)}Z-000005.egiz.zip`)

let place: Place
let healthy: Environment
let template: string
let saved: string

beforeEach(() => startIn(inMemory()))
afterEach(() => place.remove())

async function startIn(made: Promise<Place>): Promise<void> {
  place = await made
  healthy = nodeEnvironment({ wait: noWait, disk: place.disk, now: () => NOW })
  template = join(place.path, 'template')
  const path = await createProjectFolder(healthy, template, { name: 'Faulty', sourceLanguage: 'kk', targetLanguage: 'en' })
  const open = await ProjectFolder.open(healthy, path)
  await fill(open, 3)
  await open.compact()
  await open.commit([typed(units[5]!, 'after')], 'a')
  await open.close()
  const [newest] = await place.disk.list(join(path, 'backups'))
  for (const name of OLD) await copyTree(place.disk, join(path, 'backups', newest!), join(path, 'backups', name))
  saved = await contents(path)
}

async function contents(path: string): Promise<string> {
  const { state, head } = await readProject(healthy, path)
  const documents = []
  for (const id of state.documents.keys())
    documents.push({ units: await collect(state.units(id)), annotations: await collect(state.annotations(id)) })
  return stableJson({ head, documents: [...state.documents], tags: [...state.tags], all: documents })
}

/** One life on a disk that fails at one call; returns what it was told. */
type Life = (path: string, faulty: FaultyDisk) => Promise<unknown[]>

/** How many calls came before what is to be tried: opening is, elsewhere. */
let begun = 0
/** What the last restoring told as missing. */
let missing: string[] = []

const told = (failures: unknown[]) => (error: unknown) => {
  if (error instanceof Crash) throw error
  failures.push(error)
  return null
}

/** Opens, appends, backs up, closes: by the disk's calls, the backup's own are among them. */
const backUp: Life = async (path, faulty) => {
  const env = nodeEnvironment({ disk: faulty.disk, wait: noWait, now: () => NOW + 60_000 })
  const failures: unknown[] = []
  const open = await ProjectFolder.open(env, path).catch(told(failures))
  if (!open) return failures
  begun = faulty.calls.length
  await open.backUp().catch(told(failures))
  await open.commit([typed(units[7]!, 'more')], 'a').catch(told(failures))
  await open.backUp().catch(told(failures))
  await open.close().catch(told(failures))
  return failures
}

const restore: Life = async (path, faulty) => {
  const failures: unknown[] = []
  begun = 0
  const name = (await place.disk.list(join(path, 'backups'))).sort().at(-1)!
  const env = nodeEnvironment({ disk: faulty.disk, wait: noWait, now: () => NOW + 60_000 })
  missing = (await restoreBackup(env, join(path, 'backups', name)).catch(told(failures)))?.missing ?? []
  return failures
}

async function checkBackups(path: string): Promise<void> {
  const open = await ProjectFolder.open({ ...healthy, isAlive: () => false, pid: process.pid + 1 }, path)
  expect(open.head.seq).toBeGreaterThanOrEqual(5)
  // What was there before is there; rotation may have come after a new one, never before it.
  const backups = await listBackups(healthy, path)
  expect(backups.length).toBeGreaterThanOrEqual(10)
  for (const { name, seq } of backups.slice(0, 2)) {
    const backup = await openBackup(place.disk, join(path, 'backups', name))
    expect(backup.head.seq, name).toBe(seq)
    for (const each of backup.paths) await collect(backup.read(each))
  }
  // Opening dropped what a killed process left.
  expect((await place.disk.list(join(path, 'backups'))).filter((name) => name.startsWith('.'))).toEqual([])
  const { seq } = open.head
  expect(await open.backUp()).toEqual(backups[0]?.seq === seq ? null : expect.objectContaining({ seq }))
  await open.close()
  expect(await verifyFolder(healthy, path)).toMatchObject({ ok: true })
}

async function checkRestored(path: string): Promise<void> {
  const parent = join(path, '..')
  expect(await everythingOn(place.disk, path)).toEqual(await everythingOn(place.disk, join(template, 'Faulty.egiz')))
  const made = (await place.disk.list(parent)).filter((name) => name !== 'Faulty.egiz' && !name.startsWith('.'))
  for (const name of made) {
    expect(await contents(join(parent, name))).toBe(saved)
    // What could not be read at that moment was told, and nothing else is missing.
    const { findings } = await verifyFolder(healthy, join(parent, name))
    expect(findings.filter(({ file }) => !missing.some((each) => file.startsWith(each.split('/')[0]!)))).toEqual([])
  }
  const again = await restoreBackup(healthy, join(path, 'backups', (await listBackups(healthy, path))[0]!.name))
  expect(again.missing).toEqual([])
  expect(await contents(again.path)).toBe(saved)
}

type Lived = [what: string, life: Life, check: (path: string) => Promise<void>]
const lives: Lived[] = [
  ['a backup', backUp, checkBackups],
  ['a restoring', restore, checkRestored],
]

type Kind = [name: string, failure: Failure, times: number, which: RegExp]
const theEnd: Kind = ['the process’s end', { crash: true }, 1, /./]
const kinds: Kind[] = [
  ['a failing disk', { errno: 'EIO' }, 1, /./],
  ['a disk that goes on failing', { errno: 'EIO' }, 5, /./],
  ['a full disk', { errno: 'ENOSPC' }, 2, /^(open\(wx\)|write|sync|makeFolder|rename)/],
  ['a refusal', { errno: 'EACCES' }, 1, /^(open|list|makeFolder|rename|removeFile)/],
  ['another program that holds the file for a moment', { errno: 'EPERM' }, 1, /^(open|rename|removeFile)/],
  ['a folder that goes away', { errno: 'ENOENT' }, 1000, /./],
  ['half a write', { short: true }, 1, /^write /],
  theEnd,
]

async function failEach([, live, check]: Lived, [name, failure, times, which]: Kind, step = 1): Promise<void> {
  const counting = faultyDisk(place.disk)
  const first = join(place.path, 'count')
  await copyTree(place.disk, template, first)
  expect(await live(join(first, 'Faulty.egiz'), counting)).toEqual([])
  const { calls } = counting
  const from = begun
  expect(calls.filter((call) => which.test(call)).length).toBeGreaterThan(2)
  for (const [at, call] of calls.entries()) {
    if (at < from || !which.test(call) || at % step !== 0) continue
    const parent = join(place.path, `run-${at}`)
    await copyTree(place.disk, template, parent)
    const faulty = faultyDisk(place.disk)
    faulty.failAt(at, failure, times)
    const path = join(parent, 'Faulty.egiz')
    const context = `${name} at call ${at}: ${call}`
    try {
      const failures = await live(path, faulty).catch((error) => {
        if (error instanceof Crash) return []
        throw error
      })
      if ('crash' in failure) await faulty.letGo()
      expect(faulty.openFiles(), 'files left open').toBe(0)
      for (const error of failures) {
        expect(error).toBeInstanceOf(HostFailure)
        expect((error as HostFailure).error.code).not.toBe('internal')
      }
      await check(path)
    } catch (error) {
      throw new Error(`${context}: ${error instanceof Error ? error.message : error}`, { cause: error })
    }
  }
}

for (const lived of lives) {
  for (const kind of kinds) test(`${kind[0]}, at each call of ${lived[0]}`, { timeout: 0 }, () => failEach(lived, kind))

  test(`${theEnd[0]}, at every ${STEP_ON_FILES}th call of ${lived[0]}, on real files`, { timeout: 0 }, async () => {
    await startIn(onFiles())
    await failEach(lived, theEnd, STEP_ON_FILES)
  })
}

test('the temporary folder that a killed restoring leaves goes with the next one, when it is a day old', async () => {
  const parent = join(place.path, 'left')
  await copyTree(place.disk, template, parent)
  const faulty = faultyDisk(place.disk)
  const counting = faultyDisk(place.disk)
  await restore(join(parent, 'Faulty.egiz'), counting)
  faulty.failAt(counting.calls.findIndex((call) => call.startsWith('write ')) + 4, { crash: true })
  await restore(join(parent, 'Faulty.egiz'), faulty).catch(() => {})
  await faulty.letGo()
  const left = async () => (await place.disk.list(parent)).filter((name) => name.startsWith('.'))
  expect((await left()).length).toBe(1)
  const backup = join(parent, 'Faulty.egiz', 'backups', (await listBackups(healthy, join(parent, 'Faulty.egiz')))[0]!.name)
  await restoreBackup({ ...healthy, now: Date.now }, backup)
  expect((await left()).length).toBe(1)
  await restoreBackup({ ...healthy, now: () => Date.now() + 25 * 60 * 60 * 1000 }, backup)
  expect(await left()).toEqual([])
})

test('a backup that a program wrote over is made again', async () => {
  const path = join(template, 'Faulty.egiz')
  const newest = join(path, 'backups', (await listBackups(healthy, path))[0]!.name)
  await putFile(place.disk, newest, (await readWhole(place.disk, newest)).subarray(0, 100))
  const open = await ProjectFolder.open(healthy, path)
  expect(await open.backUp()).toMatchObject({ seq: 5 })
  await open.close()
})
