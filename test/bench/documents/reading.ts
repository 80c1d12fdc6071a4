import { readText } from '../../../shared/formats/txt/read.ts'
import type { Part } from '../benchmark.ts'
import { percentile } from '../figure.ts'
import { longLine, longWrappedText } from '../long-text.ts'

const MB = 1 << 20

/** How long a text takes to become paragraphs, in Node. */
export const reading: Part = {
  name: 'reading',
  needsApp: false,
  async run(bench) {
    const small = longWrappedText('kk', MB)
    const wrapped = longWrappedText('kk', 4 * MB)
    const english = longWrappedText('en', 4 * MB)
    const line = longLine('kk', 30 * MB)
    time(small)
    const perMb = percentile(
      repeat(5, () => time(small)),
      0.5,
    )
    // What no reading can do without.
    const bare = percentile(
      repeat(5, () => timed(() => new TextDecoder('utf-8', { fatal: true }).decode(wrapped).normalize('NFC').split('\n'))),
      0.5,
    )
    const times = repeat(5, () => time(wrapped))
    bench.report({
      figure: 'read 4 MB hard-wrapped, Kazakh',
      unit: 'ms',
      values: times,
      budget: { of: 'ratio', most: 120 },
      peer: { name: 'decode and normalise alone', value: bare },
    })
    bench.report({
      figure: 'the same, speed',
      unit: 'MB/s',
      values: [(wrapped.length / MB / percentile(times, 0.5)) * 1000],
      budget: { of: 'value', least: 0.5 },
    })
    bench.report({
      figure: 'a MB of 4 MB, Kazakh',
      unit: 'ms',
      values: times.map((ms) => (ms * MB) / wrapped.length),
      budget: { of: 'ratio', most: 1.6 },
      peer: { name: 'a text of 1 MB', value: perMb },
    })
    bench.report({
      figure: 'a MB of 4 MB, English (twice the lines)',
      unit: 'ms',
      values: repeat(3, () => (time(english) * MB) / english.length),
      budget: { of: 'ratio', most: 3.5 },
      peer: { name: 'a Kazakh text of 1 MB', value: perMb },
    })
    bench.report({
      figure: 'a MB of one line of 30 MB',
      unit: 'ms',
      values: repeat(3, () => (time(line) * MB) / line.length),
      budget: { of: 'ratio', most: 1 },
      peer: { name: 'a MB of hard-wrapped lines', value: perMb },
    })
  },
}

function time(bytes: Uint8Array): number {
  return timed(() => {
    const read = readText(bytes)
    if (!read.ok) throw new Error(`not read: ${read.error.detail}`)
    return read
  })
}

/** Milliseconds that `work` takes. */
export function timed(work: () => unknown): number {
  const start = performance.now()
  work()
  return performance.now() - start
}

const repeat = (times: number, work: () => number): number[] => Array.from({ length: times }, work)
