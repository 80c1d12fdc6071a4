import type { Rows } from './changes.ts'
import { type DocumentFold, foldAnnotations, foldChanges, foldUnits } from './fold.ts'
import { byOrder } from './ids.ts'
import type { SummedChange } from './journal.ts'
import { recordLine } from './lines.ts'
import { annotationsPath, type ProjectFile, projectFileText, projectRecordOf, TAGS_PATH, unitsPath } from './project-file.ts'
import type { Annotation, DocumentRecord, ProjectRecord, Tag, Unit } from './records.ts'

/** Where a snapshot's files are read from. The streams may be asked for again. */
export interface SnapshotReader {
  tags(): Promise<readonly Tag[]>
  units(documentId: string): AsyncIterable<Unit>
  annotations(documentId: string): AsyncIterable<Annotation>
  /** The rows that a `document.add` names. */
  rows(rows: Rows): AsyncIterable<Unit>
}

/** A project as its snapshot and the changes after it make it. Small records at once, large files as streams that can be read again. */
export interface ProjectState {
  readonly project: ProjectRecord
  readonly documents: ReadonlyMap<string, DocumentRecord>
  readonly tags: ReadonlyMap<string, Tag>
  readonly perDocument: ReadonlyMap<string, DocumentFold>
  /** In order. @throws ConflictError, LineError while reading. */
  units(documentId: string): AsyncGenerator<Unit>
  annotations(documentId: string): AsyncGenerator<Annotation>
}

/** @throws ConflictError where a change does not fit, LineError where a file is damaged. */
export async function readState(file: ProjectFile, reader: SnapshotReader, changes: readonly SummedChange[]): Promise<ProjectState> {
  const tags = await reader.tags()
  const fold = foldChanges(
    { project: projectRecordOf(file), documents: file.documents, tags },
    changes.map(({ change }) => change),
  )
  const foldOf = (id: string): DocumentFold => {
    const found = fold.perDocument.get(id)
    if (!found) throw new RangeError(`there is no document ${id}`)
    return found
  }
  return {
    ...fold,
    units(id) {
      const { base, units } = foldOf(id)
      return foldUnits(base === 'snapshot' ? reader.units(id) : reader.rows(base), units)
    },
    annotations(id) {
      const { base, annotations } = foldOf(id)
      return foldAnnotations(base === 'snapshot' ? reader.annotations(id) : [], annotations)
    },
  }
}

/** A file of the next snapshot: kept as it is (its checksum), or to be written line by line. */
export type SnapshotFile =
  | { readonly path: string; readonly keep: string }
  | { readonly path: string; readonly lines: AsyncIterable<string> }

/**
 * The files of the snapshot that holds a state, project.json aside. A document that the changes do not touch keeps its files;
 * every document has both a units and an annotations file, be it empty.
 */
export function* snapshotFiles(file: ProjectFile, state: ProjectState): Generator<SnapshotFile> {
  yield { path: TAGS_PATH, lines: tagLines(state.tags.values()) }
  for (const [id, fold] of state.perDocument) {
    const kept = fold.base === 'snapshot' ? file.files : {}
    const [units, annotations] = [unitsPath(id), annotationsPath(id)]
    if (fold.units.size === 0 && kept[units]) yield { path: units, keep: kept[units] }
    else yield { path: units, lines: recordLines(state.units(id)) }
    if (fold.annotations.size === 0 && kept[annotations]) yield { path: annotations, keep: kept[annotations] }
    else yield { path: annotations, lines: recordLines(state.annotations(id)) }
  }
}

/** project.json of the snapshot that holds a state up to `head`; `files` are its files' checksums. */
export function snapshotProjectText(file: ProjectFile, state: ProjectState, head: SummedChange, files: Record<string, string>): string {
  const { lineage } = file
  const { sum, change } = head
  return projectFileText(state.project, { lineage, seq: change.seq, sum, documents: state.documents.values(), files })
}

/** tags.json, one tag a line in order, so that a diff reads well. */
export async function* tagLines(tags: Iterable<Tag>): AsyncGenerator<string> {
  const lines = [...tags].sort(byOrder).map((tag) => recordLine(tag).trimEnd())
  yield lines.length === 0 ? '[]\n' : `[\n${lines.join(',\n')}\n]\n`
}

async function* recordLines(records: AsyncIterable<unknown>): AsyncGenerator<string> {
  for await (const record of records) yield recordLine(record)
}
