import { addressOf, applyTo, simpleOpsOf } from '../../shared/model/apply.ts'
import type { Op } from '../../shared/model/changes.ts'
import { byOrder } from '../../shared/model/ids.ts'
import type { Annotation, DocumentRecord, ProjectRecord, Records, TableName, Tag, Unit } from '../../shared/model/records.ts'
import { type AnnotationPack, packOf } from './annotation-packs.ts'
import type { Counts } from './database.ts'
import { Outline } from './outline.ts'
import { type FilledPage, type FilledRows, type OutlinePage, outlineOf, type Page, pageKey } from './pages.ts'
import { outlineTopic, unitAnnotationsTopic, unitTopic } from './topics.ts'

/** What one change replaced: to be stored, and to be told. */
export interface Effect {
  readonly documents: Map<string, DocumentRecord | null>
  readonly tags: Map<string, Tag | null>
  readonly annotationPacks: Map<string, AnnotationPack | null>
  readonly pages: Map<string, { documentId: string; page: number; value: Page | null; outline: OutlinePage | null }>
  /** Documents whose pages all go before any page above is written. */
  readonly emptied: Set<string>
  /** Rows written, added or taken out, and rows with other annotations now: the document of each. */
  readonly units: Map<string, string>
  readonly topics: Set<string>
}

const noAnnotations: readonly Annotation[] = []

/** The project in memory: small records and outlines whole, pages as far as they were needed. */
export class ProjectRecords {
  project: ProjectRecord
  readonly documents: Map<string, DocumentRecord>
  readonly tags: Map<string, Tag>
  readonly annotations: Map<string, Annotation>
  readonly outlines: Map<string, Outline>
  readonly pages = new Map<string, Page>()
  /** The ids of the annotations that are stored together. */
  readonly #packs = new Map<string, Set<string>>()
  readonly #byUnit = new Map<string, readonly Annotation[]>()
  #documentList: readonly DocumentRecord[] | undefined
  #tagList: readonly Tag[] | undefined

  constructor(stored: {
    project: ProjectRecord
    documents: readonly DocumentRecord[]
    tags: readonly Tag[]
    annotations: readonly Annotation[]
    outline: readonly OutlinePage[]
  }) {
    this.project = stored.project
    this.documents = new Map(stored.documents.map((d) => [d.id, d]))
    this.tags = new Map(stored.tags.map((t) => [t.id, t]))
    this.annotations = new Map()
    for (const annotation of stored.annotations) this.#setAnnotation(annotation.id, annotation)
    const pages = new Map<string, OutlinePage[]>(stored.documents.map((d) => [d.id, []]))
    for (const page of stored.outline) pages.get(page.documentId)?.push(page)
    this.outlines = new Map([...pages].map(([id, list]) => [id, new Outline(list)]))
  }

  get counts(): Counts {
    let pages = 0
    for (const outline of this.outlines.values()) pages += outline.pages.length
    return { documents: this.documents.size, tags: this.tags.size, annotations: this.annotations.size, pages }
  }

  /** Documents in order; the same array until they change. */
  get documentList(): readonly DocumentRecord[] {
    this.#documentList ??= [...this.documents.values()].sort(byOrder)
    return this.#documentList
  }

  /** Tags in order of their keys, whatever their parents; the same array until they change. */
  get tagList(): readonly Tag[] {
    this.#tagList ??= [...this.tags.values()].sort(byOrder)
    return this.#tagList
  }

  /** The annotations with a span in a unit; the same array until they change. */
  annotationsOf(unitId: string): readonly Annotation[] {
    return this.#byUnit.get(unitId) ?? noAnnotations
  }

  unit(documentId: string, unitId: string): Unit | null {
    const page = this.outlines.get(documentId)?.pageOf(unitId)
    if (page == null) return null
    return this.pages.get(pageKey(documentId, page))?.units.find((unit) => unit.id === unitId) ?? null
  }

