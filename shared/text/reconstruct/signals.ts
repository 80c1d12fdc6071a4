import type { Layout } from './layout.ts'
import type { Row } from './rows.ts'
import type { Table } from './weights.ts'

/** Signals whose meaning each text sets for itself: the empty lines, the change of indent and the trailing white space at a place. */
export interface Signals {
  gap: string
  indent: string
  trailing: string
}

export type SignalKind = keyof Signals

/** What a signal is held to mean before the text has been looked at: its share among breaks and among places inside a paragraph. */
const PRIORS: Record<SignalKind, Record<string, readonly [number, number]>> = {
  gap: {
    less: [0.05, 0.01],
    usual: [0.35, 0.93],
    more: [0.55, 0.03],
    page: [0.03, 0.03],
    'page-more': [0.04, 0.02],
  },
  indent: {
    base: [0.5, 0.72],
    deep: [0.1, 0.12],
    'in-by-one': [0.06, 0.02],
    in: [0.25, 0.04],
    out: [0.09, 0.1],
  },
  trailing: {
    less: [0.1, 0.06],
    usual: [0.8, 0.91],
    more: [0.1, 0.03],
  },
}

/** How many observed places a prior weighs. */
const PRIOR_WEIGHT = 12
/** No one layout signal may overrule everything else. */
const CAP = 5

/** The signals at each place between rows. */
export function readSignals(rows: readonly Row[], layout: Layout): Signals[] {
  const signals: Signals[] = []
  for (let i = 0; i + 1 < rows.length; i++) {
    const row = rows[i]
    const next = rows[i + 1]
    if (!row || !next) continue
    signals.push({ gap: gapSignal(next, layout), indent: indentSignal(row, next, layout), trailing: trailingSignal(row, layout) })
  }
  return signals
}

function gapSignal(next: Row, layout: Layout): string {
  const more = next.gap > layout.gap
  if (next.page) return more ? 'page-more' : 'page'
  return more ? 'more' : next.gap < layout.gap ? 'less' : 'usual'
}

function indentSignal(row: Row, next: Row, layout: Layout): string {
  if (next.indent === row.indent) return next.indent > layout.indent ? 'deep' : 'base'
  if (next.indent < row.indent) return 'out'
  return next.indent - row.indent === 1 ? 'in-by-one' : 'in'
}

function trailingSignal(row: Row, layout: Layout): string {
  return row.trailing > layout.trailing ? 'more' : row.trailing < layout.trailing ? 'less' : 'usual'
}

export type Meaning = Record<SignalKind, Map<string, number>>

/**
 * Learns what the signals mean in this text, in log odds for a break, from how likely a break is held at each place (0 to 1).
 * With no places the priors speak.
 */
export function learnMeaning(signals: readonly Signals[], breaks: ArrayLike<number>): Meaning {
  const meaning: Meaning = { gap: new Map(), indent: new Map(), trailing: new Map() }
  for (const kind of KINDS) {
    const seen = new Map<string, [number, number]>()
    let atBreaks = PRIOR_WEIGHT
    let inside = PRIOR_WEIGHT
    for (let i = 0; i < signals.length; i++) {
      const name = signals[i]?.[kind] ?? ''
      const share = breaks[i] ?? 0
      const counts = seen.get(name) ?? [0, 0]
      counts[0] += share
      counts[1] += 1 - share
      seen.set(name, counts)
      atBreaks += share
      inside += 1 - share
    }
    for (const [name, [before, within]] of Object.entries(PRIORS[kind])) {
      const [b, w] = seen.get(name) ?? [0, 0]
      const odds = Math.log((b + before * PRIOR_WEIGHT) / atBreaks) - Math.log((w + within * PRIOR_WEIGHT) / inside)
      meaning[kind].set(name, Math.max(-CAP, Math.min(CAP, odds)))
    }
  }
  return meaning
}

const KINDS: readonly SignalKind[] = ['gap', 'indent', 'trailing']

/** The log odds of a break that the signals of one place carry. */
export function oddsOfSignals(signals: Signals, meaning: Meaning, trust: Table['trust']): number {
  let odds = 0
  for (const kind of KINDS) odds += trust[kind] * (meaning[kind].get(signals[kind]) ?? 0)
  return odds
}
