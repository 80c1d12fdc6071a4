import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { addressOf, applyTo, simpleOpsOf } from '../../shared/model/apply.ts'
import type { Change } from '../../shared/model/changes.ts'
import { byOrder } from '../../shared/model/ids.ts'
import { FIRST_SUM, readJournal, type SummedChange } from '../../shared/model/journal.ts'
import { stableJson } from '../../shared/model/json.ts'
import { rowsPath } from '../../shared/model/project-file.ts'
import type { DocumentRecord, Records, TableName, Unit } from '../../shared/model/records.ts'
import { plainText } from '../../shared/text/rich-text.ts'

// A reader of project folders of its own: it shares the model with the program, but no way of finding, cutting or mending files.

/** Every change that stands anywhere in a folder as it lies there, as JSON, by seq; a last line that was not written whole is left out. */
export async function changesLying(folder: string): Promise<Map<number, Set<string>>> {
  const found = new Map<number, Set<string>>()
  for (const text of await changeTexts(folder)) {
    for (const line of text.split('\n').slice(0, -1)) {
      const change = JSON.parse(line.slice(17)) as Change
      found.set(change.seq, (found.get(change.seq) ?? new Set()).add(stableJson(change)))
    }
  }
  return found
}

/**
 * Every change of a folder that nobody is compacting, in order, from the first; the sums are computed anew along the way.
 * @throws Error where one is missing, stands twice, or does not fit its checksum.
 */
export async function changesInOrder(folder: string): Promise<SummedChange[]> {
  const { changes, fault } = readJournal((await changeTexts(folder)).join(''), { seq: 0, sum: FIRST_SUM })
  if (fault) throw new Error(`after change ${changes.length}: ${fault.kind}: ${fault.detail}`)
  return [...changes]
}

/** The history's files, oldest first, then the journal. */
async function changeTexts(folder: string): Promise<string[]> {
  const names = await readdir(join(folder, 'history')).catch((error: NodeJS.ErrnoException): string[] => {
    if (error.code === 'ENOENT') return []
    throw error
  })
  // Plain in format 1; while that is migrated a file may be there both ways.
  const history = names
    .filter((name) => /^\d+-\d+\.jsonl(\.gz)?$/.test(name) && !names.includes(`${name}.gz`))
    .sort((a, b) => Number.parseInt(a, 10) - Number.parseInt(b, 10))
  const texts = history.map(async (name) => {
    const bytes = await readFile(join(folder, 'history', name))
    return (name.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString()
  })
  return Promise.all([...texts, readFile(join(folder, 'journal.jsonl'), 'utf8')])
}

/** A unit as `egiz show --json` prints it, without its kind. */
export interface PlainUnit {
  readonly id: string
  readonly source: string
  readonly target: string
  readonly state: string
}

/** What changes make of an empty project, one after another, with no snapshot. */
export class Replay {
  readonly #folder: string
  readonly #records = new Map<string, Records[TableName]>()

  constructor(folder: string) {
    this.#folder = folder
  }

  async apply({ op }: Change): Promise<void> {
    for (const simple of simpleOpsOf(op)) {
      const { table, id } = addressOf(simple)
      if (table === 'project') continue
      const key = `${table} ${id}`
      const after = applyTo(simple, this.#records.get(key) ?? null)
      if (after) this.#records.set(key, after)
      else this.#records.delete(key)
      if (simple.type === 'document.add') {
        const rows = await readFile(join(this.#folder, rowsPath(simple.rows.sha256)), 'utf8')
        for (const line of rows.split('\n').slice(0, -1)) {
          const unit = JSON.parse(line) as Unit
          this.#records.set(`units ${unit.id}`, unit)
        }
      }
      if (simple.type === 'document.remove') {
        for (const unit of this.#all<Unit>('units')) if (unit.documentId === id) this.#records.delete(`units ${unit.id}`)
      }
    }
  }

  /** A unit's translation; undefined where there is no such unit. */
  target(unitId: string): string | undefined {
    const unit = this.#records.get(`units ${unitId}`) as Unit | undefined
    return unit && plainText(unit.target)
  }

  /** All records but the project's own, for comparing. */
  state(): string {
    return stableJson(Object.fromEntries(this.#records))
  }

  documents(): { id: string; name: string; units: PlainUnit[] }[] {
    const units = this.#all<Unit>('units').sort(byOrder)
    return this.#all<DocumentRecord>('documents')
      .sort(byOrder)
      .map(({ id, name }) => ({ id, name, units: units.filter(({ documentId }) => documentId === id).map(plainUnit) }))
  }

  #all<T>(table: TableName): T[] {
    return [...this.#records].filter(([key]) => key.startsWith(`${table} `)).map(([, record]) => record as T)
  }
}

const plainUnit = ({ id, source, target, state }: Unit): PlainUnit => ({
  id,
  source: plainText(source),
  target: plainText(target),
  state,
})
