import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { crc32 } from 'node:zlib'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openBackup } from '../../../../electron/host/backup-reading.ts'
import { verifyBackup } from '../../../../electron/host/backup-verify.ts'
import { nodeDisk } from '../../../../electron/host/disk.ts'
import { nodeEnvironment } from '../../../../electron/host/environment.ts'
import { createProjectFolder } from '../../../../electron/host/project-creation.ts'
import { ProjectFolder } from '../../../../electron/host/project-folder.ts'
import { restoreBackup } from '../../../../electron/host/restore.ts'
import { zipped } from '../../../../electron/host/zip-writing.ts'
import { HostFailure } from '../../../../shared/host/errors.ts'
import { failureOf, fill, units } from '../../../support/project-folders.ts'
import { collect, typed } from '../../../support/sample-project.ts'
import { temporaryFolder } from '../../../support/temporary.ts'

const env = nodeEnvironment()
let folder: Awaited<ReturnType<typeof temporaryFolder>>
let zip: Uint8Array
let contents: Map<string, string>
let damaged: string

beforeAll(async () => {
  folder = await temporaryFolder({ quick: true })
  const path = await createProjectFolder(env, folder.path, { name: 'Damaged', sourceLanguage: 'kk', targetLanguage: 'en' })
  const open = await ProjectFolder.open(env, path)
  await fill(open, 2)
  await open.compact()
  await open.commit([typed(units[5]!, 'after')], 'a')
  const { name } = (await open.backUp())!
  await open.close()
  zip = await readFile(join(path, 'backups', name))
  damaged = join(path, 'backups', '2026-01-02T03-04-05Z-000004.egiz.zip')
  await writeFile(damaged, zip)
  contents = await readEverything()
})
afterAll(() => folder.remove())

async function readEverything(): Promise<Map<string, string>> {
  const backup = await openBackup(nodeDisk, damaged)
  const files = new Map<string, string>()
  for (const path of backup.paths) files.set(path, Buffer.concat(await collect(backup.read(path))).toString('base64'))
  return files
}

/** Whether what is there now is refused; where it is not, it holds what it held. */
async function isRefused(bytes: Uint8Array, what: string): Promise<boolean> {
  await writeFile(damaged, bytes)
  try {
    expect(await readEverything(), what).toEqual(contents)
    return false
  } catch (error) {
    if (!(error instanceof HostFailure)) throw error
    expect(error.error.code, what).toBe('damaged')
    expect(error.message, what).toMatch(/cannot be used: .*Nothing was changed\. Use another backup/)
    return true
  }
}

describe('a damaged backup is refused or gives what was saved, never anything else', () => {
  test('cut at every byte', { timeout: 0 }, async () => {
    for (let length = 0; length < zip.length; length++) expect(await isRefused(zip.subarray(0, length), `cut to ${length}`)).toBe(true)
  })

  test('with any byte changed', { timeout: 0 }, async () => {
    let refused = 0
    for (let at = 0; at < zip.length; at++) {
      const bytes = Uint8Array.from(zip)
      bytes[at]! ^= 1 << (at % 8)
      if (await isRefused(bytes, `bit ${at % 8} of byte ${at}`)) refused++
    }
    // What may change unnoticed are times, versions, the descriptors behind the data and the comment.
    expect(refused).toBeGreaterThan(zip.length * 0.7)
  })

  test('with bytes put in, taken out or written over', { timeout: 0 }, async () => {
    const stretch = fc.record({ at: fc.nat({ max: zip.length }), gone: fc.nat({ max: 300 }), put: fc.uint8Array({ maxLength: 300 }) })
    await fc.assert(
      fc.asyncProperty(stretch, async ({ at, gone, put }) => {
        await isRefused(Buffer.concat([zip.subarray(0, at), put, zip.subarray(at + gone)]), 'written over')
      }),
      { numRuns: 300 },
    )
  })

  test('and restoring it leaves nothing behind', async () => {
    const before = (await readdir(folder.path)).sort()
    for (const at of [40, zip.length >> 1, zip.length - 30]) {
      const bytes = Uint8Array.from(zip)
      bytes.fill(0x55, at, at + 8)
      await writeFile(damaged, bytes)
      expect((await failureOf(restoreBackup(env, damaged))).code).toBe('damaged')
      expect(await verifyBackup(env, damaged)).toMatchObject({ ok: false, findings: [{ code: 'backup-damaged' }] })
      expect((await readdir(folder.path)).sort()).toEqual(before)
    }
  })
})

