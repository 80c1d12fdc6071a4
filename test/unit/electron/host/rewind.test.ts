import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { nodeEnvironment } from '../../../../electron/host/environment.ts'
import { createProjectFolder } from '../../../../electron/host/project-creation.ts'
import { ProjectFolder } from '../../../../electron/host/project-folder.ts'
import { rewindProject } from '../../../../electron/host/rewind.ts'
import { newId } from '../../../../shared/model/ids.ts'
import { history } from '../../../support/arbitraries.ts'
import { appendAll, faultsOf, historyProject, stateText, storeFiles, textOf } from '../../../support/histories.ts'
import { codeOf, fill, projectOnDisk } from '../../../support/project-folders.ts'
import { temporaryFolder } from '../../../support/temporary.ts'

const env = nodeEnvironment()
const project = projectOnDisk(env)

test('the state is again that of the change gone back to, with a compaction before, between or after, and nothing goes out of the history', {
  timeout: 0,
}, async () => {
  const { path, remove } = await temporaryFolder({ quick: true })
  try {
    await fc.assert(
      fc.asyncProperty(history(25), fc.double({ min: 0, max: 1, noNaN: true }), fc.nat(3), async (told, part, when) => {
        const folder = await createProjectFolder(env, join(path, newId()), historyProject)
        const open = await ProjectFolder.open(env, folder)
        await storeFiles(open, told)
        const { changes, worlds } = told
        const to = Math.floor(part * changes.length)
        if (when === 1) {
          await appendAll(open, changes.slice(0, to))
          await open.compact()
          await appendAll(open, changes.slice(to))
        } else await appendAll(open, changes)
        if (when >= 2) await open.compact()
        const head = await rewindProject(env, open, to, 'who')
        expect(head).toEqual(open.head)
        expect(await stateText(await open.state())).toBe(textOf(worlds[to]!))
        if (when === 3) await open.compact()
        const all = (await open.readChanges(0, 1000)).map(({ change }) => change)
        expect(all.slice(0, changes.length)).toEqual(changes)
        const back = all.slice(changes.length)
        expect(back.map(({ undoes }) => undoes)).toEqual(
          changes
            .slice(to)
            .map(({ seq }) => seq)
            .reverse(),
        )
        expect(back.every(({ author }) => author === 'who')).toBe(true)
        // And forward again, the same way.
        await rewindProject(env, open, changes.length, 'who')
        expect(await stateText(await open.state())).toBe(textOf(worlds.at(-1)!))
        await open.close()
        const { changes: count, faults } = await faultsOf(env, folder)
        // What no document names any more after going back is told by nobody else.
        expect(faults.filter(({ code }) => code !== 'unreferenced-file')).toEqual([])
        expect(count).toBe(changes.length + 2 * (changes.length - to))
      }),
      { numRuns: 40 },
    )
  } finally {
    await remove()
  }
})

test('more changes than are appended at once are all taken back', { timeout: 0 }, async () => {
  const open = await ProjectFolder.open(env, project.path)
  await fill(open, 3)
  const before = await stateText(await open.state())
  const { project: record } = await open.state()
  const { name, sourceLanguage, targetLanguage } = record
  const settings = (i: number) => ({ name: i === 0 ? name : `N${i}`, sourceLanguage, targetLanguage })
  const ops = Array.from({ length: 6000 }, (_, i) => ({
    type: 'project.setSettings' as const,
    before: settings(i),
    after: settings(i + 1),
  }))
  await open.commit(ops, 'a')
  expect(await rewindProject(env, open, 4, 'a')).toMatchObject({ seq: 12_004 })
  expect(await stateText(await open.state())).toBe(before)
  await open.close()
})

test('to where the project is, nothing is appended; beyond it, it is refused', async () => {
  await project.filled(3)
  const open = await ProjectFolder.open(env, project.path)
  const { head } = open
  expect(await rewindProject(env, open, head.seq, 'a')).toEqual(head)
  expect(await codeOf(rewindProject(env, open, head.seq + 1, 'a'))).toBe('out-of-sequence')
  expect(open.head).toEqual(head)
  await open.close()
})

test('where the history is gone nothing is appended', async () => {
  await project.filled(3)
  const open = await ProjectFolder.open(env, project.path)
  await open.compact()
  await rm(join(project.path, 'history'), { recursive: true })
  const { head } = open
  expect(await codeOf(rewindProject(env, open, 1, 'a'))).toBe('out-of-sequence')
  expect(open.head).toEqual(head)
  await open.close()
})
