import { chmod, mkdir, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { findElectron } from '../../../electron/launch/electron-binary.mjs'
import { temporaryFolder } from '../../support/temporary.ts'

const launch = resolve(import.meta.dirname, '../../../electron/launch')
const { nodeProblem } = (await import(join(launch, 'node-version.mjs'))) as { nodeProblem(version: string): string | null }
const { chooseEdition } = (await import(join(launch, 'edition.mjs'))) as {
  chooseEdition(request: { root: string; browser: boolean; say: (line: string) => void }): Promise<{ edition: string; why?: string }>
}

let folder: Awaited<ReturnType<typeof temporaryFolder>>
beforeEach(async () => {
  folder = await temporaryFolder()
  await mkdir(join(folder.path, 'node_modules/electron/dist'), { recursive: true })
  await mkdir(join(folder.path, 'other'))
})
afterEach(async () => {
  vi.unstubAllEnvs()
  await folder.remove()
})
const put = async (path: string, text: string) => {
  await writeFile(join(folder.path, path), text)
  await chmod(join(folder.path, path), 0o755)
  return join(folder.path, path)
}

test('Node 20.19 or newer, and a sentence for an older one', () => {
  fc.assert(
    fc.property(fc.nat({ max: 40 }), fc.nat({ max: 40 }), fc.nat({ max: 40 }), (major, minor, patch) => {
      const good = major > 20 || (major === 20 && minor >= 19)
      expect(nodeProblem(`${major}.${minor}.${patch}`) === null).toBe(good)
    }),
  )
  expect(nodeProblem('18.20.4')).toContain('20.19 or newer; this is Node 18.20.4')
})

describe('the executable', () => {
  test('is the one the package names, when it is there', async () => {
    expect(findElectron(folder.path, {})).toBeNull()
    await put('node_modules/electron/path.txt', 'electron')
    expect(findElectron(folder.path, {})).toBeNull()
    const path = await put('node_modules/electron/dist/electron', '')
    expect(findElectron(folder.path, {})).toBe(path)
  })

  test('or the one in $ELECTRON_OVERRIDE_DIST_PATH, which goes first', async () => {
    await put('node_modules/electron/path.txt', 'electron')
    await put('node_modules/electron/dist/electron', '')
    const env = { ELECTRON_OVERRIDE_DIST_PATH: join(folder.path, 'other') }
    expect(findElectron(folder.path, env)).toBeNull()
    const path = await put('other/electron', '')
    expect(findElectron(folder.path, env)).toBe(path)
  })
})

describe.skipIf(process.platform !== 'linux')('the edition (on Linux)', () => {
  const choose = async (browser = false) => {
    const said: string[] = []
    return { ...(await chooseEdition({ root: folder.path, browser, say: (line) => said.push(line) })), said }
  }
  beforeEach(() => {
    vi.stubEnv('DISPLAY', ':1')
    vi.stubEnv('ELECTRON_OVERRIDE_DIST_PATH', join(folder.path, 'other'))
  })

  test('desktop, where Electron is there and runs', async () => {
    await put('other/electron', '#!/bin/sh\nexit 0\n')
    expect(await choose()).toMatchObject({ edition: 'desktop', electron: join(folder.path, 'other/electron') })
  })

  test('as root without its sandbox, which is said', async () => {
    await put('other/electron', '#!/bin/sh\nexit 0\n')
    const chosen = await choose()
    const root = process.getuid?.() === 0
    expect(chosen).toMatchObject({ flags: root ? ['--no-sandbox'] : [] })
    expect(chosen.said).toHaveLength(root ? 1 : 0)
  })

  test('browser, where it is asked for, where there is no display, and where Electron does not run', async () => {
    await put('other/electron', '#!/bin/sh\necho "libgtk-3.so.0: cannot open shared object file" >&2\nexit 127\n')
    expect(await choose(true)).toMatchObject({ edition: 'browser', why: 'asked for with --browser' })
    expect(await choose()).toMatchObject({ edition: 'browser', why: expect.stringContaining('libgtk-3.so.0') })
    vi.stubEnv('DISPLAY', '')
    vi.stubEnv('WAYLAND_DISPLAY', '')
    expect(await choose()).toMatchObject({ edition: 'browser', why: 'this session has no display' })
  })

  test('browser, where Electron is not there and its server cannot be reached', async () => {
    vi.stubEnv('ELECTRON_MIRROR', 'http://127.0.0.1:9/')
    const chosen = await choose()
    expect(chosen).toMatchObject({
      edition: 'browser',
      why: expect.stringMatching(/^Electron cannot be had: .*127\.0\.0\.1:9 cannot be reached/),
    })
  })
})
