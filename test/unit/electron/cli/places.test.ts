import { mkdir, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { expect, test } from 'vitest'
import { placesOf } from '../../../../electron/host/places.ts'
import { temporaryFolder } from '../../../support/temporary.ts'

test.each([
  ['linux', {}, '/home/a/.config/Egiz', '/home/a/Documents/Egiz'],
  ['linux', { XDG_CONFIG_HOME: '/cfg' }, '/cfg/Egiz', '/home/a/Documents/Egiz'],
  ['darwin', {}, '/home/a/Library/Application Support/Egiz', '/home/a/Documents/Egiz'],
  ['win32', { APPDATA: '/roaming' }, '/roaming/Egiz', '/home/a/Documents/Egiz'],
  ['linux', { EGIZ_HOME: '/stick' }, '/stick', '/stick/projects'],
  ['linux', { EGIZ_HOME: '/stick', EGIZ_PROJECTS: '/work' }, '/stick', '/work'],
  ['linux', { EGIZ_PROJECTS: '/work' }, '/home/a/.config/Egiz', '/work'],
])('on %s with %o', (platform, env, home, projects) => {
  expect(placesOf(env, platform, '/home/a')).toEqual({ home: resolve(home), projects: resolve(projects) })
})

test('on Linux the documents folder has the name that the person’s language gives it', async () => {
  const { path, remove } = await temporaryFolder()
  await mkdir(join(path, '.config'))
  await writeFile(
    join(path, '.config', 'user-dirs.dirs'),
    '# made by xdg-user-dirs\nXDG_DESKTOP_DIR="$HOME/Жұмыс үстелі"\nXDG_DOCUMENTS_DIR="$HOME/Құжаттар"\n',
  )
  expect(placesOf({}, 'linux', path).projects).toBe(join(path, 'Құжаттар', 'Egiz'))
  await remove()
})
