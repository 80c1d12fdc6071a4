import { appendFile, cp, mkdir, readdir, readFile, rename, rm, stat, symlink, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type Disk, nodeDisk } from '../../../../electron/host/disk.ts'
import { type Environment, nodeEnvironment } from '../../../../electron/host/environment.ts'
import { createProjectFolder, folderNameOf } from '../../../../electron/host/project-creation.ts'
import { ProjectFolder } from '../../../../electron/host/project-folder.ts'
import { readProject } from '../../../../electron/host/project-reading.ts'
import { verifyFolder } from '../../../../electron/host/verify.ts'
import type { HostFailure } from '../../../../shared/host/errors.ts'
import { plainText } from '../../../../shared/text/rich-text.ts'
import { change, collect, rowsText, sampleDocument, sampleUnits, typed } from '../../../support/sample-project.ts'
import { temporaryFolder } from '../../../support/temporary.ts'

const env = nodeEnvironment()
const documentId = 'thedocument'
const units = sampleUnits(documentId, 10)
let folder: Awaited<ReturnType<typeof temporaryFolder>>
let path: string

beforeEach(async () => {
  folder = await temporaryFolder()
  path = await createProjectFolder(env, folder.path, { name: 'Жоба', sourceLanguage: 'kk', targetLanguage: 'en' })
})
afterEach(async () => {
  await folder.remove()
})

const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'done',
    (error: HostFailure) => error.error?.code ?? `no HostFailure: ${error}`,
  )
const failureOf = (work: Promise<unknown>): Promise<HostFailure['error']> =>
  work.then(
    () => expect.unreachable('it should have failed'),
    (error: HostFailure) => error.error,
  )

/** Adds a document of ten rows, and types into the first `count`. */
async function fill(open: ProjectFolder, count: number): Promise<void> {
  const original = await open.addSource(documentId, '.txt', 'text')
  const { sha256 } = await open.addRows(rowsText(units))
  await open.commit([{ type: 'document.add', document: sampleDocument(documentId, original), rows: { sha256, count: 10 } }], 'a')
  for (const unit of units.slice(0, count)) await open.commit([typed(unit, `to ${unit.id}`)], 'a')
}

async function filled(count = 5, environment: Environment = env): Promise<void> {
  const open = await ProjectFolder.open(environment, path)
  await fill(open, count)
  await open.close()
}

const targets = async (open: ProjectFolder) => (await collect((await open.state()).units(documentId))).map((u) => plainText(u.target))
const journal = () => join(path, 'journal.jsonl')
const everything = async () => {
  const names = (await readdir(path, { recursive: true })).sort()
  return Promise.all(
    names.map(async (name) => [name, (await stat(join(path, name))).isFile() ? await readFile(join(path, name), 'latin1') : '']),
  )
}

