import { addressOf, simpleOpsOf } from '../../shared/model/apply.ts'
import type { Change, Op } from '../../shared/model/changes.ts'
import type { ProjectStore } from './project-store.ts'

/** How many changes are read at once. */
const CHANGES_AT_ONCE = 500

export interface Walk {
  readonly signal?: AbortSignal
  /** Hears how many changes were looked through, of how many there are. */
  readonly onProgress?: (done: number, of: number) => void
}

/** The last change of a row. */
export interface LastChange {
  readonly seq: number
  /** Milliseconds since 1970. */
  readonly at: number
}

/**
 * When rows were last changed: their texts, state, kind, marks, notes or tags. Coming with its document is no change of a row. Walks the
 * changes back from the last, no further than it is asked, and remembers what it saw: asked again, it reads only what came since.
 */
export class ChangedRows {
  readonly #store: Pick<ProjectStore, 'seq' | 'changesUpTo' | 'records'>
  readonly #last = new Map<string, LastChange>()
  /** The first and last change seen; `first` is one after `last` before any was. */
  #seen = { first: 1, last: 0 }
  #isBegun = false
  /** The time of the first change seen. */
  #reached = Number.POSITIVE_INFINITY
  #line: Promise<unknown> = Promise.resolve()

  constructor(store: Pick<ProjectStore, 'seq' | 'changesUpTo' | 'records'>) {
    this.#store = store
  }

  /** The rows changed at a time or after it. Looks no further back than the first change before it. @throws the signal's reason, HostFailure */
  since(time: Date, walk: Walk = {}): Promise<ReadonlySet<string>> {
    return this.#inLine(async () => {
      await this.#walk(time.getTime(), walk)
      return new Set([...this.#last].flatMap(([id, { at }]) => (at >= time.getTime() ? id : [])))
    })
  }

  /** The last change of each row that was ever changed. @throws the signal's reason, HostFailure */
  all(walk: Walk = {}): Promise<ReadonlyMap<string, LastChange>> {
    return this.#inLine(async () => {
      await this.#walk(Number.NEGATIVE_INFINITY, walk)
      return new Map(this.#last)
    })
  }

  /** One walk at a time. */
  #inLine<T>(job: () => Promise<T>): Promise<T> {
    const result = this.#line.then(job)
    this.#line = result.catch(() => undefined)
    return result
  }

  async #walk(until: number, walk: Walk): Promise<void> {
    const head = this.#store.seq
    if (!this.#isBegun) this.#seen = { first: head + 1, last: head }
    this.#isBegun = true
    // What came since, oldest first, so that the newest is remembered.
    const newer: Change[] = []
    for (let at = head; at > this.#seen.last; ) {
      const part = await this.#read(at, Math.min(CHANGES_AT_ONCE, at - this.#seen.last), walk)
      if (part.length === 0) break
      newer.unshift(...part)
      at = part[0]!.seq - 1
    }
    for (const change of newer) for (const id of rowsTouched(change.op, this.#store.records)) this.#note(id, change, true)
    this.#seen.last = head
    while (this.#seen.first > 1 && this.#reached >= until) {
      const part = await this.#read(this.#seen.first - 1, Math.min(CHANGES_AT_ONCE, this.#seen.first - 1), walk)
      if (part.length === 0) break
      for (const change of part.toReversed()) {
        for (const id of rowsTouched(change.op, this.#store.records)) this.#note(id, change, false)
      }
      this.#seen.first = part[0]!.seq
      this.#reached = Date.parse(part[0]!.at)
      walk.onProgress?.(head - this.#seen.first, head)
    }
  }

  async #read(last: number, limit: number, { signal }: Walk): Promise<readonly Change[]> {
    signal?.throwIfAborted()
    const part = await this.#store.changesUpTo(last, limit)
    // The screen gets a turn.
    await new Promise((resolve) => setTimeout(resolve))
    signal?.throwIfAborted()
    return part
  }

  #note(id: string, { seq, at }: Change, isNewer: boolean): void {
    if (isNewer || !this.#last.has(id)) this.#last.set(id, { seq, at: Date.parse(at) })
  }
}

/** The rows that an operation changes. */
export function rowsTouched(op: Op, { annotations }: Pick<ProjectStore['records'], 'annotations'>): Set<string> {
  const rows = new Set<string>()
  for (const simple of simpleOpsOf(op)) {
    const { table, id } = addressOf(simple)
    if (table === 'units') rows.add(id)
    if (table !== 'annotations') continue
    // A note's change names the annotation only; one that is gone by now was taken away by a later change.
    const spans =
      simple.type === 'annotation.add' || simple.type === 'annotation.remove'
        ? simple.annotation.spans
        : simple.type === 'annotation.setSpans'
          ? [...simple.before.spans, ...simple.after.spans]
          : (annotations.get(id)?.spans ?? [])
    for (const { unitId } of spans) rows.add(unitId)
  }
  return rows
}
