import { execFile, execFileSync } from 'node:child_process'
import { cp, mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterEach, describe, expect, test } from 'vitest'
import { verifyBackup } from '../../../../electron/host/backup-verify.ts'
import { listBackups, makeBackup, rotateBackups } from '../../../../electron/host/backups.ts'
import { nodeEnvironment } from '../../../../electron/host/environment.ts'
import { ProjectFolder } from '../../../../electron/host/project-folder.ts'
import { readProject } from '../../../../electron/host/project-reading.ts'
import { restoreBackup } from '../../../../electron/host/restore.ts'
import { verifyFolder } from '../../../../electron/host/verify.ts'
import { stableJson } from '../../../../shared/model/json.ts'
import { codeOf, documentId, everything, failureOf, fill, projectOnDisk, targets, units } from '../../../support/project-folders.ts'
import { change, collect, rowsText, sampleDocument, typed } from '../../../support/sample-project.ts'

const START = Date.UTC(2026, 10, 23, 18)
const MINUTE = 60_000

let clock = START
const logged: string[] = []
const env = nodeEnvironment({ now: () => clock, log: (line) => logged.push(line) })
const project = projectOnDisk(env)
afterEach(() => {
  clock = START
  logged.length = 0
})

const backupsOf = () => join(project.path, 'backups')
const newest = async () => join(backupsOf(), (await listBackups(env, project.path))[0]!.name)

async function contents(folder: string): Promise<string> {
  const { state, head } = await readProject(env, folder)
  const documents = []
  for (const id of state.documents.keys())
    documents.push({ units: await collect(state.units(id)), annotations: await collect(state.annotations(id)) })
  return stableJson({ head, all: [...state.documents], tags: [...state.tags], documents })
}

const tagged = { type: 'tag.add' as const, tag: { id: 'thetag', order: 'a0', parentId: null, name: 'Ұғым', colour: 1, description: '' } }

