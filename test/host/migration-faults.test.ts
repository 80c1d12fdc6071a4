import { join, resolve } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { nodeDisk } from '../../electron/host/disk.ts'
import { type Environment, nodeEnvironment } from '../../electron/host/environment.ts'
import { ProjectFolder } from '../../electron/host/project-folder.ts'
import { verifyFolder } from '../../electron/host/verify.ts'
import { HostFailure } from '../../shared/host/errors.ts'
import { FORMAT } from '../../shared/model/project-file.ts'
import { copyTree } from '../support/disk-trees.ts'
import { inMemory, onFiles, type Place, STEP_ON_FILES } from '../support/fault-places.ts'
import { Crash, type Failure, faultyDisk } from '../support/faulty-disk.ts'
import { changesOf, frozenFormats, frozenState, recordsOf } from '../support/frozen-projects.ts'

// Law G2 of shared/migrate/README.md: every call to the disk while a project of an older format is opened is made to fail, or is the last
// one before the process ends. Opened again, the project is the same as if nothing had happened.

const noWait = async () => {}
const fixtures = resolve(import.meta.dirname, '../fixtures')
const formats = (await frozenFormats()).filter((format) => format < FORMAT)
const frozen = new Map(await Promise.all(formats.map(async (format) => [format, await frozenState(format)] as const)))

let place: Place
let healthy: Environment
async function startIn(made: Promise<Place>): Promise<void> {
  place = await made
  healthy = nodeEnvironment({ wait: noWait, disk: place.disk, isAlive: () => false, pid: process.pid + 1 })
}
beforeEach(() => startIn(inMemory()))
afterEach(() => place.remove())

/** A copy of the frozen project, to be worked on; the real files are read once a test. */
async function thaw(format: number, name: string): Promise<string> {
  const sample = join(place.path, `format-${format}`)
  if (!(await place.disk.stat(sample))) await copyTree(nodeDisk, join(fixtures, `format-${format}`, 'project'), sample, place.disk)
  const folder = join(place.path, name, 'Two roads.egiz')
  await copyTree(place.disk, sample, folder)
  return folder
}

/** Opens a project of `format` on a disk that fails at a call; returns its folder, and how opening it failed. */
async function openFailing(format: number, name: string, at: number, failure: Failure, times = 1) {
  const folder = await thaw(format, name)
  const faulty = faultyDisk(place.disk)
  if (at >= 0) faulty.failAt(at, failure, times)
  const env = nodeEnvironment({ disk: faulty.disk, wait: noWait })
  const failed: unknown = await ProjectFolder.open(env, folder).then(
    (open) => open.close().catch((error: unknown) => error),
    (error: unknown) => error,
  )
  const left = faulty.openFiles()
  await faulty.letGo()
  return { folder, failed, left, calls: faulty.calls }
}

async function expectWhole(format: number, folder: string, what: string): Promise<void> {
  const { state, changes } = frozen.get(format)!
  try {
    // What lies there can be read, whatever became of it.
    expect((await recordsOf(healthy, folder)).head).toEqual((state as { head: unknown }).head)
    expect(await changesOf(healthy, folder)).toEqual(changes)
    expect(await recordsOf(healthy, folder)).toEqual(state)
    expect(await verifyFolder(healthy, folder)).toMatchObject({ ok: true, changes: changes.length, findings: [] })
    const backups = await place.disk.list(join(folder, 'backups'))
    expect(backups.filter((name) => name.includes(`-format-${format}.`)).length).toBe(1)
  } catch (error) {
    throw new Error(`${what}: ${error instanceof Error ? error.message : error}`, { cause: error })
  }
}

const kinds: [string, Failure, number, RegExp][] = [
  ['a failing disk', { errno: 'EIO' }, 1, /./],
  ['a full disk', { errno: 'ENOSPC' }, 3, /^(open\(wx\)|write|sync|makeFolder|rename)/],
  ['half a write, then a full disk', { short: true }, 1, /^write/],
  ['a refusal', { errno: 'EACCES' }, 1, /^(open|list|makeFolder|rename|removeFile)/],
]

async function endAtEachCall(format: number, step: number): Promise<void> {
  const { calls } = await openFailing(format, 'count', -1, { crash: true })
  for (const [at, call] of calls.entries()) {
    if (at % step !== 0) continue
    const run = await openFailing(format, `run-${at}`, at, { crash: true })
    if (run.failed !== undefined && !(run.failed instanceof Crash)) throw run.failed
    await expectWhole(format, run.folder, `end after ${call} (call ${at})`)
  }
}

describe.each(formats)('a project of format %i', (format) => {
  test.each(kinds)(
    '%s at each call: the reason is told, and the next opening finishes it',
    { timeout: 0 },
    async (name, failure, times, which) => {
      const { calls, failed } = await openFailing(format, 'count', -1, failure)
      expect(failed).toBe(undefined)
      expect(calls.length).toBeGreaterThan(60)
      for (const [at, call] of calls.entries()) {
        if (!which.test(call)) continue
        const what = `${name} at call ${at}: ${call}`
        const run = await openFailing(format, `run-${at}`, at, failure, times)
        expect(run.left, `${what}: files left open`).toBe(0)
        if (run.failed !== undefined) {
          expect(run.failed, what).toBeInstanceOf(HostFailure)
          expect((run.failed as HostFailure).error.code, what).not.toBe('internal')
        }
        await expectWhole(format, run.folder, what)
      }
    },
  )

  test('the process ends after each call, or in the middle of a write', { timeout: 0 }, () => endAtEachCall(format, 1))

  test(`the same on real files, after every ${STEP_ON_FILES}th call`, { timeout: 0 }, async () => {
    await startIn(onFiles())
    await endAtEachCall(format, STEP_ON_FILES)
  })
})
