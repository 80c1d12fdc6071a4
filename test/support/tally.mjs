/** Sums what several test runners say of themselves. */
export class Tally {
  #rows = []

  add(name, { passed, failed, skipped }, note = '') {
    this.#rows.push({ name, passed, failed, skipped, note })
  }

  /** A runner's counts (null where it left none) and whether it ended with 0: it cannot fail without a failure being counted. */
  addRun(name, counts, ok) {
    if (counts === null) this.add(name, { passed: 0, failed: 1, skipped: 0 }, 'ended without a report')
    else if (!ok && counts.failed === 0) this.add(name, { ...counts, failed: 1 }, 'ended with an error outside any test')
    else this.add(name, counts)
  }

  /** Something that could not be run here at all: said at once and again at the end. */
  skip(name, reason) {
    process.stdout.write(`SKIPPED: ${name}: ${reason}\n`)
    this.add(name, { passed: 0, failed: 0, skipped: 1 }, `SKIPPED: ${reason}`)
  }

  #sum(key) {
    return this.#rows.reduce((sum, row) => sum + row[key], 0)
  }

  get failed() {
    return this.#sum('failed')
  }

  table() {
    return this.#rows
      .map(({ name, passed, failed, skipped, note }) => `${name}: ${words(passed, failed, skipped)}${note ? ` (${note})` : ''}`)
      .join('\n')
  }

  /** The last line: `N passed, N failed`, and what was skipped where anything was. */
  summary() {
    return words(this.#sum('passed'), this.#sum('failed'), this.#sum('skipped'))
  }
}

function words(passed, failed, skipped) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`
}

/** Counts of vitest's JSON report. A file that could not be loaded counts as one failure: it has no tests to count. */
export function countVitest(report) {
  const lost = report.testResults.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed'),
  )
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + lost.length,
    skipped: report.numPendingTests + (report.numTodoTests ?? 0),
  }
}

/** Counts of Playwright's JSON report; a flaky test counts as failed, an error outside any test too. */
export function countPlaywright(report) {
  const { expected, unexpected, flaky, skipped } = report.stats
  return { passed: expected, failed: unexpected + flaky + (unexpected + flaky === 0 ? report.errors.length : 0), skipped }
}
