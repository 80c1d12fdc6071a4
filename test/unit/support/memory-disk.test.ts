import { mkdir, realpath } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type Disk, type DiskFile, type DiskStat, errnoOf, nodeDisk } from '../../../electron/host/disk.ts'
import { copyTree, everythingOn, namesBelow, putFile } from '../../support/disk-trees.ts'
import { memoryDisk } from '../../support/memory-disk.ts'
import { temporaryFolder } from '../../support/temporary.ts'

let folder: Awaited<ReturnType<typeof temporaryFolder>>
let parent: string
beforeEach(async () => {
  folder = await temporaryFolder({ quick: true })
  parent = await realpath(folder.path)
})
afterEach(() => folder.remove())

// Few names, so that they meet; two that are too long, one of them only when its bytes are counted, and one that is just short enough.
const name = fc.oneof(
  { weight: 30, arbitrary: fc.constantFrom('a', 'b', 'c') },
  { weight: 1, arbitrary: fc.constantFrom('x'.repeat(256), 'ж'.repeat(128), 'ж'.repeat(127)) },
)
const path = fc.array(name, { maxLength: 3 }).map((names) => names.join('/'))
const bytes = fc.uint8Array({ maxLength: 6 })
const position = fc.nat(12)
const handle = fc.nat(3)
const is = <T extends string>(kind: T) => fc.constant(kind)

const operation = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: is('open'), path, flags: fc.constantFrom('r' as const, 'r+' as const, 'wx' as const) }) },
  { weight: 4, arbitrary: fc.record({ kind: is('write new'), path, bytes, mode: fc.constantFrom(0o666, 0o600, 0o444) }) },
  { weight: 4, arbitrary: fc.record({ kind: is('makeFolder'), path }) },
  { weight: 2, arbitrary: fc.record({ kind: is('ensureFolder'), path }) },
  { weight: 6, arbitrary: fc.record({ kind: is('rename'), path, to: path }) },
  { weight: 2, arbitrary: fc.record({ kind: is('removeFile'), path }) },
  { weight: 2, arbitrary: fc.record({ kind: is('removeFolder'), path }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constantFrom('stat' as const, 'list', 'realPath', 'syncFolder'), path }) },
  { weight: 3, arbitrary: fc.record({ kind: is('read'), handle, position, length: position }) },
  { weight: 3, arbitrary: fc.record({ kind: is('write'), handle, position, bytes }) },
  { weight: 2, arbitrary: fc.record({ kind: is('truncate'), handle, size: position }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constantFrom('fstat' as const, 'sync', 'close'), handle }) },
)
type Operation = typeof operation extends fc.Arbitrary<infer T> ? T : never

/** What a program sees of a disk on which it does one thing after another: also through what it opened. */
class Seen {
  readonly #disk: Disk
  readonly #root: string
  readonly #files: DiskFile[] = []

  constructor(disk: Disk, root: string) {
    this.#disk = disk
    this.#root = root
  }

  /** What an operation answers, or the code that it fails with. */
  async outcome(doing: Operation): Promise<unknown> {
    try {
      return await this.#do(doing)
    } catch (error) {
      if (errnoOf(error) === '') throw error
      return `fails with ${errnoOf(error)}`
    }
  }

