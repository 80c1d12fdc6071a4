import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'

/**
 * Electron's executable as the npm package `electron` would find it, without downloading: $ELECTRON_OVERRIDE_DIST_PATH first,
 * then the package's own dist/. Null when there is none.
 * @param {string} root
 * @param {NodeJS.ProcessEnv} [env]
 */
export function findElectron(root, env = process.env) {
  const own = join(root, 'node_modules', 'electron')
  const named = readIfThere(join(own, 'path.txt'))
  const override = env.ELECTRON_OVERRIDE_DIST_PATH
  const path = override ? join(override, named ?? usualName()) : named === null ? null : join(own, 'dist', named)
  return path !== null && existsSync(path) ? path : null
}

function usualName() {
  if (process.platform === 'darwin') return join('Electron.app', 'Contents', 'MacOS', 'Electron')
  return process.platform === 'win32' ? 'electron.exe' : 'electron'
}

/** Why the executable does not run on this machine (a system library missing, most often), or null when it does. */
export function electronProblem(path) {
  const tried = spawnSync(path, ['-e', '0'], { env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' }, encoding: 'utf8', timeout: 30_000 })
  if (tried.error) return tried.error.message
  if (tried.status === 0) return null
  return tried.stderr.trim().split('\n')[0] || `it ended with ${tried.status ?? tried.signal}`
}

/**
 * Downloads Electron with the package's own installer, its output on stderr.
 * @returns {Promise<string | null>} why it could not be had, or null when it was
 */
export async function downloadElectron(root, say) {
  const source = process.env.ELECTRON_MIRROR || process.env.npm_config_electron_mirror || 'https://github.com/electron/electron/releases/'
  // The installer waits for ever on a network that swallows packets: ask first.
  try {
    await fetch(source, { method: 'HEAD', redirect: 'manual', signal: AbortSignal.timeout(10_000) })
  } catch (error) {
    return `it is not downloaded and ${new URL(source).host} cannot be reached (${error.cause?.code ?? error.name})`
  }
  say('downloading Electron (about 120 MB, once; Ctrl+C and `npm start -- --browser` does without) …')
  const tried = spawnSync(process.execPath, [join(root, 'node_modules', 'electron', 'install.js')], {
    stdio: ['ignore', 2, 2],
    timeout: 900_000,
  })
  return tried.status === 0 ? null : 'it could not be downloaded (the message stands above)'
}

/**
 * What Chromium's sandbox needs on Linux: user namespaces, or the setuid helper beside the executable.
 * `none` is said of root, whom Chromium refuses to sandbox.
 * @returns {'works' | 'none' | 'blocked'}
 */
export function sandboxState(electron) {
  if (process.platform !== 'linux') return 'works'
  if (process.getuid?.() === 0) return 'none'
  const helper = join(electron, '..', 'chrome-sandbox')
  if (existsSync(helper)) {
    const { uid, mode } = statSync(helper)
    if (uid === 0 && (mode & 0o4000) !== 0) return 'works'
  }
  const restricted = readIfThere('/proc/sys/kernel/apparmor_restrict_unprivileged_userns') === '1'
  const forbidden =
    readIfThere('/proc/sys/kernel/unprivileged_userns_clone') === '0' || readIfThere('/proc/sys/user/max_user_namespaces') === '0'
  return restricted || forbidden ? 'blocked' : 'works'
}

function readIfThere(path) {
  return existsSync(path) ? readFileSync(path, 'utf8').trim() : null
}