  /** Takes in rows of documents that come behind those they have; the pages themselves stay in storage. Returns the topics to be told. */
  addPages(pages: readonly OutlinePage[]): Set<string> {
    const added = new Map<string, Map<number, OutlinePage>>()
    for (const page of pages) added.set(page.documentId, (added.get(page.documentId) ?? new Map()).set(page.page, page))
    for (const [documentId, its] of added) {
      this.outlines.set(documentId, (this.outlines.get(documentId) ?? new Outline([])).replace(its))
    }
    return new Set([...added.keys()].map(outlineTopic))
  }

  /** Whether an operation needs no row that memory has not heard of. */
  knows(op: Op): boolean {
    return simpleOpsOf(op).every((simple) => {
      if (simple.type === 'document.add' || simple.type === 'document.remove') return false
      const { table, id, documentId } = addressOf(simple)
      return table !== 'units' || simple.type === 'unit.add' || this.outlines.get(documentId ?? '')?.pageOf(id) != null
    })
  }

  /** The pages that an operation rewrites and memory does not hold. */
  missingPages(op: Op): [string, number][] {
    const missing: [string, number][] = []
    for (const simple of simpleOpsOf(op)) {
      const { table, documentId } = addressOf(simple)
      if (table !== 'units' || documentId === undefined) continue
      const page = this.#pageOfOp(documentId, simple)
      if (page !== null && !this.pages.has(pageKey(documentId, page))) missing.push([documentId, page])
    }
    return missing
  }

  /**
   * Applies an operation: all of it or, where a part does not fit, nothing. `rows` are the pages of the units that a `document.add` names.
   * @throws ConflictError
   */
  apply(op: Op, rows: FilledRows): Effect {
    const writes = new Map<
      string,
      { table: TableName; id: string; documentId: string | undefined; page: number | null; record: Records[TableName] | null }
    >()
    const filled = new Map<string, readonly FilledPage[] | null>()
    for (const simple of simpleOpsOf(op)) {
      const { table, id, documentId } = addressOf(simple)
      const key = `${table} ${id}`
      const earlier = writes.get(key)
      const before = earlier ? earlier.record : this.#read(table, id, documentId)
      const page = table === 'units' ? (earlier?.page ?? this.#pageOfOp(documentId!, simple)) : null
      writes.set(key, { table, id, documentId, page, record: applyTo(simple, before) })
      if (simple.type === 'document.add') filled.set(id, rows.get(id) ?? [])
      if (simple.type === 'document.remove') filled.set(id, null)
    }
    const effect: Effect = {
      documents: new Map(),
      tags: new Map(),
      annotationPacks: new Map(),
      pages: new Map(),
      emptied: new Set(),
      units: new Map(),
      topics: new Set(),
    }
    for (const [documentId, pages] of filled) this.#refill(documentId, pages, effect)
    const units: { id: string; documentId: string; page: number; record: Unit | null }[] = []
    for (const { table, id, documentId, page, record } of writes.values()) {
      if (table === 'units') units.push({ id, documentId: documentId!, page: page ?? 0, record: record as Unit | null })
      else this.#write(table, id, record, effect)
    }
    this.#writeUnits(units, effect)
    return effect
  }

  #read(table: TableName, id: string, documentId: string | undefined): Records[TableName] | null {
    if (table === 'project') return this.project
    if (table === 'units') return this.unit(documentId!, id)
    return this[table].get(id) ?? null
  }

