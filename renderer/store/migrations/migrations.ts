import type { Transaction } from 'dexie'
import { place } from './0002-place.ts'
import { continuing } from './0003-continuing.ts'
import { annotationPacks } from './0004-annotation-packs.ts'

/**
 * A step from one format of the working copy to the next. Dexie runs all that are needed in one transaction, so that a copy is of the
 * old format or of the new one, whenever it is interrupted; what had not reached the folder yet is kept there first (see opening.ts).
 * A step uses nothing of today's program but Dexie: what it was written for never changes again.
 */
export interface DatabaseMigration {
  readonly to: number
  /** Tables that are new or have other indexes, as Dexie writes them; null takes a table away. */
  readonly tables: Readonly<Record<string, string | null>>
  readonly upgrade: (transaction: Transaction) => Promise<void>
}

export const migrations: readonly DatabaseMigration[] = [place, continuing, annotationPacks]
