import type { Host, Opened } from '../../shared/host/contract.ts'
import { unwrap } from '../../shared/host/errors.ts'
import { collect } from '../../shared/model/collect.ts'
import { FIRST_SUM, type SummedChange, sumChange } from '../../shared/model/journal.ts'
import type { Meta, ProjectDatabase } from './database.ts'
import { readChanges } from './folder.ts'

/** Where the histories of the working copy and of the folder part, and what each did after. */
export interface Parting {
  /** The last change that both have. */
  readonly after: number
  /** The working copy's own changes after it, oldest first. */
  readonly copy: readonly SummedChange[]
  /** The folder's. */
  readonly folder: readonly SummedChange[]
}

/**
 * Finds where the working copy and the folder part. Since a sum depends on every change before it, two copies that agree on one sum
 * agree on all before it, and the last place of agreement is found by halving. Null where none can be shown: another lineage, or a
 * folder older than anything the copy remembers.
 */
export async function findParting(database: ProjectDatabase, meta: Meta, host: Host, opened: Opened): Promise<Parting | null> {
  if (meta.lineage !== opened.file.lineage) return null
  const sums = new Sums(database, meta, host, opened)
  const first = await database.changes.orderBy('seq').first()
  let agreed = first ? first.seq - 1 : meta.head.seq
  let apart = Math.min(meta.head.seq, opened.head.seq) + 1
  if (agreed >= apart || !(await sums.agree(agreed))) return null
  if (await sums.agree(apart - 1)) agreed = apart - 1
  while (apart - agreed > 1) {
    const middle = (agreed + apart) >> 1
    if (await sums.agree(middle)) agreed = middle
    else apart = middle
  }
  const copy = await database.changes.where('seq').above(agreed).sortBy('seq')
  // Changes that do not lead to what the copy holds tell nothing: some of them are lost.
  if (!leadsTo(copy, await sums.shared(agreed), agreed, meta.head)) return null
  const folder = opened.head.seq > agreed ? await collect(readChanges(host, opened.session, agreed)) : []
  return { after: agreed, copy: copy.map(({ sum, change }) => ({ sum, change })), folder }
}

/** Whether changes follow on one another, from a sum to a head. */
function leadsTo(changes: readonly SummedChange[], from: string, after: number, head: { seq: number; sum: string }): boolean {
  let [seq, sum] = [after, from]
  for (const { change, sum: own } of changes) {
    if (change.seq !== ++seq || sumChange(sum, change) !== own) return false
    sum = own
  }
  return seq === head.seq && sum === head.sum
}

/** The sums that the two sides have. */
class Sums {
  constructor(
    private readonly database: ProjectDatabase,
    private readonly meta: Meta,
    private readonly host: Host,
    private readonly opened: Opened,
  ) {}

  /** Whether both sides hold the same changes up to `seq`. */
  async agree(seq: number): Promise<boolean> {
    const there = await this.#folder(seq)
    if (there === null) return false
    const here = await this.#copy(seq)
    if (here !== null) return here === there
    // The copy was filled by a snapshot of this change: the next one's sum tells what it was.
    const next = await this.database.changes.get(seq + 1)
    return next !== undefined && sumChange(there, next.change) === next.sum
  }

  /** The sum at a change that both sides agree on. */
  async shared(seq: number): Promise<string> {
    return (await this.#folder(seq)) ?? FIRST_SUM
  }

  async #copy(seq: number): Promise<string | null> {
    if (seq === 0) return FIRST_SUM
    if (seq === this.meta.head.seq) return this.meta.head.sum
    return (await this.database.changes.get(seq))?.sum ?? null
  }

  async #folder(seq: number): Promise<string | null> {
    const { file, head, session } = this.opened
    if (seq === 0) return FIRST_SUM
    if (seq === head.seq) return head.sum
    if (seq === file.seq) return file.sum
    const read = await this.host.readChanges({ session, after: seq - 1, limit: 1 })
    if (!read.ok && (read.error.code === 'out-of-sequence' || read.error.code === 'damaged')) return null
    return unwrap(read).changes[0]?.sum ?? null
  }
}
