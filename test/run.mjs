import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { electronProblem, findElectron } from '../electron/launch/electron-binary.mjs'
import { projectRoot as root, SetupError, setUp } from '../electron/launch/setup.mjs'
import { findChromium } from './support/browsers.mjs'
import { countPlaywright, countVitest, Tally } from './support/tally.mjs'

// npm test: set-up, then every runner in turn. The last line sums them up and the exit code says the same.
const say = (line) => process.stdout.write(`\n== ${line}\n`)
const reports = mkdtempSync(join(tmpdir(), 'egiz-test-'))
const tally = new Tally()

/** Runs a program of node_modules in the foreground; true where it ended with 0. */
function run(command, args, env = {}) {
  const ended = spawnSync(command, args, { cwd: root, stdio: 'inherit', env: { ...process.env, ...env } })
  if (ended.error) process.stderr.write(`${command} could not be started: ${ended.error.message}\n`)
  return ended.status === 0
}
const node = (script, ...args) => [process.execPath, [join(root, 'node_modules', script), ...args]]

function check(name, command, args) {
  const start = Date.now()
  const ok = run(command, args)
  process.stdout.write(`${ok ? 'ok' : 'FAILED'}: ${name} (${((Date.now() - start) / 1000).toFixed(1)} s)\n`)
  tally.add(name, ok ? { passed: 1, failed: 0, skipped: 0 } : { passed: 0, failed: 1, skipped: 0 })
}

function countReport(name, report, ok, count) {
  let counts = null
  if (existsSync(report)) {
    try {
      counts = count(JSON.parse(readFileSync(report, 'utf8')))
    } catch (error) {
      process.stderr.write(`${name}: its report is not readable: ${error.message}\n`)
    }
  }
  if (!counts) process.stderr.write(`${name} ended without a report: counted as a failure\n`)
  tally.addRun(name, counts, ok)
}

function vitest() {
  const report = join(reports, 'vitest.json')
  const [command, args] = node('vitest/vitest.mjs', 'run', '--config', 'test/vitest.config.ts', '--reporter=default', '--reporter=json')
  const ok = run(command, [...args, `--outputFile.json=${report}`])
  countReport('unit tests', report, ok, countVitest)
}

function playwright(project, name, display, env = {}) {
  const report = join(reports, `${project}.json`)
  const [command, args] = node('playwright/cli.js', 'test', '--config', 'test/playwright.config.ts', '--project', project)
  const [program, all] = display.length > 0 ? [display[0], [...display.slice(1), command, ...args]] : [command, args]
  const ok = run(program, all, { ...env, EGIZ_TEST_REPORT: report })
  countReport(name, report, ok, countPlaywright)
}

/** The program to run windows under: none where there is a display, xvfb-run where there is none; null where there is neither. */
function displayWrapper() {
  if (process.platform !== 'linux' || process.env.DISPLAY || process.env.WAYLAND_DISPLAY) return []
  const there = spawnSync('xvfb-run', ['--help'], { stdio: 'ignore' })
  return there.error ? null : ['xvfb-run', '-a', '--server-args=-screen 0 1600x1000x24']
}

function browserScenarios() {
  const chromium = findChromium(root, say)
  if (chromium.problem) return tally.skip('browser scenarios', chromium.problem)
  playwright('browser', 'browser scenarios', [], chromium.path ? { CHROMIUM_PATH: chromium.path } : {})
}

function electronScenarios() {
  const electron = findElectron(root)
  if (!electron) {
    return tally.skip(
      'Electron scenarios',
      'Electron is not downloaded (`npx install-electron` gets it; $ELECTRON_OVERRIDE_DIST_PATH names one you have)',
    )
  }
  const problem = electronProblem(electron)
  if (problem) return tally.skip('Electron scenarios', `Electron does not run here: ${problem}`)
  const display = displayWrapper()
  if (!display)
    return tally.skip('Electron scenarios', 'there is no display, and no xvfb-run to make one (on Debian: apt-get install xvfb)')
  playwright('electron', 'Electron scenarios', display)
}

/** Kills what runs, at random moments; with the desktop edition where that can run. */
function crashes() {
  const report = join(reports, 'crash.json')
  const display = findElectron(root) ? (displayWrapper() ?? []) : []
  const [program, ...args] = [...display, process.execPath, join(root, 'test/crash/run.mjs'), '--runs', '40', '--desktop', '2']
  const ok = run(program, [...args, '--report', report])
  countReport('crash', report, ok, (counts) => counts)
}

try {
  say('set-up')
  await setUp()
  say('types, lint and format')
  check('types', ...node('typescript/bin/tsc', '-p', 'tsconfig.json'))
  check('types of shared, alone', ...node('typescript/bin/tsc', '-p', 'shared'))
  check('lint and format', ...node('@biomejs/biome/bin/biome', 'check', '.'))
  say('unit, property and contract tests')
  vitest()
  say('scenarios in Chromium, browser edition')
  browserScenarios()
  say('scenarios in Electron, desktop edition')
  electronScenarios()
  say('kill -9, and what the status bar called saved')
  crashes()
} catch (error) {
  process.stderr.write(error instanceof SetupError ? `egiz: ${error.message}\n` : `${error.stack}\n`)
  tally.add('set-up', { passed: 0, failed: 1, skipped: 0 })
} finally {
  rmSync(reports, { recursive: true, force: true })
}
process.exitCode = tally.failed === 0 ? 0 : 1
process.stdout.write(`\n${tally.table()}\n${tally.summary()}\n`)