describe('a backup', () => {
  test('is a zip of what the state needs, and of no more', async () => {
    const open = await ProjectFolder.open(env, project.path)
    await fill(open, 2)
    await open.compact()
    await open.commit([typed(units[5]!, 'after')], 'a')
    expect(await open.backUp()).toEqual({
      name: '2026-11-23T18-00-00Z-000004.egiz.zip',
      at: '2026-11-23T18:00:00Z',
      seq: 4,
      size: (await stat(join(backupsOf(), '2026-11-23T18-00-00Z-000004.egiz.zip'))).size,
      reason: 'rotation',
    })
    const { stdout } = await promisify(execFile)('python3', ['-c', PYTHON_READS, await newest()])
    const files = JSON.parse(stdout) as Record<string, string>
    const names = ['project.json', 'journal.jsonl', `annotations/${documentId}.jsonl`, `documents/${documentId}.jsonl`, 'tags.json']
    expect(Object.keys(files)).toEqual(names)
    for (const name of names) expect(files[name]).toBe(await readFile(join(project.path, name), 'utf8'))
    await open.close()
  })

  test.skipIf(!hasUnzip())('passes `unzip -t` (skipped where unzip is not installed)', async () => {
    await project.filled()
    const { stdout } = await promisify(execFile)('unzip', ['-t', await newest()])
    expect(stdout).toContain('No errors detected')
  })

  test('is not made again where the newest one holds every change', async () => {
    const open = await ProjectFolder.open(env, project.path)
    expect(await open.backUp()).toMatchObject({ seq: 0 })
    expect(await open.backUp()).toBe(null)
    await fill(open, 1)
    expect(await open.backUp()).toMatchObject({ seq: 2 })
    clock += MINUTE
    expect(await open.backUp()).toBe(null)
    await open.compact()
    expect(await open.backUp()).toBe(null)
    await open.close()
    expect((await readdir(backupsOf())).length).toBe(2)
  })

  test('is made of another history that has come as far as the newest one', async () => {
    await cp(project.path, join(project.parent, 'copy'), { recursive: true })
    await project.filled(3)
    const ours = await readdir(backupsOf())
    await rename(backupsOf(), join(project.parent, 'copy', 'backups'))
    await rm(project.path, { recursive: true })
    await rename(join(project.parent, 'copy'), project.path)
    const open = await ProjectFolder.open(env, project.path)
    await fill(open, 0)
    await open.commit(
      units.slice(0, 3).map((unit) => typed(unit, 'another')),
      'b',
    )
    expect(await open.backUp()).toMatchObject({ seq: 4 })
    await open.close()
    // Made in the same second of the same change: nobody's name was taken.
    expect((await readdir(backupsOf())).sort()).toEqual([...ours, '2026-11-23T18-00-01Z-000004.egiz.zip'])
  })

  test('is taken while changes are being appended, as of one moment', async () => {
    const open = await ProjectFolder.open(env, project.path)
    await fill(open, 1)
    const appended = units.slice(1).map((unit, i) => open.append([change(3 + i, typed(unit, 'meanwhile'))]))
    const [made] = await Promise.all([open.backUp(), ...appended])
    expect(open.head.seq).toBe(11)
    expect(made?.seq).toBeGreaterThanOrEqual(2)
    expect((await verifyBackup(env, await newest())).ok).toBe(true)
    await open.close()
  })

  test('is not made of a snapshot that is not what was written, so that the good ones stay', async () => {
    await project.filled(3)
    const open = await ProjectFolder.open(env, project.path)
    await open.compact()
    const { file, head } = open
    await open.close()
    const before = await listBackups(env, project.path)
    await writeFile(join(project.path, 'tags.json'), '[ ]\n')
    const again = await failureOf(makeBackup(env, project.path, { file, journalBytes: 0, reason: 'rotation' }))
    expect(again.code).toBe('damaged')
    expect(again.message).toMatch(/tags\.json is not what Egiz wrote.*earlier backups were kept.*egiz verify/)
    expect(await listBackups(env, project.path)).toEqual(before)
    expect(head.seq).toBe(4)
    // Before a migration there is nothing better to keep.
    clock += MINUTE
    await makeBackup(env, project.path, { file, journalBytes: 0, reason: 'migration' })
    expect((await listBackups(env, project.path))[0]).toMatchObject({
      reason: 'migration',
      seq: 4,
      name: expect.stringMatching(/-format-2\./),
    })
  })

  test('rotation removes only what is ours and was not kept', async () => {
    await mkdir(backupsOf())
    const mine = ['thesis.zip', 'notes.txt', '2020-01-01T00-00-00Z-000001-format-1.egiz.zip']
    const old = Array.from({ length: 30 }, (_, i) => `2020-01-01T00-00-${String(i).padStart(2, '0')}Z-000001.egiz.zip`)
    for (const name of [...mine, ...old]) await writeFile(join(backupsOf(), name), '')
    expect(await rotateBackups(env, project.path)).toEqual(old.slice(0, 20))
    expect((await readdir(backupsOf())).sort()).toEqual([...mine, ...old.slice(20)].sort())
  })
})

describe('by itself', () => {
  test('a project is backed up when it is closed, and not where nothing was ever done', async () => {
    await (await ProjectFolder.open(env, project.path)).close()
    expect(await listBackups(env, project.path)).toEqual([])
    await project.filled(2)
    expect(await listBackups(env, project.path)).toMatchObject([{ seq: 3 }])
    await (await ProjectFolder.open(env, project.path)).close()
    expect((await listBackups(env, project.path)).length).toBe(1)
  })

  test('a project is backed up after ten minutes of work', async () => {
    const open = await ProjectFolder.open(env, project.path)
    await fill(open, 1)
    clock += 9 * MINUTE
    await open.commit([typed(units[1]!, 'x')], 'a')
    await open.withoutCompaction(async () => {})
    expect(await listBackups(env, project.path)).toEqual([])
    clock += MINUTE
    await open.commit([typed(units[2]!, 'x')], 'a')
    await open.withoutCompaction(async () => {})
    expect((await listBackups(env, project.path)).map(({ seq }) => seq)).toEqual([4])
    await open.commit([typed(units[3]!, 'x')], 'a')
    clock += 9 * MINUTE
    await open.commit([typed(units[4]!, 'x')], 'a')
    await open.withoutCompaction(async () => {})
    expect((await listBackups(env, project.path)).length).toBe(1)
    clock += MINUTE
    await open.commit([typed(units[5]!, 'x')], 'a')
    await open.withoutCompaction(async () => {})
    expect((await listBackups(env, project.path)).map(({ seq }) => seq)).toEqual([7, 4])
    await open.close()
  })

  test('a backup that fails is logged, fails nothing, and is not tried again before its time', async () => {
    await writeFile(backupsOf(), 'a file where the folder should be')
    const open = await ProjectFolder.open(env, project.path)
    clock += 10 * MINUTE
    await fill(open, 3)
    await open.withoutCompaction(async () => {})
    expect(logged.length).toBe(1)
    expect(logged[0]).toMatch(/no backup of .* could be made: .*The project and its other backups are as they were/)
    await open.commit([typed(units[5]!, 'x')], 'a')
    await open.withoutCompaction(async () => {})
    expect(logged.length).toBe(1)
    expect(await codeOf(open.backUp())).not.toBe('done')
    await open.close()
    expect(logged.length).toBe(2)
    await rm(backupsOf())
    expect((await verifyFolder(env, project.path)).ok).toBe(true)
  })
})

