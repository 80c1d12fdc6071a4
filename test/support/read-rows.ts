import type { ReadRows } from '../../renderer/features/reading/paragraphs.ts'
import type { OutlineRow } from '../../renderer/store/outline.ts'

const plain: Omit<OutlineRow, 'id'> = {
  page: 0,
  state: 'initial',
  kind: 'body',
  sourceLength: 0,
  targetLength: 0,
  continues: false,
  flags: { locked: false, bookmarked: false, corrected: false, noted: false },
}

/** Rows to be read, of which only what is given matters; their numbers follow one another unless others are given. */
export function readRows(given: readonly (Partial<OutlineRow> & { number?: number })[]): ReadRows {
  const rows = given.map(({ number: _number, ...row }, place): OutlineRow => ({ ...plain, id: `row${place}`, ...row }))
  return {
    order: rows,
    length: rows.length,
    row: (place) => rows[place] ?? null,
    rows: () => rows,
    idAt: (place) => rows[place]!.id,
    indexOf: (unitId) => rows.findIndex(({ id }) => id === unitId),
    numberAt: (place) => given[place]!.number ?? place + 1,
  }
}