describe('a journal that was not written whole', () => {
  test('is cut at every byte of its last line: what stands before is there, the rest is kept and told', async () => {
    await filled(3)
    const whole = await readFile(journal())
    const lastLine = whole.lastIndexOf(10, whole.length - 2) + 1
    for (let size = lastLine; size < whole.length; size += 7) {
      await writeFile(journal(), whole.subarray(0, size))
      const open = await ProjectFolder.open(env, path)
      expect(open.head.seq).toBe(3)
      if (size === lastLine) expect(open.mended).toEqual([])
      else {
        expect(open.mended).toMatchObject([{ code: 'torn-line' }])
        const kept = (await readdir(path)).filter((name) => name.startsWith('journal.torn-'))
        expect(kept.length).toBe(1)
        expect(await readFile(join(path, kept[0]!))).toEqual(whole.subarray(lastLine, size))
        await rm(join(path, kept[0]!))
      }
      expect(await open.append([change(4, typed(units[2]!, 'again'))])).toMatchObject({ seq: 4 })
      await open.close()
      expect(await verifyFolder(env, path)).toMatchObject({ ok: true, changes: 4 })
    }
  })

  test('a changed byte in a middle line stops the opening, says which line and what is readable, and changes nothing', async () => {
    await filled(5)
    const lines = (await readFile(journal(), 'utf8')).split('\n')
    lines[2] = lines[2]!.replace('to u0000001', 'to u0000009')
    await writeFile(journal(), lines.join('\n'))
    const before = await everything()
    const failure = await failureOf(ProjectFolder.open(env, path))
    expect(failure).toMatchObject({ code: 'damaged', detail: { line: 3, readable: 2, seq: 2 } })
    expect(failure.message).toContain('journal.jsonl')
    expect(await everything()).toEqual(before)
    expect(await verifyFolder(env, path)).toMatchObject({ ok: false, findings: [{ code: 'journal-damaged', line: 3 }] })
  })

  test.each([
    ['a byte order mark', (bytes: Buffer) => Buffer.concat([Buffer.from('\uFEFF'), bytes])],
    ['a line twice', (bytes: Buffer) => Buffer.concat([bytes, bytes])],
    ['a line missing', (bytes: Buffer) => bytes.subarray(bytes.indexOf(10) + 1)],
    ['bytes that are no UTF-8', (bytes: Buffer) => Buffer.concat([Buffer.from([0xff, 10]), bytes])],
    ['CRLF', (bytes: Buffer) => Buffer.from(bytes.toString().replaceAll('\n', ' \r\n'))],
  ])('%s is told as damage or torn, never read as something else', async (_, spoil) => {
    await filled(3)
    const state = await readProject(env, path)
    const before = await collect(state.state.units(documentId))
    await writeFile(journal(), spoil(await readFile(journal())))
    const opened = await ProjectFolder.open(env, path).catch((error: HostFailure) => error)
    if (opened instanceof ProjectFolder) {
      expect(await collect((await opened.state()).units(documentId))).toEqual(before)
      await opened.close()
    } else expect(opened.error.code).toBe('damaged')
  })

  test('a missing journal is damage', async () => {
    await filled(1)
    await rm(journal())
    expect(await codeOf(ProjectFolder.open(env, path))).toBe('damaged')
    expect((await readdir(path)).includes('lock')).toBe(false)
  })
})