describe('restoring', () => {
  test('gives a project of its own with the state and the history that were saved', async () => {
    const open = await ProjectFolder.open(env, project.path)
    await fill(open, 4)
    await open.compact()
    await open.commit([tagged, typed(units[8]!, 'after')], 'a')
    const saved = await contents(project.path)
    const changes = await open.readChanges(0, 100)
    const { name } = (await open.backUp())!
    await open.commit([typed(units[9]!, 'later')], 'a')
    await open.compact()
    const before = await everything(project.path)
    const { path, missing } = await restoreBackup(env, join(backupsOf(), name))
    expect(missing).toEqual([])
    expect(path).toBe(join(project.parent, 'Жоба (2026-11-23 18.00).egiz'))
    expect(await contents(path)).toBe(saved)
    expect(await everything(project.path)).toEqual(before)
    expect(await verifyFolder(env, path)).toMatchObject({ ok: true, changes: 7, findings: [] })
    const restored = await ProjectFolder.open(env, path)
    expect(restored.mended).toEqual([])
    expect(restored.file.name).toBe('Жоба (2026-11-23 18.00)')
    expect(restored.file.id).not.toBe(open.file.id)
    expect(restored.file.lineage).not.toBe(open.file.lineage)
    // Everything can be undone: each change that led here is there.
    expect(await restored.readChanges(0, 100)).toEqual(changes)
    await restored.close()
    await open.close()
    expect((await restoreBackup(env, join(backupsOf(), name))).path).toBe(join(project.parent, 'Жоба (2026-11-23 18.00) 2.egiz'))
    expect((await readdir(project.parent)).filter((each) => each.startsWith('.'))).toEqual([])
  })

  test('goes without imported files that are gone or are no longer what they were, and names them', async () => {
    await project.filled(2)
    const sources = (await readdir(join(project.path, 'sources'))).map((name) => `sources/${name}`)
    expect(sources.length).toBe(2)
    await writeFile(join(project.path, sources[0]!), 'another')
    await rm(join(project.path, sources[1]!))
    const { path, missing } = await restoreBackup(env, await newest())
    expect(missing.sort()).toEqual(sources.sort())
    expect(await readdir(path)).not.toContain('sources')
  })

  test('takes the new name as a change where changes say what the project is called', async () => {
    const open = await ProjectFolder.open(env, project.path)
    await fill(open, 1)
    const before = { name: 'Жоба', sourceLanguage: 'kk', targetLanguage: 'en' }
    await open.commit([{ type: 'project.setSettings', before, after: { ...before, name: 'Диссертация' } }], 'a')
    await open.backUp()
    for (const folded of [false, true]) {
      if (folded) await open.compact()
      if (folded) await open.commit([typed(units[3]!, 'x')], 'a')
      if (folded) await open.backUp()
      const { path } = await restoreBackup(env, await newest())
      const name = 'Диссертация (2026-11-23 18.00)'
      expect((await readProject(env, path)).state.project.name).toBe(name)
      expect((await verifyFolder(env, path)).findings).toEqual([])
      const restored = await ProjectFolder.open(env, path)
      expect((await restored.compact()).name).toBe(name)
      await restored.close()
    }
    await open.close()
  })

  test('takes no history that does not lead to the snapshot', async () => {
    await cp(project.path, join(project.parent, 'copy'), { recursive: true })
    const first = await ProjectFolder.open(env, project.path)
    await fill(first, 3)
    await first.compact()
    await first.commit([typed(units[7]!, 'x')], 'a')
    await first.close()
    const saved = await contents(project.path)
    await rename(backupsOf(), join(project.parent, 'copy', 'backups'))
    await rm(join(project.path, 'history'), { recursive: true })
    await cp(join(project.path, 'sources'), join(project.parent, 'copy', 'sources'), { recursive: true })
    await rm(project.path, { recursive: true })
    await rename(join(project.parent, 'copy'), project.path)
    const open = await ProjectFolder.open(env, project.path)
    await fill(open, 0)
    await open.commit(
      units.slice(0, 3).map((unit) => typed(unit, 'another')),
      'b',
    )
    await open.compact()
    await open.close()
    const theirs = (await listBackups(env, project.path)).find(({ seq }) => seq === 5)!
    const { path, missing } = await restoreBackup(env, join(backupsOf(), theirs.name))
    expect(await contents(path)).toBe(saved)
    expect(missing).toEqual(['history/1-4.jsonl.gz'])
    expect(await readdir(path)).not.toContain('history')
    expect(await verifyFolder(env, path)).toMatchObject({ ok: true, findings: [{ code: 'history-missing' }] })
    expect(await verifyBackup(env, join(backupsOf(), theirs.name))).toMatchObject({ ok: true, findings: [{ code: 'history-missing' }] })
  })

  test('works for a backup that lies elsewhere, beside it', async () => {
    await project.filled(2)
    const elsewhere = join(project.parent, 'stick')
    await mkdir(elsewhere)
    await cp(await newest(), join(elsewhere, 'thesis.zip'))
    const { path, missing } = await restoreBackup(env, join(elsewhere, 'thesis.zip'))
    expect(path.startsWith(join(elsewhere, 'Жоба ('))).toBe(true)
    expect(missing.length).toBe(2)
  })

  test('what is not there is told', async () => {
    expect(await codeOf(restoreBackup(env, join(backupsOf(), '2026-11-23T18-00-00Z-000004.egiz.zip')))).toBe('not-found')
    expect(await codeOf(verifyBackup(env, join(backupsOf(), '2026-11-23T18-00-00Z-000004.egiz.zip')))).toBe('not-found')
    expect(await codeOf(listBackups(env, join(project.parent, 'nowhere')))).toBe('not-found')
  })
})

