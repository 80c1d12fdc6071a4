import { resolve } from 'node:path'
import { defineConfig } from 'playwright/test'
import { chromiumOptions } from './support/chromium.ts'

// One worker and no retries: a scenario that passes only the second time is a fault.
export default defineConfig({
  testDir: import.meta.dirname,
  outputDir: resolve(import.meta.dirname, '../test-results'),
  workers: 1,
  retries: 0,
  fullyParallel: false,
  forbidOnly: true,
  timeout: 180_000,
  expect: { timeout: 20_000 },
  reporter: [['line'], ...(process.env.EGIZ_TEST_REPORT ? [['json', { outputFile: process.env.EGIZ_TEST_REPORT }] as const] : [])],
  projects: [
    {
      name: 'browser',
      testDir: 'e2e',
      testMatch: '**/*.test.ts',
      use: { browserName: 'chromium', launchOptions: chromiumOptions(), viewport: { width: 1360, height: 860 }, locale: 'en-GB' },
    },
    { name: 'electron', testDir: 'electron', testMatch: '**/*.test.ts' },
  ],
})
