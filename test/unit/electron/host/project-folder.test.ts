import { appendFile, cp, mkdir, readdir, readFile, rename, rm, stat, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { nodeEnvironment } from '../../../../electron/host/environment.ts'
import { folderNameOf } from '../../../../electron/host/folder-name.ts'
import { createProjectFolder } from '../../../../electron/host/project-creation.ts'
import { ProjectFolder } from '../../../../electron/host/project-folder.ts'
import { readProject } from '../../../../electron/host/project-reading.ts'
import { verifyFolder } from '../../../../electron/host/verify.ts'
import { codeOf, documentId, everything, failureOf, fill, projectOnDisk, targets, units } from '../../../support/project-folders.ts'
import { change, collect, rowsText, typed } from '../../../support/sample-project.ts'

const env = nodeEnvironment()
const project = projectOnDisk(env)
const { journal, filled } = project

describe('appending', () => {
  test('many at once are all there, in order', async () => {
    const open = await ProjectFolder.open(env, project.path)
    await fill(open, 0)
    const appends = Array.from({ length: 40 }, (_, i) => open.append([change(2 + i, typed(units[i % 10]!, ''))]))
    expect((await Promise.all(appends)).map(({ seq }) => seq)).toEqual(Array.from({ length: 40 }, (_, i) => 2 + i))
    expect((await open.readChanges(0, 99)).map(({ change: { seq } }) => seq)).toEqual(Array.from({ length: 41 }, (_, i) => 1 + i))
    await open.close()
  })

  test('another program’s writing to the journal is noticed, and nothing is written over it', async () => {
    const open = await ProjectFolder.open(env, project.path)
    await fill(open, 1)
    await appendFile(journal(), 'by another program\n')
    const before = await readFile(journal(), 'utf8')
    expect(await codeOf(open.append([change(3, typed(units[1]!, 'x'))]))).toBe('external-change')
    expect(open.isStale).toBe(true)
    await open.close()
    expect(await readFile(journal(), 'utf8')).toBe(before)
  })

  test('a journal that was replaced by other bytes, as a version control does, is noticed', async () => {
    const open = await ProjectFolder.open(env, project.path)
    await fill(open, 1)
    await writeFile(`${journal()}.copy`, (await readFile(journal(), 'utf8')).replace('to u0000000', 'to u0000009'))
    await rename(`${journal()}.copy`, journal())
    expect(await codeOf(open.append([change(3, typed(units[1]!, 'x'))]))).toBe('external-change')
    await open.close()
  })

  test('a journal that was replaced by the same bytes is written to from then on', async () => {
    const open = await ProjectFolder.open(env, project.path)
    await fill(open, 1)
    await cp(journal(), `${journal()}.copy`)
    await rename(`${journal()}.copy`, journal())
    expect(await open.append([change(3, typed(units[1]!, 'x'))])).toMatchObject({ seq: 3 })
    await open.close()
    expect((await readProject(env, project.path)).head.seq).toBe(3)
  })

  test('a folder that went away is told, and what was acknowledged is in it when it is back', async () => {
    const open = await ProjectFolder.open(env, project.path)
    await fill(open, 2)
    const away = join(project.parent, 'away')
    await rename(project.path, away)
    expect(await codeOf(open.append([change(4, typed(units[5]!, 'x'))]))).toBe('not-found')
    await open.close().catch(() => {})
    await rename(away, project.path)
    const back = await ProjectFolder.open(nodeEnvironment({ isAlive: () => false }), project.path)
    expect(back.head.seq).toBe(3)
    await back.close()
  })
})

describe('compaction', () => {
  test('keeps the state, the sources and every change; unread documents keep their files', async () => {
    const open = await ProjectFolder.open(env, project.path)
    await fill(open, 4)
    const before = await targets(open)
    const file = await open.compact()
    expect(file.seq).toBe(5)
    expect(await targets(open)).toEqual(before)
    expect(await readFile(journal(), 'utf8')).toBe('')
    expect(
      gunzipSync(await readFile(join(project.path, 'history', '1-5.jsonl.gz')))
        .toString()
        .split('\n').length,
    ).toBe(6)
    const written = (await stat(join(project.path, 'documents', `${documentId}.jsonl`))).mtimeMs
    await open.commit([{ type: 'tag.add', tag: { id: 'tag1', order: 'a0', parentId: null, name: 'T', colour: 1, description: '' } }], 'a')
    await open.compact()
    expect((await stat(join(project.path, 'documents', `${documentId}.jsonl`))).mtimeMs).toBe(written)
    expect((await open.readChanges(0, 100)).length).toBe(6)
    await open.close()
    expect((await readdir(project.path)).sort()).toEqual([
      'annotations',
      'backups',
      'documents',
      'history',
      'journal.jsonl',
      'project.json',
      'sources',
      'tags.json',
    ])
  })

  test('a document that was removed loses its snapshot files, and comes back with them when that is undone', async () => {
    const open = await ProjectFolder.open(env, project.path)
    await fill(open, 0)
    await open.compact()
    const { documents } = await open.state()
    const document = documents.get(documentId)!
    const { sha256 } = await open.addRows(rowsText(units))
    const rows = { sha256, count: 10 }
    await open.commit([{ type: 'document.remove', document, rows }], 'a')
    await open.compact()
    expect(await readdir(join(project.path, 'documents'))).toEqual([])
    await open.commit([{ type: 'document.add', document, rows }], 'a')
    expect((await targets(open)).length).toBe(10)
    await open.compact()
    expect((await targets(open)).length).toBe(10)
    await open.close()
    expect(await verifyFolder(env, project.path)).toMatchObject({ ok: true, units: 10, findings: [] })
  })

  test('a project with many changes is compacted when it is closed, one with few is not', async () => {
    await filled(3)
    expect((await readFile(journal(), 'utf8')).length).toBeGreaterThan(0)
    const open = await ProjectFolder.open(env, project.path)
    const ops = Array.from({ length: 250 }, (_, i) => ({
      type: 'project.setSettings' as const,
      before: { name: i === 0 ? 'Жоба' : `N${i - 1}`, sourceLanguage: 'kk', targetLanguage: 'en' },
      after: { name: `N${i}`, sourceLanguage: 'kk', targetLanguage: 'en' },
    }))
    await open.commit(ops, 'a')
    await open.close()
    expect(await readFile(journal(), 'utf8')).toBe('')
    const { file } = await readProject(env, project.path)
    expect(file).toMatchObject({ seq: 254, name: 'N249' })
  })

  test('a large journal is compacted while appends go on', async () => {
    const open = await ProjectFolder.open(env, project.path)
    await fill(open, 0)
    const text = 'ұ'.repeat(300_000)
    const blank = { at: 0, removed: [], inserted: [] }
    for (let i = 0; i < 12; i++) {
      const unit = units[i % 10]!
      const run = [{ type: 'text' as const, text }]
      const op = (splice: object) => ({ type: 'unit.setTarget' as const, documentId, unitId: unit.id, splice: { ...blank, ...splice } })
      await open.commit([op({ inserted: run }), op({ removed: run })], 'a')
    }
    await open.commit([typed(units[3]!, 'the end')], 'a')
    await open.withoutCompaction(async () => {})
    expect(open.file.seq).toBeGreaterThan(1)
    expect((await targets(open))[3]).toBe('the end')
    expect((await stat(journal())).size).toBeLessThan(24 * 600_000)
    expect((await readdir(join(project.path, 'history'))).length).toBeGreaterThan(0)
    await open.close()
    expect(await verifyFolder(env, project.path)).toMatchObject({ ok: true, changes: 26 })
  })

  test('a change that does not fit stops the compaction and nothing else', async () => {
    const open = await ProjectFolder.open(env, project.path)
    await fill(open, 0)
    await open.commit([{ type: 'unit.setState', documentId, unitId: units[0]!.id, before: 'final', after: 'initial' }], 'a')
    expect(await failureOf(open.compact())).toMatchObject({ code: 'damaged' })
    expect(await open.append([change(3, typed(units[1]!, 'x'))])).toMatchObject({ seq: 3 })
    expect((await readdir(project.path)).filter((n) => n.endsWith('.new'))).toEqual([])
    await open.close()
  })
})

describe('reading beside a writer', () => {
  test('sees what was acknowledged, writes nothing, needs no lock', async () => {
    const open = await ProjectFolder.open(env, project.path)
    await fill(open, 3)
    const before = await everything(project.path)
    const { head, state } = await readProject(env, project.path)
    expect(head.seq).toBe(4)
    expect((await collect(state.units(documentId))).filter((u) => u.target.length > 0).length).toBe(3)
    expect(await verifyFolder(env, project.path)).toMatchObject({ ok: true, findings: [] })
    expect(await everything(project.path)).toEqual(before)
    await open.close()
  })
})

describe('verify finds', () => {
  const find = async (spoil: () => Promise<unknown>) => {
    const open = await ProjectFolder.open(env, project.path)
    await fill(open, 2)
    const span = { unitId: units[0]!.id, side: 'source', from: 0, to: 6, quote: 'Сөйлем', prefix: '', suffix: '' } as const
    const tag = { id: 'tag1', order: 'a0', parentId: null, name: 'T', colour: 1, description: '' }
    const note = {
      id: 'note1',
      documentId,
      tagId: 'tag1',
      note: '',
      author: 'a',
      at: '2026-01-01T00:00:00.000Z',
      spans: [span],
      orphan: false,
    }
    await open.commit(
      [
        { type: 'tag.add', tag },
        { type: 'annotation.add', annotation: note },
      ],
      'a',
    )
    await open.compact()
    await open.close()
    expect(await verifyFolder(env, project.path)).toEqual({ ok: true, changes: 5, documents: 1, units: 10, annotations: 1, findings: [] })
    await spoil()
    const before = await everything(project.path)
    const found = await verifyFolder(env, project.path)
    expect(await everything(project.path)).toEqual(before)
    return found
  }
  const edit = (name: string, from: string, to: string) => async () => {
    const text = await readFile(join(project.path, name), 'utf8')
    expect(text).toContain(from)
    await writeFile(join(project.path, name), text.replace(from, to))
  }
  const repack = (name: string, from: string, to: string) => async () => {
    const text = gunzipSync(await readFile(join(project.path, name))).toString()
    expect(text).toContain(from)
    await writeFile(join(project.path, name), gzipSync(text.replace(from, to)))
  }
  const rows = `documents/${documentId}.jsonl`
  const notes = `annotations/${documentId}.jsonl`

  test.each<[string, () => Promise<unknown>, string[]]>([
    ['a changed byte of a row', edit(rows, 'Сөйлем 3', 'Сөйлем 4'), ['checksum']],
    ['two rows of one id', edit(rows, 'u0000005', 'u0000004'), ['checksum', 'duplicate-id']],
    ['a row out of order', edit(rows, `"order":"${units[5]!.order}"`, `"order":"${units[8]!.order}"`), ['checksum', 'order']],
    ['a row that is none', edit(rows, '"kind":"body"', '"kind":"poem"'), ['checksum', 'bad-line']],
    ['a row of another document', edit(rows, `"documentId":"${documentId}"`, '"documentId":"another1"'), ['checksum', 'unknown-document']],
    ['a file that is gone', () => rm(join(project.path, rows)), ['missing-file']],
    ['a wrong quote', edit(notes, '"quote":"Сөйлем"', '"quote":"Сөйлеу"'), ['checksum', 'quote']],
    ['a span beyond the text', edit(notes, '"to":6', '"to":600'), ['checksum', 'span']],
    ['a tag that is not there', edit(notes, '"tagId":"tag1"', '"tagId":"tag2"'), ['checksum', 'unknown-tag']],
    ['a unit that is not there', edit(notes, '"unitId":"u0000000"', '"unitId":"u0000099"'), ['checksum', 'unknown-unit']],
    ['tags that are none', edit('tags.json', '"colour":1', '"colour":99'), ['checksum', 'unreadable']],
    ['a tag under itself', edit('tags.json', '"parentId":null', '"parentId":"tag1"'), ['checksum', 'tag-circle']],
    ['an original that was changed', () => appendFile(join(project.path, 'sources', `${documentId}.txt`), 'x'), ['checksum']],
    ['an original that is gone', () => rm(join(project.path, 'sources', `${documentId}.txt`)), ['missing-file']],
    ['a history that was changed', repack('history/1-5.jsonl.gz', 'to u0000001', 'to u0000002'), ['history-damaged']],
    ['a history that cannot be unpacked', () => truncate(join(project.path, 'history/1-5.jsonl.gz'), 200), ['history-damaged']],
  ])('%s', async (_, spoil, codes) => {
    const { ok, findings } = await find(spoil)
    expect(ok).toBe(false)
    expect([...new Set(findings.map(({ code }) => code))].sort()).toEqual(codes.sort())
  })

  test.each<[string, () => Promise<unknown>, string]>([
    ['a file that nothing names', () => writeFile(join(project.path, 'sources', 'orphan.txt'), 'x'), 'unreferenced-file'],
    ['a history that is gone', () => rm(join(project.path, 'history'), { recursive: true }), 'history-missing'],
    ['a torn last line', () => appendFile(journal(), 'half a li'), 'torn-line'],
  ])('%s, as a warning', async (_, spoil, code) => {
    expect(await find(spoil)).toMatchObject({ ok: true, findings: [{ code }] })
  })
})

describe('a folder name', () => {
  test.each([
    ['Тезис', 'Тезис'],
    ['a/b\\c:d*e?f"g<h>i|j', 'a-b-c-d-e-f-g-h-i-j'],
    ['  .hidden. ', 'hidden'],
    ['CON', '_CON'],
    ['..', ''],
    ['line\nbreak', 'line-break'],
    ['ж'.repeat(120), 'ж'.repeat(90)],
  ])('%j', (name, expected) => {
    expect(folderNameOf(name)).toBe(expected)
  })

  test('that cannot be made is refused, one that is there too', async () => {
    const languages = { sourceLanguage: 'kk', targetLanguage: 'en' }
    expect(await codeOf(createProjectFolder(env, project.parent, { name: '../..', ...languages }))).toBe('bad-request')
    expect(await codeOf(createProjectFolder(env, project.parent, { name: 'Жоба', ...languages }))).toBe('exists')
    await mkdir(join(project.parent, 'Empty.egiz'))
    expect(await codeOf(createProjectFolder(env, project.parent, { name: 'Empty', ...languages }))).toBe('exists')
    expect(await codeOf(createProjectFolder(env, join(project.path, 'project.json'), { name: 'X', ...languages }))).not.toBe('done')
    await truncate(journal(), 0)
  })
})
