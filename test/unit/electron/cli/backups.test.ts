import { cp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { sizeText } from '../../../../electron/cli/commands/backups.ts'
import type { Backup, Verification } from '../../../../shared/host/contract.ts'
import { egiz } from '../../../support/command.ts'
import { temporaryFolder } from '../../../support/temporary.ts'

let folder: Awaited<ReturnType<typeof temporaryFolder>>
const run = (...args: string[]) => egiz(folder.path, args)

beforeEach(async () => {
  folder = await temporaryFolder()
  await run('new', 'thesis', '--source', 'kk', '--target', 'en')
})
afterEach(() => folder.remove())

async function imported(): Promise<string> {
  await writeFile(join(folder.path, 'text.txt'), 'Бірінші.\n\nЕкінші.\n')
  expect((await run('import', 'thesis', 'text.txt')).code).toBe(0)
  const [name] = await readdir(join(folder.path, 'thesis.egiz', 'backups'))
  return join('thesis.egiz', 'backups', name!)
}

describe('egiz backup, backups', () => {
  test('make one of what is new, and list them with their sizes', async () => {
    expect((await run('backups', 'thesis')).out).toBe('there are no backups yet\n')
    const made = (await run('backup', 'thesis', '--json')).json<Backup & { isNew: boolean }>()
    expect(made).toMatchObject({ seq: 0, reason: 'rotation', isNew: true })
    expect((await run('backup', 'thesis')).out).toBe(`nothing new: ${made.name} holds every change\n`)
    expect((await run('backup', 'thesis', '--json')).json()).toMatchObject({ name: made.name, isNew: false })
    // Changing a project backs it up when it is closed.
    await imported()
    const listed = (await run('backups', 'thesis', '--json')).json<Backup[]>()
    expect(listed.map(({ seq }) => seq)).toEqual([1, 0])
    const text = (await run('backups', 'thesis')).out
    expect(text.split('\n')[0]).toMatch(
      /^\S*thesis\.egiz.backups.\d{4}-\d\d-\d\dT\d\d-\d\d-\d\dZ-000001\.egiz\.zip {2}(\d+ B|\d+\.\d kB), up to change 1$/,
    )
  })

  test('tell where there is no project', async () => {
    for (const command of ['backup', 'backups']) expect(await run(command, 'none')).toMatchObject({ code: 1, out: '' })
    expect((await run('backups')).code).toBe(2)
  })
})

describe('egiz restore', () => {
  test('makes a project of its own beside the other', async () => {
    const backup = await imported()
    const restored = (await run('restore', backup, '--json')).json<{ path: string; missing: string[] }>()
    expect(restored.missing).toEqual([])
    expect((await run('show', restored.path)).out).toBe((await run('show', 'thesis')).out)
    expect((await run('verify', restored.path)).code).toBe(0)
    expect((await run('restore', backup)).out).toMatch(/thesis \(.*\) 2\.egiz\n$/)
  })

  test('names the imported files that are gone', async () => {
    const backup = await imported()
    await rm(join(folder.path, 'thesis.egiz', 'sources'), { recursive: true })
    const ran = await run('restore', backup)
    expect(ran.code).toBe(0)
    expect(ran.err.length).toBe(2)
    for (const line of ran.err) expect(line).toMatch(/^warning: sources\/.* is not beside the backup/)
  })

  test('refuses what is no backup, or is damaged, and says what to do', async () => {
    const backup = await imported()
    await cp(join(folder.path, backup), join(folder.path, 'cut.zip'))
    await writeFile(join(folder.path, 'cut.zip'), (await readFile(join(folder.path, backup))).subarray(0, 500))
    const cut = await run('restore', 'cut.zip')
    expect(cut).toMatchObject({ code: 1, out: '' })
    expect(cut.err[0]).toMatch(/cut\.zip cannot be used: .*Use another backup/)
    expect((await run('restore', 'none.zip')).code).toBe(1)
    expect((await readdir(folder.path)).filter((name) => name.endsWith('.egiz'))).toEqual(['thesis.egiz'])
    expect(await run('verify', 'cut.zip')).toMatchObject({ code: 1 })
  })
})

test('egiz verify BACKUP proves a backup', async () => {
  const backup = await imported()
  const ran = await run('verify', backup)
  expect(ran).toMatchObject({ code: 0, err: [] })
  expect(ran.out).toMatch(/\.egiz\.zip: whole \(1 document, 2 units, 0 annotations, 1 change\)\n$/)
  expect((await run('verify', backup, '--json')).json<Verification>()).toMatchObject({ ok: true, findings: [] })
  await cp(join(folder.path, backup), join(folder.path, 'away.zip'))
  const away = await run('verify', 'away.zip')
  expect(away.code).toBe(0)
  expect(away.err.every((line) => line.startsWith('warning: sources/'))).toBe(true)
  expect(away.err.length).toBe(2)
})

test('sizes are told for people', () => {
  expect([0, 812, 999, 1000, 3_440_000, 234_000_000].map(sizeText)).toEqual(['0 B', '812 B', '999 B', '1.0 kB', '3.4 MB', '234 MB'])
})
