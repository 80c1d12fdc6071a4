import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { figureOf, mean, percentile } from '../../bench/figure.ts'
import { formatTable } from '../../bench/table.ts'

const values = fc.array(fc.double({ min: 0.001, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 30 })
const share = fc.double({ min: 0, max: 1, noNaN: true })

describe('percentiles', () => {
  test('lie within what was measured, in any order, and grow with the share', () => {
    fc.assert(
      fc.property(values, share, share, (all, a, b) => {
        const [low, high] = [percentile(all, Math.min(a, b)), percentile(all, Math.max(a, b))]
        expect(low).toBeLessThanOrEqual(high + 1e-9)
        expect(low).toBeGreaterThanOrEqual(Math.min(...all) - 1e-9)
        expect(high).toBeLessThanOrEqual(Math.max(...all) + 1e-9)
        expect(percentile([...all].reverse(), a)).toBe(percentile(all, a))
      }),
    )
  })

  test('are between neighbours by proportion', () => {
    expect([0, 0.5, 0.95, 1].map((at) => percentile([4, 1, 3, 2, 5], at))).toEqual([1, 3, expect.closeTo(4.8), 5])
    expect(percentile([1, 2], 0.5)).toBe(1.5)
    expect(mean([1, 2, 6])).toBe(3)
  })
})

describe('a figure', () => {
  test('compares the measure its budget names, from the side it names', () => {
    fc.assert(
      fc.property(values, fc.constantFrom('value', 'p95', 'ratio'), fc.double({ min: 0.001, max: 1e6, noNaN: true }), (all, of, limit) => {
        const peer = { name: 'peer', value: 7 }
        const measure = { value: percentile(all, 0.5), p95: percentile(all, 0.95), ratio: percentile(all, 0.5) / 7 }[of]
        const most = figureOf('bench', { figure: 'f', unit: 'ms', values: all, budget: { of, most: limit }, peer })
        const least = figureOf('bench', { figure: 'f', unit: 'ms', values: all, budget: { of, least: limit }, peer })
        expect([most.ok, least.ok]).toEqual([measure <= limit, measure >= limit])
        expect([most.budget, least.budget]).toEqual([limit, limit])
      }),
    )
  })

  test('keeps percentiles for repeated measurements, and says what it was compared with', () => {
    expect(figureOf('grid', { figure: 'key', unit: 'ms', values: [2, 4, 9] })).toEqual({
      bench: 'grid',
      figure: 'key',
      n: 3,
      p50: 4,
      p95: 8.5,
      value: 4,
      unit: 'ms',
      budget: null,
      ok: null,
      ratio: null,
      against: null,
    })
    const single = figureOf('grid', { figure: 'F1', unit: 'F1', values: [0.9], peer: { name: 'naive', value: 0.6 } })
    expect(single).toMatchObject({ n: 1, p50: null, p95: null, value: 0.9, ratio: 1.5, against: 'naive' })
  })

  test('is not made of nothing, nor held to a ratio with nothing', () => {
    expect(() => figureOf('grid', { figure: 'key', unit: 'ms', values: [] })).toThrow(RangeError)
    expect(() => figureOf('grid', { figure: 'key', unit: 'ms', values: [1], budget: { of: 'ratio', most: 2 } })).toThrow(RangeError)
  })
})

test('the table shows every figure once, under its benchmark, and marks what is over its budget', () => {
  const figures = [
    figureOf('grid', { figure: 'key to frame', unit: 'ms', values: [20], budget: { of: 'value', most: 10 } }),
    figureOf('grid', { figure: 'row to frame', unit: 'ms', values: [5], budget: { of: 'value', most: 10 } }),
    figureOf('startup', { figure: 'first text', unit: 'ms', values: [500], peer: { name: 'a bare page', value: 100 } }),
  ]
  const lines = formatTable(figures).split('\n')
  expect(lines.filter((line) => /^[A-Z]+$/.test(line))).toEqual(['GRID', 'STARTUP'])
  expect(lines.filter((line) => line.startsWith('key to frame'))).toEqual([expect.stringMatching(/ 20 .* 10 {2}OVER$/)])
  expect(lines.filter((line) => line.startsWith('row to frame'))).toEqual([expect.stringMatching(/ 5 .* 10 {2}ok$/)])
  expect(lines.at(-1)).toMatch(/^first text +1 +500 +ms +5 × a bare page$/)
})
