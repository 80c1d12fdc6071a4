import type { Pattern, SrxRule } from './rules.ts'

/** A rule ready for use: tests that hold at `lastIndex`, and one that finds every place where `after` fits. */
interface Tests {
  readonly isBreak: boolean
  readonly before: RegExp
  readonly after: RegExp
  readonly scan: RegExp
}

const made = new WeakMap<readonly SrxRule[], readonly Tests[]>()

/**
 * Where sentences end by the rules of an SRX file (SRX 2.0: of the rules that fit a place the first decides; where none fits, nothing
 * ends). UTF-16 offsets in order, the end of the text not among them; white space at a place goes with what stands before it.
 */
export function srxEnds(text: string, rules: readonly SrxRule[]): number[] {
  const tests = made.get(rules) ?? rules.map(testsOf)
  made.set(rules, tests)
  const breaks = new Map<number, number>()
  for (const [i, { isBreak, before, scan }] of tests.entries()) {
    if (!isBreak) continue
    for (const { index } of text.matchAll(scan)) if (index > 0 && !breaks.has(index) && fits(before, index)) breaks.set(index, i)
  }
  const ends = new Set<number>()
  for (const [at, rule] of [...breaks].sort(([a], [b]) => a - b)) {
    const isExcepted = tests.slice(0, rule).some(({ isBreak, before, after }) => !isBreak && fits(after, at) && fits(before, at))
    if (!isExcepted) ends.add(pastSpace(at))
  }
  ends.delete(text.length)
  return [...ends]

  function fits(test: RegExp, at: number): boolean {
    test.lastIndex = at
    return test.test(text)
  }

  function pastSpace(at: number): number {
    let end = at
    while (end < text.length && /\s/.test(text[end]!)) end++
    return end
  }
}

function testsOf({ isBreak, before, after }: SrxRule): Tests {
  const ahead = `(?=${after.source})`
  return { isBreak, before: behind(before), after: new RegExp(ahead, `${after.flags}y`), scan: new RegExp(ahead, `${after.flags}g`) }
}

const behind = ({ source, flags }: Pattern) => new RegExp(`(?<=${source})`, `${flags}y`)
