import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { benchmarks, choose } from '../../bench/registry.ts'

const root = resolve(import.meta.dirname, '../../..')
const fields = ['bench', 'figure', 'n', 'p50', 'p95', 'value', 'unit', 'budget', 'ok', 'ratio', 'against']

function bench(...args: string[]) {
  return spawnSync(process.execPath, [join(root, 'test/bench/run.mjs'), ...args], { encoding: 'utf8' })
}

describe('npm run bench', () => {
  test('--only and --json give one line of JSON a figure, of that part alone, and leave nothing behind', () => {
    const bundles = () => (existsSync(join(root, 'out')) ? readdirSync(join(root, 'out')).filter((name) => name.startsWith('bench-')) : [])
    const before = bundles()
    const { stdout, stderr, status } = bench('--only', 'documents/paragraphs', '--json')
    expect([0, 1], stderr).toContain(status)
    const figures = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>)
    for (const figure of figures) expect(Object.keys(figure)).toEqual(fields)
    expect(new Set(figures.map((figure) => figure.bench))).toEqual(new Set(['documents']))
    expect(figures[0]).toMatchObject({ figure: 'mean F1, 300 texts', unit: 'F1', budget: 0.95, against: 'naive' })
    expect(status).toBe(figures.some(({ ok }) => ok === false) ? 1 : 0)
    expect(bundles().filter((name) => !before.includes(name))).toEqual([])
  })

  test('a benchmark that does not exist is refused with those that do', () => {
    const { stdout, stderr, status } = bench('--only', 'telepathy')
    expect(status).toBe(2)
    expect(stdout).toBe('')
    expect(stderr).toContain('there is no benchmark “telepathy”. There are: documents (')
  })

  test('an option that does not exist is refused with the usage', () => {
    const { stderr, status } = bench('--fast')
    expect(status).toBe(2)
    expect(stderr).toContain('usage: npm run bench')
  })
})

test('names choose whole benchmarks, parts, several of them, or everything', () => {
  const chosen = (only?: string) => choose(only)?.map(({ bench, part }) => `${bench}/${part.name}`)
  const all = benchmarks.flatMap(({ name, parts }) => parts.map((part) => `${name}/${part.name}`))
  expect(chosen()).toEqual(all)
  for (const name of all) expect(chosen(name)).toEqual([name])
  expect(chosen('startup,documents/gold')).toEqual(['startup/open', 'documents/gold'])
  expect(chosen('documents,telepathy')).toBeUndefined()
  expect(new Set(all).size).toBe(all.length)
})
