import { ArrowDownUp, ChevronDown, RefreshCw, Save, X } from 'lucide-react'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { isAll, rowOrders } from '../../../shared/analysis/row-filter.ts'
import type { BulkEdit } from '../../store/bulk-edits.ts'
import type { ProjectStore } from '../../store/project-store.ts'
import { outlineTopic } from '../../store/topics.ts'
import { useTopic } from '../../store/use-store.ts'
import { Button } from '../../ui/button.tsx'
import { formatPercent } from '../../ui/format.ts'
import { IconButton } from '../../ui/icon-button.tsx'
import { MenuButton } from '../../ui/menu.tsx'
import { bulkActions } from './bulk-actions.tsx'
import { FilterChips } from './filter-chips.tsx'
import type { FilterController, FilteredGrid } from './filter-controller.ts'
import './filter.css'

interface FilterBarProps {
  store: ProjectStore
  grid: FilteredGrid
  filter: FilterController
  onEdit: () => void
  onSave: () => void
  onBulk: (edit: BulkEdit) => void
  /** The bar is gone: the focus goes to the rows. */
  onLeave: () => void
}

/** A bar above the rows as long as not all of them are shown, and words for who does not see it. */
export function FilterBar(props: FilterBarProps) {
  const { t } = useTranslation()
  const { filter, share } = useTopic(props.filter, 'state', () => props.filter.state)
  const shown = useTopic(props.grid, 'view', () => props.grid.view.length)
  const isOff = isAll(filter)
  const wasOn = useRef(false)
  if (!isOff) wasOn.current = true
  const words = isOff ? t('filter.allShown') : shown === 0 ? t('filter.noneFits') : t('filter.told', { count: shown })
  const told = share !== null || !wasOn.current ? '' : words
  return (
    <>
      {/* It stays mounted: a region that comes with its words is not read out. */}
      <p className="visually-hidden" role="status">
        {told}
      </p>
      {isOff ? null : <Bar {...props} />}
    </>
  )
}

/** The conditions, how many rows fit, their order, and what can be done with them. Esc shows all again. */
function Bar({ store, grid, filter, onEdit, onSave, onBulk, onLeave }: FilterBarProps) {
  const { t, i18n } = useTranslation()
  const state = useTopic(filter, 'state', () => filter.state)
  const documentId = useTopic(grid, 'document', () => grid.documentId)
  const of = useTopic(store, outlineTopic(documentId), () => store.records.outlines.get(documentId)?.length ?? 0)
  const shown = useTopic(grid, 'view', () => grid.view.length)
  const { conditions, order } = state.filter
  const clear = () => {
    filter.clear()
    onLeave()
  }
  const remove = (place: number) => {
    filter.remove(place)
    if (!filter.isOn) onLeave()
  }
  return (
    <section
      className="filter-bar"
      aria-label={t('filter.bar')}
      data-pane="filter"
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return
        event.preventDefault()
        clear()
      }}
    >
      <FilterChips store={store} conditions={conditions} onEdit={onEdit} onRemove={remove} />
      <p className="filter-count">
        {state.share !== null
          ? t('filter.looking', { share: formatPercent(state.share, i18n.language) })
          : shown === 0
            ? t('filter.noneFits')
            : t('filter.shown', { count: of, shown })}
      </p>
      {state.share === null ? null : (
        <Button look="quiet" onPress={clear}>
          {t('common.stop')}
        </Button>
      )}
      {state.isStale ? (
        <Button look="quiet" icon={<RefreshCw size={13} aria-hidden />} onPress={() => filter.refresh()}>
          {t('filter.commands.refresh')}
        </Button>
      ) : null}
      <span className="grow" />
      <MenuButton
        label={t('filter.orderNow', { order: t(`filter.order.${order}`) })}
        className={order === 'document' ? 'icon-button' : 'button quiet'}
        groups={[
          {
            id: 'order',
            title: t('filter.orderBy'),
            actions: rowOrders.map((one) => ({
              id: one,
              label: t(`filter.order.${one}`),
              isCurrent: one === order,
              onAction: () => void filter.show({ conditions, order: one }),
            })),
          },
        ]}
      >
        <ArrowDownUp size={14} aria-hidden />
        {order === 'document' ? null : t(`filter.order.${order}`)}
      </MenuButton>
      {shown === 0 ? null : (
        <MenuButton label={t('filter.commands.bulk')} className="button quiet" groups={bulkActions(t, onBulk)}>
          {t('filter.commands.bulk')}
          <ChevronDown size={13} aria-hidden />
        </MenuButton>
      )}
      <IconButton label={t('filter.commands.save')} icon={<Save size={14} aria-hidden />} onPress={onSave} />
      <IconButton label={t('filter.commands.clear')} icon={<X size={15} aria-hidden />} shortcut="Escape" onPress={clear} />
    </section>
  )
}
