import { annotationsPath, TAGS_PATH, unitsPath } from '../../shared/model/project-file.ts'
import type { DocumentRecord } from '../../shared/model/records.ts'
import { PROJECT_NAME } from './project-files.ts'
import type { Elsewhere } from './repair-elsewhere.ts'
import type { Damage } from './repair-findings.ts'
import type { BadLine } from './repair-reading.ts'
import type { Doubt } from './repair-snapshot.ts'
import type { World } from './repair-world.ts'

/** Puts into a world what its damaged files lack, out of other places, one after another. */
export class Refill {
  readonly #world: World
  readonly #damage: Damage
  readonly #doubts: Map<string, Doubt>
  /** The ids that were found elsewhere, by file. */
  readonly #found = new Map<string, Set<string>>()

  constructor(world: World, doubts: readonly Doubt[], damage: Damage) {
    this.#world = world
    this.#damage = damage
    this.#doubts = new Map(doubts.map((doubt) => [doubt.path, doubt]))
  }

  /** Whether lines are left that nothing was found for. */
  get isWanting(): boolean {
    return [...this.#doubts.values()].some(
      ({ path, bad, isGone }) => (isGone && !this.#found.get(path)?.size) || bad.some((line) => !this.#isCovered(path, line)),
    )
  }

  /** Documents that the world has rows of, or should have, and no record. */
  addDocument(document: DocumentRecord, name: string): void {
    if (this.#world.documents.has(document.id)) return
    this.#world.addDocument(document)
    this.#damage.saved('project-damaged', PROJECT_NAME, null, `the document “${document.name}” was taken from ${name}`)
    // Its files, if any, were read already; what they lack is looked for as in any other.
    for (const path of [unitsPath(document.id), annotationsPath(document.id)]) {
      if (!this.#doubts.has(path)) this.#doubts.set(path, { path, isGone: false, bad: [] })
    }
  }

  /** `onlyNamed`: only what the lines that cannot be read are known to have been, since an old copy also has what was taken away since. */
  takeFrom({ name, world }: Elsewhere, onlyNamed = false): void {
    this.#take(TAGS_PATH, this.#world.tags, world.tags, name, onlyNamed)
    for (const [id, rooms] of this.#world.rooms) {
      const there = world.rooms.get(id)
      if (!there) continue
      this.#take(unitsPath(id), rooms.units, there.units, name, onlyNamed)
      this.#take(annotationsPath(id), rooms.annotations, there.annotations, name, onlyNamed)
    }
  }

  #take<T>(path: string, into: Map<string, T>, from: ReadonlyMap<string, T>, name: string, onlyNamed: boolean): void {
    const doubt = this.#doubts.get(path)
    if (!doubt) return
    const found = this.#found.get(path) ?? new Set()
    this.#found.set(path, found)
    for (const [id, record] of from) {
      if (into.has(id) || (onlyNamed && !doubt.bad.some((line) => line.id === id))) continue
      into.set(id, record)
      found.add(id)
      this.#damage.saved('found-elsewhere', path, null, `${id} was taken from ${name}`)
    }
  }

  #isCovered(path: string, line: BadLine): boolean {
    const found = this.#found.get(path)
    if (!found) return false
    if (line.id !== null && found.has(line.id)) return true
    return found.size >= (this.#doubts.get(path)?.bad.length ?? 0)
  }

  /** Tells each file that is gone and each line that is no record, when all places were tried. `isSure`: one of them has all there ever was. */
  tell(isSure: boolean): void {
    for (const { path, bad, isGone } of this.#doubts.values()) {
      const count = this.#found.get(path)?.size ?? 0
      const what = `the file is not there or cannot be read; ${count} records of it were found elsewhere`
      if (isGone && (isSure || count > 0)) this.#damage.saved('missing-file', path, null, what)
      else if (isGone) this.#damage.lost('missing-file', path, null, what)
      for (const line of bad) {
        const what = `the line is no record${line.id === null ? '' : ` (${line.id})`}`
        if (this.#isCovered(path, line)) {
          this.#damage.saved('bad-line', path, line.line, `${what}; what it held was found elsewhere`)
          this.#damage.keep(`${path}, line ${line.line}`, line.bytes)
        } else this.#damage.lost('bad-line', path, line.line, `${what}, and it was not found elsewhere`, line.bytes)
      }
    }
  }
}
