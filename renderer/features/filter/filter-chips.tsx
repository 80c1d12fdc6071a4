import { ListFilter, X } from 'lucide-react'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Condition } from '../../../shared/analysis/row-filter.ts'
import type { ProjectStore } from '../../store/project-store.ts'
import { useTopic } from '../../store/use-store.ts'
import { IconButton } from '../../ui/icon-button.tsx'
import { conditionWords } from './condition-words.ts'

interface FilterChipsProps {
  store: ProjectStore
  conditions: readonly Condition[]
  onEdit: () => void
  /** By its place. */
  onRemove: (place: number) => void
}

/** The conditions in words; each can be changed, or taken away by its cross or by Delete. */
export function FilterChips({ store, conditions, onEdit, onRemove }: FilterChipsProps) {
  const { t, i18n } = useTranslation()
  const tagList = useTopic(store, 'tags', () => store.records.tagList)
  const tags = useMemo(() => new Map(tagList.map((tag) => [tag.id, tag])), [tagList])
  return (
    <ul className="filter-chips" aria-label={t('filter.conditions')}>
      {conditions.map((condition, place) => {
        const words = conditionWords({ t, language: i18n.language, tags }, condition)
        return (
          <li className="filter-chip" key={JSON.stringify(condition)}>
            <button
              type="button"
              className="chip-words"
              aria-label={t('filter.editCondition', { words })}
              onClick={onEdit}
              onKeyDown={(event) => (event.key === 'Delete' || event.key === 'Backspace') && onRemove(place)}
            >
              {words}
            </button>
            <button
              type="button"
              className="chip-remove"
              aria-label={t('filter.removeCondition', { words })}
              onClick={() => onRemove(place)}
            >
              <X size={12} aria-hidden />
            </button>
          </li>
        )
      })}
      <li>
        <IconButton label={t('filter.commands.open')} icon={<ListFilter size={14} aria-hidden />} onPress={onEdit} />
      </li>
    </ul>
  )
}