describe('a backup made by somebody else to do harm is refused', () => {
  const project = () => Buffer.from(contents.get('project.json')!, 'base64').toString()
  async function withFiles(files: Record<string, string>): Promise<void> {
    const entries = Object.entries(files).map(([path, text]) => ({ path, content: chunks(text) }))
    await writeFile(damaged, zipped(entries, 0))
  }
  async function* chunks(text: string) {
    yield Buffer.from(text)
  }
  const others = () => Object.fromEntries([...contents].map(([path, text]) => [path, Buffer.from(text, 'base64').toString()]))
  const refusal = async () => {
    expect((await failureOf(restoreBackup(env, damaged))).code).toBe('damaged')
    expect((await verifyBackup(env, damaged)).ok).toBe(false)
  }

  test.each([
    '../outside.json',
    '/etc/passwd',
    'C:\\outside.json',
    'documents/../../outside.json',
    'sources/other.txt',
    'history/1-2.jsonl',
    'lock',
    'compaction.json',
    'backups/x.zip',
    'documents/unnamed.jsonl',
    '',
  ])('with a file %j', async (path) => {
    await withFiles({ ...others(), [path]: '{}' })
    await refusal()
  })

  test('that names a file outside in project.json', async () => {
    const files = { ...JSON.parse(project()).files, '../outside.json': 'a'.repeat(64) }
    await withFiles({ ...others(), 'project.json': JSON.stringify({ ...JSON.parse(project()), files }), '../outside.json': '{}' })
    await refusal()
  })

  test('that lacks what it names, or has no project.json or journal', async () => {
    for (const path of contents.keys()) {
      const { [path]: _, ...rest } = others()
      await withFiles(rest)
      await refusal()
    }
  })

  test('whose journal does not follow on its snapshot', async () => {
    await withFiles({ ...others(), 'journal.jsonl': `0123456789abcdef {"seq":4}\n` })
    await refusal()
  })

  test('that unpacks to more than it says', async () => {
    const files = others()
    const large = 'documents/thedocument.jsonl'
    await withFiles({ ...files, [large]: '0'.repeat(50_000_000) })
    const bytes = Buffer.from(await readFile(damaged))
    // The directory is made to say that it is small; its checksum is that of what it says.
    const at = bytes.lastIndexOf(large) - 46
    const said = Buffer.from('0'.repeat(1000))
    bytes.writeUInt32LE(crc32(said), at + 16)
    bytes.writeUInt32LE(said.length, at + 24)
    await writeFile(damaged, bytes)
    const { message } = await failureOf(restoreBackup(env, damaged))
    expect(message).toContain('longer than it should be')
  })

  test('that is of a newer format, which is told as that', async () => {
    await withFiles({ ...others(), 'project.json': JSON.stringify({ ...JSON.parse(project()), format: 99 }) })
    expect((await failureOf(restoreBackup(env, damaged))).code).toBe('newer-format')
  })

  test('and nothing of it is left anywhere', async () => {
    await rm(damaged)
    await mkdir(damaged)
    expect((await failureOf(restoreBackup(env, damaged))).code).toBe('not-found')
    expect(await readdir(folder.path)).toEqual(['Damaged.egiz'])
    expect((await readdir(join(folder.path, 'Damaged.egiz'))).sort()).toEqual(
      ['annotations', 'backups', 'documents', 'history', 'journal.jsonl', 'project.json', 'sources', 'tags.json'].sort(),
    )
  })
})
