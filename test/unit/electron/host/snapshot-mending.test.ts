import { appendFile, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { type Disk, nodeDisk } from '../../../../electron/host/disk.ts'
import { nodeEnvironment } from '../../../../electron/host/environment.ts'
import { readText, readWhole } from '../../../../electron/host/file-bytes.ts'
import { createProjectFolder } from '../../../../electron/host/project-creation.ts'
import { ProjectFolder } from '../../../../electron/host/project-folder.ts'
import { verifyFolder } from '../../../../electron/host/verify.ts'
import type { Op } from '../../../../shared/model/changes.ts'
import { namesBelow, putFile } from '../../../support/disk-trees.ts'
import { inMemory, STEP_ON_FILES } from '../../../support/fault-places.ts'
import { Crash, type Failure, faultyDisk } from '../../../support/faulty-disk.ts'
import { documentId, everything, failureOf, fill, projectOnDisk, targets, units } from '../../../support/project-folders.ts'

const noWait = async () => {}
const env = nodeEnvironment({ wait: noWait })
const project = projectOnDisk(env)
const tag = { id: 'thetag', order: 'a0', parentId: null, name: 'Tag', colour: 1, description: '' }
const unitsFile = `documents/${documentId}.jsonl`
const annotationsFile = `annotations/${documentId}.jsonl`

/** A project with rows, a tag and an annotation, compacted twice and closed; a backup lies in it. */
async function made(where = env, path = project.path): Promise<void> {
  const open = await ProjectFolder.open(where, path)
  await fill(open, 3)
  await open.compact()
  const text = 'to '
  const span = { unitId: units[0]!.id, side: 'target' as const, from: 0, to: 3, quote: text, prefix: '', suffix: units[0]!.id }
  const annotation = {
    id: 'thenote',
    documentId,
    tagId: tag.id,
    note: 'n',
    author: 'a',
    at: '2026-01-02T03:04:05.000Z',
    spans: [span],
    orphan: false,
  }
  await open.commit(
    [
      { type: 'tag.add', tag },
      { type: 'annotation.add', annotation },
    ] satisfies Op[],
    'a',
  )
  await open.compact()
  await open.close()
}

const at = (path: string) => join(project.path, path)
const spoilings: [string, (path: string) => Promise<void>][] = [
  ['edited', async (path) => writeFile(path, (await readFile(path, 'utf8')).replace(/[ae]/, 'é'))],
  ['cut', async (path) => writeFile(path, (await readFile(path, 'utf8')).slice(0, -9))],
  ['longer', (path) => appendFile(path, '{}\n')],
  ['made of other bytes', (path) => writeFile(path, new Uint8Array([0xff, 0, 10]))],
  ['removed', (path) => rm(path)],
]

describe('a snapshot file that another program changed while the project was closed', () => {
  for (const [what, spoil] of spoilings) {
    for (const from of ['a backup', 'the history']) {
      test(`${what}: is put back as it was from ${from}, what was found is kept, and it is told`, async () => {
        await made()
        if (from === 'the history') await rm(at('backups'), { recursive: true })
        else await rm(at('history'), { recursive: true })
        for (const path of [unitsFile, annotationsFile, 'tags.json']) {
          const before = await readFile(at(path))
          await spoil(at(path))
          const found = await readFile(at(path)).catch(() => null)
          const open = await ProjectFolder.open(env, project.path)
          expect(open.mended.map(({ code }) => code)).toEqual(['file-restored'])
          expect(await readFile(at(path))).toEqual(before)
          expect(await targets(open)).toEqual([...units.slice(0, 3).map(({ id }) => `to ${id}`), ...units.slice(3).map(() => '')])
          await open.close()
          const asides = (await readdir(project.path)).filter((name) => name.startsWith('aside-'))
          expect(asides).toHaveLength(found ? 1 : 0)
          if (found) expect(await readFile(at(asides[0]!))).toEqual(found)
          for (const name of asides) await rm(at(name))
          expect((await verifyFolder(env, project.path)).ok).toBe(true)
        }
      })
    }
  }

  test('that nothing tells how it was: the project is not opened, nothing in it is changed, and the file is named', async () => {
    await made()
    for (const folder of ['backups', 'history']) await rm(at(folder), { recursive: true })
    await writeFile(at(unitsFile), '')
    const before = await everything(project.path)
    const failure = await failureOf(ProjectFolder.open(env, project.path))
    expect(failure).toMatchObject({ code: 'damaged', detail: { path: at(unitsFile) } })
    expect(failure.message).toContain('another program changed it')
    expect(await everything(project.path)).toEqual(before)
  })

  /** Fails each call, and looks afterwards: on the last round, at a call that no longer comes. */
  async function failEach(disk: Disk, path: string, failure: Failure, step: number): Promise<void> {
    const place = join(path, unitsFile)
    const good = await readWhole(disk, place)
    for (let call = 0; ; call += step) {
      await putFile(disk, place, `foreign ${call}`)
      const faulty = faultyDisk(disk)
      faulty.failAt(call, failure)
      const opened = await ProjectFolder.open(nodeEnvironment({ wait: noWait, disk: faulty.disk }), path).catch((error: unknown) => error)
      const isPast = faulty.calls.length <= call
      faulty.heal()
      if (opened instanceof ProjectFolder) await opened.close().catch((error) => expect(error).toBeInstanceOf(Crash))
      await faulty.letGo()
      // A process that died leaves its lock.
      const healthy = nodeEnvironment({ wait: noWait, disk: faultyDisk(disk).disk, isAlive: () => false, pid: 1 })
      const open = await ProjectFolder.open(healthy, path)
      expect(await readWhole(disk, place), `${call} ${faulty.calls[call]}`).toEqual(good)
      await open.close()
      const names = await namesBelow(disk, path)
      expect(names.filter((name) => name.endsWith('.tmp'))).toEqual([])
      const asides = names.filter((name) => name.startsWith('aside-'))
      expect(await Promise.all(asides.map((name) => readText(disk, join(path, name))))).toContain(`foreign ${call}`)
      for (const name of asides) await disk.removeFile(join(path, name))
      if (isPast) break
    }
  }

  test('whatever disk call fails while it is put back, the next opening puts it back, and what was found is kept', async () => {
    const place = await inMemory()
    const where = nodeEnvironment({ wait: noWait, disk: place.disk })
    const path = await createProjectFolder(where, place.path, { name: 'P', sourceLanguage: 'kk', targetLanguage: 'en' })
    await made(where, path)
    for (const failure of [{ errno: 'EIO' }, { crash: true }, { short: true }] as const) await failEach(place.disk, path, failure, 1)
  })

  test(`the same on real files, where the process ends after every ${STEP_ON_FILES}th call`, async () => {
    await made()
    await failEach(nodeDisk, project.path, { crash: true }, STEP_ON_FILES)
  })
})
