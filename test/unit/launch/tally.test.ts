import { resolve } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'

type Counts = { passed: number; failed: number; skipped: number }
const { Tally, countPlaywright, countVitest } = (await import(resolve(import.meta.dirname, '../../support/tally.mjs'))) as {
  Tally: new () => {
    add(n: string, c: Counts): void
    addRun(n: string, c: Counts | null, ok: boolean): void
    failed: number
    summary(): string
  }
  countPlaywright(report: unknown): Counts
  countVitest(report: unknown): Counts
}

const count = fc.nat({ max: 1000 })

test('the last line is the sum of all runners, and skipped only where there is any', () => {
  fc.assert(
    fc.property(fc.array(fc.record({ passed: count, failed: count, skipped: count })), (runs) => {
      const tally = new Tally()
      for (const run of runs) tally.add('run', run)
      const sum = (key: keyof Counts) => runs.reduce((total, run) => total + run[key], 0)
      const skipped = sum('skipped') > 0 ? `, ${sum('skipped')} skipped` : ''
      expect(tally.summary()).toBe(`${sum('passed')} passed, ${sum('failed')} failed${skipped}`)
      expect(tally.failed).toBe(sum('failed'))
    }),
  )
})

test('a runner that failed is never summed up as a success', () => {
  fc.assert(
    fc.property(fc.option(fc.record({ passed: count, failed: count, skipped: count })), (counts) => {
      const tally = new Tally()
      tally.addRun('run', counts, false)
      expect(tally.failed).toBeGreaterThan(0)
    }),
  )
})

test('a runner without a report has failed, whatever it ended with', () => {
  const tally = new Tally()
  tally.addRun('run', null, true)
  expect(tally.summary()).toBe('0 passed, 1 failed')
})

test("vitest's report: a file that could not be loaded counts as one failure", () => {
  const testResults = [
    { status: 'passed', assertionResults: [{ status: 'passed' }] },
    { status: 'failed', assertionResults: [] },
    { status: 'failed', assertionResults: [{ status: 'failed' }, { status: 'passed' }] },
  ]
  expect(countVitest({ testResults, numPassedTests: 2, numFailedTests: 1, numPendingTests: 3, numTodoTests: 0 })).toEqual({
    passed: 2,
    failed: 2,
    skipped: 3,
  })
})

test("Playwright's report: a flaky test has failed, and so has a run with an error outside any test", () => {
  const stats = { expected: 4, unexpected: 0, flaky: 0, skipped: 1 }
  expect(countPlaywright({ stats, errors: [] })).toEqual({ passed: 4, failed: 0, skipped: 1 })
  expect(countPlaywright({ stats: { ...stats, flaky: 1 }, errors: [] })).toEqual({ passed: 4, failed: 1, skipped: 1 })
  expect(countPlaywright({ stats, errors: [{ message: 'the file could not be loaded' }] })).toEqual({ passed: 4, failed: 1, skipped: 1 })
})
