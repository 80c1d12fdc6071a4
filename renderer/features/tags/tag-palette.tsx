import { useTranslation } from 'react-i18next'
import type { ProjectStore } from '../../store/project-store.ts'
import { QuickPick } from '../../ui/quick-pick.tsx'
import { tagTree } from './tag-tree.ts'

interface TagPaletteProps {
  store: ProjectStore
  /** In the lower half of the window. */
  low: boolean
  onPick: (tagId: string) => void
  onCreate: (name: string) => void
  onClose: () => void
}

/** Type ahead to a tag, or make a new one; digits choose the first nine. */
export function TagPalette({ store, low, onPick, onCreate, onClose }: TagPaletteProps) {
  const { t } = useTranslation()
  const items = tagTree(store.records.tagList).map(({ tag, path }) => ({
    id: tag.id,
    label: tag.name,
    ...(path === tag.name ? {} : { detail: path }),
    icon: <i className="tag-swatch" data-colour={tag.colour} />,
  }))
  return (
    <QuickPick
      label={t('tags.paletteLabel')}
      placeholder={t('tags.palettePlaceholder')}
      items={items}
      empty={t(items.length === 0 ? 'tags.paletteNone' : 'tags.paletteEmpty')}
      digits
      low={low}
      createLabel={(name) => t('tags.create', { name })}
      onPick={onPick}
      onCreate={onCreate}
      onClose={onClose}
    />
  )
}
