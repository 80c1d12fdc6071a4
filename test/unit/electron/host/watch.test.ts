import { execFileSync } from 'node:child_process'
import { appendFile, cp, readdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { type Disk, nodeDisk } from '../../../../electron/host/disk.ts'
import { nodeEnvironment } from '../../../../electron/host/environment.ts'
import { ProjectFolder } from '../../../../electron/host/project-folder.ts'
import { readProject } from '../../../../electron/host/project-reading.ts'
import { verifyFolder } from '../../../../electron/host/verify.ts'
import { faultyDisk } from '../../../support/faulty-disk.ts'
import { codeOf, documentId, everything, fill, projectOnDisk, targets, units } from '../../../support/project-folders.ts'
import { change, rowsText, typed } from '../../../support/sample-project.ts'

const env = nodeEnvironment()
const project = projectOnDisk(env)
const { journal } = project
const at = (name: string) => join(project.path, name)
const rowsFile = `documents/${documentId}.jsonl`
const notesFile = `annotations/${documentId}.jsonl`
const watched = ['project.json', 'tags.json', rowsFile, notesFile, 'journal.jsonl', 'lock']

/** Opened, with a snapshot of four changes and one change behind it. */
async function opened(environment = env): Promise<ProjectFolder> {
  const open = await ProjectFolder.open(environment, project.path)
  await fill(open, 3)
  await open.compact()
  await open.commit([typed(units[3]!, 'behind')], 'a')
  return open
}

/** Everything but our own lock. */
const withoutLock = async () => (await everything(project.path)).filter(([name]) => name !== 'lock')

/** File systems tell times in ticks of a few milliseconds; a writing in the same tick is told apart only later, see below. */
const nextTick = () => new Promise((resolve) => setTimeout(resolve, 20))

describe('our own writing is no change', () => {
  test('appending, importing, compacting, keeping aside, backing up, with looks between and beside', async () => {
    const open = await opened()
    const beside: Promise<string[]>[] = []
    for (let round = 0; round < 4; round++) {
      expect(await open.look()).toEqual([])
      const work = [
        open.commit([typed(units[4 + round]!, 'more')], 'a'),
        open.addRows(rowsText(units)),
        open.keepAside('{}\n'),
        open.compact(),
        open.backUp(),
      ]
      for (let i = 0; i < 3; i++) beside.push(open.look())
      await Promise.all(work)
      beside.push(open.look())
    }
    expect((await Promise.all(beside)).flat()).toEqual([])
    expect(open.isStale).toBe(false)
    await open.close()
  })

  test('what a failed write left', async () => {
    const faulty = faultyDisk(nodeDisk)
    const open = await opened(nodeEnvironment({ disk: faulty.disk }))
    const append = () => open.append([change(6, typed(units[5]!, 'half of this line'))])
    const from = faulty.calls.length
    await open.look()
    // The first write, and every truncation after it: half a line stays.
    const looks = faulty.calls.length - from
    for (let n = 0; n < 12; n++) {
      faulty.failAt(n, { errno: 'EIO' }, 30)
      await append().catch(() => {})
      faulty.heal()
      expect(await open.look()).toEqual([])
    }
    expect(looks).toBeGreaterThan(5)
    expect(await append()).toMatchObject({ seq: 6 })
    expect(await open.look()).toEqual([])
    await open.close()
  })

  test.each(watched)('%s touched, written again with the same bytes, replaced by the same bytes', async (name) => {
    const open = await opened()
    expect(await open.look()).toEqual([])
    await utimes(at(name), 1, 1)
    expect(await open.look()).toEqual([])
    await writeFile(at(name), await readFile(at(name)))
    expect(await open.look()).toEqual([])
    await cp(at(name), at('copy'))
    await rename(at('copy'), at(name))
    expect(await open.look()).toEqual([])
    expect(await open.append([change(6, typed(units[5]!, 'goes on'))])).toMatchObject({ seq: 6 })
    expect(await open.look()).toEqual([])
    await open.close()
    expect(await verifyFolder(env, project.path)).toMatchObject({ ok: true, changes: 6 })
  })
})

describe('another program’s writing is noticed by content', () => {
  const edit = async (name: string) => {
    const text = await readFile(at(name), 'utf8')
    const changed =
      name === 'tags.json'
        ? text.replace(']', '[')
        : name === 'lock'
          ? text.replace(/"nonce":"./, '"nonce":"_')
          : text.replace(/[a-z]/, (c) => (c === 'a' ? 'b' : 'a'))
    await writeFile(at(name), changed === text ? `${text}x` : changed)
  }
  const changes: [string, (name: string) => Promise<unknown>][] = [
    ['a byte changed, the length the same', edit],
    ['bytes added', (name) => appendFile(at(name), name === 'lock' ? 'x' : '{"x":1}\n')],
    ['cut to nothing', (name) => writeFile(at(name), '')],
    [
      'replaced',
      async (name) => {
        await writeFile(at('other'), 'other bytes\n')
        await rename(at('other'), at(name))
      },
    ],
  ]
  const cases = watched.flatMap((name) => changes.map(([how, work]) => [name, how, work] as const))
  // An annotations file without annotations is empty already.
  const real = cases.filter(([name, how]) => name !== notesFile || how === 'bytes added' || how === 'replaced')

  test.each(real)('%s: %s', async (name, _, work) => {
    const open = await opened()
    await open.look()
    await nextTick()
    await work(name)
    const found = await open.look()
    expect(found).toEqual([name])
    expect(open.isStale).toBe(true)
    const before = await withoutLock()
    for (const refused of [
      open.append([change(6, typed(units[6]!, 'x'))]),
      open.addRows(rowsText(units)),
      open.addSource('another', '.txt', 'x'),
      open.discardSources(['sources/a.txt']),
      open.compact(),
    ]) {
      expect(await codeOf(refused)).toBe('external-change')
    }
    // Told again as long as it is so.
    expect(await open.look()).toEqual([name])
    await open.close()
    expect(await withoutLock()).toEqual(before)
    expect((await readdir(project.path)).includes('lock')).toBe(name === 'lock')
  })

  test.each(watched)('%s taken away counts the second time, and not where it came back meanwhile', async (name) => {
    const open = await opened()
    await open.look()
    for (let i = 0; i < 2; i++) {
      await rename(at(name), at('away'))
      expect(await open.look()).toEqual([])
      await rename(at('away'), at(name))
      expect(await open.look()).toEqual([])
    }
    await rm(at(name))
    expect(await open.look()).toEqual([])
    expect(await open.look()).toEqual([name])
    expect(await codeOf(open.compact())).toBe('external-change')
    await open.close()
  })

  test.each(['tags.json', rowsFile, 'journal.jsonl'])(
    '%s: also a change of the same length in the same tick of the clock, some seconds later',
    async (name) => {
      let later = 0
      const open = await opened(nodeEnvironment({ now: () => Date.now() + later }))
      expect(await open.look()).toEqual([])
      const { atime, mtime } = await stat(at(name))
      await utimes(at(name), atime, mtime)
      expect(await open.look()).toEqual([])
      await edit(name)
      await utimes(at(name), atime, mtime)
      expect(await open.look()).toEqual([])
      later = 5000
      expect(await open.look()).toEqual([name])
      await open.close()
    },
  )

  test('without a look, before a snapshot is replaced: on closing, too', async () => {
    for (const isLooked of [true, false]) {
      const open = await ProjectFolder.open(env, project.path)
      if (open.head.seq === 0) await fill(open, 1)
      if (isLooked) await open.look()
      await open.compact()
      const { name, sourceLanguage, targetLanguage } = open.file
      const settings = (i: number) => ({ name: i === 0 ? name : `${name}${i}`, sourceLanguage, targetLanguage })
      const ops = Array.from({ length: 250 }, (_, i) => ({
        type: 'project.setSettings' as const,
        before: settings(i),
        after: settings(i + 1),
      }))
      await open.commit(ops, 'a')
      const tags = await readFile(at('tags.json'))
      await writeFile(at('tags.json'), '[ ]\n')
      const before = await withoutLock()
      await open.close()
      expect(open.isStale).toBe(true)
      expect(await withoutLock()).toEqual(before)
      expect(await readdir(project.path)).not.toContain('lock')
      await writeFile(at('tags.json'), tags)
    }
  })

  test('bytes that came behind a write that failed are not cut off', async () => {
    const faulty = faultyDisk(nodeDisk)
    const open = await opened(nodeEnvironment({ disk: faulty.disk }))
    await open.look()
    const write = faulty.calls.length
    const calls = async () => {
      await open.append([change(6, typed(units[5]!, 'six'))])
      return faulty.calls.slice(write).findIndex((call) => call.startsWith('write '))
    }
    const until = await calls()
    faulty.failAt(until, { errno: 'EIO' }, 30)
    await codeOf(open.append([change(7, typed(units[6]!, 'seven'))]))
    faulty.heal()
    await appendFile(journal(), `${'by another program '.repeat(30)}\n`)
    const before = await readFile(journal(), 'utf8')
    expect(await codeOf(open.append([change(7, typed(units[6]!, 'seven'))]))).toBe('external-change')
    expect(await open.look()).toEqual(['journal.jsonl'])
    await open.close()
    expect(await readFile(journal(), 'utf8')).toBe(before)
  })

  test.each(['EBUSY', 'EPERM', 'EACCES', 'EIO'])(
    'a file that cannot be read for a moment (%s) is looked at again the next time',
    async (errno) => {
      let isHeld = false
      const disk: Disk = {
        ...nodeDisk,
        async open(path, flags, mode) {
          if (isHeld && flags === 'r') throw Object.assign(new Error(errno), { code: errno })
          return nodeDisk.open(path, flags, mode)
        },
      }
      const open = await opened(nodeEnvironment({ disk }))
      isHeld = true
      for (const name of watched) await utimes(at(name), 1, 1)
      expect(await open.look()).toEqual([])
      expect(open.isStale).toBe(false)
      isHeld = false
      expect(await open.look()).toEqual([])
      isHeld = true
      await appendFile(at('tags.json'), ' ')
      expect(await open.look()).toEqual([])
      isHeld = false
      expect(await open.look()).toEqual(['tags.json'])
      await open.close()
    },
  )

  test('a look reads only what was touched', async () => {
    const faulty = faultyDisk(nodeDisk)
    const open = await opened(nodeEnvironment({ disk: faulty.disk }))
    await open.look()
    const from = faulty.calls.length
    await open.look()
    expect(new Set(faulty.calls.slice(from).map((call) => call.split(' ')[0]))).toEqual(new Set(['stat']))
    await open.close()
  })
})

describe('another copy of the folder', () => {
  test('an older one in its place, while open: nothing is written into it', async () => {
    const open = await opened()
    await cp(project.path, join(project.parent, 'older'), { recursive: true })
    await rm(join(project.parent, 'older', 'lock'))
    await open.append([change(6, typed(units[5]!, 'newer'))])
    await open.compact()
    await open.look()
    await rename(project.path, join(project.parent, 'newer'))
    await rename(join(project.parent, 'older'), project.path)
    const before = await everything(project.path)
    await open.look()
    expect(await open.look()).toEqual(expect.arrayContaining(['project.json', 'journal.jsonl', rowsFile, 'lock']))
    expect(await codeOf(open.append([change(7, typed(units[6]!, 'x'))]))).toBe('external-change')
    await open.close()
    expect(await everything(project.path)).toEqual(before)
    const again = await ProjectFolder.open(env, project.path)
    expect(again.head.seq).toBe(5)
    expect(await again.look()).toEqual([])
    await again.close()
  })

  test('an exact one in its place is gone on with', async () => {
    const open = await opened()
    await rename(project.path, join(project.parent, 'away'))
    await cp(join(project.parent, 'away'), project.path, { recursive: true })
    expect(await open.look()).toEqual([])
    expect(await open.append([change(6, typed(units[5]!, 'x'))])).toMatchObject({ seq: 6 })
    await open.close()
    expect((await readProject(env, project.path)).head.seq).toBe(6)
    expect((await readProject(env, join(project.parent, 'away'))).head.seq).toBe(5)
  })

  test('an older one in its place while closed is what is opened, whole', async () => {
    await (await opened()).close()
    await cp(project.path, join(project.parent, 'older'), { recursive: true })
    const open = await ProjectFolder.open(env, project.path)
    const { sum } = await open.append([change(6, typed(units[5]!, 'newer'))])
    await open.close()
    await rm(project.path, { recursive: true })
    await rename(join(project.parent, 'older'), project.path)
    const again = await ProjectFolder.open(env, project.path)
    expect(again.head.seq).toBe(5)
    // What a working copy compares: the same number does not mean the same change.
    expect((await again.append([change(6, typed(units[5]!, 'another way'))])).sum).not.toBe(sum)
    expect(await again.look()).toEqual([])
    await again.close()
  })
})

const hasGit = (() => {
  try {
    execFileSync('git', ['--version'])
    return true
  } catch {
    return false
  }
})()

describe.skipIf(!hasGit)(`git checkout${hasGit ? '' : ' (skipped: git is not installed)'}`, () => {
  const git = (...args: string[]) =>
    execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.org', '-c', 'core.autocrlf=false', ...args], {
      cwd: project.path,
      stdio: ['ignore', 'pipe', 'ignore'],
    })
  const commit = async (message: string) => {
    await writeFile(at('.gitignore'), 'lock\n')
    git('add', '-A')
    git('commit', '-q', '-m', message)
  }

  test('of an older state while open is noticed, and stays as git left it', async () => {
    const open = await opened()
    git('init', '-q')
    await commit('first')
    await open.append([change(6, typed(units[5]!, 'second'))])
    await open.compact()
    expect(await open.look()).toEqual([])
    await commit('second')
    expect(await open.look()).toEqual([])
    git('checkout', '-q', 'HEAD~1')
    expect(await open.look()).toEqual(expect.arrayContaining(['project.json', rowsFile, 'journal.jsonl']))
    expect(await codeOf(open.append([change(7, typed(units[6]!, 'x'))]))).toBe('external-change')
    await open.close()
    expect(git('status', '--porcelain').toString()).toBe('')
    const older = await ProjectFolder.open(env, project.path)
    expect(older.head.seq).toBe(5)
    expect((await targets(older))[5]).toBe('')
    await older.close()
  })

  test('and back again between two looks is no change', async () => {
    const open = await opened()
    git('init', '-q')
    await commit('first')
    await open.append([change(6, typed(units[5]!, 'second'))])
    await commit('second')
    await open.look()
    git('checkout', '-q', 'HEAD~1')
    git('checkout', '-q', '-')
    expect(await open.look()).toEqual([])
    expect(await open.append([change(7, typed(units[6]!, 'goes on'))])).toMatchObject({ seq: 7 })
    await open.close()
    expect(await verifyFolder(env, project.path)).toMatchObject({ ok: true, changes: 7 })
  })

  test('of an older state while closed opens as that, and newer again', async () => {
    await (await opened()).close()
    git('init', '-q')
    await commit('first')
    const open = await ProjectFolder.open(env, project.path)
    await open.append([change(6, typed(units[5]!, 'second'))])
    await open.compact()
    await open.close()
    await commit('second')
    git('checkout', '-q', 'HEAD~1')
    for (const [branch, seq, text] of [
      [null, 5, ''],
      ['-', 6, 'second'],
    ] as const) {
      if (branch) git('checkout', '-q', branch)
      expect(await verifyFolder(env, project.path)).toMatchObject({ ok: true, changes: seq })
      const there = await ProjectFolder.open(env, project.path)
      expect(await there.look()).toEqual([])
      expect(there.head.seq).toBe(seq)
      expect((await targets(there))[5]).toBe(text)
      await there.close()
    }
  })

  test('of one file of many while closed: the file is put back, and what git had put there is kept', async () => {
    await (await opened()).close()
    git('init', '-q')
    await commit('first')
    const open = await ProjectFolder.open(env, project.path)
    await open.append([change(6, typed(units[5]!, 'second'))])
    await open.compact()
    await open.close()
    await commit('second')
    const good = await readFile(at(rowsFile))
    git('checkout', '-q', 'HEAD~1', '--', rowsFile)
    const found = await readFile(at(rowsFile))
    const again = await ProjectFolder.open(env, project.path)
    expect(again.mended.map(({ code }) => code)).toEqual(['file-restored'])
    expect(await readFile(at(rowsFile))).toEqual(good)
    const aside = (await readdir(project.path)).filter((name) => name.startsWith('aside-'))
    expect(await Promise.all(aside.map((name) => readFile(at(name))))).toEqual([found])
    expect(await again.look()).toEqual([])
    expect((await targets(again))[5]).toBe('second')
    await again.close()
  })
})
