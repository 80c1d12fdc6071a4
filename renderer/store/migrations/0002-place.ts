import type { DatabaseMigration } from './migrations.ts'

/** The copy remembers where its folder lay, so that another folder of the same project can be told from the one it belongs to. */
export const place: DatabaseMigration = {
  to: 2,
  tables: {},
  async upgrade(transaction) {
    await transaction.table('meta').toCollection().modify({ format: 2, place: '' })
  },
}
