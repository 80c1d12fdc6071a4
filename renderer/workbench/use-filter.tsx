import { useCallback, useEffect, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { removeFilterOp, type SavedFilter, savedFilters, saveFilterOp } from '../../shared/analysis/saved-filters.ts'
import { newId } from '../../shared/model/ids.ts'
import { bulkActions } from '../features/filter/bulk-actions.tsx'
import { BulkProgressDialog, ClearRowsDialog } from '../features/filter/bulk-dialogs.tsx'
import { FilterBar } from '../features/filter/filter-bar.tsx'
import { FilterController } from '../features/filter/filter-controller.ts'
import { FilterDialog } from '../features/filter/filter-dialog.tsx'
import { GoToRowDialog } from '../features/filter/go-to-row-dialog.tsx'
import { NameDialog } from '../features/filter/name-dialog.tsx'
import type { GridController } from '../features/paragraphs/grid-controller.ts'
import { type BulkEdit, editRows } from '../store/bulk-edits.ts'
import type { ProjectStore } from '../store/project-store.ts'
import { QuickPick } from '../ui/quick-pick.tsx'
import { toasts } from '../ui/toast-queue.ts'

/** What commands do to the rows shown. */
export interface FilterActions {
  readonly controller: FilterController
  /** Asks for conditions, a name to save them under, what is to be done with many rows, the number of a row. */
  readonly open: (what: 'conditions' | 'save' | 'bulk' | 'goTo') => void
  readonly rename: (saved: SavedFilter) => void
  readonly remove: (saved: SavedFilter) => void
  /** Edits the rows shown. */
  readonly edit: (edit: BulkEdit) => void
}

type Asked = 'conditions' | 'save' | 'goTo' | { rename: SavedFilter } | { bulk: readonly string[] } | { clear: readonly string[] }

/** Showing some rows, and doing something with all of them. `bar` is to be rendered above them. */
export function useFilter(store: ProjectStore, grid: GridController, report: (error: unknown) => void) {
  const { t } = useTranslation()
  const [controller] = useState(() => new FilterController(store, grid))
  const [asked, setAsked] = useState<Asked | null>(null)
  const [work, setWork] = useState<{ done: number; of: number; stop: () => void } | null>(null)

  useEffect(() => controller.begin(), [controller])
  useEffect(() => {
    controller.onFailure = report
    controller.onLifted = (filter, savedId) =>
      toasts.add({
        text: t('filter.lifted'),
        action: { label: t('filter.again'), onPress: () => void controller.show(filter, savedId) },
      })
  }, [controller, report, t])

  const run = useCallback(
    async (unitIds: readonly string[], edit: BulkEdit) => {
      grid.pair?.commitNow()
      const stop = new AbortController()
      const onProgress = (done: number, of: number) => setWork({ done, of, stop: () => stop.abort() })
      try {
        const { changed, locked, empty } = await editRows(store, grid.documentId, unitIds, edit, { signal: stop.signal, onProgress })
        const told = [t(changed > 0 ? 'filter.changed' : 'filter.unchanged', { count: changed })]
        if (locked > 0) told.push(t('filter.lockedLeft', { count: locked }))
        if (empty > 0) told.push(t('filter.emptyLeft', { count: empty }))
        toasts.add({ text: told.join(' ') })
      } catch (error) {
        report(error)
      } finally {
        setWork(null)
      }
    },
    [store, grid, report, t],
  )
  const editAll = useCallback(
    (unitIds: readonly string[], edit: BulkEdit) => (edit.to === 'clear' ? setAsked({ clear: unitIds }) : void run(unitIds, edit)),
    [run],
  )

  const actions = useMemo<FilterActions>(
    () => ({
      controller,
      open: (what) => {
        if (what === 'bulk') rowsMeant(grid).then((bulk) => setAsked({ bulk }), report)
        else setAsked(what)
      },
      rename: (rename) => setAsked({ rename }),
      remove: (saved) => {
        store.commit(removeFilterOp(store.records.project, saved.id)).catch(report)
        if (controller.state.savedId === saved.id) controller.clear()
        toasts.add({ text: t('filter.removed', { name: saved.name }) })
      },
      edit: (edit) => editAll(shownRows(grid), edit),
    }),
    [controller, store, grid, editAll, report, t],
  )

  const save = (filter: SavedFilter) => {
    store.commit(saveFilterOp(store.records.project, filter)).then(() => controller.isSavedAs(filter.id), report)
  }
  const close = () => setAsked(null)
  const names = (except?: string) => savedFilters(store.records.project).flatMap(({ id, name }) => (id === except ? [] : name))
  const rows = store.records.outlines.get(grid.documentId)?.length ?? 0
  const bar = (
    <>
      <FilterBar
        store={store}
        grid={grid}
        filter={controller}
        onEdit={() => setAsked('conditions')}
        onSave={() => setAsked('save')}
        onBulk={actions.edit}
        onLeave={() => (grid.pair ? grid.focusBack() : void grid.move(0))}
      />
      {asked === 'conditions' ? (
        <FilterDialog
          store={store}
          documentId={grid.documentId}
          filter={controller.state.filter}
          onShow={async (filter) => {
            await controller.show(filter)
            // The row that was worked on may not be shown any more: the caret goes to one that is, once the dialog is gone.
            if (grid.activePlace < 0 && grid.view.length > 0) setTimeout(() => void grid.activate(grid.view.idAt(0)), 60)
          }}
          onClose={close}
        />
      ) : null}
      {asked === 'save' ? (
        <NameDialog
          title={t('filter.dialog.save')}
          name=""
          taken={names()}
          onName={(name) => save({ id: newId(), name, ...controller.state.filter })}
          onClose={close}
        />
      ) : null}
      {asked === 'goTo' ? <GoToRowDialog rows={rows} onGo={(number) => goTo(grid, number)} onClose={close} /> : null}
      {isAsked(asked, 'rename') ? (
        <NameDialog
          title={t('filter.rename')}
          name={asked.rename.name}
          taken={names(asked.rename.id)}
          onName={(name) => store.commit(saveFilterOp(store.records.project, { ...asked.rename, name })).catch(report)}
          onClose={close}
        />
      ) : null}
      {isAsked(asked, 'bulk') ? (
        <QuickPick
          label={t('filter.forThese', { count: asked.bulk.length })}
          placeholder={t('filter.forThese', { count: asked.bulk.length })}
          empty={t('commands.none')}
          {...bulkPicks(bulkActions(t, (edit) => editAll(asked.bulk, edit)))}
          onClose={() => setAsked((now) => (now === asked ? null : now))}
        />
      ) : null}
      {isAsked(asked, 'clear') ? (
        <ClearRowsDialog rows={asked.clear.length} onClear={() => void run(asked.clear, { to: 'clear' })} onClose={close} />
      ) : null}
      {work ? <BulkProgressDialog done={work.done} of={work.of} onStop={work.stop} /> : null}
    </>
  )
  return { actions, bar }
}

function isAsked<K extends string>(asked: Asked | null, key: K): asked is Extract<Asked, Record<K, unknown>> {
  return asked !== null && typeof asked === 'object' && key in asked
}

const shownRows = ({ view }: GridController): string[] => Array.from({ length: view.length }, (_, place) => view.idAt(place))

/** The rows that are selected, where there are several; else all that are shown. */
async function rowsMeant(grid: GridController): Promise<string[]> {
  const selected = new Set((await grid.passages()).map(({ unit }) => unit.id))
  return selected.size > 1 ? [...selected] : shownRows(grid)
}

/** Waits until the dialog is gone and has given the focus back. */
const goTo = (grid: GridController, number: number) => setTimeout(() => void grid.activateIndex(number - 1, 'target', 'end', 'center'), 60)

/** A menu as a list to pick from. */
function bulkPicks(groups: ReturnType<typeof bulkActions>) {
  const actions = groups.flatMap(({ id, title, actions }) =>
    actions.map((action) => ({ ...action, id: `${id}.${action.id}`, detail: title })),
  )
  return {
    items: actions.map(({ id, label, detail, icon }) => ({ id, label, icon, ...(detail === undefined ? {} : { detail }) })),
    onPick: (id: string) => actions.find((action) => action.id === id)?.onAction(),
  }
}
