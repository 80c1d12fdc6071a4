import { spawn } from 'node:child_process'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { nodeProblem } from './node-version.mjs'
import { withSetupLock } from './setup-lock.mjs'
import { buildCurrent, buildHash, buildStamp, dependenciesCurrent, dependencyStamp, lockHash } from './stale.mjs'

export const projectRoot = resolve(dirname(fileURLToPath(import.meta.url)), '..', '..')

/** Something the person can mend; its message is shown as it is. */
export class SetupError extends Error {}

/**
 * Makes a checkout ready to run: installs the locked dependencies where they are missing or stale, then builds what is stale.
 * Does nothing, fast, when all is current; says on stderr what it does, since stdout belongs to the command that follows.
 * @param {{ root?: string, build?: boolean, say?: (line: string) => void }} [options]
 * @throws {SetupError}
 */
export async function setUp({ root = projectRoot, build = true, say = (line) => process.stderr.write(`egiz: ${line}\n`) } = {}) {
  const problem = nodeProblem(process.versions.node)
  if (problem) throw new SetupError(problem)
  if (dependenciesCurrent(root) && (!build || buildCurrent(root))) return
  const lock = join(root, 'out', '.egiz-setup')
  await withSetupLock(lock, {
    onWait: (pid) => say(`another start (process ${pid}) is setting up; waiting for it … (if there is none, delete ${lock})`),
    work: async () => {
      if (!dependenciesCurrent(root)) await install(root, say)
      if (build && !buildCurrent(root)) await buildAll(root, say)
    },
  })
}

async function install(root, say) {
  say('installing dependencies (npm ci) …')
  const npm = process.env.npm_execpath?.endsWith('.js') ? [process.execPath, process.env.npm_execpath] : null
  const args = ['ci', '--include=dev', '--no-fund', '--no-audit', '--loglevel=error']
  const code = npm
    ? await run(npm[0], [npm[1], ...args], root)
    : await run(process.platform === 'win32' ? 'npm.cmd' : 'npm', args, root, process.platform === 'win32')
  if (code !== 0) {
    throw new SetupError(
      `the dependencies could not be installed (npm ci ended with ${code}; its message stands above). Nothing else was changed. Check the network, then start again.`,
    )
  }
  writeFileSync(dependencyStamp(root), lockHash(root))
}

async function buildAll(root, say) {
  say('building …')
  const hash = buildHash(root)
  mkdirSync(join(root, 'out'), { recursive: true })
  // No stamp while the build is under way: one that is stopped half-way counts as stale.
  rmSync(buildStamp(root), { force: true })
  const code = await run(
    process.execPath,
    [join(root, 'node_modules', 'electron-vite', 'bin', 'electron-vite.js'), 'build', '--logLevel', 'warn'],
    root,
  )
  if (code !== 0) throw new SetupError(`the build failed (its messages stand above). Run \`npm run build\` in ${root} to see it alone.`)
  writeFileSync(buildStamp(root), hash)
}

/** Runs a program with its output on our stderr; its exit code, or the name of the signal that ended it. */
function run(program, args, cwd, shell = false) {
  return new Promise((done, failed) => {
    // An enclosing `npx --prefix` tells its children where it looked: that is not where this npm is to work.
    const { npm_config_local_prefix: _local, npm_config_prefix: _prefix, ...env } = process.env
    const child = spawn(program, args, { cwd, env, shell, stdio: ['ignore', 2, 2] })
    child.once('error', (error) => failed(new SetupError(`${program} could not be started: ${error.message}`)))
    child.once('exit', (code, signal) => done(code ?? signal))
  })
}
