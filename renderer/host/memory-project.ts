import type { Verification } from '../../shared/host/contract.ts'
import { fail, HostFailure } from '../../shared/host/errors.ts'
import { ConflictError, invert, simpleOpsOf } from '../../shared/model/apply.ts'
import type { Change } from '../../shared/model/changes.ts'
import { sha256Hex } from '../../shared/model/checksum.ts'
import { byOrder, newId } from '../../shared/model/ids.ts'
import { FIRST_SUM, type SummedChange, sumChange } from '../../shared/model/journal.ts'
import { equalJson } from '../../shared/model/json.ts'
import { LineError, readRecords } from '../../shared/model/lines.ts'
import {
  annotationsPath,
  type ProjectFile,
  projectFileSchema,
  projectFileText,
  rowsPath,
  TAGS_PATH,
  unitsPath,
} from '../../shared/model/project-file.ts'
import { annotationSchema, type StoredFile, type Tag, type Unit, unitSchema } from '../../shared/model/records.ts'
import {
  type ProjectState,
  readState,
  type SnapshotReader,
  snapshotFiles,
  snapshotProjectText,
  tagLines,
} from '../../shared/model/snapshot.ts'
import { isStart, learn, touches, type UnitTrail } from '../../shared/model/unit-changes.ts'

const SOURCE = /^sources\/[A-Za-z0-9][A-Za-z0-9._-]{0,119}$/

/** A project folder in memory: the same answers as one on disk, without the disk. */
export class MemoryProject {
  #file: ProjectFile
  readonly #files: Map<string, Uint8Array<ArrayBuffer>>
  readonly #changes: SummedChange[] = []
  readonly #unnamed = new Set<string>()

  private constructor(file: ProjectFile, files: Map<string, Uint8Array<ArrayBuffer>>) {
    this.#file = file
    this.#files = files
  }

  static async create(settings: { name: string; sourceLanguage: string; targetLanguage: string }): Promise<MemoryProject> {
    const tags = await collect(tagLines([]))
    const rest = { lineage: newId(16), seq: 0, sum: FIRST_SUM, documents: [], files: { [TAGS_PATH]: sha256Hex(tags) } }
    const text = projectFileText({ id: newId(), ...settings }, rest)
    return new MemoryProject(projectFileSchema.parse(JSON.parse(text)), new Map([[TAGS_PATH, tags]]))
  }

