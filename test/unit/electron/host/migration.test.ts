import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { nodeEnvironment } from '../../../../electron/host/environment.ts'
import { ProjectFolder } from '../../../../electron/host/project-folder.ts'
import { verifyFolder } from '../../../../electron/host/verify.ts'
import { migrations } from '../../../../shared/migrate/migrations.ts'
import { FORMAT } from '../../../../shared/model/project-file.ts'
import { egiz } from '../../../support/command.ts'
import { changesOf, frozenFormats, frozenState, recordsOf, thaw } from '../../../support/frozen-projects.ts'
import { codeOf, everything } from '../../../support/project-folders.ts'
import { temporaryFolder } from '../../../support/temporary.ts'

// The laws of shared/migrate/README.md. What can fail on the way is tried in test/host/migration-faults.test.ts.

const env = nodeEnvironment()
const formats = await frozenFormats()

let parent: Awaited<ReturnType<typeof temporaryFolder>>
beforeEach(async () => {
  parent = await temporaryFolder()
})
afterEach(() => parent.remove())

test('there is a migration to each format, and a frozen project of each format before ours', () => {
  expect(migrations.map(({ to }) => to)).toEqual(Array.from({ length: FORMAT - 1 }, (_, i) => i + 2))
  expect(formats.filter((format) => format < FORMAT)).toEqual(Array.from({ length: FORMAT - 1 }, (_, i) => i + 1))
})

