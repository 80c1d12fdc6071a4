import { join } from 'node:path'
import type { Change } from '../../shared/model/changes.ts'
import { byOrder, newId } from '../../shared/model/ids.ts'
import { FIRST_SUM, journalLine, sumChange } from '../../shared/model/journal.ts'
import { recordLine } from '../../shared/model/lines.ts'
import { annotationsPath, projectFileText, TAGS_PATH, unitsPath } from '../../shared/model/project-file.ts'
import { tagLines } from '../../shared/model/snapshot.ts'
import { type Content, makeInside, writeNewFile } from './atomic-file.ts'
import type { Disk } from './disk.ts'
import { packLines } from './gzip.ts'
import { HISTORY_FOLDER, historyName } from './history.ts'
import { JOURNAL_NAME } from './journal-file.ts'
import { PROJECT_NAME } from './project-files.ts'
import type { World } from './repair-world.ts'

/** How many bytes of lines a file of the history holds. */
const SEGMENT = 4 * 1024 * 1024

/** Writes a project's snapshot, history and empty journal into a new folder. The snapshot holds all of the changes. */
export async function writeProject(disk: Disk, folder: string, world: World, changes: readonly Change[]): Promise<void> {
  const files: Record<string, string> = {}
  const write = async (path: string, content: Content) => {
    files[path] = (await writeNewFile(disk, join(folder, path), content)).sha256
  }
  const lines = (records: Iterable<unknown>) => Buffer.from([...records].map(recordLine).join(''))
  for (const room of ['documents', 'annotations']) await makeInside(disk, join(folder, room))
  await write(TAGS_PATH, tagLines(world.tags.values()))
  for (const id of world.documents.keys()) {
    const rooms = world.rooms.get(id)
    await write(unitsPath(id), lines([...(rooms?.units.values() ?? [])].sort(byOrder)))
    await write(annotationsPath(id), lines(rooms?.annotations.values() ?? []))
  }
  const head = await writeHistory(disk, folder, changes)
  await writeNewFile(disk, join(folder, JOURNAL_NAME), '')
  const rest = { lineage: newId(16), ...head, documents: world.documents.values(), files }
  await writeNewFile(disk, join(folder, PROJECT_NAME), projectFileText(world.project, rest))
}

async function writeHistory(disk: Disk, folder: string, changes: readonly Change[]): Promise<{ seq: number; sum: string }> {
  if (changes.length === 0) return { seq: 0, sum: FIRST_SUM }
  await makeInside(disk, join(folder, HISTORY_FOLDER))
  let sum = FIRST_SUM
  let lines: string[] = []
  let [first, bytes] = [1, 0]
  for (const change of changes) {
    sum = sumChange(sum, change)
    const line = journalLine({ sum, change })
    lines.push(line)
    bytes += line.length
    if (bytes < SEGMENT && change.seq < changes.length) continue
    const path = join(folder, HISTORY_FOLDER, historyName(first, change.seq))
    await writeNewFile(disk, path, await packLines(Buffer.from(lines.join(''))))
    lines = []
    first = change.seq + 1
    bytes = 0
  }
  return { seq: changes.length, sum }
}
