import { keyBetween, newId } from '../../../shared/model/ids.ts'
import type { DocumentRecord, Unit } from '../../../shared/model/records.ts'
import { fromPlain, plainText } from '../../../shared/text/rich-text.ts'
import type { ProjectStore } from '../../store/project-store.ts'

export type RemovedLine = DocumentRecord['report']['removed'][number]

/** The unit right before the place a removed line stood at, and the one right after it. */
async function neighbours(store: ProjectStore, documentId: string, line: RemovedLine): Promise<[Unit | null, Unit | null]> {
  const outline = store.records.outlines.get(documentId)
  if (!outline) return [null, null]
  const at = line.unitId === null ? outline.length : outline.indexOf(line.unitId)
  const after = at < 0 ? outline.length : at
  const read = async (index: number) => {
    const row = outline.row(index)
    return row ? store.readUnit(documentId, row.id) : null
  }
  return [await read(after - 1), await read(after)]
}

/** The unit into which a removed line was put back already; null where it was not. */
export async function unitOf(store: ProjectStore, documentId: string, line: RemovedLine): Promise<Unit | null> {
  const [before] = await neighbours(store, documentId, line)
  return before && plainText(before.source) === line.text ? before : null
}

/** Puts a line that the import took out back into the text, as a paragraph of its own where it stood. */
export async function putLineBack(store: ProjectStore, documentId: string, line: RemovedLine): Promise<void> {
  const [before, after] = await neighbours(store, documentId, line)
  const order = keyBetween(before?.order ?? null, after?.order ?? null)
  await store.commit({
    type: 'unit.add',
    unit: {
      id: newId(),
      documentId,
      order,
      kind: 'note',
      source: [...fromPlain(line.text)],
      target: [],
      state: 'initial',
      continues: false,
    },
  })
}