  #pageOfOp(documentId: string, op: { type: string }): number | null {
    const outline = this.outlines.get(documentId)
    if (!outline) return null
    const { id } = addressOf(op as Parameters<typeof addressOf>[0])
    const page = outline.pageOf(id)
    if (page !== null) return page
    const unit = (op as { unit?: Unit }).unit
    return unit ? (outline.length > 0 ? outline.pageForOrder(unit.order) : null) : null
  }

  #write(table: Exclude<TableName, 'units'>, id: string, record: Records[TableName] | null, effect: Effect): void {
    if (table === 'project') {
      this.project = record as ProjectRecord
      effect.topics.add('project')
    } else if (table === 'annotations') {
      const before = this.annotations.get(id)
      const touched = [...(before?.spans ?? []), ...((record as Annotation | null)?.spans ?? [])]
      this.#setAnnotation(id, record as Annotation | null)
      effect.annotationPacks.set(packOf(id), this.#pack(packOf(id)))
      effect.topics.add('annotations')
      const annotation = (record as Annotation | null) ?? before
      for (const span of touched) {
        effect.topics.add(unitAnnotationsTopic(span.unitId))
        if (annotation) effect.units.set(span.unitId, annotation.documentId)
      }
    } else {
      const map = this[table] as Map<string, Records[TableName]>
      if (record === null) map.delete(id)
      else map.set(id, record)
      ;(effect[table] as Map<string, Records[TableName] | null>).set(id, record)
      effect.topics.add(table)
      if (table === 'documents') this.#documentList = undefined
      else this.#tagList = undefined
    }
  }

  #pack(key: string): AnnotationPack | null {
    const ids = this.#packs.get(key) ?? []
    const annotations = [...ids].flatMap((id) => this.annotations.get(id) ?? [])
    return annotations.length > 0 ? { key, annotations } : null
  }

  #setAnnotation(id: string, next: Annotation | null): void {
    const before = this.annotations.get(id)
    for (const unitId of new Set(before?.spans.map((span) => span.unitId))) {
      const left = this.annotationsOf(unitId).filter((other) => other.id !== id)
      if (left.length > 0) this.#byUnit.set(unitId, left)
      else this.#byUnit.delete(unitId)
    }
    if (!next) {
      this.annotations.delete(id)
      this.#packs.get(packOf(id))?.delete(id)
      return
    }
    this.annotations.set(id, next)
    const pack = this.#packs.get(packOf(id))
    if (pack) pack.add(id)
    else this.#packs.set(packOf(id), new Set([id]))
    for (const unitId of new Set(next.spans.map((span) => span.unitId))) this.#byUnit.set(unitId, [...this.annotationsOf(unitId), next])
  }

  #refill(documentId: string, pages: readonly FilledPage[] | null, effect: Effect): void {
    for (const page of this.outlines.get(documentId)?.pages ?? []) this.pages.delete(pageKey(documentId, page))
    effect.emptied.add(documentId)
    effect.topics.add(outlineTopic(documentId))
    if (!pages) {
      this.outlines.delete(documentId)
      return
    }
    for (const { page: value, outline } of pages) {
      this.pages.set(pageKey(documentId, value.page), value)
      effect.pages.set(pageKey(documentId, value.page), { documentId, page: value.page, value, outline })
    }
    this.outlines.set(documentId, new Outline(pages.map(({ outline }) => outline)))
  }

  #writeUnits(writes: readonly { id: string; documentId: string; page: number; record: Unit | null }[], effect: Effect): void {
    const byPage = new Map<string, (typeof writes)[number][]>()
    for (const write of writes) {
      const key = pageKey(write.documentId, write.page)
      byPage.set(key, [...(byPage.get(key) ?? []), write])
    }
    const changed = new Map<string, Map<number, OutlinePage | null>>()
    for (const [key, list] of byPage) {
      const { documentId, page } = list[0]!
      const ids = new Set(list.map((write) => write.id))
      const before = this.pages.get(key)
      const kept = (before?.units ?? []).filter((unit) => !ids.has(unit.id))
      const units = [...kept, ...list.flatMap((write) => write.record ?? [])].sort(byOrder)
      const value = units.length > 0 ? { documentId, page, units } : null
      const outlined = before && this.outlines.get(documentId)?.pageOutline(page)
      const outline = value && outlineOf(value, outlined ? { page: before, outline: outlined } : undefined)
      if (value) this.pages.set(key, value)
      else this.pages.delete(key)
      effect.pages.set(key, { documentId, page, value, outline })
      for (const id of ids) {
        effect.topics.add(unitTopic(id))
        effect.units.set(id, documentId)
      }
      changed.set(documentId, (changed.get(documentId) ?? new Map<number, OutlinePage | null>()).set(page, outline))
    }
    for (const [documentId, pages] of changed) {
      this.outlines.set(documentId, (this.outlines.get(documentId) ?? new Outline([])).replace(pages))
      effect.topics.add(outlineTopic(documentId))
    }
  }
}
