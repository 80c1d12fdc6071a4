import { mkdir, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { nodeEnvironment } from '../../../../electron/host/environment.ts'
import { ProjectFolder } from '../../../../electron/host/project-folder.ts'
import { repairFolder } from '../../../../electron/host/repair.ts'
import { verifyFolder } from '../../../../electron/host/verify.ts'
import type { Annotation, Unit, UnitState } from '../../../../shared/model/records.ts'
import { egiz } from '../../../support/command.ts'
import { changesOf, frozenState, recordsOf, thaw } from '../../../support/frozen-projects.ts'
import { codeOf, everything } from '../../../support/project-folders.ts'
import { temporaryFolder } from '../../../support/temporary.ts'

// Damage of each kind to one project, and what must come of it.

const env = nodeEnvironment()
interface State {
  project: Record<string, unknown>
  documents: { document: { id: string; name: string }; units: Unit[]; annotations: Annotation[] }[]
  tags: { id: string }[]
}
const { state, changes } = (await frozenState(1)) as unknown as { state: State; changes: unknown[] }
const [dala, bazar] = state.documents.map(({ document }) => document.id) as [string, string]

let parent: Awaited<ReturnType<typeof temporaryFolder>>
let folder: string
const at = (...path: string[]) => join(folder, ...path)
beforeEach(async () => {
  parent = await temporaryFolder()
  folder = await thaw(1, parent.path)
  await (await ProjectFolder.open(env, folder)).close()
})
afterEach(() => parent.remove())

const edit = async (path: string, change: (text: string) => string) => {
  const before = await readFile(at(path), 'utf8')
  expect(change(before)).not.toBe(before)
  await writeFile(at(path), change(before))
}

/** Repairs, and checks what holds of every repair. */
async function repair() {
  const before = await everything(folder)
  const repaired = await repairFolder(env, folder)
  expect(await everything(folder)).toEqual(before)
  expect(await verifyFolder(env, repaired.path)).toMatchObject({ ok: true, findings: [] })
  const records = (await recordsOf(env, repaired.path)) as unknown as State
  const unsaved = await readFile(join(repaired.path, 'unsaved.txt'), 'utf8').catch(() => '')
  const lost = repaired.findings.filter(({ saved }) => !saved)
  return { ...repaired, records, unsaved, lost, codes: repaired.findings.map(({ code, saved }) => `${code}${saved ? '' : ', lost'}`) }
}

test('a project that is whole comes out the same, a project of its own, with its history', async () => {
  const { path, records, findings } = await repair()
  expect(path).toBe(join(parent.path, 'Two roads (repaired).egiz'))
  expect(findings).toEqual([])
  expect(records.documents).toEqual(state.documents)
  expect(records.tags).toEqual(state.tags)
  expect(records.project).toEqual({ ...state.project, id: records.project.id, name: 'Two roads (repaired)' })
  expect(records.project.id).not.toBe(state.project.id)
  const kept = (await changesOf(env, path)) as { change: unknown }[]
  expect(kept.slice(0, -1).map(({ change }) => change)).toEqual((changes as { change: unknown }[]).map(({ change }) => change))
  const names = await readdir(path)
  expect(names.some((name) => name.startsWith('aside-'))).toBe(true)
  expect((await repair()).path).toBe(join(parent.path, 'Two roads (repaired) 2.egiz'))
})

test('a folder of an older format is repaired as it lies there', async () => {
  await mkdir(join(parent.path, 'old'))
  folder = await thaw(1, join(parent.path, 'old'))
  await edit(`documents/${dala}.jsonl`, (text) => text.split('\n').slice(2).join('\n'))
  const { records, lost } = await repair()
  expect(records.documents).toEqual(state.documents)
  expect(lost).toEqual([])
})

test('project.json that is gone is put together from the history and the backup', async () => {
  await rm(at('project.json'))
  const { records, codes } = await repair()
  expect(records.documents).toEqual(state.documents)
  expect(records.tags).toEqual(state.tags)
  expect(records.project).toMatchObject({ name: 'Two roads (repaired)', sourceLanguage: 'kk', targetLanguage: 'en' })
  expect(codes).toContain('missing-file, lost')
})

test('… and where there is no backup, it is called after its folder, and its languages are unknown', async () => {
  await edit('project.json', (text) => text.slice(0, 300))
  await rm(at('backups'), { recursive: true })
  const { records, unsaved } = await repair()
  expect(records.documents).toEqual(state.documents)
  expect(records.project).toMatchObject({ name: 'Two roads (repaired)', sourceLanguage: 'und', targetLanguage: 'und' })
  expect(unsaved).toContain('"later": {')
})

test('where the history is gone too, the files of a document come out of the backup', async () => {
  await rm(at('history'), { recursive: true })
  await rm(at('documents', `${dala}.jsonl`))
  await edit('tags.json', (text) => text.replace('"colour":5', '"colour":99'))
  const { records, lost } = await repair()
  expect(records.documents).toEqual(state.documents)
  expect(records.tags).toEqual(state.tags)
  expect(lost.map(({ code, file }) => [code, file])).toEqual([['history-missing', 'history']])
})

test('where nothing has a line, it is told with its number, and kept as it stands', async () => {
  await rm(at('history'), { recursive: true })
  await rm(at('backups'), { recursive: true })
  await edit(`documents/${dala}.jsonl`, (text) => text.replace('"kind":"body"', '"kind":"poem"'))
  const { records, lost, unsaved } = await repair()
  const ids = state.documents[0]!.units.map(({ id }) => id)
  const found = records.documents[0]!.units.map(({ id }) => id)
  expect(ids.filter((id) => !found.includes(id)).length).toBe(1)
  expect(lost).toContainEqual(expect.objectContaining({ code: 'bad-line', file: `documents/${dala}.jsonl`, line: 2 }))
  expect(unsaved).toContain('"kind":"poem"')
})

test('a journal line that cannot be read costs its change and what builds on it, nothing else', async () => {
  const { id: unitId } = state.documents[0]!.units[0]!
  const step = (before: UnitState, after: UnitState) => ({ type: 'unit.setState' as const, documentId: dala, unitId, before, after })
  const open = await ProjectFolder.open(env, folder)
  await open.commit(
    [
      step('initial', 'translated'),
      step('translated', 'final'),
      { type: 'document.rename', documentId: dala, before: 'dala', after: 'Дала' },
    ],
    'Айгүл',
  )
  await open.close()
  // No backup holds what is ruined.
  await rm(at('backups'), { recursive: true })
  const lines = (await readFile(at('journal.jsonl'), 'utf8')).split('\n')
  lines[8] = `${lines[8]!.slice(0, 60)} ruined`
  await writeFile(at('journal.jsonl'), lines.join('\n'))
  const { records, lost, unsaved, path } = await repair()
  expect(records.documents[0]).toEqual({ ...state.documents[0], document: { ...state.documents[0]!.document, name: 'Дала' } })
  expect(records.documents[1]).toEqual(state.documents[1])
  expect(lost.map(({ code, line }) => [code, line])).toEqual([
    ['bad-line', 9],
    ['history-missing', null],
    ['does-not-apply', 10],
  ])
  expect(lost[2]!.message).toMatch(/^change 32 \(unit\.setState, 20\S+, Айгүл\)/)
  expect(unsaved).toContain(lines[8])
  expect(unsaved).toContain('"seq":32')
  // What is kept is numbered on, and can be taken back as before.
  expect((await changesOf(env, path)).length).toBe(32)
})

test('a history that was cut off keeps what can be unpacked, and its rest stands in unsaved.txt', async () => {
  const [name] = (await readdir(at('history'))).sort()
  const whole = await readFile(at('history', name!))
  await truncate(at('history', name!), whole.length >> 1)
  const { records, path, unsaved, codes } = await repair()
  expect(records.documents).toEqual(state.documents)
  expect(codes).toContain('history-damaged, lost')
  expect((await changesOf(env, path)).length).toBeGreaterThan(16)
  expect(unsaved).toContain(whole.subarray(0, whole.length >> 1).toString('base64'))
})

test('an original that is gone is told, and a text of its rows stands in its place', async () => {
  await rm(at('sources', `${bazar}.txt`))
  const { path, lost, records } = await repair()
  expect(lost.map(({ code, file }) => [code, file])).toEqual([['missing-file', `sources/${bazar}.txt`]])
  expect(await readFile(join(path, 'sources', `${bazar}-rows.txt`), 'utf8')).toContain('Базар күні')
  expect(records.documents[1]!.units).toEqual(state.documents[1]!.units)
})

describe('references that lead nowhere', () => {
  test('a passage that stands elsewhere in its row is found again; one that is nowhere waits for review', async () => {
    const path = `annotations/${dala}.jsonl`
    await edit(path, (text) => text.replace('"from":0,"prefix":""', '"from":3,"prefix":""'))
    await edit(path, (text) => text.replace('"quote":"«Жерді', '"quote":"«Жарды'))
    const { records, codes } = await repair()
    expect(codes).toEqual(expect.arrayContaining(['quote', 'quote, lost']))
    const before = new Map(state.documents[0]!.annotations.map((one) => [one.id, one]))
    for (const annotation of records.documents[0]!.annotations) {
      if (annotation.id === 'noteproverb1') expect(annotation).toMatchObject({ orphan: true })
      else expect(annotation).toEqual(before.get(annotation.id))
    }
  })

  test('an annotation of a tag that is gone is a bare note; a tag under one that is gone stands at the top', async () => {
    await rm(at('history'), { recursive: true })
    await rm(at('backups'), { recursive: true })
    await edit('tags.json', (text) =>
      text
        .split('\n')
        .filter((line) => !line.includes('"id":"tagtheme0001"'))
        .join('\n'),
    )
    const { records, lost } = await repair()
    expect(records.tags).toEqual(expect.arrayContaining([expect.objectContaining({ id: 'tagland00001', parentId: null })]))
    expect(records.documents[0]!.annotations.find(({ id }) => id === 'notemorning1')).toMatchObject({ tagId: null, note: 'a motif' })
    expect(lost.filter(({ code }) => code === 'unknown-tag').length).toBeGreaterThan(1)
  })
})

test('a folder that is gone, and a project of a newer version, are refused', async () => {
  expect(await codeOf(repairFolder(env, join(parent.path, 'None.egiz')))).toBe('not-found')
  await edit('project.json', (text) => text.replace('"format": 2', '"format": 99'))
  expect(await codeOf(repairFolder(env, folder))).toBe('newer-format')
  expect((await readdir(parent.path)).sort()).toEqual(['Two roads.egiz'])
})

test('`egiz verify --repair` says each thing, and writes nothing where there is nothing to repair', async () => {
  const whole = await egiz(parent.path, ['verify', folder, '--repair'])
  expect([whole.code, whole.err]).toEqual([0, []])
  expect((await egiz(parent.path, ['verify', folder, '--repair', '--json'])).json()).toMatchObject({ path: null, units: 11, findings: [] })
  expect(await readdir(parent.path)).toEqual(['Two roads.egiz'])
  await rm(at('sources', `${bazar}.txt`))
  await edit(`documents/${dala}.jsonl`, (text) => text.slice(1))
  const ran = await egiz(parent.path, ['verify', folder, '--repair'])
  expect(ran.code).toBe(1)
  expect(ran.out).toMatch(/Two roads \(repaired\)\.egiz: repaired \(2 documents, 11 units, 4 annotations\); 1 thing lost, \d+ mended/)
  expect(ran.err.filter((line) => line.startsWith('egiz: lost: '))).toEqual([expect.stringContaining(`sources/${bazar}.txt`)])
  expect(ran.err.filter((line) => line.startsWith('warning: saved: ')).length).toBeGreaterThan(0)
  const told = (await egiz(parent.path, ['verify', folder, '--repair', '--json'])).json<{ path: string; findings: { saved: boolean }[] }>()
  expect(told.path).toBe(join(parent.path, 'Two roads (repaired) 2.egiz'))
  expect(told.findings.filter(({ saved }) => !saved).length).toBe(1)
  expect((await egiz(parent.path, ['verify', 'x.zip', '--repair'])).code).toBe(2)
})

test('a project of which only backups hold the work, its journal being gone or spoilt, gets it from there', async () => {
  for (const spoil of [
    () => rm(at('journal.jsonl')),
    () => writeFile(at('journal.jsonl'), ''),
    async () => writeFile(at('journal.jsonl'), `${(await readFile(at('journal.jsonl'), 'utf8')).slice(0, 40)}\n`),
  ]) {
    await spoil()
    const { records, findings } = await repair()
    expect(records.documents).toEqual(state.documents)
    expect(records.tags).toEqual(state.tags)
    expect(findings.some(({ saved, message }) => saved && message.includes('were taken from the backup'))).toBe(true)
    await rm(join(parent.path, 'Two roads (repaired).egiz'), { recursive: true })
    await rm(folder, { recursive: true })
    folder = await thaw(1, parent.path)
    await (await ProjectFolder.open(env, folder)).close()
  }
})

test('a project without its journal is told as damaged, not as gone', async () => {
  await rm(at('journal.jsonl'))
  const { ok, findings } = await verifyFolder(env, folder)
  expect([ok, findings[0]?.code, findings[0]?.message.includes('journal.jsonl is missing')]).toEqual([false, 'project-damaged', true])
})
