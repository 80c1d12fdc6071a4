/** One measured figure, as `npm run bench -- --json` prints it. */
export interface Figure {
  readonly bench: string
  readonly figure: string
  /** How many measurements it is made of. */
  readonly n: number
  /** Of repeated measurements, in `unit`; null where there is but one value. */
  readonly p50: number | null
  readonly p95: number | null
  /** What is reported: the median of repeated measurements, or the one value. */
  readonly value: number
  readonly unit: string
  /** What the measure named by the budget may be at most, or (see `Budget`) at least; null where a figure is only told. */
  readonly budget: number | null
  /** Whether the budget is kept; null where there is none. */
  readonly ok: boolean | null
  /** `value` over the peer's value, measured in the same run. */
  readonly ratio: number | null
  /** The peer. */
  readonly against: string | null
}

/** Which measure of a figure is held to what. */
export type Budget = { readonly of: 'value' | 'p95' | 'ratio' } & ({ readonly most: number } | { readonly least: number })

/** Another figure measured in the same run: machines differ, ratios less. */
export interface Peer {
  readonly name: string
  /** In the figure's unit. */
  readonly value: number
}

export interface Measured {
  readonly figure: string
  readonly unit: string
  /** Repeated measurements, or a single value. */
  readonly values: readonly number[]
  readonly budget?: Budget
  readonly peer?: Peer
}

/** Makes a figure out of measurements. @throws RangeError where there are none, or the budget is on a ratio without a peer. */
export function figureOf(bench: string, { figure, unit, values, budget, peer }: Measured): Figure {
  if (values.length === 0) throw new RangeError(`${bench}: nothing was measured for “${figure}”`)
  const value = percentile(values, 0.5)
  const repeated = values.length > 1
  const p95 = percentile(values, 0.95)
  const ratio = peer === undefined ? null : value / peer.value
  const held = budget === undefined ? null : budget.of === 'ratio' ? ratio : budget.of === 'p95' ? p95 : value
  if (budget !== undefined && held === null)
    throw new RangeError(`${bench}: “${figure}” has a budget on a ratio, and nothing to compare with`)
  const keeps = (measure: number, { ...of }: Budget) => ('most' in of ? measure <= of.most : measure >= of.least)
  return {
    bench,
    figure,
    n: values.length,
    p50: repeated ? rounded(value) : null,
    p95: repeated ? rounded(p95) : null,
    value: rounded(value),
    unit,
    budget: budget === undefined ? null : 'most' in budget ? budget.most : budget.least,
    ok: budget === undefined || held === null ? null : keeps(held, budget),
    ratio: ratio === null ? null : rounded(ratio),
    against: peer?.name ?? null,
  }
}

/** The value below which a share of the measurements lies, between neighbours by proportion (type 7 of Hyndman and Fan 1996). */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  const at = (sorted.length - 1) * share
  const low = sorted[Math.floor(at)] ?? Number.NaN
  const high = sorted[Math.ceil(at)] ?? Number.NaN
  return low + (high - low) * (at - Math.floor(at))
}

export const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length

/** Four digits that say something. */
const rounded = (value: number) => Number(value.toPrecision(4))
