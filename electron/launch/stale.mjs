import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'

// What the build is made from: folders whole, and single files.
const BUILD_INPUTS = ['electron', 'renderer', 'shared', 'electron.vite.config.ts', 'tsconfig.json', 'package.json', 'package-lock.json']
// Run as they are, never built.
const NOT_BUILT = join('electron', 'launch')

const BUILT = ['out/main/main.cjs', 'out/main/before-ready.cjs', 'out/main/egiz.cjs', 'out/preload/preload.cjs', 'out/renderer/index.html']

/** Where each stamp is kept: inside what it vouches for, so that deleting the one deletes the other. */
export const dependencyStamp = (root) => join(root, 'node_modules', '.egiz-lock')
export const buildStamp = (root) => join(root, 'out', '.egiz-build')

/** SHA-256 of the lock file. */
export function lockHash(root) {
  return createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex')
}

/** SHA-256 over the names and contents of everything the build reads, node_modules apart: the lock file stands for those. */
export function buildHash(root) {
  const hash = createHash('sha256')
  for (const path of BUILD_INPUTS.flatMap((input) => filesUnder(root, input)).sort()) {
    const content = readFileSync(join(root, path))
    hash.update(`${path.replaceAll('\\', '/')}\0${content.length}\0`).update(content)
  }
  return hash.digest('hex')
}

function filesUnder(root, path) {
  if (path === NOT_BUILT || !existsSync(join(root, path))) return []
  if (!statSync(join(root, path)).isDirectory()) return [path]
  return readdirSync(join(root, path)).flatMap((name) => filesUnder(root, join(path, name)))
}

/** Whether node_modules holds what the lock file says: by our stamp, or by npm's own record where someone ran `npm ci` by hand. */
export function dependenciesCurrent(root) {
  if (readStamp(dependencyStamp(root)) === lockHash(root)) return true
  const wanted = readPackages(join(root, 'package-lock.json'))
  const installed = readPackages(join(root, 'node_modules', '.package-lock.json'))
  if (!wanted || !installed) return false
  return Object.entries(wanted).every(([path, want]) => {
    const have = installed[path]
    // Packages for other platforms are optional, and left out by npm.
    if (!have) return path === '' || want.optional === true || want.devOptional === true || want.peer === true
    return have.version === want.version && have.integrity === want.integrity
  })
}

/** Whether out/ was built from exactly these sources. */
export function buildCurrent(root) {
  return readStamp(buildStamp(root)) === buildHash(root) && BUILT.every((path) => existsSync(join(root, path)))
}

export function readStamp(path) {
  try {
    return readFileSync(path, 'utf8').trim()
  } catch (error) {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return null
    throw error
  }
}

function readPackages(path) {
  const text = readStamp(path)
  if (text === null) return null
  try {
    return JSON.parse(text).packages ?? null
  } catch {
    // A lock file that npm was stopped in the middle of vouches for nothing.
    return null
  }
}
