import fc from 'fast-check'
import { addressOf, applyTo, ConflictError, invert, simpleOpsOf } from '../../shared/model/apply.ts'
import type { Change, Op, Rows, SimpleOp } from '../../shared/model/changes.ts'
import { sha256Hex } from '../../shared/model/checksum.ts'
import { byOrder, keyBetween } from '../../shared/model/ids.ts'
import { stableJson } from '../../shared/model/json.ts'
import {
  type Annotation,
  type DocumentRecord,
  type ProjectRecord,
  type Records,
  type TableName,
  type Tag,
  type Unit,
  unitFlags,
  unitKinds,
  unitStates,
} from '../../shared/model/records.ts'
import { diffRich, fromPlain, markTypes, normalise, plainText, type RichText } from '../../shared/text/rich-text.ts'
import { AT, rowsText, sampleDocument } from './sample-project.ts'

/** Text as people type it: several scripts, combining marks, characters beyond the first plane; also none. */
export const text = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 12 }),
  fc.stringMatching(/^[а-яәғқңөұүһі ,.]{0,20}$/),
  fc.constantFrom('', 'a', '\uFFFC', '😀😀', 'e\u0301', '\u200f\u0627'),
)

/** Fields that only a later version knows; read from JSON, which has no -0. */
const json = fc.jsonValue({ maxDepth: 1 }).map((value) => JSON.parse(JSON.stringify(value)) as unknown)
const later = fc.option(fc.record({ later: json }), { nil: {}, freq: 6 })

const marks = fc.subarray([...markTypes], { maxLength: 3 }).chain((types) => fc.tuple(...types.map((type) => fc.constant({ type }))))
const textRun = fc
  .tuple(text, marks, later)
  .map(([t, m, l]) => ({ type: 'text' as const, text: t, ...(m.length > 0 ? { marks: m } : {}), ...l }))
const placeholderRun = fc
  .record({ kind: fc.constantFrom('footnote', 'field'), label: fc.constantFrom('1', '2') })
  .map((attrs) => ({ type: 'placeholder' as const, attrs }))

/** A side of a unit: marks, placeholders, unknown fields; empty runs left out, neighbours joined. */
export const richText: fc.Arbitrary<RichText> = fc
  .array(fc.oneof({ weight: 4, arbitrary: textRun }, { weight: 1, arbitrary: placeholderRun }), { maxLength: 5 })
  .map(normalise)

/** A whole project in memory, in the plainest form: what the laws compare everything else with. */
export interface World {
  readonly project: ProjectRecord
  readonly documents: ReadonlyMap<string, DocumentRecord>
  readonly units: ReadonlyMap<string, Unit>
  readonly tags: ReadonlyMap<string, Tag>
  readonly annotations: ReadonlyMap<string, Annotation>
}

export const emptyWorld: World = {
  project: { id: 'theproject', name: 'P', sourceLanguage: 'kk', targetLanguage: 'en' },
  documents: new Map(),
  units: new Map(),
  tags: new Map(),
  annotations: new Map(),
}

/** Rows by their hash, as the files of sources/ hold them. */
export type RowsFiles = Map<string, readonly Unit[]>

export function rowsOf(units: readonly Unit[], files: RowsFiles): Rows {
  const sha256 = sha256Hex(rowsText(units))
  files.set(sha256, units)
  return { sha256, count: units.length }
}

/** Applies a change record by record. @throws ConflictError */
export function applyChange(world: World, { op }: { op: Op }, files: RowsFiles): World {
  return simpleOpsOf(op).reduce((w, simple) => applySimple(w, simple, files), world)
}

function applySimple(world: World, op: SimpleOp, files: RowsFiles): World {
  const { table, id, documentId } = addressOf(op)
  if (documentId !== undefined && table !== 'documents' && !world.documents.has(documentId))
    throw new ConflictError(`no document ${documentId}`)
  const next = { ...world, [table]: withRecord(world, table, id, applyTo(op, recordOf(world, table, id))) } as World
  if (op.type === 'document.add') {
    const rows = files.get(op.rows.sha256)!
    return { ...next, units: new Map([...next.units, ...rows.map((unit) => [unit.id, unit] as const)]) }
  }
  if (op.type !== 'document.remove') return next
  const others = <T extends { documentId: string }>(map: ReadonlyMap<string, T>) => new Map([...map].filter(([, r]) => r.documentId !== id))
  return { ...next, units: others(next.units), annotations: others(next.annotations) }
}

function recordOf(world: World, table: TableName, id: string): Records[TableName] | null {
  return table === 'project' ? world.project : (world[table].get(id) ?? null)
}

function withRecord(world: World, table: TableName, id: string, record: Records[TableName] | null): unknown {
  if (table === 'project') return record
  const map = new Map<string, Records[TableName]>(world[table])
  if (record) map.set(id, record)
  else map.delete(id)
  return map
}

