import { spawnSync } from 'node:child_process'
import { chmod, chown, cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { _electron, expect, test } from 'playwright/test'
import { sandboxState } from '../../electron/launch/electron-binary.mjs'
import { electronPath, environmentFor, root } from '../support/electron-app.ts'

// Chromium refuses its sandbox to root, and the other tests may run as root: here the program runs as an ordinary user, sandbox and all.
const NOBODY = 65534
const there = (program: string) => spawnSync(program, ['--help'], { stdio: 'ignore' }).error === undefined

function hindrance(): string | null {
  if (process.platform !== 'linux') return 'the sandbox of this system is not looked into'
  if (process.getuid?.() !== 0)
    return sandboxState(electronPath()) === 'blocked' ? 'this system blocks the sandbox of an ordinary user' : null
  if (!there('setpriv')) return 'there is no setpriv to become an ordinary user with'
  if (!there('xvfb-run')) return 'there is no xvfb-run to give that user a display'
  return null
}

const why = hindrance()

test(`the page's process is sandboxed${why ? ` (SKIPPED: ${why})` : ''}`, async () => {
  test.skip(why !== null, why ?? '')
  const folder = await mkdtemp(join(tmpdir(), 'egiz-sandbox-'))
  try {
    const executablePath = process.getuid?.() === 0 ? await asNobody(folder) : electronPath()
    const program = process.getuid?.() === 0 ? join(folder, 'app') : root
    const home = join(folder, 'home')
    const app = await _electron.launch({
      executablePath,
      chromiumSandbox: true,
      args: ['-r', join(program, 'out/main/before-ready.cjs'), '--disable-gpu', program],
      env: { ...environmentFor(home), HOME: folder, XDG_RUNTIME_DIR: folder },
    })
    const page = await app.firstWindow()
    expect(
      await page.evaluate(() => (window as unknown as { host: { call(v: string, a: object): Promise<unknown> } }).host.call('appInfo', {})),
    ).toMatchObject({
      ok: true,
    })
    const renderers = await renderersOf(home)
    expect(renderers.length).toBeGreaterThan(0)
    for (const { commandLine, status } of renderers) {
      expect(commandLine).not.toContain('--no-sandbox')
      // 2: system calls are filtered.
      expect(/^Seccomp:\s+(\d)$/m.exec(status)?.[1]).toBe('2')
      expect(/^NoNewPrivs:\s+(\d)$/m.exec(status)?.[1]).toBe('1')
      expect(/^CapEff:\s+0+$/m.test(status)).toBe(true)
    }
    await app.close()
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
})

/** A copy of Electron with its setuid helper, and of the built program, that an ordinary user may run; a script that becomes that user. */
async function asNobody(folder: string): Promise<string> {
  const dist = join(folder, 'electron')
  await cp(dirname(electronPath()), dist, { recursive: true })
  const helper = join(dist, 'chrome-sandbox')
  await chown(helper, 0, 0)
  await chmod(helper, 0o4755)
  await mkdir(join(folder, 'app'))
  await cp(join(root, 'out'), join(folder, 'app/out'), { recursive: true })
  await cp(join(root, 'package.json'), join(folder, 'app/package.json'))
  const script = join(folder, 'electron.sh')
  await writeFile(
    script,
    `#!/bin/sh\nunset XAUTHORITY DISPLAY\nexec setpriv --reuid=${NOBODY} --regid=${NOBODY} --clear-groups xvfb-run -a "${dist}/electron" "$@"\n`,
  )
  await chmod(script, 0o755)
  await chmod(folder, 0o777)
  return script
}

/** The renderer processes of the program with this home. */
async function renderersOf(home: string): Promise<{ commandLine: string; status: string }[]> {
  const found = []
  for (const pid of (await readdir('/proc')).filter((name) => /^\d+$/.test(name))) {
    try {
      const commandLine = (await readFile(`/proc/${pid}/cmdline`, 'utf8')).replaceAll('\0', ' ')
      if (!commandLine.includes('--type=renderer') || !commandLine.includes(home)) continue
      found.push({ commandLine, status: await readFile(`/proc/${pid}/status`, 'utf8') })
    } catch {
      // A process that ended meanwhile is not one of ours.
    }
  }
  return found
}
