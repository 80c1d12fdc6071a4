import { join } from 'node:path'
import { downloadElectron, electronProblem, findElectron, sandboxState } from './electron-binary.mjs'

/**
 * Which edition to start, and why.
 * @param {{ root: string, browser: boolean, say: (line: string) => void }} request
 * @returns {Promise<{ edition: 'desktop', electron: string, flags: string[] } | { edition: 'browser', why: string }>}
 */
export async function chooseEdition({ root, browser, say }) {
  if (browser) return { edition: 'browser', why: 'asked for with --browser' }
  if (process.platform === 'linux' && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY) {
    return { edition: 'browser', why: 'this session has no display' }
  }
  let electron = findElectron(root)
  if (!electron) {
    const problem = await downloadElectron(root, say)
    electron = problem === null ? findElectron(root) : null
    if (!electron) return { edition: 'browser', why: `Electron cannot be had: ${problem ?? 'its installer left no executable'}` }
  }
  const problem = electronProblem(electron)
  if (problem) return { edition: 'browser', why: `Electron does not run here: ${problem}` }
  const sandbox = sandboxState(electron)
  if (sandbox === 'blocked') {
    const helper = join(electron, '..', 'chrome-sandbox')
    return {
      edition: 'browser',
      why: `this system blocks Electron's sandbox (\`sudo chown root "${helper}" && sudo chmod 4755 "${helper}"\` allows it)`,
    }
  }
  if (sandbox === 'none')
    say('warning: running as root, so Electron runs without its sandbox (--no-sandbox); better start as an ordinary user')
  return { edition: 'desktop', electron, flags: sandbox === 'none' ? ['--no-sandbox'] : [] }
}