/** One text for equal worlds: units in order, everything else by id. */
export function worldText(world: World): string {
  const byId = (map: ReadonlyMap<string, { id: string }>) => [...map.values()].sort((a, b) => (a.id < b.id ? -1 : 1))
  const units = [...world.units.values()].sort((a, b) =>
    a.documentId < b.documentId ? -1 : a.documentId > b.documentId ? 1 : byOrder(a, b),
  )
  return stableJson({ ...world, units, documents: byId(world.documents), tags: byId(world.tags), annotations: byId(world.annotations) })
}

/** What a person might want to do: made into a change that fits whatever world it meets, so that shrinking keeps sequences valid. */
const intent = fc.record({ kind: fc.nat(15), a: fc.nat(), b: fc.nat(), words: text, rich: richText, later })
type Intent = typeof intent extends fc.Arbitrary<infer T> ? T : never

export interface History {
  readonly changes: readonly Change[]
  /** The world before each change, and after the last. */
  readonly worlds: readonly World[]
  readonly files: RowsFiles
}

/** A project's life: changes of every kind, each valid where it stands, undone and done again among them. */
export const history = (maxLength = 30): fc.Arbitrary<History> => fc.array(intent, { maxLength, size: 'max' }).map(historyOf)

function historyOf(intents: readonly Intent[]): History {
  const files: RowsFiles = new Map()
  const worlds: World[] = [emptyWorld]
  const changes: Change[] = []
  for (const [i, wish] of intents.entries()) {
    const world = worlds.at(-1)!
    const seq = changes.length + 1
    const last = changes.at(-1)
    const op = wish.kind === 15 && last ? invert(last.op) : opFor(wish, world, files, i)
    if (!op) continue
    const change: Change = {
      seq,
      at: AT,
      author: 'tester',
      op: { ...op, ...wish.later } as Op,
      ...(wish.kind === 15 ? { undoes: seq - 1 } : {}),
    }
    changes.push(change)
    worlds.push(applyChange(world, change, files))
  }
  return { changes, worlds, files }
}

const pick = <T>(items: Iterable<T>, at: number): T | undefined => {
  const all = [...items]
  return all.length === 0 ? undefined : all[at % all.length]
}

/** Another kind, a mark, or a note of a row. */
function rowOp(unit: Unit, b: number, words: string, i: number): Op {
  const at = { documentId: unit.documentId, unitId: unit.id }
  const notes = unit.notes ?? []
  const note = pick(notes, b)
  if (b % 4 === 0 && !note) return { type: 'unit.setKind', ...at, before: unit.kind, after: unitKinds[b % 6]! }
  if (b % 4 === 1) {
    const flag = unitFlags[b % 3]!
    return { type: 'unit.setFlag', ...at, flag, before: unit[flag] === true, after: unit[flag] !== true }
  }
  if (!note || (notes.length < 3 && b % 8 === 2)) {
    const added = { id: `note${i}xx`, text: words || 'note', author: 'A', at: '2026-01-01T00:00:00.000Z' }
    return { type: 'note.add', ...at, at: b % (notes.length + 1), note: added }
  }
  if (b % 2 === 0) return { type: 'note.remove', ...at, at: notes.indexOf(note), note }
  return { type: 'note.set', ...at, noteId: note.id, before: note.text, after: `${note.text} again` }
}

