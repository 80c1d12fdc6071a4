import type { Annotation, DocumentRecord, Tag } from '../../shared/model/records.ts'
import type { Counts, Meta, ProjectDatabase } from './database.ts'
import { type OutlinePage, type Page, pageKey } from './pages.ts'

/** Whether a copy's description is one. */
export function isMeta({ lineage, project, counts, head, acknowledged }: Meta): boolean {
  const isHead = (value: Meta['head'] | null | undefined) => typeof value?.seq === 'number' && isText(value.sum)
  return isText(lineage) && isText(project?.name) && typeof counts?.pages === 'number' && isHead(head) && isHead(acknowledged)
}

/** What is read of a working copy at once. */
export interface SmallRecords {
  readonly documents: DocumentRecord[]
  readonly tags: Tag[]
  readonly annotations: Annotation[]
  readonly outline: OutlinePage[]
}

export async function readSmallRecords(database: ProjectDatabase): Promise<SmallRecords> {
  const [documents, tags, packs, outline] = await Promise.all([
    database.documents.toArray(),
    database.tags.toArray(),
    database.annotationPacks.toArray(),
    database.outline.toArray(),
  ])
  return { documents, tags, annotations: packs.flatMap(({ annotations }) => annotations), outline }
}

/**
 * A working copy that holds all that it says; null for another, also one that was being filled: as many records as were written, a page to each page of the outline and the other way
 * round, and only what belongs to its documents. Pages themselves are looked at as they are read (see {@link pageFits}): reading all of
 * them would take longer than opening may.
 */
export async function readSound(database: ProjectDatabase, meta: Meta): Promise<SmallRecords | null> {
  if (meta.filling) return null
  try {
    const [small, pages] = await Promise.all([readSmallRecords(database), database.pages.toCollection().primaryKeys()])
    const { documents, tags, annotations, outline } = small
    const { counts } = meta
    const found: Counts = { documents: documents.length, tags: tags.length, annotations: annotations.length, pages: pages.length }
    const isWhole = (Object.keys(found) as (keyof Counts)[]).every((each) => found[each] === counts[each])
    const outlined = new Set(outline.map(({ documentId, page }) => pageKey(documentId, page)))
    const documentIds = new Set(documents.map(({ id }) => id))
    const isSound =
      isWhole &&
      documents.every(({ name, order, report }) => isText(name) && isText(order) && Array.isArray(report?.removed)) &&
      tags.every(({ name, order }) => isText(name) && isText(order)) &&
      annotations.every(({ documentId, spans }) => documentIds.has(documentId) && Array.isArray(spans) && spans.every(isSpan)) &&
      outline.every((page) => documentIds.has(page.documentId) && isOutline(page)) &&
      outlined.size === pages.length &&
      pages.every(([documentId, page]) => outlined.has(pageKey(documentId, page)))
    return isSound ? small : null
  } catch (error) {
    // A store that is missing or cannot be read.
    console.warn('the working copy cannot be read', error)
    return null
  }
}

/** Whether a page holds the rows that its outline says, each with its texts. */
export function pageFits(page: Page | undefined, ids: readonly string[]): page is Page {
  return (
    Array.isArray(page?.units) &&
    page.units.length === ids.length &&
    page.units.every((unit, i) => unit?.id === ids[i] && Array.isArray(unit.source) && Array.isArray(unit.target))
  )
}

const isText = (value: unknown): boolean => typeof value === 'string' && value !== ''
const isSpan = (span: unknown): boolean => typeof span === 'object' && span !== null && isText((span as { unitId?: unknown }).unitId)

function isOutline({ ids, states, kinds, flags, words, sourceLengths, targetLengths }: OutlinePage): boolean {
  const lists = [ids, states, kinds, flags, words, sourceLengths, targetLengths]
  return lists.every((list) => (typeof list === 'string' || Array.isArray(list)) && list.length === ids.length) && ids.every(isText)
}
