import { useEffect } from 'react'
import type { GridController } from '../features/paragraphs/grid-controller.ts'
import type { ProjectStore } from '../store/project-store.ts'

const documentKey = (projectId: string) => `egiz:document:${projectId}`
const rowKey = (documentId: string) => `egiz:row:${documentId}`

interface LastPlace {
  grid: GridController
  projectId: string
  documentId: string
}

/** Work goes on where it was left: remembers the document shown and its active row, and makes that row the active one again. */
export function useLastPlace({ grid, projectId, documentId }: LastPlace): void {
  useEffect(() => localStorage.setItem(documentKey(projectId), documentId), [projectId, documentId])
  useEffect(() => {
    const left = localStorage.getItem(rowKey(documentId))
    // A row that a filter leaves out does not lift it.
    const isShown = left !== null && (!grid.view.isFiltered || grid.view.indexOf(left) >= 0)
    if (isShown && !grid.hasRow) void grid.activate(left, 'target', 'end', 'center')
  }, [documentId, grid])
  // Without rendering anything: going from row to row is done all day.
  useEffect(() => {
    const remember = () => grid.activeId && localStorage.setItem(rowKey(grid.documentId), grid.activeId)
    return grid.subscribe('active', remember)
  }, [grid])
}

/** The document shown when the project was last open, else the first. */
export function lastDocument({ records }: ProjectStore): string {
  const last = localStorage.getItem(documentKey(records.project.id))
  return last && records.documents.has(last) ? last : (records.documentList[0]?.id ?? '')
}
