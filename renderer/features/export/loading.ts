import type { ExportProject } from '../../../shared/formats/bilingual.ts'
import type { Unit } from '../../../shared/model/records.ts'
import type { ProjectStore } from '../../store/project-store.ts'

/** The documents of a project as an export takes them, read page by page. */
export async function loadForExport(store: ProjectStore, documentIds: readonly string[]): Promise<ExportProject> {
  const { project, documents, annotations, tagList } = store.records
  const loaded: ExportProject['documents'][number][] = []
  for (const id of documentIds) {
    const units: Unit[] = []
    for await (const unit of store.readUnits(id)) units.push(unit)
    const its = [...annotations.values()].filter((annotation) => annotation.documentId === id)
    loaded.push({ id, name: documents.get(id)?.name ?? id, units, annotations: its })
  }
  const { name, sourceLanguage, targetLanguage } = project
  return { name, sourceLanguage, targetLanguage, documents: loaded, tags: tagList }
}
