import { type DocumentFold, foldAnnotations, foldChanges, foldUnits } from '../../shared/model/fold.ts'
import type { SummedChange } from '../../shared/model/journal.ts'
import { type ProjectFile, projectRecordOf } from '../../shared/model/project-file.ts'
import type { Annotation, DocumentRecord, ProjectRecord, Tag, Unit } from '../../shared/model/records.ts'
import type { Disk } from './disk.ts'
import { readAnnotations, readRowsFile, readTags, readUnits } from './project-files.ts'

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
export async function readState(disk: Disk, folder: string, file: ProjectFile, changes: readonly SummedChange[]): Promise<ProjectState> {
  const tags = await readTags(disk, folder, file)
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
      return foldUnits(base === 'snapshot' ? readUnits(disk, folder, file, id) : readRowsFile(disk, folder, base.sha256), units)
    },
    annotations(id) {
      const { base, annotations } = foldOf(id)
      return foldAnnotations(base === 'snapshot' ? readAnnotations(disk, folder, file, id) : [], annotations)
    },
  }
}
