import { Plus } from 'lucide-react'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Tag } from '../../../shared/model/records.ts'
import { commitAll, removeTagOps } from '../../store/edits.ts'
import type { ProjectStore } from '../../store/project-store.ts'
import { useTopic } from '../../store/use-store.ts'
import { IconButton } from '../../ui/icon-button.tsx'
import { MenuButton } from '../../ui/menu.tsx'
import { PassageList } from './passage-list.tsx'
import { RemoveTagDialog } from './remove-tag-dialog.tsx'
import { TagDialog } from './tag-dialog.tsx'
import { tagCounts, tagTree } from './tag-tree.ts'
import './tags.css'

export interface TagsPanelProps {
  store: ProjectStore
  documentId: string
  /** The unit of the active row. */
  activeId: string | null
  /** The tag whose passages are listed; null lists those of the active row. */
  shownTag: string | null
  onShowTag: (tagId: string | null) => void
  onGo: (annotationId: string) => void
}

/** The codebook, and below it the passages of the chosen tag or of the active row. */
export function TagsPanel({ store, documentId, activeId, shownTag, onShowTag, onGo }: TagsPanelProps) {
  const { t } = useTranslation()
  const tags = useTopic(store, 'tags', () => store.records.tagList)
  const version = useTopic(store, 'annotations', () => store.seq)
  // biome-ignore lint/correctness/useExhaustiveDependencies: the map of annotations is changed in place; its version says when
  const counts = useMemo(() => tagCounts(store.records.annotations.values()), [store, version])
  const [edited, setEdited] = useState<Tag | 'new' | { parentId: string } | null>(null)
  const [removed, setRemoved] = useState<Tag | null>(null)
  const tree = tagTree(tags)
  const remove = (tag: Tag) => {
    const ops = removeTagOps(store, tag)
    // A tag that nothing hangs on goes without a question.
    if (ops.length > 1) setRemoved(tag)
    else void commitAll(store, ops)
  }

  return (
    <div className="tags-panel">
      <header className="pane-head">
        {tree.length > 0 ? <span className="tags-legend">{t('tags.countsLegend')}</span> : null}
        <IconButton label={t('tags.add')} icon={<Plus size={15} aria-hidden />} onPress={() => setEdited('new')} />
      </header>
      {tree.length === 0 ? <p className="pane-empty">{t('tags.none')}</p> : null}
      <ul className="tag-list" aria-label={t('tags.title')}>
        {tree.map(({ tag, depth, path }, index) => {
          const count = counts.get(tag.id) ?? { source: 0, target: 0 }
          return (
            <li key={tag.id} className={`tag-item${tag.id === shownTag ? ' on' : ''}`} style={{ paddingInlineStart: 12 + depth * 16 }}>
              <button
                type="button"
                className="tag-name"
                title={tag.description || path}
                aria-pressed={tag.id === shownTag}
                onClick={() => onShowTag(tag.id === shownTag ? null : tag.id)}
              >
                <i className="tag-swatch" data-colour={tag.colour} />
                <span className="tag-label">{tag.name}</span>
                {index < 9 ? <span className="tag-digit">{index + 1}</span> : null}
              </button>
              <span className="tag-count" title={t('tags.countTitle', count)}>
                {count.source} · {count.target}
              </span>
              <MenuButton
                label={t('tags.menu', { name: tag.name })}
                className="icon-button tag-more"
                groups={[
                  {
                    id: 'tag',
                    actions: [
                      { id: 'edit', label: t('tags.edit'), onAction: () => setEdited(tag) },
                      { id: 'child', label: t('tags.addChild'), onAction: () => setEdited({ parentId: tag.id }) },
                      { id: 'remove', label: t('tags.remove'), danger: true, onAction: () => remove(tag) },
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
      <PassageList
        store={store}
        documentId={documentId}
        activeId={activeId}
        tagId={shownTag}
        version={version}
        onGo={onGo}
        onClear={() => onShowTag(null)}
      />
      {removed ? <RemoveTagDialog store={store} tag={removed} onClose={() => setRemoved(null)} /> : null}
      {edited ? <TagDialog store={store} edited={edited} onClose={() => setEdited(null)} /> : null}
    </div>
  )
}
