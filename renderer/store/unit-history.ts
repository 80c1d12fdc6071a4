import { unwrap } from '../../shared/host/errors.ts'
import { addressOf, applyTo, invert, simpleOpsOf } from '../../shared/model/apply.ts'
import type { Change, SimpleOp } from '../../shared/model/changes.ts'
import { foldRecord } from '../../shared/model/fold.ts'
import type { Annotation, Unit } from '../../shared/model/records.ts'
import { learn, touches, type UnitTrail } from '../../shared/model/unit-changes.ts'
import { diffRich } from '../../shared/text/rich-text.ts'
import { textOps } from './edits.ts'
import type { ProjectStore } from './project-store.ts'

/** What a change did to a row, as people say it. */
export type Deed =
  | 'imported'
  | 'added'
  | 'parted'
  | 'removed'
  | 'split'
  | 'joined'
  | 'target'
  | 'source'
  | 'state'
  | 'kind'
  | 'tagged'
  | 'untagged'
  | 'note'
  | 'noteRemoved'
  | 'locked'
  | 'unlocked'
  | 'bookmarked'
  | 'unmarked'
  | 'moved'

/** One step in a row's life: a change, or typing without a rest. */
export interface HistoryEntry {
  /** The seq of its last change: no two entries have the same. */
  readonly seq: number
  /** ISO times of its first and last change. */
  readonly from: string
  readonly to: string
  readonly author: string
  readonly deeds: readonly Deed[]
  /** It took back, or did again, or (`both`) went back and forth. */
  readonly link: 'undo' | 'redo' | 'both' | null
  /** The row before and after; null where it was not there. */
  readonly before: Unit | null
  readonly after: Unit | null
  /** What was tagged or untagged, or had its note written. */
  readonly annotations: readonly { readonly quote: string; readonly tagId: string | null }[]
  readonly isTyping: boolean
}

const CHANGES_AT_ONCE = 200
/** Typing with shorter rests than this is one entry, in milliseconds. */
const PAUSE_MS = 60_000

/** Reads a row's history, newest first, from what is pending and from the folder, walking back from the row as it is. */
export class UnitHistory {
  readonly #store: ProjectStore
  readonly #trail: UnitTrail
  #unit: Unit | null
  #next: number | null = null
  #begun = false
  /** An entry that older typing may still belong to. */
  #open: HistoryEntry | null = null

