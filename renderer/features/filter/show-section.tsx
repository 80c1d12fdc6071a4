import { Bookmark, Clock, ListFilter, Lock, PencilLine, StickyNote, Tag } from 'lucide-react'
import { type MouseEvent, type ReactNode, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { type Condition, holds, type RowFilter, type rowMarks } from '../../../shared/analysis/row-filter.ts'
import { type SavedFilter, savedFilters } from '../../../shared/analysis/saved-filters.ts'
import type { ProjectStore } from '../../store/project-store.ts'
import { useTopic } from '../../store/use-store.ts'
import { formatNumber } from '../../ui/format.ts'
import { IconButton } from '../../ui/icon-button.tsx'
import { MenuButton } from '../../ui/menu.tsx'
import type { FilterController } from './filter-controller.ts'
import { quickFilters } from './quick-filters.ts'
import { useCounts } from './use-counts.ts'
import './filter.css'

interface ShowSectionProps {
  store: ProjectStore
  filter: FilterController
  documentId: string
  onMore: () => void
  onRename: (saved: SavedFilter) => void
  onRemove: (saved: SavedFilter) => void
}

const marks = { bookmarked: Bookmark, noted: StickyNote, locked: Lock, corrected: PencilLine } satisfies Record<
  (typeof rowMarks)[number],
  unknown
>

/** What rows there are, with how many of each; a press shows them alone. */
export function ShowSection({ store, filter, documentId, onMore, onRename, onRemove }: ShowSectionProps) {
  const { t } = useTranslation()
  const state = useTopic(filter, 'state', () => filter.state)
  const project = useTopic(store, 'project', () => store.records.project)
  const saved = useMemo(() => savedFilters(project), [project])
  const counted = useMemo<readonly RowFilter[]>(
    () => [...quickFilters.map(({ condition }) => ({ conditions: [condition], order: 'document' as const })), ...saved],
    [saved],
  )
  const counts = useCounts(store, filter.changed, documentId, counted, filter.onFailure)
  const quick = quickFilters.map((one, i) => ({ ...one, count: counts[i] ?? null, isOn: holds(state.filter, one.condition) }))
  return (
    <section aria-label={t('filter.show')}>
      <header className="pane-head">
        <h2>{t('filter.show')}</h2>
        <IconButton label={t('filter.commands.open')} icon={<ListFilter size={15} aria-hidden />} onPress={onMore} />
      </header>
      <ul>
        {quick
          .filter(({ isRare, count, isOn }) => isOn || !isRare || (count !== null && count > 0))
          .map(({ id, words, condition, count, isOn }) => (
            <li key={id}>
              <ShowItem
                label={t(words)}
                sign={signOf(condition)}
                count={count}
                isOn={isOn}
                onPress={(event) => filter.press(condition, event.ctrlKey || event.metaKey || event.shiftKey)}
              />
            </li>
          ))}
        {saved.map((one, i) => {
          const isOn = state.savedId === one.id
          return (
            <li key={one.id} className="saved-filter">
              <ShowItem
                label={one.name}
                sign={<ListFilter size={12} aria-hidden />}
                count={counts[quickFilters.length + i] ?? null}
                isOn={isOn}
                onPress={() => (isOn ? filter.clear() : void filter.show({ conditions: one.conditions, order: one.order }, one.id))}
              />
              <MenuButton
                label={t('filter.savedMenu', { name: one.name })}
                className="icon-button saved-filter-more"
                groups={[
                  {
                    id: 'saved',
                    actions: [
                      { id: 'rename', label: t('filter.rename'), onAction: () => onRename(one) },
                      { id: 'remove', label: t('filter.removeSaved'), danger: true, onAction: () => onRemove(one) },
                    ],
                  },
                ]}
              >
                <span aria-hidden>⋯</span>
              </MenuButton>
            </li>
          )
        })}
      </ul>
    </section>
  )
}

interface ShowItemProps {
  label: string
  sign: ReactNode
  /** Null where it is not counted. */
  count: number | null
  isOn: boolean
  onPress: (event: MouseEvent) => void
}

function ShowItem({ label, sign, count, isOn, onPress }: ShowItemProps) {
  const { t, i18n } = useTranslation()
  return (
    <button
      type="button"
      className="pane-item show-item"
      aria-pressed={isOn}
      disabled={count === 0 && !isOn}
      onClick={onPress}
      title={t('filter.pressHint')}
    >
      <span className="show-sign">{sign}</span>
      <span>{label}</span>
      <span className="count">{count === null ? '' : formatNumber(count, i18n.language)}</span>
    </button>
  )
}

function signOf(condition: Condition): ReactNode {
  if (condition.of === 'state') {
    const [state] = condition.any
    return <i className="dot" {...(state === 'begun' ? { 'data-begun': '' } : { 'data-state': state })} />
  }
  const Icon = condition.of === 'mark' ? marks[condition.any[0]!] : condition.of === 'tag' ? Tag : Clock
  return <Icon size={12} aria-hidden />
}