describe.each(formats.filter((format) => format < FORMAT))('a project of format %i', (format) => {
  test('G1, G4: is opened as it was, with every change and every field, and is proved whole', async () => {
    const folder = await thaw(format, parent.path)
    const { state, changes } = await frozenState(format)
    const before = new Map(await everything(folder))
    const open = await ProjectFolder.open(env, folder)
    const name = (await readdir(join(folder, 'backups')))[0]
    expect(open.mended).toEqual([{ code: 'migrated', detail: `format ${format} to ${FORMAT}, a copy is kept in backups/${name}` }])
    expect(open.file.format).toBe(FORMAT)
    await open.close()
    expect(await recordsOf(env, folder)).toEqual(state)
    expect(await changesOf(env, folder)).toEqual(changes)
    expect(await verifyFolder(env, folder)).toMatchObject({ ok: true, findings: [] })
    const after = new Map(await everything(folder))
    for (const name of before.keys())
      if (name.startsWith('aside-') || name.startsWith('sources/')) expect(after.get(name)).toBe(before.get(name))
    const { later } = JSON.parse(await readFile(join(folder, 'project.json'), 'utf8'))
    expect(later).toEqual({ colour: 'blue', list: [1, null, 'ә'] })
  })

  test('is opened once more without anything to mend, worked on and compacted', async () => {
    const folder = await thaw(format, parent.path)
    await (await ProjectFolder.open(env, folder)).close()
    const open = await ProjectFolder.open(env, folder)
    expect(open.mended).toEqual([])
    const before = (await frozenState(format)).changes
    await open.commit(
      [{ type: 'tag.add', tag: { id: 'tagnew', order: 'a5', parentId: null, name: 'New', colour: 1, description: '' } }],
      'a',
    )
    await open.compact()
    expect((await open.readChanges(0, 5000)).slice(0, before.length)).toEqual(before)
    await open.close()
    expect(await verifyFolder(env, folder)).toMatchObject({ ok: true, changes: before.length + 1, findings: [] })
  })

  test('G5: a copy is made before, of the folder as it was, and restores to the state', async () => {
    const folder = await thaw(format, parent.path)
    const { state } = await frozenState(format)
    await (await ProjectFolder.open(env, folder)).close()
    const [backup, ...more] = await readdir(join(folder, 'backups'))
    expect(more).toEqual([])
    expect(backup).toContain(`-format-${format}.`)
    const { out, err, code } = await egiz(parent.path, ['restore', join(folder, 'backups', backup!), '--json'])
    expect([code, err]).toEqual([0, []])
    const restored = JSON.parse(out) as { path: string }
    const header = JSON.parse(await readFile(join(restored.path, 'project.json'), 'utf8'))
    expect(header.format).toBe(format)
    const { project, ...records } = await recordsOf(env, restored.path)
    const { project: frozen, ...others } = state as typeof records & { project: object }
    expect(records).toEqual(others)
    expect({ ...project, id: '', name: '' }).toEqual({ ...frozen, id: '', name: '' })
    await (await ProjectFolder.open(env, restored.path)).close()
    expect(await verifyFolder(env, restored.path)).toMatchObject({ ok: true })
  })

  test('G6: is read, shown, exported and verified without a byte being written', async () => {
    const folder = await thaw(format, parent.path)
    const { state, changes } = await frozenState(format)
    const before = await everything(folder)
    expect(await recordsOf(env, folder)).toEqual(state)
    expect(await verifyFolder(env, folder)).toMatchObject({ ok: true, changes: changes.length, findings: [] })
    for (const args of [['list'], ['show'], ['stats'], ['verify']]) expect((await egiz(parent.path, [...args, folder])).code).toBe(0)
    expect((await egiz(parent.path, ['export', folder, '--format', 'tsv', '--out', join(parent.path, 'out.tsv')])).code).toBe(0)
    expect(await everything(folder)).toEqual(before)
  })

  test('a damaged journal or project.json is refused before anything is written', async () => {
    const folder = await thaw(format, parent.path)
    const journal = await readFile(join(folder, 'journal.jsonl'), 'utf8')
    await writeFile(join(folder, 'journal.jsonl'), journal.replace('"seq":', '"sec":'))
    const damaged = await everything(folder)
    expect(await codeOf(ProjectFolder.open(env, folder))).toBe('damaged')
    expect(await everything(folder)).toEqual(damaged)
    await writeFile(join(folder, 'journal.jsonl'), journal)
    const project = await readFile(join(folder, 'project.json'), 'utf8')
    await writeFile(join(folder, 'project.json'), project.replace('"documents": [', '"documents": [7,'))
    const spoiled = await everything(folder)
    expect(await codeOf(ProjectFolder.open(env, folder))).toBe('damaged')
    expect(await everything(folder)).toEqual(spoiled)
  })

  test('a torn last line is set aside first, and is not in the copy', async () => {
    const folder = await thaw(format, parent.path)
    const { state } = await frozenState(format)
    const journal = join(folder, 'journal.jsonl')
    await writeFile(journal, `${await readFile(journal, 'utf8')}half a li`)
    const open = await ProjectFolder.open(env, folder)
    expect(open.mended.map(({ code }) => code)).toEqual(['torn-line', 'migrated'])
    await open.close()
    expect(await recordsOf(env, folder)).toEqual(state)
  })

  test('a compaction that was interrupted before is finished first', async () => {
    const folder = await thaw(format, parent.path)
    const { state, changes } = await frozenState(format)
    const journal = await readFile(join(folder, 'journal.jsonl'))
    const project = JSON.parse(await readFile(join(folder, 'project.json'), 'utf8'))
    // As if it had been begun over again: nothing changed but the number and the sum.
    const last = journal.subarray(journal.lastIndexOf(10, journal.length - 2) + 1).toString()
    const seq = JSON.parse(last.slice(17)).seq
    await (await ProjectFolder.open(env, await thaw(format, join(parent.path, 'other')))).close()
    const other = join(parent.path, 'other', 'Two roads.egiz')
    const open = await ProjectFolder.open(env, other)
    const file = await open.compact()
    await open.close()
    const manifest = {
      format,
      from: project.seq,
      to: seq,
      journalBytes: journal.length,
      files: Object.entries(file.files).map(([path, sha256]) => ({ path, sha256 })),
      remove: [],
      project: `${JSON.stringify({ ...file, format }, null, 2)}\n`,
    }
    for (const path of Object.keys(file.files)) await writeFile(join(folder, `${path}.new`), await readFile(join(other, path)))
    await writeFile(join(folder, 'compaction.json'), JSON.stringify(manifest))
    expect(await recordsOf(env, folder)).toEqual(state)
    const opened = await ProjectFolder.open(env, folder)
    expect(opened.mended.map(({ code }) => code)).toEqual(['compaction-finished', 'migrated'])
    await opened.close()
    expect(await recordsOf(env, folder)).toEqual(state)
    expect(await changesOf(env, folder)).toEqual(changes)
    expect(await verifyFolder(env, folder)).toMatchObject({ ok: true, findings: [] })
  })
})

test('2: the lines of the history are the same, packed, and the same lines are the same bytes', async () => {
  const packed: Buffer[][] = []
  for (const name of ['a', 'b']) {
    const folder = await thaw(1, join(parent.path, name))
    const plain = await Promise.all((await readdir(join(folder, 'history'))).sort().map((file) => readFile(join(folder, 'history', file))))
    await (await ProjectFolder.open(env, folder)).close()
    const files = (await readdir(join(folder, 'history'))).sort()
    expect(files).toEqual(['1-14.jsonl.gz', '15-22.jsonl.gz'])
    packed.push(await Promise.all(files.map((file) => readFile(join(folder, 'history', file)))))
    expect(packed.at(-1)!.map((bytes) => gunzipSync(bytes).toString())).toEqual(plain.map(String))
  }
  expect(packed[0]).toEqual(packed[1])
})

test.each([0, -1, 1.5, '1', null])('G7: the format number %j is damage', async (format) => {
  const folder = await thaw(1, parent.path)
  const path = join(folder, 'project.json')
  await writeFile(path, JSON.stringify({ ...JSON.parse(await readFile(path, 'utf8')), format }))
  const before = await everything(folder)
  expect(await codeOf(ProjectFolder.open(env, folder))).toBe('damaged')
  expect(await codeOf(recordsOf(env, folder))).toBe('damaged')
  expect(await everything(folder)).toEqual(before)
})
