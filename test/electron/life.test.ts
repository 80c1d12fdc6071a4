import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, type Page, test } from 'playwright/test'
import { unwrap } from '../../shared/host/errors.ts'
import { electronArguments, electronPath, environmentFor, launchEgiz, type RunningEgiz, temporaryHome } from '../support/electron-app.ts'
import { hostOfPage } from './page-host.ts'

let home: Awaited<ReturnType<typeof temporaryHome>>
const started: RunningEgiz[] = []

test.beforeEach(async () => {
  home = await temporaryHome()
})
test.afterEach(async () => {
  for (const { app, process } of started.splice(0)) if (process.exitCode === null && process.signalCode === null) await app.close()
  await home.remove()
})

async function launch(path?: string): Promise<RunningEgiz> {
  const running = await launchEgiz(home.home, path)
  started.push(running)
  return running
}

/** A start like that of the command line; its exit code. */
function startAgain(path?: string): Promise<number | null> {
  return new Promise((done) => {
    const child = spawn(electronPath(), [...electronArguments, ...(path === undefined ? [] : [path])], {
      env: environmentFor(home.home),
      stdio: 'ignore',
    })
    child.once('exit', (code) => done(code))
  })
}

async function openProject(page: Page) {
  const host = await hostOfPage(page)
  const entry = unwrap(await host.createProject({ name: 'Held', sourceLanguage: 'kk', targetLanguage: 'en', folder: null }))
  const { session } = unwrap(await host.openProject({ project: entry.token, client: 'test', takeOver: false }))
  return { host, session, lock: join(entry.place, 'lock'), place: entry.place }
}

test('a second start hands its path to the first, and ends', async () => {
  const first = await launch()
  const host = await hostOfPage(first.page)
  const entry = unwrap(await host.createProject({ name: 'Asked for', sourceLanguage: 'kk', targetLanguage: 'en', folder: null }))
  const asked = new Promise<void>((done) => host.subscribe('openRequested', () => done()))
  expect(await startAgain(entry.place)).toBe(0)
  await asked
  await expect(first.page.getByText('Asked for').first()).toBeVisible()
  expect(await first.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1)
})

test('a closing window waits until its page has put the project away', async () => {
  const running = await launch()
  const { host, session, lock } = await openProject(running.page)
  expect(existsSync(lock)).toBe(true)
  let told = 0
  host.subscribe('closing', () => {
    told++
    void host.closeProject({ session })
  })
  const start = Date.now()
  await running.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close())
  expect(await running.ended).toBe(0)
  expect(told).toBe(1)
  expect(Date.now() - start).toBeLessThan(8_000)
  expect(existsSync(lock)).toBe(false)
})

test('a page that does not answer is closed after ten seconds, its lock released', async () => {
  const running = await launch()
  const { lock } = await openProject(running.page)
  const start = Date.now()
  await running.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close())
  expect(existsSync(lock)).toBe(true)
  expect(await running.ended).toBe(0)
  expect(Date.now() - start).toBeGreaterThan(9_000)
  expect(existsSync(lock)).toBe(false)
})

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  test(`${signal} ends it as closing does`, async () => {
    const running = await launch()
    const { host, session, lock } = await openProject(running.page)
    host.subscribe('closing', () => void host.closeProject({ session }))
    running.process.kill(signal)
    expect(await running.ended).toBe(0)
    expect(existsSync(lock)).toBe(false)
  })
}

test('the window comes back where it was', async () => {
  const bounds = { x: 40, y: 60, width: 900, height: 600 }
  const first = await launch()
  await first.app.evaluate(({ BrowserWindow }, to) => BrowserWindow.getAllWindows()[0]?.setBounds(to), bounds)
  await expect.poll(() => first.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getBounds())).toEqual(bounds)
  await first.quit()
  const second = await launch()
  expect(await second.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getNormalBounds())).toEqual(bounds)
})

test('the menu speaks the language set, and its items reach the page', async () => {
  const running = await launch()
  const host = await hostOfPage(running.page)
  const settings = unwrap(await host.getSettings({}))
  unwrap(await host.setSettings({ settings: { ...settings, language: 'kk' } }))
  const labelOf = () => running.app.evaluate(({ Menu }) => Menu.getApplicationMenu()?.getMenuItemById('project.new')?.label)
  expect(await labelOf()).toBe('Жаңа жоба…')
  const chosen = new Promise<string>((done) => host.subscribe('command', ({ id }) => done(id)))
  await running.app.evaluate(({ Menu }) => Menu.getApplicationMenu()?.getMenuItemById('project.new')?.click())
  expect(await chosen).toBe('project.new')
})

test('the theme set in the page is that of menus and dialogs too', async () => {
  const running = await launch()
  const host = await hostOfPage(running.page)
  const settings = unwrap(await host.getSettings({}))
  for (const theme of ['dark', 'light'] as const) {
    unwrap(await host.setSettings({ settings: { ...settings, theme } }))
    expect(await running.app.evaluate(({ nativeTheme }) => nativeTheme.shouldUseDarkColors)).toBe(theme === 'dark')
  }
})

test('a page whose process died is offered again', async () => {
  const running = await launch()
  await running.app.evaluate(({ dialog }) => {
    const seen = globalThis as unknown as { asked: string[] }
    seen.asked = []
    dialog.showMessageBox = async (...args: unknown[]) => {
      seen.asked.push((args.at(-1) as { message: string }).message)
      return { response: 0, checkboxChecked: false }
    }
  })
  await running.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer())
  await expect.poll(() => running.app.evaluate(() => (globalThis as unknown as { asked: string[] }).asked.length)).toBe(1)
  await expect
    .poll(() =>
      running.app.evaluate(async ({ BrowserWindow }) =>
        BrowserWindow.getAllWindows()[0]?.webContents.executeJavaScript('typeof window.host'),
      ),
    )
    .toBe('object')
})
