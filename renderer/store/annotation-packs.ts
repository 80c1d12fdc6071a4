import type { Annotation } from '../../shared/model/records.ts'

/** Annotations whose ids begin alike, stored and replaced as one record: single records take ten times as long to read. */
export interface AnnotationPack {
  readonly key: string
  /** Never none: a pack without annotations is not stored. */
  readonly annotations: readonly Annotation[]
}

/** The pack in which an annotation is stored. Ids are random, so packs are of about one size. */
export const packOf = (annotationId: string) => annotationId.slice(0, 2)

/** Annotations as packs. */
export function packAnnotations(annotations: Iterable<Annotation>): AnnotationPack[] {
  const packs = new Map<string, Annotation[]>()
  for (const annotation of annotations) {
    const key = packOf(annotation.id)
    const pack = packs.get(key)
    if (pack) pack.push(annotation)
    else packs.set(key, [annotation])
  }
  return [...packs].map(([key, annotations]) => ({ key, annotations }))
}
