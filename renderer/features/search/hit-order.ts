import { type SearchField, searchFields } from '../../../shared/search/search-index.ts'
import type { ProjectStore } from '../../store/project-store.ts'

/** Where a hit stands, or where a search begins. */
export interface HitPlace {
  readonly documentId: string
  readonly unitId: string
  readonly field: SearchField
  readonly from: number
}

/** Compares places in the order of documents, rows, fields, and text. */
export function byPlace(store: ProjectStore): (a: HitPlace, b: HitPlace) => number {
  const documents = new Map(store.records.documentList.map(({ id }, index) => [id, index]))
  const numbers = ({ documentId, unitId, field, from }: HitPlace) => [
    documents.get(documentId) ?? -1,
    store.records.outlines.get(documentId)?.indexOf(unitId) ?? -1,
    searchFields.indexOf(field),
    from,
  ]
  return (a, b) => {
    const [x, y] = [numbers(a), numbers(b)]
    const differs = x.findIndex((number, i) => number !== y[i])
    return differs < 0 ? 0 : x[differs]! - y[differs]!
  }
}
