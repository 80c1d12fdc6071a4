import { byOrder } from '../model/ids.ts'
import { type Folded, type FoldOptions, foldText } from './fold.ts'
import type { Matcher } from './query.ts'

/** Where in a row a search looks. */
export const searchFields = ['source', 'target', 'notes', 'tags'] as const
export type SearchField = (typeof searchFields)[number]

/** A text of a row beside its two sides: a note, or the name of a tag that a passage has. */
export interface SideText {
  /** Of the note or the annotation. */
  readonly id: string
  readonly text: string
}

/** A row as far as it is searched: plain texts. */
export interface SearchUnit {
  readonly id: string
  readonly order: string
  readonly source: string
  readonly target: string
  readonly notes: readonly SideText[]
  readonly tags: readonly SideText[]
}

/** What is searched. */
export interface SearchScope {
  /** Documents, in the order in which their hits come. */
  readonly documents: readonly string[]
  /** Only these rows; null for all. */
  readonly units: ReadonlySet<string> | null
  readonly fields: readonly SearchField[]
}

export interface Hit {
  readonly documentId: string
  readonly unitId: string
  readonly field: SearchField
  /** The note or the annotation; null in source and target. */
  readonly itemId: string | null
  /** UTF-16 offsets in the plain text of the field. */
  readonly from: number
  readonly to: number
  /** The hit, with some text on either side. */
  readonly before: string
  readonly text: string
  readonly after: string
}

/** What a stretch of a search found. */
export interface Batch {
  readonly hits: readonly Hit[]
  /** Matches, and rows with one, so far. */
  readonly total: number
  readonly rows: number
}

/** How much text either side of a hit is told, in UTF-16 units. */
export const HIT_CONTEXT = 60

/** The rows of documents as a search wants them: texts folded once, in order. */
export class SearchIndex {
  readonly #documents = new Map<string, DocumentTexts>()
  /** As the last question folded; rows that come in are folded so at once. */
  #fold: FoldOptions = { case: false, diacritics: false }
  /** A question answered to its end; none after a change. */
  #answered: Answered | null = null
  #changes = 0

  /** Puts rows in, in place of what the index held of them; a document that it does not know begins with them. */
  setUnits(documentId: string, units: readonly SearchUnit[]): void {
    this.#change()
    const texts = this.#documents.get(documentId) ?? new DocumentTexts()
    this.#documents.set(documentId, texts)
    for (const unit of units) texts.set(unit, this.#fold)
  }

  removeUnits(documentId: string, unitIds: readonly string[]): void {
    this.#change()
    for (const id of unitIds) this.#documents.get(documentId)?.remove(id)
  }

  removeDocument(documentId: string): void {
    this.#change()
    this.#documents.delete(documentId)
  }

  /**
   * Looks for a query row by row. What was found since the last batch comes every {@link ROWS_A_BATCH} rows, at most `most` hits in all
   * and, `byRow`, one of each row, while the counting goes on; the last batch has the whole count. A word typed on is looked for only in
   * the rows that had its beginning.
   */
  *search(matcher: Matcher, scope: SearchScope, { most, byRow }: { most: number; byRow: boolean }): Generator<Batch> {
    this.#fold = matcher.fold ?? this.#fold
    const fields = searchFields.filter((field) => scope.fields.includes(field))
    const { needle } = matcher
    const kind = scope.units || needle === null ? null : JSON.stringify([scope.documents, fields, matcher.fold])
    const changes = this.#changes
    const mayHold = new Map<string, Row[]>()
    let hits: Hit[] = []
    let [told, total, rows, looked] = [0, 0, 0, 0]
    let lastTold: Row | null = null
    let row: Row
    let place: (from: number, to: number) => Hit
    // One function for all texts: making one for each would take as long as looking through it.
    const found = (from: number, to: number) => {
      total++
      if (told >= most || (byRow && lastTold === row)) return
      told++
      lastTold = row
      hits.push(place(from, to))
    }
    for (const documentId of scope.documents) {
      const kept: Row[] = []
      mayHold.set(documentId, kept)
      for (row of this.#rowsFor(documentId, kind, needle)) {
        if (scope.units && !scope.units.has(row.id)) continue
        const before = total
        let isKept = false
        for (const field of fields) {
          for (const searched of row.texts[field]) {
            if (told < most) place = (from, to) => hitOf(documentId, row.id, field, searched, from, to)
            if (searched.each(matcher, found)) isKept = true
          }
        }
        if (isKept) kept.push(row)
        if (total > before) rows++
        if (++looked % ROWS_A_BATCH > 0) continue
        yield { hits, total, rows }
        hits = []
      }
    }
    if (kind !== null && needle !== null && changes === this.#changes) this.#answered = { kind, needle, rows: mayHold }
    yield { hits, total, rows }
  }

  /** The rows of a document that may hold what is looked for. */
  #rowsFor(documentId: string, kind: string | null, needle: string | null): readonly Row[] {
    const known = this.#answered
    if (known && known.kind === kind && needle?.includes(known.needle)) return known.rows.get(documentId) ?? []
    return this.#documents.get(documentId)?.rows ?? []
  }

  #change(): void {
    this.#changes++
    this.#answered = null
  }
}