describe('verifying', () => {
  test('proves a backup in its project’s folder as the project is proved, and leaves nothing', async () => {
    const open = await ProjectFolder.open(env, project.path)
    await fill(open, 3)
    await open.compact()
    await open.commit([tagged], 'a')
    await open.backUp()
    const original = await open.addSource('another', '.txt', 'text')
    const { sha256, count } = await open.addRows(rowsText(units.map((unit) => ({ ...unit, documentId: 'another' }))))
    await open.commit([{ type: 'document.add', document: sampleDocument('another', original), rows: { sha256, count } }], 'a')
    await open.compact()
    const before = await everything(project.path)
    expect(await verifyBackup(env, await newest())).toEqual({ ok: true, changes: 5, documents: 1, units: 10, annotations: 0, findings: [] })
    expect(await everything(project.path)).toEqual(before)
    await open.close()
  })

  test('elsewhere, missing originals are warnings', async () => {
    await project.filled(2)
    const away = join(project.parent, 'thesis.zip')
    await rename(await newest(), away)
    const { ok, findings } = await verifyBackup(env, away)
    expect(ok).toBe(true)
    expect(findings.map(({ code }) => code)).toEqual(['source-elsewhere', 'source-elsewhere'])
  })

  test('in its folder, a missing original is a fault', async () => {
    await project.filled(2)
    await rm(join(project.path, 'sources', `${documentId}.txt`))
    const { ok, findings } = await verifyBackup(env, await newest())
    expect(ok).toBe(false)
    expect(findings).toMatchObject([{ code: 'missing-file', file: `sources/${documentId}.txt` }])
  })
})

test('the targets of a restored project are those that were typed', async () => {
  await project.filled(4)
  const open = await ProjectFolder.open(env, (await restoreBackup(env, await newest())).path)
  expect((await targets(open)).slice(0, 5)).toEqual([...units.slice(0, 4).map(({ id }) => `to ${id}`), ''])
  await open.close()
})

function hasUnzip(): boolean {
  try {
    execFileSync('unzip', ['-v'])
    return true
  } catch {
    return false
  }
}

const PYTHON_READS = `
import json, sys, zipfile
with zipfile.ZipFile(sys.argv[1]) as z:
    assert z.testzip() is None
    print(json.dumps({i.filename: z.read(i).decode('utf-8') for i in z.infolist()}))
`