  constructor(store: ProjectStore, unit: Unit) {
    this.#store = store
    this.#unit = unit
    this.#trail = {
      id: unit.id,
      documentId: unit.documentId,
      rows: new Set(),
      annotations: new Set(store.records.annotationsOf(unit.id).map(({ id }) => id)),
    }
  }

  /** Whether there may be older entries. */
  get hasMore(): boolean {
    return !this.#begun || this.#next !== null
  }

  /** The next entries, each older than the one before. @throws HostFailure */
  async read(): Promise<HistoryEntry[]> {
    const changes: Change[] = []
    if (!this.#begun) {
      await this.#store.flush()
      const pending = this.#store.pendingChanges.toReversed()
      for (const change of pending) learn(this.#trail, change.op)
      changes.push(...pending.filter((change) => touches(this.#trail, change.op) || this.#bringsDocument(change)))
    }
    const { session, host } = this.#store
    const page = unwrap(await host.unitHistory({ session, unitId: this.#trail.id, before: this.#next, limit: CHANGES_AT_ONCE }))
    this.#begun = true
    this.#next = page.next
    const entries: HistoryEntry[] = []
    for (const change of [...changes, ...page.changes]) {
      const entry = this.#entryOf(change)
      const open = this.#open
      if (open && goesWith(open, entry)) this.#open = joined(open, entry)
      else {
        if (open) entries.push(open)
        this.#open = entry
      }
    }
    if (this.#next === null && this.#open) {
      entries.push(this.#open)
      this.#open = null
    }
    return entries
  }

  /** Whether the row's document came or went by a change. */
  #bringsDocument(change: Change): boolean {
    const ops = simpleOpsOf(change.op)
    return hasDocument(ops, 'document.add', this.#trail.documentId) || hasDocument(ops, 'document.remove', this.#trail.documentId)
  }

  #entryOf(change: Change): HistoryEntry {
    const { id } = this.#trail
    learn(this.#trail, change.op)
    const ops = simpleOpsOf(change.op)
    const own = ops.filter((op) => addressOf(op).table === 'units' && addressOf(op).id === id)
    const came = hasDocument(ops, 'document.add', this.#trail.documentId)
    const went = hasDocument(ops, 'document.remove', this.#trail.documentId)
    const here = this.#unit
    const back = own.toReversed().flatMap((op) => simpleOpsOf(invert(op)))
    // With its document it comes and goes as it is.
    const before = came ? null : went ? here : foldRecord<'units'>(here, back)
    if (!came) this.#unit = before
    return {
      seq: change.seq,
      from: change.at,
      to: change.at,
      author: change.author,
      deeds: deedsOf(id, this.#trail.documentId, change),
      link: change.undoes !== undefined ? 'undo' : change.redoes !== undefined ? 'redo' : null,
      before,
      after: went ? null : here,
      annotations: ops.flatMap((op) =>
        (op.type === 'annotation.add' || op.type === 'annotation.remove') && this.#trail.annotations.has(op.annotation.id)
          ? [{ quote: op.annotation.spans.find((span) => span.unitId === id)?.quote ?? '', tagId: op.annotation.tagId }]
          : [],
      ),
      isTyping: change.typing === true,
    }
  }
}

/** Whether operations bring a document, or take it away. */
function hasDocument(ops: readonly SimpleOp[], type: 'document.add' | 'document.remove', documentId: string | null): boolean {
  return ops.some((op) => op.type === type && op.document.id === documentId)
}

const flagDeeds = { locked: ['unlocked', 'locked'], bookmarked: ['unmarked', 'bookmarked'] } as const

/** What a change did to a row; of one that takes another back, what that had done. */
function deedsOf(id: string, documentId: string | null, { op, undoes }: Change): Deed[] {
  const ops = simpleOpsOf(undoes === undefined ? op : invert(op))
  const own = ops.filter((each) => addressOf(each).table === 'units' && addressOf(each).id === id)
  if (hasDocument(ops, 'document.add', documentId)) return ['imported']
  if (hasDocument(ops, 'document.remove', documentId)) return ['removed']
  const others = ops.filter((op) => (op.type === 'unit.add' || op.type === 'unit.remove') && op.unit.id !== id)
  const isRewritten = ops.some((op) => op.type === 'unit.setSource')
  const deeds = new Set<Deed>()
  for (const op of own) {
    if (op.type === 'unit.add') deeds.add(isRewritten ? 'parted' : 'added')
    if (op.type === 'unit.remove') deeds.add('removed')
    if (op.type === 'unit.setState') deeds.add('state')
    if (op.type === 'unit.setKind') deeds.add('kind')
    if (op.type === 'unit.setFlag' && op.flag !== 'corrected') deeds.add(flagDeeds[op.flag][op.after ? 1 : 0])
    if (op.type === 'note.add' || op.type === 'note.set') deeds.add('note')
    if (op.type === 'note.remove') deeds.add('noteRemoved')
    if (op.type === 'unit.setTarget' || op.type === 'unit.setSource') {
      const rows = others[0]?.type
      deeds.add(rows === 'unit.add' ? 'split' : rows === 'unit.remove' ? 'joined' : op.type === 'unit.setTarget' ? 'target' : 'source')
    }
  }
  for (const op of own.length > 0 ? [] : ops) {
    if (op.type === 'annotation.add') deeds.add('tagged')
    if (op.type === 'annotation.remove') deeds.add('untagged')
    if (op.type === 'annotation.setNote') deeds.add('note')
    if (op.type === 'annotation.setSpans' || op.type === 'annotation.shift') deeds.add('moved')
  }
  return [...deeds]
}

/** Whether an older entry is of the same typing, or of the same going back and forth. */
function goesWith(newer: HistoryEntry, older: HistoryEntry): boolean {
  const areAlike = (newer.link !== null && older.link !== null) || (newer.isTyping && older.isTyping && !newer.link && !older.link)
  return areAlike && newer.author === older.author && Date.parse(newer.from) - Date.parse(older.to) <= PAUSE_MS
}

function joined(newer: HistoryEntry, older: HistoryEntry): HistoryEntry {
  return {
    ...newer,
    from: older.from,
    before: older.before,
    link: newer.link === older.link ? newer.link : 'both',
    deeds: [...new Set([...newer.deeds, ...older.deeds])],
    annotations: [...newer.annotations, ...older.annotations],
  }
}

/**
 * The operations that give a row the texts of a version of it, what is annotated moving along; none where it has them. A side that was
 * empty then is left as it is: who restores an earlier text does not ask for the later translation to go.
 */
export function restoreOps(unit: Unit, version: Unit, annotations: readonly Annotation[]): SimpleOp[] {
  const ops: SimpleOp[] = []
  let now = annotations
  for (const side of ['source', 'target'] as const) {
    const splice = version[side].length > 0 ? diffRich(unit[side], version[side]) : null
    if (!splice) continue
    const made = textOps(unit, side, splice, version[side], now)
    // An annotation may stand on both sides: the second side's move follows on the first's.
    const moves = new Map(
      made.flatMap((op) => (op.type === 'annotation.setSpans' || op.type === 'annotation.shift' ? [[op.annotationId, op] as const] : [])),
    )
    now = now.map((annotation) => {
      const move = moves.get(annotation.id)
      return move ? (applyTo(move, annotation) as Annotation) : annotation
    })
    ops.push(...made)
  }
  return ops
}
