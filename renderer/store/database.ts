import Dexie, { type Table } from 'dexie'
import type { SummedChange } from '../../shared/model/journal.ts'
import type { DocumentRecord, ProjectRecord, Tag } from '../../shared/model/records.ts'
import type { AnnotationPack } from './annotation-packs.ts'
import { migrations } from './migrations/migrations.ts'
import type { OutlinePage, Page } from './pages.ts'

/** Our own number for the shape of the stored records. Dexie would open a newer database without a word; we refuse it. */
export const DATABASE_FORMAT = 4

/** How many records of each kind the copy holds: what is lost of it shows. */
export interface Counts {
  readonly documents: number
  readonly tags: number
  readonly annotations: number
  readonly pages: number
}

/** The one record that says what the database holds, written in the same transaction as every change. */
export interface Meta {
  key: 'meta'
  format: number
  lineage: string
  /** The session that may write: a window whose project was opened elsewhere finds another here, and stops. */
  owner: string
  /** Where the folder lay when the copy was last opened with it, for people to read; '' where that is not known. */
  place: string
  counts: Counts
  /** The rows are still coming from the folder. */
  filling?: true
  project: ProjectRecord
  /** The last change applied here, and its sum. */
  head: { seq: number; sum: string }
  /** The last change the project folder acknowledged. */
  acknowledged: { seq: number; sum: string }
}

export type StoredChange = SummedChange & { seq: number }

/** The live working copy of one project. Units lie 64 to a page, since a hundred thousand single records take eleven seconds to write. */
export class ProjectDatabase extends Dexie {
  readonly meta!: Table<Meta, string>
  readonly documents!: Table<DocumentRecord, string>
  readonly tags!: Table<Tag, string>
  readonly annotationPacks!: Table<AnnotationPack, string>
  readonly pages!: Table<Page, [string, number]>
  readonly outline!: Table<OutlinePage, [string, number]>
  readonly changes!: Table<StoredChange, number>

  constructor(projectId: string) {
    super(databaseName(projectId), { chromeTransactionDurability: 'strict' })
    // The first format's tables; each later one is a migration.
    this.version(1).stores({
      meta: 'key',
      documents: 'id',
      tags: 'id',
      annotations: 'id',
      pages: '[documentId+page]',
      outline: '[documentId+page]',
      changes: 'seq',
    })
    for (const { to, tables, upgrade } of migrations) this.version(to).stores(tables).upgrade(upgrade)
  }
}

export const databaseName = (projectId: string) => `egiz-${projectId}`
