import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from 'playwright'
import type { Bench } from '../benchmark.ts'

/** Bytes of what keeps the changes of a project. */
export interface ChangeBytes {
  /** The project folder's journal. */
  readonly journal: number
  /** The changes in the working copy, each as JSON in UTF-8. */
  readonly log: number
  readonly changes: number
}

/** The size of a project's journal and of its change log in the browser. */
export async function changeBytes(page: Page, folder: string, projectId: string): Promise<ChangeBytes> {
  const { size: journal } = await stat(join(folder, 'journal.jsonl'))
  const { log, changes } = await page.evaluate(async (name) => {
    const result = <T>(request: IDBRequest<T>) =>
      new Promise<T>((done, failed) => {
        request.onsuccess = () => done(request.result)
        request.onerror = () => failed(request.error)
      })
    const database = await result(indexedDB.open(name))
    const rows = await result(database.transaction('changes').objectStore('changes').getAll())
    database.close()
    const encoder = new TextEncoder()
    return { changes: rows.length, log: rows.reduce((sum, row) => sum + encoder.encode(JSON.stringify(row)).length, 0) }
  }, `egiz-${projectId}`)
  return { journal, log, changes }
}

const LIMIT_KB = 200

/** Reports what `characters` typed characters added, each figure for 1,000 of them; held to a budget unless it is only told. */
export function reportGrowth(
  bench: Bench,
  what: string,
  { before, after, characters, naive }: { before: ChangeBytes; after: ChangeBytes; characters: number; naive: number },
  held: boolean,
): void {
  const kilobytes = (bytes: number) => bytes / characters
  const [journal, log] = [after.journal - before.journal, after.log - before.log]
  const peer = (value: number) => ({ name: 'paragraph before and after', value: kilobytes(value) })
  const report = (part: string, bytes: number, plain: number) =>
    bench.report({
      figure: `1,000 typed characters${what}: ${part}`,
      unit: 'kB',
      values: [kilobytes(bytes)],
      ...(held ? { budget: { of: 'value' as const, most: LIMIT_KB } } : {}),
      peer: peer(plain),
    })
  report('journal', journal, naive)
  report('change log', log, naive)
  report('together', journal + log, 2 * naive)
}