function opFor({ kind, a, b, words, rich, later: extra }: Intent, world: World, files: RowsFiles, i: number): Op | null {
  const unit = pick(world.units.values(), a)
  const tag = pick(world.tags.values(), a)
  const annotation = pick(world.annotations.values(), a)
  const document = pick(world.documents.values(), a)
  const order = keyBetween(null, null)
  const name = words || 'name'
  switch (kind) {
    case 0:
    case 1:
      return addDocument(`document${i}`, (a % 4) + 1, rich, extra, files)
    case 2: {
      if (!document) return null
      const within = (r: { documentId: string }) => r.documentId === document.id
      const units = [...world.units.values()].filter(within).sort(byOrder)
      const removals = [...world.annotations.values()]
        .filter(within)
        .map((value) => ({ type: 'annotation.remove' as const, annotation: value }))
      return { type: 'group', ops: [...removals, { type: 'document.remove', document, rows: rowsOf(units, files) }] }
    }
    case 3:
      return document ? { type: 'document.rename', documentId: document.id, before: document.name, after: name } : null
    case 4:
    case 5:
    case 6: {
      // The source of a row that nothing stands on: what stands on it would have to move along.
      const side = kind === 6 && unit && !isAnnotated(world, unit) ? 'source' : 'target'
      const splice = unit && diffRich(unit[side], rich)
      if (!unit || !splice) return null
      const { at, removed, inserted } = splice
      return {
        type: side === 'source' ? 'unit.setSource' : 'unit.setTarget',
        documentId: unit.documentId,
        unitId: unit.id,
        splice: { at, removed: [...removed], inserted: [...inserted] },
      }
    }
    case 7:
      return unit
        ? { type: 'unit.setState', documentId: unit.documentId, unitId: unit.id, before: unit.state, after: unitStates[b % 4]! }
        : null
    case 8:
      return unit ? rowOp(unit, b, words, i) : null
    case 9: {
      if (!unit) return null
      const added = {
        ...unit,
        ...extra,
        id: `added${i}`,
        order: keyBetween(unit.order, nextOrder(world, unit)),
        source: [...fromPlain(words)],
      }
      return { type: 'unit.add', unit: added }
    }
    case 10:
      if (!unit || isAnnotated(world, unit)) return null
      // Taken out and put back elsewhere: its order is its own.
      if (b % 3 > 0) return { type: 'unit.remove', unit }
      return {
        type: 'group',
        ops: [
          { type: 'unit.remove', unit },
          { type: 'unit.add', unit: { ...unit, order: keyBetween(null, firstOrder(world)) } },
        ],
      }
    case 11:
      return {
        type: 'tag.add',
        tag: { id: `tag${i}xx`, order, parentId: tag?.id ?? null, name, colour: (b % 12) + 1, description: words, ...extra },
      }
    case 12: {
      if (!tag) return null
      if (b % 5 === 4) return { type: 'tag.remove', tag }
      if (b % 2)
        return {
          type: 'tag.move',
          tagId: tag.id,
          before: { parentId: tag.parentId, order: tag.order },
          after: { parentId: null, order: keyBetween(tag.order, null) },
        }
      const { colour, description } = tag
      return {
        type: 'tag.set',
        tagId: tag.id,
        before: { name: tag.name, colour, description },
        after: { name, colour: (b % 12) + 1, description: words },
      }
    }
    case 13: {
      if (!unit) return null
      const source = plainText(unit.source)
      const span = { unitId: unit.id, side: 'source' as const, from: 0, to: source.length, quote: source, prefix: '', suffix: '' }
      const value: Annotation = {
        id: `note${i}x`,
        documentId: unit.documentId,
        tagId: tag?.id ?? null,
        note: words,
        author: 'a',
        at: AT,
        spans: [span],
        orphan: false,
        ...extra,
      }
      return { type: 'annotation.add', annotation: value }
    }
    case 14: {
      if (!annotation) {
        const { id: _id, ...before } = world.project
        const { sourceLanguage, targetLanguage } = before
        // A setting that only some projects have comes and goes.
        const more = b % 2 ? { filters: [words] } : {}
        return { type: 'project.setSettings', before, after: { name, sourceLanguage, targetLanguage, ...more } }
      }
      const { id: annotationId, documentId, note, spans, orphan } = annotation
      if (b % 3 === 0 && b % 2) return { type: 'annotation.remove', annotation }
      if (b % 3 === 0) {
        // One that lost its text may stand anywhere; another stays on its quote.
        const { from, to } = spans[0]!
        const step = orphan ? 1 : 0
        return { type: 'annotation.shift', annotationId, documentId, shifts: [[0, from, to, from + step, to + step]] }
      }
      if (b % 3 === 1) return { type: 'annotation.setNote', annotationId, documentId, before: note, after: words }
      return { type: 'annotation.setSpans', annotationId, documentId, before: { spans, orphan }, after: { spans, orphan: !orphan } }
    }
    default:
      return null
  }
}

function addDocument(id: string, count: number, rich: RichText, extra: object, files: RowsFiles): Op {
  let order: string | null = null
  const units = Array.from({ length: count }, (_, n): Unit => {
    order = keyBetween(order, null)
    return {
      id: `${id}u${n}`,
      documentId: id,
      order,
      kind: 'body',
      source: [...rich],
      target: [],
      state: 'initial',
      continues: false,
      ...extra,
    }
  })
  const original = { path: `sources/${id}.txt`, sha256: sha256Hex(id), size: 1 }
  return { type: 'document.add', document: { ...sampleDocument(id, original), ...extra }, rows: rowsOf(units, files) }
}

const isAnnotated = (world: World, unit: Unit): boolean =>
  [...world.annotations.values()].some(({ spans }) => spans.some(({ unitId }) => unitId === unit.id))
const ordersOf = (world: World) => [...world.units.values()].map(({ order }) => order).sort()
const firstOrder = (world: World) => ordersOf(world)[0] ?? null
const nextOrder = (world: World, unit: Unit) => ordersOf(world).find((order) => order > unit.order) ?? null