describe('what cannot be opened', () => {
  test('a newer format is refused before anything else is read or written', async () => {
    await filled(2)
    const file = JSON.parse(await readFile(join(path, 'project.json'), 'utf8'))
    await writeFile(join(path, 'project.json'), JSON.stringify({ format: 2, entirely: 'different' }))
    await writeFile(journal(), 'of another form')
    await writeFile(join(path, 'compaction.json'), 'of another form')
    const before = await everything()
    expect(await failureOf(ProjectFolder.open(env, path))).toMatchObject({ code: 'newer-format', detail: { format: 2, known: 1 } })
    expect(await codeOf(readProject(env, path))).toBe('newer-format')
    expect(await codeOf(verifyFolder(env, path))).toBe('newer-format')
    expect(await everything()).toEqual(before)
    expect(file.format).toBe(1)
  })

  test.each([
    ['no folder', 'not-found', () => rm(path, { recursive: true })],
    ['a folder that is no project', 'not-a-project', () => rm(join(path, 'project.json'))],
    ['a project.json that is no JSON', 'damaged', () => writeFile(join(path, 'project.json'), '{"format": 1,')],
    ['a project.json of another form', 'damaged', () => writeFile(join(path, 'project.json'), '{"format": 1}')],
    ['a project.json that is no UTF-8', 'damaged', () => writeFile(join(path, 'project.json'), Uint8Array.of(0xff, 0x00))],
    ['an empty project.json', 'damaged', () => writeFile(join(path, 'project.json'), '')],
  ])('%s: %s', async (_, code, spoil) => {
    await spoil()
    expect(await codeOf(ProjectFolder.open(env, path))).toBe(code)
    if (code !== 'not-found') expect((await readdir(path)).includes('lock')).toBe(false)
  })

  test.each([
    '../outside.jsonl',
    '/etc/passwd',
    'documents/../../x.jsonl',
    'journal.jsonl',
    'sources/a.txt',
    'a/b/c.jsonl',
    'C:\\x.txt',
    '',
  ])('a project.json from a stranger that names a file outside, or one of another use: %j', async (name) => {
    await writeFile(join(folder.path, 'outside.jsonl'), 'mine')
    const file = JSON.parse(await readFile(join(path, 'project.json'), 'utf8'))
    await writeFile(join(path, 'project.json'), JSON.stringify({ ...file, files: { ...file.files, [name]: 'a'.repeat(64) } }))
    expect(await codeOf(ProjectFolder.open(env, path))).toBe('damaged')
    expect(await verifyFolder(env, path)).toMatchObject({ ok: false, findings: [{ code: 'project-damaged' }] })
  })

  test('a manifest from a stranger that removes or replaces a file outside', async () => {
    await filled(1)
    await writeFile(join(folder.path, 'outside.jsonl'), 'mine')
    const project = await readFile(join(path, 'project.json'), 'utf8')
    const manifest = { format: 1, from: 0, to: 2, journalBytes: 0, files: [], remove: ['../outside.jsonl'], project }
    await writeFile(join(path, 'compaction.json'), JSON.stringify(manifest))
    expect(await codeOf(ProjectFolder.open(env, path))).toBe('damaged')
    expect(await readFile(join(folder.path, 'outside.jsonl'), 'utf8')).toBe('mine')
  })

  test('a file in place of the folder is no project', async () => {
    const file = join(folder.path, 'file.egiz')
    await writeFile(file, 'x')
    expect(await codeOf(ProjectFolder.open(env, file))).toBe('not-a-project')
  })

  test.each([
    ['a folder without permission', 'EACCES', 'does not allow it'],
    ['a read-only medium', 'EROFS', 'read-only'],
  ])('%s is told as that, and nothing was changed', async (_, errno, said) => {
    await filled(2)
    const before = await everything()
    const denied = async (): Promise<never> => {
      throw Object.assign(new Error(errno), { code: errno })
    }
    const disk: Disk = {
      ...nodeDisk,
      open: (at, flags, mode) => (flags === 'r' ? nodeDisk.open(at, flags, mode) : denied()),
      rename: denied,
      makeFolder: denied,
      removeFile: denied,
    }
    const failure = await failureOf(ProjectFolder.open(nodeEnvironment({ disk }), path))
    expect(failure).toMatchObject({ code: 'permission', detail: { errno } })
    for (const part of [said, path, 'Nothing in it was changed']) expect(failure.message).toContain(part)
    // Reading needs no permission to write.
    expect((await readProject(nodeEnvironment({ disk }), path)).head.seq).toBe(3)
    expect(await verifyFolder(nodeEnvironment({ disk }), path)).toMatchObject({ ok: true })
    expect(await everything()).toEqual(before)
  })

  test('a folder that may not even be read is told as that', async () => {
    const disk: Disk = {
      ...nodeDisk,
      open: async () => {
        throw Object.assign(new Error('EACCES'), { code: 'EACCES' })
      },
    }
    expect(await codeOf(ProjectFolder.open(nodeEnvironment({ disk }), path))).toBe('permission')
  })
})

