import { simpleOpsOf } from '../../shared/model/apply.ts'
import type { Change } from '../../shared/model/changes.ts'
import type { Side } from '../../shared/model/records.ts'

/** Typing in one row with shorter rests than this between its changes is one step of undo, in milliseconds … */
const PAUSE_MS = 1500
/** … as long as all of it took no longer than this, so that a step never takes back minutes of work. */
const LONGEST_STEP_MS = 10_000

/** What undo must know of a change. */
export interface Step {
  readonly seq: number
  readonly undoes?: number | undefined
  readonly redoes?: number | undefined
  /** The row and the side that was typed in, and when (milliseconds since 1970); null for anything but typing. */
  readonly typed: { readonly unitId: string; readonly side: Side; readonly at: number } | null
  /** It is one step with the change before it, whatever it did. */
  readonly joins?: boolean | undefined
}

export function stepOf({ seq, undoes, redoes, typing, joins, op, at }: Change): Step {
  const text = typing ? simpleOpsOf(op).find((one) => one.type === 'unit.setTarget' || one.type === 'unit.setSource') : undefined
  const side = text?.type === 'unit.setSource' ? 'source' : 'target'
  return { seq, undoes, redoes, joins, typed: text && 'unitId' in text ? { unitId: text.unitId, side, at: Date.parse(at) } : null }
}

/** Changes that are one step of undo: typing in a side of a row, or an edit of very many rows. */
interface Burst {
  /** The row typed in; null for an edit of many. */
  readonly unitId: string | null
  readonly side: Side | null
  readonly began: number
  last: number
}

/** Which changes can be undone and done again, told from the changes' own links: nothing else is kept. */
export class UndoLog {
  readonly #steps: Step[] = []
  readonly #undo: number[] = []
  readonly #redo: number[] = []
  readonly #bursts = new Map<number, Burst>()
  /** The burst that the next change may go on with. */
  #open: Burst | null = null

  constructor(steps: Iterable<Step> = []) {
    for (const step of steps) this.add(step)
  }

  /** Everything taken in, in order. */
  get steps(): readonly Step[] {
    return this.#steps
  }

  /** Takes in the next change, in order of seq. */
  add(step: Step): void {
    this.#steps.push(step)
    const { seq, undoes, redoes, typed, joins } = step
    if (joins) this.#open ??= this.#burstWith(seq - 1)
    else this.#open = typed && this.#burstFor(typed)
    // What is done again is the same typing as before, whenever that was done.
    const burst = redoes === undefined ? this.#open : this.#bursts.get(redoes)
    if (burst) this.#bursts.set(seq, burst)
    if (undoes !== undefined) {
      if (this.#undo.at(-1) === undoes) this.#undo.pop()
      this.#redo.push(undoes)
      return
    }
    if (redoes !== undefined) this.#redo.pop()
    else this.#redo.length = 0
    this.#undo.push(seq)
  }

  /** The changes that undo takes back next, last first; empty where there are none. */
  get nextUndo(): readonly number[] {
    return this.#topOf(this.#undo)
  }

  /** The changes that redo does again next, in that order; empty where there are none. */
  get nextRedo(): readonly number[] {
    return this.#topOf(this.#redo)
  }

  /** A burst that begins with a change taken in already. */
  #burstWith(seq: number): Burst {
    const burst = { unitId: null, side: null, began: 0, last: 0 }
    this.#bursts.set(seq, burst)
    return burst
  }

  /** The burst that typing goes on with, or a new one. */
  #burstFor({ unitId, side, at }: NonNullable<Step['typed']>): Burst {
    const open = this.#open
    const goesOn = open?.unitId === unitId && open.side === side
    if (!goesOn || at - open.last > PAUSE_MS || at - open.began > LONGEST_STEP_MS) {
      return { unitId, side, began: at, last: at }
    }
    open.last = at
    return open
  }

  /** The top of a stack, with the changes under it that are of the same burst. */
  #topOf(stack: readonly number[]): number[] {
    const burst = this.#bursts.get(stack.at(-1) ?? 0)
    let from = Math.max(0, stack.length - 1)
    while (burst && from > 0 && this.#bursts.get(stack[from - 1]!) === burst) from--
    return stack.slice(from).reverse()
  }
}
