import { join } from 'node:path'
import { simpleOpsOf } from '../../shared/model/apply.ts'
import type { Change, Op, Rows, SimpleOp } from '../../shared/model/changes.ts'
import { byOrder } from '../../shared/model/ids.ts'
import { recordLine } from '../../shared/model/lines.ts'
import { rowsPath } from '../../shared/model/project-file.ts'
import type { DocumentRecord, StoredFile, Unit } from '../../shared/model/records.ts'
import { unitSchema } from '../../shared/model/records.ts'
import { plainText } from '../../shared/text/rich-text.ts'
import { makeInside, writeNewFile } from './atomic-file.ts'
import type { Disk } from './disk.ts'
import type { Damage } from './repair-findings.ts'
import { readLines, readOr, sha256Of } from './repair-reading.ts'
import type { RowsOf, World } from './repair-world.ts'
import { isSourcePath, SOURCES_FOLDER } from './sources.ts'

/** The rows that changes name, as far as they can be read; each file is read, and what is wrong with it told, once. */
export class FoundRows {
  readonly #rows = new Map<string, Unit[]>()
  readonly #gone = new Set<string>()
  readonly #disk: Disk
  readonly #folder: string
  readonly #damage: Damage

  constructor(disk: Disk, folder: string, damage: Damage) {
    this.#disk = disk
    this.#folder = folder
    this.#damage = damage
  }

  /** Reads the rows that these changes name; before `of`. */
  async load(changes: Iterable<Change>): Promise<void> {
    for (const { op } of changes) {
      for (const simple of simpleOpsOf(op)) {
        if (simple.type !== 'document.add' && simple.type !== 'document.remove') continue
        if (!this.#rows.has(simple.rows.sha256)) await this.#read(simple.rows.sha256, simple.document.id)
      }
    }
  }

  async #read(sha256: string, documentId: string): Promise<void> {
    const path = rowsPath(sha256)
    const bytes = await readOr(this.#disk, this.#folder, path, this.#damage)
    if (!bytes) this.#gone.add(sha256)
    const { records, bad } = bytes ? readLines(path, bytes, unitSchema) : { records: [], bad: [] }
    if (bytes && sha256Of(bytes) !== sha256) {
      this.#damage.saved('checksum', path, null, 'the rows are not what was written; what can be read of them was taken as it stands')
    }
    for (const { line, bytes: raw } of bad) this.#damage.lost('bad-line', path, line, 'the line is no row', raw)
    const units = new Map<string, Unit>()
    for (const unit of records as Unit[]) if (!units.has(unit.id)) units.set(unit.id, { ...unit, documentId })
    this.#rows.set(sha256, [...units.values()].sort(byOrder))
  }

  readonly of: RowsOf = ({ sha256 }) => this.#rows.get(sha256) ?? []
  isGone = (sha256: string): boolean => this.#gone.has(sha256)
}

/**
 * Writes the files of `sources/` that documents and changes name into the repaired folder: as they were where they are sound, else what there
 * is of them. Returns how to name them now.
 */
export async function writeSources(
  disk: Disk,
  { from, to }: { from: string; to: string },
  { world, changes, rows }: { world: World; changes: readonly Change[]; rows: FoundRows },
  damage: Damage,
): Promise<{ document(document: DocumentRecord): DocumentRecord; op(op: Op): Op }> {
  const originals = new Map<string, StoredFile>()
  const newRows = new Map<string, Rows>()
  const write = async (path: string, content: Uint8Array | string) => {
    await makeInside(disk, join(to, SOURCES_FOLDER))
    if (await disk.stat(join(to, path))) return { path, sha256: sha256Of(Buffer.from(content)), size: Buffer.from(content).length }
    return { path, ...(await writeNewFile(disk, join(to, path), content)) }
  }
  const writeOriginal = async (document: DocumentRecord) => {
    const { original, id, name } = document
    if (originals.has(original.path)) return
    const bytes = isSourcePath(original.path) ? await readOr(disk, from, original.path, null) : null
    if (bytes) {
      const stored = { ...original, ...(await write(original.path, bytes)) }
      originals.set(original.path, stored.sha256 === original.sha256 ? original : stored)
      if (stored.sha256 !== original.sha256)
        damage.saved('checksum', original.path, null, 'the imported file is not what was imported; it was taken as it stands')
      return
    }
    const units = [...(world.rooms.get(id)?.units.values() ?? [])].sort(byOrder)
    const text = units.map((unit) => `${plainText(unit.source)}\n`).join('')
    originals.set(original.path, { ...original, ...(await write(`${SOURCES_FOLDER}/${id}-rows.txt`, text)) })
    damage.lost('missing-file', original.path, null, `the imported file of “${name}” is gone; a text made of its rows stands in its place`)
  }
  const writeRows = async (documentId: string, { sha256 }: Rows) => {
    if (newRows.has(sha256)) return
    const now = [...(world.rooms.get(documentId)?.units.values() ?? [])].sort(byOrder)
    const units = rows.isGone(sha256) ? now : rows.of({ sha256, count: 0 })
    const bytes = Buffer.from(units.map(recordLine).join(''))
    const hash = sha256Of(bytes)
    await write(rowsPath(hash), bytes)
    newRows.set(sha256, { sha256: hash, count: units.length })
  }
  for (const document of world.documents.values()) await writeOriginal(document)
  for (const { op } of changes) {
    for (const simple of simpleOpsOf(op)) {
      if (simple.type !== 'document.add' && simple.type !== 'document.remove') continue
      await writeOriginal(simple.document)
      await writeRows(simple.document.id, simple.rows)
    }
  }
  const renamed = (document: DocumentRecord): DocumentRecord => ({
    ...document,
    original: originals.get(document.original.path) ?? document.original,
  })
  const renamedOp = (op: SimpleOp): SimpleOp =>
    op.type === 'document.add' || op.type === 'document.remove'
      ? ({ ...op, document: renamed(op.document), rows: { ...op.rows, ...newRows.get(op.rows.sha256) } } as SimpleOp)
      : op
  return {
    document: renamed,
    op: (op) => (op.type === 'group' ? { ...op, ops: op.ops.map(renamedOp) } : renamedOp(op)),
  }
}
