import type { DatabaseMigration } from './migrations.ts'

interface StoredAnnotation {
  id: string
}

/** Annotations lie some to a record, by the beginning of their ids: ten thousand single records took longer to read than all else. */
export const annotationPacks: DatabaseMigration = {
  to: 4,
  tables: { annotationPacks: 'key', annotations: null },
  async upgrade(transaction) {
    const packs = new Map<string, StoredAnnotation[]>()
    await transaction.table<StoredAnnotation>('annotations').each((annotation) => {
      const key = annotation.id.slice(0, 2)
      packs.set(key, [...(packs.get(key) ?? []), annotation])
    })
    await transaction.table('annotationPacks').bulkAdd([...packs].map(([key, annotations]) => ({ key, annotations })))
    await transaction.table('meta').toCollection().modify({ format: 4 })
  },
}
