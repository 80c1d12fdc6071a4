import type { DatabaseMigration } from './migrations.ts'

interface StoredPage {
  documentId: string
  page: number
  units: { continues: boolean }[]
}
interface StoredOutline {
  documentId: string
  page: number
  flags: string
}

/** Outlines tell which rows carry on the paragraph of the row above, so that running text can be laid out without reading all of it. */
export const continuing: DatabaseMigration = {
  to: 3,
  tables: {},
  async upgrade(transaction) {
    const keyOf = ({ documentId, page }: StoredPage | StoredOutline) => `${documentId} ${page}`
    const carried = new Map<string, StoredPage['units']>()
    await transaction.table<StoredPage>('pages').each((page) => {
      if (page.units.some(({ continues }) => continues)) carried.set(keyOf(page), page.units)
    })
    await transaction
      .table<StoredOutline>('outline')
      .toCollection()
      .modify((outline) => {
        const units = carried.get(keyOf(outline))
        if (!units) return
        const digit = (flag: string, at: number) => (Number.parseInt(flag, 32) + (units[at]?.continues ? 16 : 0)).toString(32)
        outline.flags = [...outline.flags].map(digit).join('')
      })
    await transaction.table('meta').toCollection().modify({ format: 3 })
  },
}
