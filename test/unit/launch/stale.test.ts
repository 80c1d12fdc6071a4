import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'

const script = resolve(import.meta.dirname, '../../../electron/launch/stale.mjs')
const { buildCurrent, buildHash, buildStamp, dependenciesCurrent, dependencyStamp, lockHash } = (await import(script)) as {
  buildCurrent(root: string): boolean
  buildHash(root: string): string
  buildStamp(root: string): string
  dependenciesCurrent(root: string): boolean
  dependencyStamp(root: string): string
  lockHash(root: string): string
}

let root = ''
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'egiz-stale-'))
})
afterEach(() => rmSync(root, { recursive: true }))

function put(path: string, content: unknown) {
  mkdirSync(dirname(join(root, path)), { recursive: true })
  writeFileSync(join(root, path), typeof content === 'string' ? content : JSON.stringify(content))
}

const packages = {
  '': { name: 'egiz' },
  'node_modules/a': { version: '1.0.0', integrity: 'sha512-a' },
  'node_modules/other-platform': { version: '1.0.0', integrity: 'sha512-o', optional: true },
}

describe('dependencies', () => {
  test('a checkout without node_modules is stale', () => {
    put('package-lock.json', { packages })
    expect(dependenciesCurrent(root)).toBe(false)
  })

  test('our stamp vouches for exactly the lock file it was made from', () => {
    put('package-lock.json', { packages })
    put('node_modules/.egiz-lock', lockHash(root))
    expect(dependencyStamp(root)).toBe(join(root, 'node_modules/.egiz-lock'))
    expect(dependenciesCurrent(root)).toBe(true)
    put('package-lock.json', { packages: { ...packages, 'node_modules/b': { version: '1.0.0' } } })
    expect(dependenciesCurrent(root)).toBe(false)
  })

  test("npm's own record vouches too, so that `npm ci` by hand is not done again", () => {
    put('package-lock.json', { packages })
    put('node_modules/.package-lock.json', { packages: { 'node_modules/a': packages['node_modules/a'] } })
    expect(dependenciesCurrent(root)).toBe(true)
  })

  test.each([
    ['another version', { 'node_modules/a': { version: '1.0.1', integrity: 'sha512-a' } }],
    ['another content', { 'node_modules/a': { version: '1.0.0', integrity: 'sha512-b' } }],
    ['a package missing', {}],
  ])('%s is stale', (_name, installed) => {
    put('package-lock.json', { packages })
    put('node_modules/.package-lock.json', { packages: installed })
    expect(dependenciesCurrent(root)).toBe(false)
  })

  test('a record that npm did not finish is stale, not an error', () => {
    put('package-lock.json', { packages })
    put('node_modules/.package-lock.json', '{"packages": {"node_mod')
    expect(dependenciesCurrent(root)).toBe(false)
  })
})

describe('the build', () => {
  beforeEach(() => {
    for (const path of ['package.json', 'package-lock.json', 'electron.vite.config.ts', 'tsconfig.json']) put(path, path)
    for (const path of ['electron/main.ts', 'electron/launch/start.mjs', 'renderer/main.tsx', 'shared/model/a.ts']) put(path, path)
    for (const path of ['main/main.cjs', 'main/before-ready.cjs', 'main/egiz.cjs', 'preload/preload.cjs', 'renderer/index.html'])
      put(`out/${path}`, path)
    put('out/.egiz-build', buildHash(root))
  })

  test('is current after a build and stays so while nothing changes', () => {
    expect(buildStamp(root)).toBe(join(root, 'out/.egiz-build'))
    expect(buildCurrent(root)).toBe(true)
  })

  test.each([
    'electron/main.ts',
    'renderer/main.tsx',
    'shared/model/a.ts',
    'shared/model/new.ts',
    'package-lock.json',
    'electron.vite.config.ts',
  ])('is stale when %s changes', (path) => {
    put(path, 'changed')
    expect(buildCurrent(root)).toBe(false)
  })

  test('is stale when a source is gone, or moved, or a part of out/ is missing', () => {
    rmSync(join(root, 'out/preload/preload.cjs'))
    expect(buildCurrent(root)).toBe(false)
    put('out/preload/preload.cjs', '')
    expect(buildCurrent(root)).toBe(true)
    rmSync(join(root, 'shared/model/a.ts'))
    expect(buildCurrent(root)).toBe(false)
    put('shared/model/b.ts', 'shared/model/a.ts')
    expect(buildCurrent(root)).toBe(false)
  })

  test('does not depend on the launch scripts, which are never built', () => {
    put('electron/launch/start.mjs', 'changed')
    expect(buildCurrent(root)).toBe(true)
  })
})
