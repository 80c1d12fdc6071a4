import type { Change } from '../../shared/model/changes.ts'
import { sha256Hex } from '../../shared/model/checksum.ts'
import { FIRST_SUM, type SummedChange, sumChange } from '../../shared/model/journal.ts'
import { readRecords } from '../../shared/model/lines.ts'
import { annotationsPath, type ProjectFile, projectFileSchema, projectFileText, unitsPath } from '../../shared/model/project-file.ts'
import { annotationSchema, type Tag, unitSchema } from '../../shared/model/records.ts'
import { type ProjectState, readState, snapshotFiles, snapshotProjectText } from '../../shared/model/snapshot.ts'
import { emptyWorld, type RowsFiles, type World } from './arbitraries.ts'
import { collect } from './sample-project.ts'

/** A snapshot as its texts. */
export interface Snapshot {
  readonly file: ProjectFile
  readonly texts: ReadonlyMap<string, string>
}

export function firstSnapshot(): Snapshot {
  const text = projectFileText(emptyWorld.project, { lineage: 'thelineage', seq: 0, sum: FIRST_SUM, documents: [], files: {} })
  return { file: projectFileSchema.parse(JSON.parse(text)), texts: new Map() }
}

export function summed(changes: readonly Change[], from: string = FIRST_SUM): SummedChange[] {
  let sum = from
  return changes.map((change) => {
    sum = sumChange(sum, change)
    return { sum, change }
  })
}

export function stateOf({ file, texts }: Snapshot, changes: readonly SummedChange[], rows: RowsFiles): Promise<ProjectState> {
  const chunks = (path: string) => (texts.has(path) ? [new TextEncoder().encode(texts.get(path))] : [])
  return readState(
    file,
    {
      tags: async () => JSON.parse(texts.get('tags.json') ?? '[]') as Tag[],
      units: (id) => readRecords(unitsPath(id), chunks(unitsPath(id)), unitSchema),
      annotations: (id) => readRecords(annotationsPath(id), chunks(annotationsPath(id)), annotationSchema),
      rows: async function* ({ sha256 }) {
        yield* rows.get(sha256)!
      },
    },
    changes,
  )
}

/** Compacts: the snapshot that holds the changes too. */
export async function compacted(snapshot: Snapshot, changes: readonly SummedChange[], rows: RowsFiles): Promise<Snapshot> {
  const head = changes.at(-1)
  if (!head) return snapshot
  const state = await stateOf(snapshot, changes, rows)
  const texts = new Map<string, string>()
  const files: Record<string, string> = {}
  for (const each of snapshotFiles(snapshot.file, state)) {
    const text = 'keep' in each ? snapshot.texts.get(each.path)! : (await collect(each.lines)).join('')
    texts.set(each.path, text)
    files[each.path] = sha256Hex(text)
  }
  const project = snapshotProjectText(snapshot.file, state, head, files)
  return { file: projectFileSchema.parse(JSON.parse(project)), texts: new Map([...texts, ['project.json', project]]) }
}

export async function worldOf(state: ProjectState): Promise<World> {
  const ids = [...state.documents.keys()]
  const units = (await Promise.all(ids.map((id) => collect(state.units(id))))).flat()
  const annotations = (await Promise.all(ids.map((id) => collect(state.annotations(id))))).flat()
  const { project, documents, tags } = state
  return { project, documents, tags, units: new Map(units.map((u) => [u.id, u])), annotations: new Map(annotations.map((a) => [a.id, a])) }
}
