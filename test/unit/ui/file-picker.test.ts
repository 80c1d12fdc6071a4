// @vitest-environment happy-dom
import { afterEach, describe, expect, test, vi } from 'vitest'
import { grantDropped, pickFiles, readAll, saveFile } from '../../../renderer/ui/file-picker.ts'
import type { FileGrant, Host } from '../../../shared/host/contract.ts'
import { done, HostFailure, refused } from '../../../shared/host/errors.ts'

const grant = (name: string, size = 3): FileGrant => ({ token: `token0000000000${name.replace(/\W/g, '')}`, name, size })
const hostOf = (verbs: Partial<Host>) => verbs as Host
const noDialog = async () => refused('no-dialog', 'none here')

afterEach(() => {
  document.body.replaceChildren()
  vi.restoreAllMocks()
})

describe('choosing files', () => {
  test('the host’s own dialog is used where there is one', async () => {
    const files = [grant('a.txt')]
    expect(await pickFiles(hostOf({ pickFiles: async () => done(files) }))).toEqual(files)
    expect(await pickFiles(hostOf({ pickFiles: async () => done(null) }))).toBeNull()
  })

  test('a refusal of the host is thrown, not taken for a missing dialog', async () => {
    await expect(pickFiles(hostOf({ pickFiles: async () => refused('permission', 'no') }))).rejects.toBeInstanceOf(HostFailure)
    expect(document.querySelector('input')).toBeNull()
  })

  test('without one the browser’s picker is opened, its files given to the host, and the input goes', async () => {
    const picked = pickFiles(hostOf({ pickFiles: noDialog, putFile: async ({ name, bytes }) => done(grant(name, bytes.length)) }))
    const input = await vi.waitUntil(() => document.querySelector('input'))
    expect([input.type, input.multiple]).toEqual(['file', true])
    Object.defineProperty(input, 'files', { value: [new File(['abcd'], 'ә.txt')] })
    input.dispatchEvent(new Event('change'))
    expect((await picked)?.map(({ name, size }) => [name, size])).toEqual([['ә.txt', 4]])
    expect(document.querySelector('input')).toBeNull()
  })

  test('the browser’s picker can be cancelled', async () => {
    const picked = pickFiles(hostOf({ pickFiles: noDialog }))
    const input = await vi.waitUntil(() => document.querySelector('input'))
    input.dispatchEvent(new Event('cancel'))
    expect(await picked).toBeNull()
    expect(document.querySelector('input')).toBeNull()
  })

  test('when one of several files is refused, the host lets go of those it took', async () => {
    const released: string[] = []
    const host = hostOf({
      putFile: async ({ name }) => (name === 'big.txt' ? refused('too-large', 'too large') : done(grant(name))),
      releaseFile: async ({ file }) => {
        released.push(file)
        return done({})
      },
    })
    const files = ['a.txt', 'b.txt', 'big.txt', 'c.txt'].map((name) => new File(['x'], name))
    await expect(grantDropped(host, files)).rejects.toMatchObject({ error: { code: 'too-large' } })
    expect(released).toEqual([grant('a.txt').token, grant('b.txt').token])
  })
})

describe('reading a file in pieces', () => {
  const whole = Uint8Array.from({ length: (4 << 20) * 2 + 17 }, (_, i) => (i * 7) % 251)
  const reads: number[] = []
  const host = hostOf({
    readFile: async ({ from, length }) => {
      reads.push(length)
      return done({ bytes: whole.slice(from, from + length) })
    },
  })

  test('all of it comes, in order, and the share grows to 1', async () => {
    const shares: number[] = []
    const bytes = await readAll(host, grant('a', whole.length), (share) => shares.push(share))
    expect(Buffer.compare(bytes, whole)).toBe(0)
    expect(reads).toHaveLength(3)
    expect(shares).toEqual([...shares].sort((a, b) => a - b))
    expect(shares.at(-1)).toBe(1)
  })

  test('a file that became shorter meanwhile is read to its end', async () => {
    expect(await readAll(host, grant('a', whole.length + 100))).toHaveLength(whole.length)
    expect(await readAll(host, grant('empty', 0))).toHaveLength(0)
  })

  test('aborting ends it between two pieces', async () => {
    const stop = new AbortController()
    const reading = readAll(host, grant('a', whole.length), () => stop.abort(new Error('stopped')), stop.signal)
    await expect(reading).rejects.toThrow('stopped')
  })
})

describe('saving', () => {
  const bytes = new Uint8Array([1, 2, 3])

  test('where the host has a dialog, the host writes; cancelling writes nothing', async () => {
    const written: Uint8Array[] = []
    const host = hostOf({
      pickSave: async ({ name }) => done({ token: 'token0000000000save', name: `chosen-${name}` }),
      writeFile: async ({ bytes: given }) => {
        written.push(given)
        return done({ size: 3, sha256: '0'.repeat(64) })
      },
    })
    expect(await saveFile(host, 'a.docx', 'docx', bytes)).toEqual({ how: 'saved', name: 'chosen-a.docx' })
    expect(await saveFile(hostOf({ ...host, pickSave: async () => done(null) }), 'a.docx', 'docx', bytes)).toBeNull()
    expect(written).toEqual([bytes])
  })

  test('a failed write is thrown', async () => {
    const host = hostOf({ pickSave: async () => done({ token: 't', name: 'a' }), writeFile: async () => refused('disk-full', 'full') })
    await expect(saveFile(host, 'a.docx', 'docx', bytes)).rejects.toMatchObject({ error: { code: 'disk-full' } })
  })

  test('without a dialog it becomes a download of that name', async () => {
    const clicked: [string, string][] = []
    vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) {
      clicked.push([this.download, this.href.split(':')[0]!])
    })
    expect(await saveFile(hostOf({ pickSave: noDialog }), 'a.docx', 'docx', bytes)).toEqual({ how: 'downloaded', name: 'a.docx' })
    expect(clicked).toEqual([['a.docx', 'blob']])
    expect(document.querySelector('a')).toBeNull()
  })
})