  /** What was kept aside, in order. */
  get aside(): Uint8Array[] {
    return [...this.#files].filter(([path]) => path.startsWith('aside-')).map(([, bytes]) => bytes)
  }

  /** Becomes an older copy of itself: the changes after `seq` are gone. */
  becomeOlder(seq: number): void {
    const dropped = this.#changes.splice(seq).flatMap(({ change }) => sourcesOf(change))
    const named = new Set(this.#changes.flatMap(({ change }) => sourcesOf(change)))
    for (const path of dropped) if (!named.has(path)) this.#files.delete(path)
  }

  get file(): ProjectFile {
    return this.#file
  }

  get head(): { seq: number; sum: string } {
    const last = this.#changes.at(-1)
    return last ? { seq: last.change.seq, sum: last.sum } : { seq: 0, sum: FIRST_SUM }
  }

  append(changes: readonly Change[]): { seq: number; sum: string } {
    const head = this.head.seq
    const outOfSequence = (why: string) =>
      fail('out-of-sequence', `${why}. The project holds changes up to ${head}; nothing was added.`, { head })
    const first = changes[0]?.seq ?? 0
    for (const [i, change] of changes.entries()) {
      if (change.seq !== first + i) outOfSequence(`Change ${change.seq} stands where ${first + i} should`)
      const known = this.#changes[change.seq - 1]?.change
      if (known && !equalJson(known, change)) outOfSequence(`Change ${change.seq} is another one than the project holds`)
    }
    if (first > head + 1) outOfSequence(`Change ${first} does not follow`)
    const fresh = changes.filter(({ seq }) => seq > head)
    for (const change of fresh) this.#checkSources(change)
    for (const change of fresh) {
      this.#changes.push({ sum: sumChange(this.head.sum, change), change })
      for (const path of sourcesOf(change)) this.#unnamed.delete(path)
    }
    const last = this.#changes[first + changes.length - 2]!
    return { seq: last.change.seq, sum: last.sum }
  }

  #checkSources(change: Change): void {
    for (const path of sourcesOf(change)) {
      if (!SOURCE.test(path)) fail('bad-request', `Change ${change.seq} names a file outside sources/.`, { seq: change.seq })
      if (!this.#files.has(path)) {
        fail('not-found', `Change ${change.seq} names ${path}, which is not in the project. Import the document again.`, {
          path,
          seq: change.seq,
        })
      }
    }
  }

  readChanges(after: number, limit: number): { changes: SummedChange[]; next: number | null } {
    if (after > this.head.seq) {
      fail('out-of-sequence', `The project has no change ${after + 1}: it holds 1 to ${this.head.seq}.`, { head: this.head.seq, first: 1 })
    }
    const changes = this.#changes.slice(after, after + limit)
    const last = after + changes.length
    return { changes, next: last < this.head.seq ? last : null }
  }

  unitHistory(unitId: string, before: number | null, limit: number): { changes: Change[]; next: number | null } {
    const trail: UnitTrail = { id: unitId, documentId: null, rows: new Set(), annotations: new Set() }
    for (const { change } of this.#changes) {
      learn(trail, change.op)
      for (const { rows } of documentsOf(change)) {
        if (new TextDecoder().decode(this.#bytes(rowsPath(rows.sha256))).includes(`"id":"${unitId}"`)) trail.rows?.add(rows.sha256)
      }
    }
    const concerning = this.#changes.map(({ change }) => change).filter(({ op }) => touches(trail, op))
    const found = concerning.filter(({ seq }) => before === null || seq < before).reverse()
    const start = found.findIndex((change) => isStart(trail, change))
    const all = start < 0 ? found : found.slice(0, start + 1)
    return { changes: all.slice(0, limit), next: all.length > limit ? (all[limit - 1]?.seq ?? null) : null }
  }

  readSnapshot(path: string, from: number, length: number): Uint8Array<ArrayBuffer> {
    if (!Object.hasOwn(this.#file.files, path)) fail('not-found', `The project's snapshot has no file ${path}.`, { path })
    return this.#bytes(path).slice(from, from + length)
  }

  readRows(sha256: string, from: number, length: number): Uint8Array<ArrayBuffer> {
    return this.#bytes(rowsPath(sha256)).slice(from, from + length)
  }

  #bytes(path: string): Uint8Array<ArrayBuffer> {
    return this.#files.get(path) ?? fail('not-found', `A file of the project could not be read: it is not there (${path}).`, { path })
  }

  addSource(documentId: string, name: string, bytes: Uint8Array<ArrayBuffer>): StoredFile {
    const path = `sources/${documentId}${/\.[A-Za-z0-9]{1,10}$/.exec(name)?.[0].toLowerCase() ?? ''}`
    const sha256 = sha256Hex(bytes)
    const there = this.#files.get(path)
    if (there && sha256Hex(there) !== sha256)
      fail('exists', `${path} holds another file already. It was kept; import under a new document.`, { path })
    this.#files.set(path, bytes)
    this.#unnamed.add(path)
    return { path, sha256, size: bytes.length }
  }

  async addRows(bytes: Uint8Array<ArrayBuffer>): Promise<{ sha256: string; size: number }> {
    await checkRows(bytes)
    const sha256 = sha256Hex(bytes)
    const path = rowsPath(sha256)
    if (!this.#files.has(path)) this.#unnamed.add(path)
    this.#files.set(path, bytes)
    return { sha256, size: bytes.length }
  }

  discardSources(paths: readonly string[]): void {
    for (const path of paths) {
      if (!SOURCE.test(path)) fail('bad-request', `${path} is not a file of sources/.`, { path })
      if (this.#unnamed.delete(path)) this.#files.delete(path)
    }
  }

  keepAside(bytes: Uint8Array<ArrayBuffer>, time: string): string {
    for (let n = 1; ; n++) {
      const name = `aside-${time.replace(/[:.]/g, '-')}${n === 1 ? '' : `-${n}`}.jsonl`
      if (this.#files.has(name)) continue
      this.#files.set(name, bytes)
      return name
    }
  }

  async state(): Promise<ProjectState> {
    const files = this.#files
    const records = (path: string): Uint8Array[] => (path in this.#file.files ? [files.get(path)!] : [])
    const reader: SnapshotReader = {
      tags: async () => JSON.parse(new TextDecoder().decode(files.get(TAGS_PATH))) as Tag[],
      units: (id) => readRecords(unitsPath(id), records(unitsPath(id)), unitSchema),
      annotations: (id) => readRecords(annotationsPath(id), records(annotationsPath(id)), annotationSchema),
      rows: ({ sha256 }) => readRecords(rowsPath(sha256), [this.#bytes(rowsPath(sha256))], unitSchema),
    }
    return readState(this.#file, reader, this.#changes.slice(this.#file.seq))
  }

  /** As the contract's `forkProject`: the new name is a last change of its own. */
  async fork(after: number, changes: readonly Change[], label: string, at: string): Promise<MemoryProject> {
    const { seq } = this.#file
    if (after > this.head.seq) {
      fail('out-of-sequence', `The project has no change ${after}: it holds changes up to ${this.head.seq}.`, { head: this.head.seq })
    }
    const stray = changes.find((change, i) => change.seq !== after + 1 + i)
    if (stray) fail('bad-request', `Change ${stray.seq} does not follow. Nothing was made.`, { seq: stray.seq })
    const fork = new MemoryProject({ ...this.#file, id: newId(), lineage: newId(16) }, new Map(this.#files))
    fork.#changes.push(...this.#changes.slice(0, Math.max(after, seq)))
    if (after < seq) {
      const back = this.#changes.slice(after, seq).reverse()
      fork.append(back.map(({ change }, i) => ({ ...change, seq: seq + 1 + i, op: invert(change.op) })))
      await fork.compact()
      fork.#changes.length = after
      fork.#file = { ...fork.#file, ...fork.head }
    }
    try {
      if (changes.length > 0) fork.append(changes)
      await fork.compact()
    } catch (error) {
      if (!(error instanceof HostFailure) || error.error.code !== 'damaged') throw error
      fail('bad-request', `The changes do not fit the project they are to follow on: ${error.message}. Nothing was made.`)
    }
    if (label.trim() !== '') {
      const { name, sourceLanguage, targetLanguage } = fork.#file
      const before = { name, sourceLanguage, targetLanguage }
      const op = { type: 'project.setSettings' as const, before, after: { ...before, name: `${name} (${label.trim()})` } }
      fork.append([{ seq: fork.head.seq + 1, at, author: changes.at(-1)?.author ?? '', op }])
      await fork.compact()
    }
    return fork
  }

  copy(): MemoryProject {
    const copy = new MemoryProject(this.#file, new Map(this.#files))
    copy.#changes.push(...this.#changes)
    return copy
  }

  /** Makes a copy a project of its own. */
  async setApart(label: string): Promise<void> {
    const { name } = await this.compact()
    this.#file = { ...this.#file, id: newId(), lineage: newId(16), name: `${name} ${label}` }
  }

  /** Bytes of what a backup would hold. */
  get size(): number {
    return Object.keys(this.#file.files).reduce((sum, path) => sum + this.#bytes(path).length, 0)
  }

  /** As the contract's `rewindProject`. */
  rewind(to: number, author: string, at: string): { seq: number; sum: string } {
    const { seq } = this.head
    if (to > seq) fail('out-of-sequence', `The project has no change ${to}: it holds changes up to ${seq}.`, { head: seq })
    const back = this.#changes.slice(to).reverse()
    if (back.length === 0) return this.head
    return this.append(back.map(({ change }, i) => ({ seq: seq + 1 + i, at, author, op: invert(change.op), undoes: change.seq })))
  }

  /** Reads every record through every change; files cannot be damaged here, changes that do not fit can. */
  async verify(): Promise<Verification> {
    const counts = { changes: this.head.seq, documents: 0, units: 0, annotations: 0 }
    try {
      const state = await this.state()
      for (const id of state.documents.keys()) {
        counts.documents++
        for await (const _ of state.units(id)) counts.units++
        for await (const _ of state.annotations(id)) counts.annotations++
      }
      return { ok: true, ...counts, findings: [] }
    } catch (error) {
      if (!(error instanceof ConflictError)) throw error
      const finding = { code: 'does-not-apply', file: 'journal.jsonl', line: null, message: error.message }
      return { ok: false, ...counts, findings: [finding] }
    }
  }

  async compact(): Promise<ProjectFile> {
    const head = this.#changes.at(-1)
    if (!head || head.change.seq === this.#file.seq) return this.#file
    try {
      const state = await this.state()
      const files: Record<string, string> = {}
      const written: [string, Uint8Array<ArrayBuffer>][] = []
      for (const each of snapshotFiles(this.#file, state)) {
        if ('lines' in each) written.push([each.path, await collect(each.lines)])
        files[each.path] = 'keep' in each ? each.keep : sha256Hex(written.at(-1)![1])
      }
      this.#file = projectFileSchema.parse(JSON.parse(snapshotProjectText(this.#file, state, head, files)))
      for (const [path, bytes] of written) this.#files.set(path, bytes)
      return this.#file
    } catch (error) {
      if (error instanceof ConflictError || error instanceof LineError) fail('damaged', error.message)
      throw error
    }
  }
}

const documentsOf = (change: Change) =>
  simpleOpsOf(change.op).flatMap((op) => (op.type === 'document.add' || op.type === 'document.remove' ? [op] : []))

const sourcesOf = (change: Change): string[] =>
  documentsOf(change).flatMap(({ document, rows }) => [document.original.path, rowsPath(rows.sha256)])

async function checkRows(bytes: Uint8Array): Promise<void> {
  let previous: Unit | null = null
  let line = 0
  try {
    for await (const unit of readRecords('the rows', [bytes], unitSchema)) {
      line++
      if (previous && (byOrder(previous, unit) >= 0 || previous.documentId !== unit.documentId)) {
        fail('bad-request', `The rows cannot be stored: row ${line} (${unit.id}) is out of order or of another document.`, { line })
      }
      previous = unit
    }
  } catch (error) {
    if (error instanceof LineError) fail('bad-request', `The rows cannot be stored: ${error.message}.`, { line: error.line })
    throw error
  }
}

async function collect(lines: AsyncIterable<string>): Promise<Uint8Array<ArrayBuffer>> {
  let text = ''
  for await (const line of lines) text += line
  return new TextEncoder().encode(text)
}