  async #do(doing: Operation): Promise<unknown> {
    const disk = this.#disk
    if ('handle' in doing) {
      const file = this.#files[doing.handle % Math.max(1, this.#files.length)]
      if (!file) return 'nothing is open'
      if (doing.kind === 'read') return [...(await file.read(doing.position, doing.length))]
      if (doing.kind === 'write') return file.write(doing.bytes, doing.position)
      if (doing.kind === 'truncate') return file.truncate(doing.size)
      if (doing.kind === 'fstat') return shown(await file.stat())
      return doing.kind === 'sync' ? file.sync() : file.close()
    }
    const place = join(this.#root, doing.path)
    switch (doing.kind) {
      case 'open':
        return void this.#files.push(await disk.open(place, doing.flags))
      case 'write new': {
        const file = await disk.open(place, 'wx', doing.mode)
        this.#files.push(file)
        return file.write(doing.bytes, 0)
      }
      case 'rename':
        return disk.rename(place, join(this.#root, doing.to))
      case 'stat': {
        const there = await disk.stat(place)
        return there && shown(there)
      }
      case 'list':
        return (await disk.list(place)).sort()
      default:
        return disk[doing.kind](place)
    }
  }

  /** Everything on the disk, and which of what is there and what is open is one and the same. */
  async whole(): Promise<unknown> {
    // From above, since the root itself may be gone, or a file.
    const above = dirname(this.#root)
    const stats: DiskStat[] = []
    for (const each of await namesBelow(this.#disk, above)) stats.push((await this.#disk.stat(join(above, each)))!)
    for (const file of this.#files) {
      const open = await file.stat().catch(() => null)
      if (open) stats.push(open)
    }
    const identities = stats.map(({ identity }) => identity)
    return {
      files: await everythingOn(this.#disk, above),
      stats: stats.map(shown),
      same: identities.map((identity) => identities.indexOf(identity)),
    }
  }

  async close(): Promise<void> {
    for (const file of this.#files) await file.close()
  }
}

const shown = ({ kind, size, mode }: DiskStat) => ({ kind, mode, ...(kind === 'file' ? { size } : {}) })

// Other systems refuse some of it with other codes; what is tested on the disk in memory is what Linux does.
describe.skipIf(process.platform !== 'linux')('the disk in memory and a real one, on Linux', () => {
  test('answer the same, fail with the same codes and hold the same, whatever is done', { timeout: 0 }, async () => {
    const met = new Map<string, number>()
    let runs = 0
    await fc.assert(
      fc.asyncProperty(fc.array(operation, { maxLength: 40, size: 'max' }), async (all) => {
        const root = join(parent, `run-${runs++}`, 'root')
        const memory = memoryDisk()
        await memory.ensureFolder(root)
        await mkdir(root, { recursive: true })
        const seen = [new Seen(nodeDisk, root), new Seen(memory, root)] as const
        try {
          for (const doing of all) {
            const outcome = await seen[0].outcome(doing)
            expect(await seen[1].outcome(doing), JSON.stringify(doing)).toEqual(outcome)
            const what = typeof outcome === 'string' && outcome.startsWith('fails') ? outcome : `${doing.kind} is done`
            met.set(what, (met.get(what) ?? 0) + 1)
          }
          expect(await seen[1].whole()).toEqual(await seen[0].whole())
        } finally {
          for (const each of seen) await each.close()
        }
      }),
      { numRuns: 250 },
    )
    // It was not all in vain.
    for (const code of ['EBADF', 'EEXIST', 'EINVAL', 'EISDIR', 'ENAMETOOLONG', 'ENOENT', 'ENOTDIR', 'ENOTEMPTY', 'ERR_FS_EISDIR'])
      expect(met.get(`fails with ${code}`), code).toBeGreaterThan(0)
    for (const kind of ['rename', 'removeFolder', 'removeFile', 'read', 'truncate', 'realPath'])
      expect(met.get(`${kind} is done`), kind).toBeGreaterThan(0)
  })

  test('date what is written, and the folders that gain or lose a name', async () => {
    const steps: ((disk: Disk, at: (path: string) => string) => Promise<unknown>)[] = [
      (disk, at) => disk.makeFolder(at('b')),
      (disk, at) => putFile(disk, at('a/new'), 'text'),
      async (disk, at) => {
        const file = await disk.open(at('a/new'), 'r+')
        await file.write(Buffer.from('x'), 0)
        await file.close()
      },
      async (disk, at) => {
        const file = await disk.open(at('a/new'), 'r+')
        await file.truncate(4)
        await file.close()
      },
      async (disk, at) => {
        const file = await disk.open(at('a/new'), 'r')
        await file.read(0, 4)
        await file.close()
      },
      (disk, at) => disk.rename(at('a/new'), at('b/new')),
      (disk, at) => disk.makeFolder(at('a/inner')),
      (disk, at) => disk.rename(at('a/inner'), at('b/inner')),
      (disk, at) => putFile(disk, at('a/other'), 'text'),
      (disk, at) => disk.rename(at('a/other'), at('b/new')),
      (disk, at) => disk.removeFolder(at('b/inner')),
      (disk, at) => disk.removeFile(at('b/new')),
      (disk, at) => disk.ensureFolder(at('b')),
    ]
    const run = async (disk: Disk, root: string): Promise<string[][]> => {
      const at = (each: string) => join(root, each)
      await disk.ensureFolder(at('a'))
      let before = new Map<string, number>()
      const changed: string[][] = []
      for (const step of [async () => {}, ...steps]) {
        // Longer than the clock of a disk ticks.
        await new Promise((resolve) => setTimeout(resolve, 30))
        await step(disk, at)
        const after = new Map<string, number>()
        for (const each of ['.', ...(await namesBelow(disk, root))]) after.set(each, (await disk.stat(at(each)))!.modified)
        changed.push([...after].flatMap(([each, modified]) => (before.get(each) === modified ? [] : [each])))
        before = after
      }
      return changed
    }
    const real = await run(nodeDisk, join(parent, 'root'))
    expect(await run(memoryDisk(), join(parent, 'root'))).toEqual(real)
    expect(real.slice(2, 4)).toEqual([['a', 'a/new'], ['a/new']])
  })
})

describe('a disk in memory', () => {
  test('gives bytes that are the reader’s own, and keeps none of the writer’s', async () => {
    const disk = memoryDisk()
    const given = Buffer.from('given')
    await putFile(disk, '/file', given)
    given.fill(0)
    const file = await disk.open('/file', 'r')
    const read = await file.read(0, 5)
    expect(read.buffer.byteLength).toBe(5)
    read.fill(0)
    expect(Buffer.from(await file.read(0, 9)).toString()).toBe('given')
  })

  test('dates by the clock it is given', async () => {
    let now = 1000
    const disk = memoryDisk(() => now)
    await putFile(disk, '/file', 'a')
    now = 2000
    await disk.makeFolder('/folder')
    expect([(await disk.stat('/file'))?.modified, (await disk.stat('/folder'))?.modified]).toEqual([1000, 2000])
  })
})

describe('trees', () => {
  const tree = async (disk: Disk, at: string) => {
    await disk.ensureFolder(join(at, 'a/empty'))
    await putFile(disk, join(at, 'a/file'), 'жолы')
    await putFile(disk, join(at, 'none'), '')
  }
  const expected = [
    ['a', ''],
    ['a/empty', ''],
    ['a/file', Buffer.from('жолы').toString('latin1')],
    ['none', ''],
  ]

  test('are copied on a disk, from a real one into memory and back, and are apart from then on', async () => {
    const disk = memoryDisk()
    const real = join(parent, 'real')
    await tree(nodeDisk, real)
    await copyTree(nodeDisk, real, '/deep/in/memory', disk)
    await copyTree(disk, '/deep/in/memory', '/copy')
    await copyTree(disk, '/copy', join(parent, 'back'), nodeDisk)
    await putFile(disk, '/copy/none', 'something')
    for (const [where, path] of [
      [nodeDisk, real],
      [nodeDisk, join(parent, 'back')],
      [disk, '/deep/in/memory'],
    ] as const)
      expect(await everythingOn(where, path)).toEqual(expected)
    expect(await everythingOn(disk, '/copy')).not.toEqual(expected)
    await expect(copyTree(disk, '/copy', '/deep')).rejects.toMatchObject({ code: 'EEXIST' })
  })
})
