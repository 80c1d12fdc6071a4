import { expect, test } from 'playwright/test'
import type { Host } from '../../shared/host/contract.ts'
import { describeHost } from '../host/contract-suite.ts'
import { launchEgiz, type RunningEgiz, temporaryHome } from '../support/electron-app.ts'
import { hostOfPage } from './page-host.ts'

// One window for the whole suite: each test makes its own projects and lets them go.
let running: RunningEgiz
let host: Host
let home: Awaited<ReturnType<typeof temporaryHome>>

test.beforeAll(async () => {
  home = await temporaryHome()
  running = await launchEgiz(home.home)
  host = await hostOfPage(running.page)
})
test.afterAll(async () => {
  // What the tests left open is not waited for.
  await running.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.destroy())
  await running.quit()
  await home.remove()
})

describeHost('Electron IPC', async () => ({ host, edition: 'desktop', noDialogs: false, close: async () => {} }), {
  describe: (name, body) => test.describe(name, body),
  test: (name, body) => test(name, () => body()),
  expect,
})
