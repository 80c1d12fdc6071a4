import { type Change, changeSchema } from './changes.ts'
import { sha256Hex } from './checksum.ts'
import { stableJson } from './json.ts'

/** The sum before the first change of a project. */
export const FIRST_SUM = '0'.repeat(16)

/**
 * The checksum of a change: 16 hexadecimal digits of SHA-256 over the sum of the change before it and its own JSON.
 * Each sum depends on every change before it, so two copies that agree on one sum agree on the whole history up to there.
 */
export function sumChange(previous: string, change: Change): string {
  return sha256Hex(`${previous} ${stableJson(change)}`).slice(0, 16)
}

/** A change with its sum, as a journal line holds it. */
export interface SummedChange {
  readonly sum: string
  readonly change: Change
}

/** A journal line, newline included: the sum, a space, the change as JSON. */
export function journalLine({ sum, change }: SummedChange): string {
  return `${sum} ${stableJson(change)}\n`
}

export type JournalFault = {
  /** `torn`: the last line was not written whole. `damaged`: a line that has lines after it does not fit its checksum or its neighbours. */
  readonly kind: 'torn' | 'damaged'
  /** 1-based line. */
  readonly line: number
  readonly detail: string
  /** Bytes of the text up to the end of the last good line. */
  readonly goodBytes: number
}

export interface JournalReading {
  readonly changes: readonly SummedChange[]
  readonly fault: JournalFault | null
}

const encoder = new TextEncoder()

/**
 * Reads a journal that continues from `after` (the snapshot's last change and its sum). Stops at the first line that is not whole:
 * the last line is then `torn`, any other `damaged`; what stands before it is returned in either case.
 */
export function readJournal(text: string, after: { seq: number; sum: string }): JournalReading {
  const changes: SummedChange[] = []
  let { seq, sum } = after
  let start = 0
  let goodBytes = 0
  for (let line = 1; start < text.length; line++) {
    const newline = text.indexOf('\n', start)
    const raw = text.slice(start, newline < 0 ? text.length : newline)
    const parsed = newline < 0 ? 'the line has no end' : parseLine(raw, seq, sum)
    if (typeof parsed === 'string') {
      const last = newline < 0 || newline === text.length - 1
      return { changes, fault: { kind: last ? 'torn' : 'damaged', line, detail: parsed, goodBytes } }
    }
    changes.push(parsed)
    seq = parsed.change.seq
    sum = parsed.sum
    goodBytes += encoder.encode(raw).length + 1
    start = newline + 1
  }
  return { changes, fault: null }
}

function parseLine(raw: string, seq: number, previous: string): SummedChange | string {
  const sum = raw.slice(0, 16)
  if (raw[16] !== ' ') return 'the line does not begin with a checksum and a space'
  let json: unknown
  try {
    json = JSON.parse(raw.slice(17))
  } catch {
    return 'the line is not JSON'
  }
  const parsed = changeSchema.safeParse(json)
  if (!parsed.success) return `the line is not a change: ${parsed.error.issues[0]?.path.join('.')} ${parsed.error.issues[0]?.message}`
  const change = parsed.data
  if (change.seq !== seq + 1) return `change ${change.seq} stands where ${seq + 1} should`
  if (sumChange(previous, change) !== sum) return `change ${change.seq} does not fit its checksum`
  return { sum, change }
}