describe('one writer', () => {
  test('a second opening is refused, and says who holds it', async () => {
    const open = await ProjectFolder.open(env, path)
    expect(await failureOf(ProjectFolder.open(env, path))).toMatchObject({ code: 'locked', detail: { pid: process.pid } })
    await open.close()
    await (await ProjectFolder.open(env, path)).close()
  })

  test('also by another way to the same folder', async () => {
    const link = join(folder.path, 'link.egiz')
    await symlink(path, link)
    const open = await ProjectFolder.open(env, path)
    expect(await codeOf(ProjectFolder.open(env, link))).toBe('locked')
    await open.close()
  })

  const lockOf = (lock: object) =>
    writeFile(join(path, 'lock'), JSON.stringify({ pid: 4_000_000, host: env.hostName, at: new Date().toISOString(), nonce: 'n', ...lock }))

  test.each<[string, object, Partial<Environment>, string]>([
    ['a dead process here', {}, { isAlive: () => false }, 'stale'],
    ['a living process here', {}, { isAlive: () => true }, 'locked'],
    ['a living process, but from before this machine was started', { at: '2020-01-01T00:00:00.000Z' }, { isAlive: () => true }, 'stale'],
    ['our own number, from an earlier life', { pid: process.pid }, {}, 'stale'],
    ['a dead process on another machine', { host: 'elsewhere' }, { isAlive: () => false }, 'locked'],
  ])('the lock of %s', async (_, lock, machine, expected) => {
    await lockOf(lock)
    const opening = ProjectFolder.open(nodeEnvironment(machine), path)
    if (expected === 'locked') {
      expect(await codeOf(opening)).toBe('locked')
      await rm(join(path, 'lock'))
      return
    }
    const open = await opening
    expect(open.mended).toMatchObject([{ code: 'stale-lock' }])
    await open.close()
    expect(await readdir(path)).not.toContain('lock')
  })

  test('a lock that was not written whole is stale after a while', async () => {
    await writeFile(join(path, 'lock'), '{"pid":')
    const waits: number[] = []
    const open = await ProjectFolder.open(nodeEnvironment({ wait: async (ms) => void waits.push(ms) }), path)
    expect(waits.length).toBeGreaterThan(2)
    expect(open.mended).toMatchObject([{ code: 'stale-lock' }])
    await open.close()
  })

  test('of many that find a stale lock at once, one gets the folder', async () => {
    for (let round = 0; round < 10; round++) {
      await lockOf({})
      const machine = nodeEnvironment({ isAlive: (pid) => pid !== 4_000_000 })
      const openings = await Promise.allSettled(Array.from({ length: 6 }, () => ProjectFolder.open(machine, path)))
      const opened = openings.filter((o) => o.status === 'fulfilled')
      expect(opened.length).toBe(1)
      await opened[0]!.value.close()
    }
  })
})

describe('appending', () => {
  test('many at once are all there, in order', async () => {
    const open = await ProjectFolder.open(env, path)
    await fill(open, 0)
    const appends = Array.from({ length: 40 }, (_, i) => open.append([change(2 + i, typed(units[i % 10]!, ''))]))
    expect((await Promise.all(appends)).map(({ seq }) => seq)).toEqual(Array.from({ length: 40 }, (_, i) => 2 + i))
    expect((await open.readChanges(0, 99)).map(({ change: { seq } }) => seq)).toEqual(Array.from({ length: 41 }, (_, i) => 1 + i))
    await open.close()
  })

  test('another program’s writing to the journal is noticed, and nothing is written over it', async () => {
    const open = await ProjectFolder.open(env, path)
    await fill(open, 1)
    await appendFile(journal(), 'by another program\n')
    const before = await readFile(journal(), 'utf8')
    expect(await codeOf(open.append([change(3, typed(units[1]!, 'x'))]))).toBe('external-change')
    expect(open.isStale).toBe(true)
    await open.close()
    expect(await readFile(journal(), 'utf8')).toBe(before)
  })

  test('a journal that was replaced, as a version control does, is noticed', async () => {
    const open = await ProjectFolder.open(env, path)
    await fill(open, 1)
    await cp(journal(), `${journal()}.copy`)
    await rename(`${journal()}.copy`, journal())
    expect(await codeOf(open.append([change(3, typed(units[1]!, 'x'))]))).toBe('external-change')
    await open.close()
  })

  test('a folder that went away is told, and what was acknowledged is in it when it is back', async () => {
    const open = await ProjectFolder.open(env, path)
    await fill(open, 2)
    const away = join(folder.path, 'away')
    await rename(path, away)
    expect(await codeOf(open.append([change(4, typed(units[5]!, 'x'))]))).toBe('not-found')
    await open.close().catch(() => {})
    await rename(away, path)
    const back = await ProjectFolder.open(nodeEnvironment({ isAlive: () => false }), path)
    expect(back.head.seq).toBe(3)
    await back.close()
  })
})