/** Which rows have the needle of a question; what goes on with the same needle is in no others, if it is asked of the same. */
interface Answered {
  /** The documents, fields and folding asked for. */
  readonly kind: string
  readonly needle: string
  readonly rows: ReadonlyMap<string, readonly Row[]>
}

/** How many rows are looked through before what was found is told. */
export const ROWS_A_BATCH = 500

interface Row {
  readonly id: string
  readonly order: string
  readonly texts: Readonly<Record<SearchField, readonly Searched[]>>
}

/** The rows of a document, kept in order. */
class DocumentTexts {
  readonly rows: Row[] = []
  readonly #byId = new Map<string, Row>()

  set({ id, order, source, target, notes, tags }: SearchUnit, fold: FoldOptions): void {
    const texts = { source: oneText(source), target: oneText(target), notes: notes.map(itemText), tags: tags.map(itemText) }
    for (const field of searchFields) for (const searched of texts[field]) searched.folded(fold)
    const row: Row = { id, order, texts }
    if (this.#byId.get(id)?.order !== order) this.remove(id)
    const at = this.#placeOf(row)
    this.rows.splice(at, this.rows[at]?.id === id ? 1 : 0, row)
    this.#byId.set(id, row)
  }

  remove(id: string): void {
    const row = this.#byId.get(id)
    if (!row) return
    this.rows.splice(this.#placeOf(row), 1)
    this.#byId.delete(id)
  }

  /** Where a row stands, or would stand. */
  #placeOf(row: Row): number {
    const last = this.rows.at(-1)
    if (last && byOrder(last, row) < 0) return this.rows.length
    let low = 0
    let high = this.rows.length
    while (low < high) {
      const middle = (low + high) >> 1
      if (byOrder(this.rows[middle]!, row) < 0) low = middle + 1
      else high = middle
    }
    return low
  }
}

const none: readonly Searched[] = []
const oneText = (text: string): readonly Searched[] => (text === '' ? none : [new Searched(null, text)])
const itemText = ({ id, text }: SideText): Searched => new Searched(id, text)

/** A text with what it was last folded to, since the next question folds it the same. */
class Searched {
  #folded: Folded | null = null
  #options: FoldOptions | null = null

  constructor(
    readonly id: string | null,
    readonly text: string,
  ) {}

  /** Tells each match; whether the needle is in the text, where the matcher has one. */
  each(matcher: Matcher, found: (from: number, to: number) => void): boolean {
    const folded = matcher.fold && this.folded(matcher.fold)
    if (!folded?.starts) return matcher.each(this.text, folded, found)
    if (matcher.needle === null || !folded.text.includes(matcher.needle)) return false
    return matcher.each(this.text, foldText(this.text, matcher.fold!), found)
  }

  /** Folded as asked, but that offsets, which take more room than the text, are not kept: where there are any, `starts` is empty. */
  folded(fold: FoldOptions): Folded {
    if (this.#folded && this.#options?.case === fold.case && this.#options.diacritics === fold.diacritics) return this.#folded
    const folded = foldText(this.text, fold)
    this.#options = fold
    this.#folded = folded.starts ? { text: folded.text, starts: forgotten } : folded
    return this.#folded
  }
}

const forgotten = new Uint32Array(0)

function hitOf(documentId: string, unitId: string, field: SearchField, { id, text }: Searched, from: number, to: number): Hit {
  return {
    documentId,
    unitId,
    field,
    itemId: id,
    from,
    to,
    before: text.slice(edge(text, Math.max(0, from - HIT_CONTEXT)), from),
    text: text.slice(from, to),
    after: text.slice(to, edge(text, Math.min(text.length, to + HIT_CONTEXT))),
  }
}

/** An offset that does not part a surrogate pair. */
function edge(text: string, offset: number): number {
  const code = text.charCodeAt(offset)
  return code >= 0xdc00 && code < 0xe000 ? offset + 1 : offset
}
