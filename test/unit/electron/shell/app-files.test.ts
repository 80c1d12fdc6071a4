import { resolve, sep } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fileOfAddress } from '../../../../electron/shell/app-files.ts'

const root = resolve('/srv/page')

test('addresses of the page name its files', () => {
  expect(fileOfAddress(root, 'app://egiz/')).toEqual({ path: resolve(root, 'index.html'), type: 'text/html; charset=utf-8' })
  expect(fileOfAddress(root, 'app://egiz/assets/a-1.js?x#y')?.path).toBe(resolve(root, 'assets/a-1.js'))
  expect(fileOfAddress(root, 'app://egiz/assets/%D2%9B.woff2')?.path).toBe(resolve(root, 'assets/қ.woff2'))
})

test('no spelling of a path leaves the root', () => {
  const part = fc.oneof(
    fc.constantFrom('..', '.', '%2e%2e', '%2E.', '..%2f', '..%5c', '%00', '\\', '/', 'a.js', 'index.html', '%', '%252e%252e'),
    fc.string(),
  )
  fc.assert(
    fc.property(fc.array(part, { maxLength: 8 }), (parts) => {
      const file = fileOfAddress(root, `app://egiz/${parts.join('/')}`)
      if (file) expect(file.path.startsWith(root + sep)).toBe(true)
    }),
    { numRuns: 2000 },
  )
})

test('nothing else is served', () => {
  for (const address of [
    'app://other/index.html',
    'file:///srv/page/index.html',
    'app://egiz/main.cjs',
    'app://egiz/.egiz-build',
    'app://egiz/assets',
    'app://egiz/a.js%00.html',
  ]) {
    expect(fileOfAddress(root, address), address).toBeNull()
  }
})