describe('compaction', () => {
  test('keeps the state, the sources and every change; unread documents keep their files', async () => {
    const open = await ProjectFolder.open(env, path)
    await fill(open, 4)
    const before = await targets(open)
    const file = await open.compact()
    expect(file.seq).toBe(5)
    expect(await targets(open)).toEqual(before)
    expect(await readFile(journal(), 'utf8')).toBe('')
    expect((await readFile(join(path, 'history', '1-5.jsonl'), 'utf8')).split('\n').length).toBe(6)
    const written = (await stat(join(path, 'documents', `${documentId}.jsonl`))).mtimeMs
    await open.commit([{ type: 'tag.add', tag: { id: 'tag1', order: 'a0', parentId: null, name: 'T', colour: 1, description: '' } }], 'a')
    await open.compact()
    expect((await stat(join(path, 'documents', `${documentId}.jsonl`))).mtimeMs).toBe(written)
    expect((await open.readChanges(0, 100)).length).toBe(6)
    await open.close()
    expect((await readdir(path)).sort()).toEqual([
      'annotations',
      'documents',
      'history',
      'journal.jsonl',
      'project.json',
      'sources',
      'tags.json',
    ])
  })

  test('a document that was removed loses its snapshot files, and comes back with them when that is undone', async () => {
    const open = await ProjectFolder.open(env, path)
    await fill(open, 0)
    await open.compact()
    const { documents } = await open.state()
    const document = documents.get(documentId)!
    const { sha256 } = await open.addRows(rowsText(units))
    const rows = { sha256, count: 10 }
    await open.commit([{ type: 'document.remove', document, rows }], 'a')
    await open.compact()
    expect(await readdir(join(path, 'documents'))).toEqual([])
    await open.commit([{ type: 'document.add', document, rows }], 'a')
    expect((await targets(open)).length).toBe(10)
    await open.compact()
    expect((await targets(open)).length).toBe(10)
    await open.close()
    expect(await verifyFolder(env, path)).toMatchObject({ ok: true, units: 10, findings: [] })
  })

  test('a project with many changes is compacted when it is closed, one with few is not', async () => {
    await filled(3)
    expect((await readFile(journal(), 'utf8')).length).toBeGreaterThan(0)
    const open = await ProjectFolder.open(env, path)
    const ops = Array.from({ length: 250 }, (_, i) => ({
      type: 'project.setSettings' as const,
      before: { name: i === 0 ? 'Жоба' : `N${i - 1}`, sourceLanguage: 'kk', targetLanguage: 'en' },
      after: { name: `N${i}`, sourceLanguage: 'kk', targetLanguage: 'en' },
    }))
    await open.commit(ops, 'a')
    await open.close()
    expect(await readFile(journal(), 'utf8')).toBe('')
    const { file } = await readProject(env, path)
    expect(file).toMatchObject({ seq: 254, name: 'N249' })
  })

  test('a large journal is compacted while appends go on', async () => {
    const open = await ProjectFolder.open(env, path)
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
    expect((await readdir(join(path, 'history'))).length).toBeGreaterThan(0)
    await open.close()
    expect(await verifyFolder(env, path)).toMatchObject({ ok: true, changes: 26 })
  })

  test('a change that does not fit stops the compaction and nothing else', async () => {
    const open = await ProjectFolder.open(env, path)
    await fill(open, 0)
    await open.commit([{ type: 'unit.setState', documentId, unitId: units[0]!.id, before: 'final', after: 'initial' }], 'a')
    expect(await failureOf(open.compact())).toMatchObject({ code: 'damaged' })
    expect(await open.append([change(3, typed(units[1]!, 'x'))])).toMatchObject({ seq: 3 })
    expect((await readdir(path)).filter((n) => n.endsWith('.new'))).toEqual([])
    await open.close()
  })
})

describe('reading beside a writer', () => {
  test('sees what was acknowledged, writes nothing, needs no lock', async () => {
    const open = await ProjectFolder.open(env, path)
    await fill(open, 3)
    const before = await everything()
    const { head, state } = await readProject(env, path)
    expect(head.seq).toBe(4)
    expect((await collect(state.units(documentId))).filter((u) => u.target.length > 0).length).toBe(3)
    expect(await verifyFolder(env, path)).toMatchObject({ ok: true, findings: [] })
    expect(await everything()).toEqual(before)
    await open.close()
  })
})

