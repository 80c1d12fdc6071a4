import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { egiz } from '../../../support/command.ts'
import { temporaryFolder } from '../../../support/temporary.ts'

let folder: Awaited<ReturnType<typeof temporaryFolder>>
beforeAll(async () => {
  folder = await temporaryFolder()
})
afterAll(() => folder.remove())
const run = (...args: string[]) => egiz(folder.path, args)

const commands = ['new', 'import', 'export', 'list', 'show', 'stats', 'verify', 'backup', 'backups', 'restore', 'formats', 'serve']

describe('wrong usage ends with 2 and says what is right', () => {
  test('no command, and one that is not there: the others are listed', async () => {
    const none = await run()
    expect(none.code).toBe(2)
    const unknown = await run('frobnicate')
    expect(unknown).toMatchObject({ code: 2, out: '' })
    expect(unknown.err).toHaveLength(1)
    for (const command of commands) {
      expect(unknown.err[0]).toContain(command)
      expect(none.err.join('\n')).toContain(`egiz ${command}`)
    }
    // A word that every object knows is no command.
    expect((await run('constructor')).code).toBe(2)
  })

  test.each([
    ['a project too few', ['list']],
    ['a project too many', ['show', 'a', 'b']],
    ['an unknown option', ['list', 'a', '--frob']],
    ['an option without its value', ['new', 'a', '--source']],
    ['a missing option', ['new', 'a', '--source', 'kk']],
    ['no language tag', ['new', 'a', '--source', 'k_k', '--target', 'en']],
    ['no file', ['import', 'a']],
    ['a shape that is none', ['import', 'a', 'b.txt', '--shape', 'round']],
    ['rows that are none', ['import', 'a', 'b.txt', '--rows', 'chapter']],
    ['a format that is none', ['export', 'a', '--format', 'xyz', '--out', 'b']],
    ['no place to export to', ['export', 'a', '--format', 'txt']],
    ['an argument where none is', ['formats', 'a']],
    ['a port that is none', ['serve', '--port', '70000']],
    ['a port that is no number', ['serve', '--port', '1e3']],
  ])('%s', async (_name, args) => {
    const ran = await run(...args)
    expect(ran.code).toBe(2)
    expect(ran.out).toBe('')
    expect(ran.err).toHaveLength(1)
    expect(ran.err[0]).toContain(`usage: egiz ${args[0]}`)
  })
})

describe('help and version', () => {
  test.each(commands)('egiz %s --help', async (command) => {
    const ran = await run(command, '--help')
    expect(ran).toMatchObject({ code: 0, err: [] })
    expect(ran.out).toContain(`usage: egiz ${command}`)
  })

  test('egiz --help lists every command, egiz --version is the version', async () => {
    const ran = await run('--help')
    expect(ran.code).toBe(0)
    for (const command of commands) expect(ran.out).toContain(`egiz ${command}`)
    expect(await run('--version')).toMatchObject({ code: 0, out: '1.2.3\n' })
  })
})

test('refused input ends with 1 and one line', async () => {
  for (const args of [
    ['list', 'none'],
    ['show', 'none'],
    ['stats', 'none'],
    ['import', 'none', 'a.txt'],
    ['export', 'none', '--format', 'txt', '--out', 'a.txt'],
  ]) {
    const ran = await run(...args)
    expect(ran.code, args.join(' ')).toBe(1)
    expect(ran.err, args.join(' ')).toHaveLength(1)
    expect(ran.err[0]).toMatch(/^egiz: There is no folder .*none\. /)
  }
})

test('formats: names, extensions, what each does', async () => {
  const formats = (await run('formats', '--json')).json<{ name: string; extensions: string[]; reads: boolean; writes: boolean }[]>()
  expect(formats.find(({ name }) => name === 'txt')).toMatchObject({ extensions: ['txt'], reads: true, writes: true })
  expect(formats.map(({ name }) => name)).toEqual(expect.arrayContaining(['bilingual-docx', 'bilingual-html', 'tsv']))
  const { out } = await run('formats')
  for (const { name } of formats) expect(out).toContain(name)
})
