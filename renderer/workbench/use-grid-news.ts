import type { TFunction } from 'i18next'
import { useEffect } from 'react'
import type { Unit } from '../../shared/model/records.ts'
import type { GridController } from '../features/paragraphs/grid-controller.ts'
import { toasts } from '../ui/toast-queue.ts'

interface GridNews {
  grid: GridController
  t: TFunction
  onFailure: (error: unknown) => void
  /** A row's history is asked for; its 1-based number. */
  onHistory: (lived: { unit: Unit; row: number }) => void
}

/** Hears what the rows have to tell, and says what a person should know: once where it is a hint, each time where something was refused. */
export function useGridNews({ grid, t, onFailure, onHistory }: GridNews): void {
  useEffect(() => {
    const { store } = grid
    grid.onFailure = onFailure
    grid.onHistory = async (unitId) => {
      grid.pair?.commitNow()
      const unit = await store.readUnit(grid.documentId, unitId)
      const row = (store.records.outlines.get(grid.documentId)?.indexOf(unitId) ?? -1) + 1
      if (unit) onHistory({ unit, row })
    }
    let hinted = false
    grid.onEnter = () => {
      if (!hinted) toasts.add({ text: t('grid.enterHint') })
      hinted = true
    }
    const refused = new Set<string>()
    grid.onRefused = (what) => {
      if (!refused.has(what)) toasts.add({ text: t(what === 'locked' ? 'editor.locked' : 'editor.sourceHint') })
      refused.add(what)
    }
    let last = 0
    grid.onLocked = (row) => {
      toasts.close(last)
      last = toasts.add({ text: t('notes.locked', { row }) })
    }
    store.beforeUndo = () => grid.pair?.commitNow()
  }, [grid, t, onFailure, onHistory])
}
