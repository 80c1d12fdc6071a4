import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterEach, beforeEach, expect, test } from 'vitest'

const script = pathToFileURL(resolve(import.meta.dirname, '../../../electron/launch/setup-lock.mjs')).href

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'egiz-lock-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

/** Runs a module of a few lines in a process of its own; its exit code and output. */
function inProcess(code: string, onOutput: (out: string) => void = () => {}): Promise<{ code: number | null; out: string }> {
  return new Promise((done) => {
    const child = spawn(
      process.execPath,
      ['--input-type=module', '-e', `import { withSetupLock } from ${JSON.stringify(script)}\n${code}`],
      {
        stdio: ['ignore', 'pipe', 'inherit'],
      },
    )
    let out = ''
    child.stdout.on('data', (part) => {
      out += part
      onOutput(out)
    })
    child.once('exit', (exit) => done({ code: exit, out }))
  })
}

// Read, wait, write: any overlap loses a count.
const countUp = `
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'
const [lock, counter] = ['lock', 'counter'].map((name) => process.env.EGIZ_TEST_FOLDER + '/' + name)
const onWait = () => process.stdout.write('waited')
await withSetupLock(lock, { onWait, work: async () => {
  const count = existsSync(counter) ? Number(readFileSync(counter, 'utf8')) : 0
  await wait(30)
  writeFileSync(counter, String(count + 1))
} })
`
const here = () => `process.env.EGIZ_TEST_FOLDER = ${JSON.stringify(folder)}\n${countUp}`
const counter = () => readFileSync(join(folder, 'counter'), 'utf8')

test('several processes do their work one after another', async () => {
  const all = await Promise.all(Array.from({ length: 6 }, () => inProcess(here())))
  expect(all.map(({ code }) => code)).toEqual([0, 0, 0, 0, 0, 0])
  expect(counter()).toBe('6')
  expect(existsSync(join(folder, 'lock'))).toBe(false)
})

test('a process that finds the lock held says so once, waits, and goes on when it is free', async () => {
  const lock = join(folder, 'lock')
  writeFileSync(lock, String(process.pid))
  let released = false
  const waiting = inProcess(here(), (out) => {
    if (out !== 'waited' || released) return
    released = true
    expect(existsSync(join(folder, 'counter'))).toBe(false)
    rmSync(lock)
  })
  expect((await waiting).out).toBe('waited')
  expect(counter()).toBe('1')
})

test('the lock of a process that is gone is taken over, by one at a time', async () => {
  const gone = await inProcess('console.log(process.pid)')
  writeFileSync(join(folder, 'lock'), gone.out.trim())
  await Promise.all(Array.from({ length: 4 }, () => inProcess(here())))
  expect(counter()).toBe('4')
})

test('a lock is released when its work fails, and when the process ends in the middle', async () => {
  const lock = JSON.stringify(join(folder, 'lock'))
  const failing = await inProcess(
    `await withSetupLock(${lock}, { onWait() {}, work: async () => { throw new Error('no') } }).catch((e) => console.log(e.message))`,
  )
  expect(failing.out.trim()).toBe('no')
  expect(existsSync(join(folder, 'lock'))).toBe(false)
  await inProcess(`await withSetupLock(${lock}, { onWait() {}, work: async () => process.exit(5) })`)
  expect(existsSync(join(folder, 'lock'))).toBe(false)
})
