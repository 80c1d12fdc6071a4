import { resolve } from 'node:path'
import { expect, test } from 'vitest'
import { startPath } from '../../../../electron/shell/start-path.ts'

const app = resolve('/opt/egiz')

test.each([
  ['nothing named', ['electron', '-r', 'x.cjs', '--no-sandbox', '/opt/egiz'], null],
  ['an absolute path', ['electron', '/opt/egiz', '/home/a/T.egiz'], '/home/a/T.egiz'],
  ['a path from where one stands', ['electron', '/opt/egiz', 'T.egiz'], '/home/a/T.egiz'],
  ['switches between', ['electron', '--inspect=0', '-r', 'x.cjs', '/opt/egiz', '--flag', 'T.egiz'], '/home/a/T.egiz'],
  ['an unknown way of being started', ['electron', 'T.egiz'], null],
])('in development: %s', (_name, argv, path) => {
  expect(startPath(argv, resolve('/home/a'), app)).toBe(path === null ? null : resolve(path))
})

test('the folder of the program may be named relatively', () => {
  expect(startPath(['electron', '.', 'a.txt'], app, app)).toBe(resolve(app, 'a.txt'))
})

test('packaged, what follows the executable', () => {
  expect(startPath(['/usr/bin/egiz', '--flag', 'T.egiz'], resolve('/home/a'), null)).toBe(resolve('/home/a/T.egiz'))
  expect(startPath(['/usr/bin/egiz'], resolve('/home/a'), null)).toBeNull()
})
