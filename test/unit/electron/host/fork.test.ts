import { readdir, rm, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { nodeEnvironment } from '../../../../electron/host/environment.ts'
import { forkProject } from '../../../../electron/host/fork.ts'
import { createProjectFolder } from '../../../../electron/host/project-creation.ts'
import { ProjectFolder } from '../../../../electron/host/project-folder.ts'
import { verifyFolder } from '../../../../electron/host/verify.ts'
import { newId } from '../../../../shared/model/ids.ts'
import { rowsPath } from '../../../../shared/model/project-file.ts'
import { history } from '../../../support/arbitraries.ts'
import { appendAll, faultsOf, historyProject, stateText, storeFiles, textOf } from '../../../support/histories.ts'
import { codeOf, documentId, everything, failureOf, fill, projectOnDisk, targets, units } from '../../../support/project-folders.ts'
import { change, rowsText, sampleDocument, typed } from '../../../support/sample-project.ts'
import { temporaryFolder } from '../../../support/temporary.ts'

const env = nodeEnvironment()
const project = projectOnDisk(env)
const part = fc.double({ min: 0, max: 1, noNaN: true })

test('a fork holds the first changes and those behind them, is whole, and leaves the project as it is', { timeout: 0 }, async () => {
  const { path, remove } = await temporaryFolder({ quick: true })
  try {
    await fc.assert(
      fc.asyncProperty(history(25), part, part, fc.array(part, { maxLength: 2 }), async (told, from, upTo, compactions) => {
        const folder = await createProjectFolder(env, join(path, newId()), historyProject)
        const open = await ProjectFolder.open(env, folder)
        await storeFiles(open, told)
        const { changes, worlds } = told
        for (const at of [...compactions].sort((a, b) => a - b)) {
          await appendAll(open, changes.slice(0, Math.ceil(at * changes.length)))
          await open.compact()
        }
        await appendAll(open, changes)
        const after = Math.floor(from * changes.length)
        const end = after + Math.round(upTo * (changes.length - after))
        const before = await everything(folder)
        const fork = await forkProject(env, open, { after, changes: changes.slice(after, end), label: 'мой' })
        expect(await everything(folder)).toEqual(before)
        await open.close()
        expect(await faultsOf(env, fork)).toEqual({ changes: end + 1, faults: [] })
        const made = await ProjectFolder.open(env, fork)
        expect(made.mended).toEqual([])
        const name = `${worlds[end]!.project.name} (мой)`
        expect(made.file.name).toBe(name)
        expect(await stateText(await made.state())).toBe(textOf(worlds[end]!, name))
        const all = (await made.readChanges(0, 1000)).map((one) => one.change)
        expect(all.slice(0, end)).toEqual(changes.slice(0, end))
        expect(all.slice(end)).toMatchObject([{ seq: end + 1, op: { type: 'project.setSettings' } }])
        await made.close()
      }),
      { numRuns: 40 },
    )
  } finally {
    await remove()
  }
})

describe('a fork', () => {
  test('has an id and a lineage of its own, and a folder of its own beside the project, numbered where the name is taken', async () => {
    const open = await ProjectFolder.open(env, project.path)
    await fill(open, 2)
    const first = await forkProject(env, open, { after: 3, changes: [], label: 'unsaved' })
    const second = await forkProject(env, open, { after: 1, changes: [change(2, typed(units[4]!, 'another way'))], label: 'unsaved' })
    expect([first, second].map((path) => basename(path))).toEqual(['Жоба (unsaved).egiz', 'Жоба (unsaved) 2.egiz'])
    const made = await ProjectFolder.open(env, second)
    for (const field of ['id', 'lineage'] as const) expect(made.file[field]).not.toBe(open.file[field])
    expect(await targets(made)).toEqual(units.map((_, i) => (i === 4 ? 'another way' : '')))
    expect(made.head.seq).toBe(3)
    await made.close()
    await open.close()
  })

  test('without a label is called as the project is, and holds no change more', async () => {
    await project.filled(2)
    const open = await ProjectFolder.open(env, project.path)
    const fork = await forkProject(env, open, { after: 3, changes: [], label: ' ' })
    expect(basename(fork)).toBe('Жоба 2.egiz')
    await open.close()
    expect(await verifyFolder(env, fork)).toMatchObject({ ok: true, changes: 3, findings: [] })
  })

  test('brings a document whose rows and original were stored here; one that was not is told by name, and nothing is made', async () => {
    const open = await ProjectFolder.open(env, project.path)
    await fill(open, 1)
    const id = 'seconddocument'
    const original = await open.addSource(id, '.txt', 'second')
    const rows = units.map((unit) => ({ ...unit, id: `${unit.id}b`, documentId: id }))
    const { sha256 } = await open.addRows(rowsText(rows))
    const add = change(3, { type: 'document.add', document: sampleDocument(id, original, 'a1'), rows: { sha256, count: 10 } })
    const fork = await forkProject(env, open, { after: 2, changes: [add], label: 'x' })
    expect(await verifyFolder(env, fork)).toMatchObject({ ok: true, documents: 2, units: 20, findings: [] })
    // An imported file that was lost, or is another one by now, does not keep the work on it from being saved, and is told by verifying.
    for (const spoil of [() => rm(join(project.path, original.path)), () => writeFile(join(project.path, original.path), 'other bytes')]) {
      await spoil()
      const without = await forkProject(env, open, { after: 2, changes: [add], label: 'x' })
      const { units, findings } = await verifyFolder(env, without)
      expect(units).toBe(20)
      expect(findings).toMatchObject([{ code: 'missing-file', file: original.path }])
    }
    const there = await readdir(project.parent)
    await rm(join(project.path, rowsPath(sha256)))
    const failure = await failureOf(forkProject(env, open, { after: 2, changes: [add], label: 'x' }))
    expect(failure).toMatchObject({ code: 'not-found', detail: { path: rowsPath(sha256) } })
    expect(await readdir(project.parent)).toEqual(there)
    await open.close()
  })

  const wrong = { type: 'unit.setState' as const, documentId, unitId: units[0]!.id, before: 'final' as const, after: 'initial' as const }
  test.each([
    ['does not apply', 3, [change(4, wrong)], 'bad-request'],
    ['is of a row that is not there', 3, [change(4, { ...wrong, unitId: 'nosuchunit' })], 'bad-request'],
    ['is not numbered on', 3, [change(5, typed(units[9]!, 'x'))], 'bad-request'],
    ['comes after more than there is', 4, [], 'out-of-sequence'],
  ])('a change that %s: nothing is made', async (_, after, changes, code) => {
    await project.filled(2)
    const open = await ProjectFolder.open(env, project.path)
    const there = await readdir(project.parent)
    expect(await codeOf(forkProject(env, open, { after, changes, label: 'x' }))).toBe(code)
    expect(await readdir(project.parent)).toEqual(there)
    await open.close()
  })

  test('of a project whose snapshot was changed by hand is not made', async () => {
    await project.filled(2)
    const open = await ProjectFolder.open(env, project.path)
    await open.compact()
    await writeFile(join(project.path, 'tags.json'), '[ ]\n')
    expect(await failureOf(forkProject(env, open, { after: 3, changes: [], label: 'x' }))).toMatchObject({ code: 'damaged' })
    expect((await readdir(project.parent)).length).toBe(1)
    await open.close()
  })
})