describe('verify finds', () => {
  const find = async (spoil: () => Promise<unknown>) => {
    const open = await ProjectFolder.open(env, path)
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
    expect(await verifyFolder(env, path)).toEqual({ ok: true, changes: 5, documents: 1, units: 10, annotations: 1, findings: [] })
    await spoil()
    const before = await everything()
    const found = await verifyFolder(env, path)
    expect(await everything()).toEqual(before)
    return found
  }
  const edit = (name: string, from: string, to: string) => async () => {
    const text = await readFile(join(path, name), 'utf8')
    expect(text).toContain(from)
    await writeFile(join(path, name), text.replace(from, to))
  }
  const rows = `documents/${documentId}.jsonl`
  const notes = `annotations/${documentId}.jsonl`

  test.each<[string, () => Promise<unknown>, string[]]>([
    ['a changed byte of a row', edit(rows, 'Сөйлем 3', 'Сөйлем 4'), ['checksum']],
    ['two rows of one id', edit(rows, 'u0000005', 'u0000004'), ['checksum', 'duplicate-id']],
    ['a row out of order', edit(rows, `"order":"${units[5]!.order}"`, `"order":"${units[8]!.order}"`), ['checksum', 'order']],
    ['a row that is none', edit(rows, '"kind":"body"', '"kind":"poem"'), ['checksum', 'bad-line']],
    ['a row of another document', edit(rows, `"documentId":"${documentId}"`, '"documentId":"another1"'), ['checksum', 'unknown-document']],
    ['a file that is gone', () => rm(join(path, rows)), ['missing-file']],
    ['a wrong quote', edit(notes, '"quote":"Сөйлем"', '"quote":"Сөйлеу"'), ['checksum', 'quote']],
    ['a span beyond the text', edit(notes, '"to":6', '"to":600'), ['checksum', 'span']],
    ['a tag that is not there', edit(notes, '"tagId":"tag1"', '"tagId":"tag2"'), ['checksum', 'unknown-tag']],
    ['a unit that is not there', edit(notes, '"unitId":"u0000000"', '"unitId":"u0000099"'), ['checksum', 'unknown-unit']],
    ['tags that are none', edit('tags.json', '"colour":1', '"colour":99'), ['checksum', 'unreadable']],
    ['a tag under itself', edit('tags.json', '"parentId":null', '"parentId":"tag1"'), ['checksum', 'tag-circle']],
    ['an original that was changed', () => appendFile(join(path, 'sources', `${documentId}.txt`), 'x'), ['checksum']],
    ['an original that is gone', () => rm(join(path, 'sources', `${documentId}.txt`)), ['missing-file']],
    ['a history that was changed', edit('history/1-5.jsonl', 'to u0000001', 'to u0000002'), ['history-damaged']],
  ])('%s', async (_, spoil, codes) => {
    const { ok, findings } = await find(spoil)
    expect(ok).toBe(false)
    expect([...new Set(findings.map(({ code }) => code))].sort()).toEqual(codes.sort())
  })

  test.each<[string, () => Promise<unknown>, string]>([
    ['a file that nothing names', () => writeFile(join(path, 'sources', 'orphan.txt'), 'x'), 'unreferenced-file'],
    ['a history that is gone', () => rm(join(path, 'history'), { recursive: true }), 'history-missing'],
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
    expect(await codeOf(createProjectFolder(env, folder.path, { name: '../..', ...languages }))).toBe('bad-request')
    expect(await codeOf(createProjectFolder(env, folder.path, { name: 'Жоба', ...languages }))).toBe('exists')
    await mkdir(join(folder.path, 'Empty.egiz'))
    expect(await codeOf(createProjectFolder(env, folder.path, { name: 'Empty', ...languages }))).toBe('exists')
    expect(await codeOf(createProjectFolder(env, join(path, 'project.json'), { name: 'X', ...languages }))).not.toBe('done')
    await truncate(journal(), 0)
  })
})
