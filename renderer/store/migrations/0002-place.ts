import type { DatabaseMigration } from './migrations.ts'

/**
 * The copy remembers where its folder lay, so that another folder of the same project can be told from the one it belongs to, and how many
 * records it holds, so that one that lost some is not taken for whole. Outlines tell the marks of rows, which none had before.
 */
export const place: DatabaseMigration = {
  to: 2,
  tables: {},
  async upgrade(transaction) {
    const counted = async (table: string) => [table, await transaction.table(table).count()] as const
    const counts = Object.fromEntries(await Promise.all(['documents', 'tags', 'annotations', 'pages'].map(counted)))
    await transaction
      .table('outline')
      .toCollection()
      .modify((page: { ids: string[]; flags?: string }) => {
        page.flags = '0'.repeat(page.ids.length)
      })
    await transaction.table('meta').toCollection().modify({ format: 2, place: '', counts })
  },
}
