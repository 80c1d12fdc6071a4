import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { RowFilter } from '../../../shared/analysis/row-filter.ts'
import type { Tag } from '../../../shared/model/records.ts'
import type { ProjectStore } from '../../store/project-store.ts'
import { isQuickFilter, matchQuickly } from '../../store/row-matching.ts'
import { useTopic } from '../../store/use-store.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { conditionsOf, draftOf } from './condition-draft.ts'
import { RowFields, TagFields, TextFields } from './condition-fields.tsx'
import { conditionWords } from './condition-words.ts'
import './filter.css'

interface FilterDialogProps {
  store: ProjectStore
  documentId: string
  filter: RowFilter
  onShow: (filter: RowFilter) => void
  onClose: () => void
}

/** All conditions at once: a row is shown that fits each of them; of several values of one, any. */
export function FilterDialog({ store, documentId, filter, onShow, onClose }: FilterDialogProps) {
  const { t, i18n } = useTranslation()
  const [{ draft, others }, setDraft] = useState(() => draftOf(filter.conditions))
  const tagList = useTopic(store, 'tags', () => store.records.tagList)
  const tags = useMemo(() => pathsOf(tagList), [tagList])
  const next: RowFilter = { conditions: [...conditionsOf(draft), ...others], order: filter.order }
  const key = JSON.stringify(next)
  // biome-ignore lint/correctness/useExhaustiveDependencies: counted anew where something else is asked for, not at each keystroke
  const count = useMemo(() => (isQuickFilter(next) ? matchQuickly(store, documentId, next).length : null), [store, documentId, key])
  const show = () => {
    onShow(next)
    onClose()
  }
  const fields = { draft, onChange: (changed: typeof draft) => setDraft({ draft: changed, others }) }
  return (
    <Dialog
      title={t('filter.dialog.conditions')}
      size="medium"
      onClose={onClose}
      footer={
        <>
          <span className="muted">{count === null ? t('filter.readsTexts') : t('filter.fitting', { count })}</span>
          <span className="grow" />
          <Button onPress={() => setDraft({ draft: {}, others: [] })}>{t('filter.none')}</Button>
          <Button look="primary" onPress={show}>
            {t('filter.showRows')}
          </Button>
        </>
      }
    >
      <form
        className="filter-form"
        onSubmit={(event) => {
          event.preventDefault()
          show()
        }}
      >
        <div className="filter-columns">
          <RowFields {...fields} />
          {tags.length > 0 ? <TagFields {...fields} tags={tags} /> : null}
        </div>
        <TextFields {...fields} />
        {others.length > 0 ? (
          <p className="hint">
            {t('filter.alsoFits', {
              words: others
                .map((one) => conditionWords({ t, language: i18n.language, tags: new Map(tagList.map((tag) => [tag.id, tag])) }, one))
                .join('; '),
            })}
          </p>
        ) : null}
        <input type="submit" hidden />
      </form>
    </Dialog>
  )
}

/** Tags in the order of their tree, each with the names above it. */
function pathsOf(tagList: readonly Tag[], parentId: string | null = null, above = ''): { tag: Tag; path: string }[] {
  return tagList
    .filter((tag) => tag.parentId === parentId)
    .flatMap((tag) => {
      const path = above === '' ? tag.name : `${above} › ${tag.name}`
      return [{ tag, path }, ...pathsOf(tagList, tag.id, path)]
    })
}
