import { chmod, readdir, readFile, rename, rm, stat, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { type Disk, nodeDisk } from '../../../../electron/host/disk.ts'
import { type Environment, nodeEnvironment } from '../../../../electron/host/environment.ts'
import { ProjectFolder } from '../../../../electron/host/project-folder.ts'
import { readProject } from '../../../../electron/host/project-reading.ts'
import { verifyFolder } from '../../../../electron/host/verify.ts'
import type { HostFailure } from '../../../../shared/host/errors.ts'
import { FORMAT } from '../../../../shared/model/project-file.ts'
import { codeOf, documentId, everything, failureOf, projectOnDisk, units } from '../../../support/project-folders.ts'
import { change, collect, typed } from '../../../support/sample-project.ts'

const env = nodeEnvironment()
const project = projectOnDisk(env)
const { journal, filled } = project

describe('a journal that was not written whole', () => {
  test('is cut at every byte of its last line: what stands before is there, the rest is kept and told', async () => {
    await filled(3)
    const whole = await readFile(journal())
    const lastLine = whole.lastIndexOf(10, whole.length - 2) + 1
    for (let size = lastLine; size < whole.length; size += 7) {
      await writeFile(journal(), whole.subarray(0, size))
      const open = await ProjectFolder.open(env, project.path)
      expect(open.head.seq).toBe(3)
      if (size === lastLine) expect(open.mended).toEqual([])
      else {
        expect(open.mended).toMatchObject([{ code: 'torn-line' }])
        const kept = (await readdir(project.path)).filter((name) => name.startsWith('journal.torn-'))
        expect(kept.length).toBe(1)
        expect(await readFile(join(project.path, kept[0]!))).toEqual(whole.subarray(lastLine, size))
        await rm(join(project.path, kept[0]!))
      }
      expect(await open.append([change(4, typed(units[2]!, 'again'))])).toMatchObject({ seq: 4 })
      await open.close()
      expect(await verifyFolder(env, project.path)).toMatchObject({ ok: true, changes: 4 })
    }
  })

  test('a changed byte in a middle line stops the opening, says which line and what is readable, and changes nothing', async () => {
    await filled(5)
    const lines = (await readFile(journal(), 'utf8')).split('\n')
    lines[2] = lines[2]!.replace('to u0000001', 'to u0000009')
    await writeFile(journal(), lines.join('\n'))
    const before = await everything(project.path)
    const failure = await failureOf(ProjectFolder.open(env, project.path))
    expect(failure).toMatchObject({ code: 'damaged', detail: { line: 3, readable: 2, seq: 2 } })
    expect(failure.message).toContain('journal.jsonl')
    expect(await everything(project.path)).toEqual(before)
    expect(await verifyFolder(env, project.path)).toMatchObject({ ok: false, findings: [{ code: 'journal-damaged', line: 3 }] })
  })

  test.each([
    ['a byte order mark', (bytes: Buffer) => Buffer.concat([Buffer.from('\uFEFF'), bytes])],
    ['a line twice', (bytes: Buffer) => Buffer.concat([bytes, bytes])],
    ['a line missing', (bytes: Buffer) => bytes.subarray(bytes.indexOf(10) + 1)],
    ['bytes that are no UTF-8', (bytes: Buffer) => Buffer.concat([Buffer.from([0xff, 10]), bytes])],
    ['CRLF', (bytes: Buffer) => Buffer.from(bytes.toString().replaceAll('\n', ' \r\n'))],
  ])('%s is told as damage or torn, never read as something else', async (_, spoil) => {
    await filled(3)
    const state = await readProject(env, project.path)
    const before = await collect(state.state.units(documentId))
    await writeFile(journal(), spoil(await readFile(journal())))
    const opened = await ProjectFolder.open(env, project.path).catch((error: HostFailure) => error)
    if (opened instanceof ProjectFolder) {
      expect(await collect((await opened.state()).units(documentId))).toEqual(before)
      await opened.close()
    } else expect(opened.error.code).toBe('damaged')
  })

  test('a missing journal is damage', async () => {
    await filled(1)
    await rm(journal())
    expect(await codeOf(ProjectFolder.open(env, project.path))).toBe('damaged')
    expect((await readdir(project.path)).includes('lock')).toBe(false)
  })
})

describe('what cannot be opened', () => {
  test('a newer format is refused before anything else is read or written', async () => {
    await filled(2)
    const file = JSON.parse(await readFile(join(project.path, 'project.json'), 'utf8'))
    await writeFile(join(project.path, 'project.json'), JSON.stringify({ format: FORMAT + 1, entirely: 'different' }))
    await writeFile(journal(), 'of another form')
    await writeFile(join(project.path, 'compaction.json'), 'of another form')
    const before = await everything(project.path)
    expect(await failureOf(ProjectFolder.open(env, project.path))).toMatchObject({
      code: 'newer-format',
      detail: { format: FORMAT + 1, known: FORMAT },
    })
    expect(await codeOf(readProject(env, project.path))).toBe('newer-format')
    expect(await codeOf(verifyFolder(env, project.path))).toBe('newer-format')
    expect(await everything(project.path)).toEqual(before)
    expect(file.format).toBe(FORMAT)
  })

  test.each([
    ['no folder', 'not-found', () => rm(project.path, { recursive: true })],
    ['a folder that is no project', 'not-a-project', () => rm(join(project.path, 'project.json'))],
    ['a project.json that is no JSON', 'damaged', () => writeFile(join(project.path, 'project.json'), '{"format": 1,')],
    ['a project.json of another form', 'damaged', () => writeFile(join(project.path, 'project.json'), '{"format": 1}')],
    ['a project.json that is no UTF-8', 'damaged', () => writeFile(join(project.path, 'project.json'), Uint8Array.of(0xff, 0x00))],
    ['an empty project.json', 'damaged', () => writeFile(join(project.path, 'project.json'), '')],
  ])('%s: %s', async (_, code, spoil) => {
    await spoil()
    expect(await codeOf(ProjectFolder.open(env, project.path))).toBe(code)
    if (code !== 'not-found') expect((await readdir(project.path)).includes('lock')).toBe(false)
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
    await writeFile(join(project.parent, 'outside.jsonl'), 'mine')
    const file = JSON.parse(await readFile(join(project.path, 'project.json'), 'utf8'))
    await writeFile(join(project.path, 'project.json'), JSON.stringify({ ...file, files: { ...file.files, [name]: 'a'.repeat(64) } }))
    expect(await codeOf(ProjectFolder.open(env, project.path))).toBe('damaged')
    expect(await verifyFolder(env, project.path)).toMatchObject({ ok: false, findings: [{ code: 'project-damaged' }] })
  })

  test('a manifest from a stranger that removes or replaces a file outside', async () => {
    await filled(1)
    await writeFile(join(project.parent, 'outside.jsonl'), 'mine')
    const text = await readFile(join(project.path, 'project.json'), 'utf8')
    const manifest = { format: FORMAT, from: 0, to: 2, journalBytes: 0, files: [], remove: ['../outside.jsonl'], project: text }
    await writeFile(join(project.path, 'compaction.json'), JSON.stringify(manifest))
    expect(await codeOf(ProjectFolder.open(env, project.path))).toBe('damaged')
    expect(await readFile(join(project.parent, 'outside.jsonl'), 'utf8')).toBe('mine')
  })

  test('a file in place of the folder is no project', async () => {
    const file = join(project.parent, 'file.egiz')
    await writeFile(file, 'x')
    expect(await codeOf(ProjectFolder.open(env, file))).toBe('not-a-project')
  })

  test.each([
    ['a folder without permission', 'EACCES', 'does not allow it'],
    ['a read-only medium', 'EROFS', 'read-only'],
  ])('%s is told as that, and nothing was changed', async (_, errno, said) => {
    await filled(2)
    const before = await everything(project.path)
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
    const failure = await failureOf(ProjectFolder.open(nodeEnvironment({ disk }), project.path))
    expect(failure).toMatchObject({ code: 'permission', detail: { errno } })
    for (const part of [said, project.path, 'Nothing in it was changed']) expect(failure.message).toContain(part)
    // Reading needs no permission to write.
    expect((await readProject(nodeEnvironment({ disk }), project.path)).head.seq).toBe(3)
    expect(await verifyFolder(nodeEnvironment({ disk }), project.path)).toMatchObject({ ok: true })
    expect(await everything(project.path)).toEqual(before)
  })

  const canDropRights = process.platform !== 'win32'
  test.skipIf(!canDropRights)(
    `a folder whose files may only be read, by the system’s own word${canDropRights ? '' : ' (skipped: this system has no such users)'}`,
    async () => {
      await filled(2)
      const open = await ProjectFolder.open(env, project.path)
      await open.compact()
      await open.close()
      const before = await everything(project.path)
      const names = ['.', ...(await readdir(project.path, { recursive: true }))].map((name) => join(project.path, name))
      const allow = async (folders: number, files: number) => {
        for (const name of names) await chmod(name, (await stat(name)).isDirectory() ? folders : files)
      }
      await chmod(project.parent, 0o755)
      await allow(0o555, 0o444)
      // A superuser is refused nothing.
      const isRoot = process.getuid?.() === 0
      if (isRoot) process.seteuid?.(65_534)
      try {
        const failure = await failureOf(ProjectFolder.open(env, project.path))
        expect(failure).toMatchObject({ code: 'permission' })
        for (const part of [project.path, 'Nothing in it was changed', 'Check the permissions']) expect(failure.message).toContain(part)
        expect((await readProject(env, project.path)).head.seq).toBe(3)
        expect(await verifyFolder(env, project.path)).toMatchObject({ ok: true })
      } finally {
        if (isRoot) process.seteuid?.(0)
        await allow(0o755, 0o644)
      }
      expect(await everything(project.path)).toEqual(before)
    },
  )

  test('a folder that was moved opens where it is now, with everything', async () => {
    await filled(3)
    const moved = join(project.parent, 'Басқа атау')
    await rename(project.path, moved)
    expect(await codeOf(ProjectFolder.open(env, project.path))).toBe('not-found')
    const open = await ProjectFolder.open(env, moved)
    expect(open.head.seq).toBe(4)
    expect(await open.look()).toEqual([])
    await open.compact()
    await open.close()
    expect(await verifyFolder(env, moved)).toMatchObject({ ok: true, changes: 4, findings: [] })
  })

  test('a folder that may not even be read is told as that', async () => {
    const disk: Disk = {
      ...nodeDisk,
      open: async () => {
        throw Object.assign(new Error('EACCES'), { code: 'EACCES' })
      },
    }
    expect(await codeOf(ProjectFolder.open(nodeEnvironment({ disk }), project.path))).toBe('permission')
  })
})

describe('one writer', () => {
  test('a second opening is refused, and says who holds it', async () => {
    const open = await ProjectFolder.open(env, project.path)
    expect(await failureOf(ProjectFolder.open(env, project.path))).toMatchObject({ code: 'locked', detail: { pid: process.pid } })
    await open.close()
    await (await ProjectFolder.open(env, project.path)).close()
  })

  test('also by another way to the same folder', async () => {
    const link = join(project.parent, 'link.egiz')
    await symlink(project.path, link)
    const open = await ProjectFolder.open(env, project.path)
    expect(await codeOf(ProjectFolder.open(env, link))).toBe('locked')
    await open.close()
  })

  const lockOf = (lock: object) =>
    writeFile(
      join(project.path, 'lock'),
      JSON.stringify({ pid: 4_000_000, host: env.hostName, at: new Date().toISOString(), nonce: 'n', ...lock }),
    )

  test.each<[string, object, Partial<Environment>, string]>([
    ['a dead process here', {}, { isAlive: () => false }, 'stale'],
    ['a living process here', {}, { isAlive: () => true }, 'locked'],
    ['a living process, but from before this machine was started', { at: '2020-01-01T00:00:00.000Z' }, { isAlive: () => true }, 'stale'],
    ['our own number, from an earlier life', { pid: process.pid }, {}, 'stale'],
    ['a dead process on another machine', { host: 'elsewhere' }, { isAlive: () => false }, 'locked'],
  ])('the lock of %s', async (_, lock, machine, expected) => {
    await lockOf(lock)
    const opening = ProjectFolder.open(nodeEnvironment(machine), project.path)
    if (expected === 'locked') {
      expect(await codeOf(opening)).toBe('locked')
      await rm(join(project.path, 'lock'))
      return
    }
    const open = await opening
    expect(open.mended).toMatchObject([{ code: 'stale-lock' }])
    await open.close()
    expect(await readdir(project.path)).not.toContain('lock')
  })

  test('a lock that was not written whole is stale after a while', async () => {
    await writeFile(join(project.path, 'lock'), '{"pid":')
    const waits: number[] = []
    const open = await ProjectFolder.open(nodeEnvironment({ wait: async (ms) => void waits.push(ms) }), project.path)
    expect(waits.length).toBeGreaterThan(2)
    expect(open.mended).toMatchObject([{ code: 'stale-lock' }])
    await open.close()
  })

  test('of many that find a stale lock at once, one gets the folder', async () => {
    for (let round = 0; round < 10; round++) {
      await lockOf({})
      const machine = nodeEnvironment({ isAlive: (pid) => pid !== 4_000_000 })
      const openings = await Promise.allSettled(Array.from({ length: 6 }, () => ProjectFolder.open(machine, project.path)))
      const opened = openings.filter((o) => o.status === 'fulfilled')
      expect(opened.length).toBe(1)
      await opened[0]!.value.close()
    }
  })
})
