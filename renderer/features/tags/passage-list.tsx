import { useVirtualizer } from '@tanstack/react-virtual'
import { MessageSquareText, Trash2, X } from 'lucide-react'
import { useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Annotation } from '../../../shared/model/records.ts'
import type { ProjectStore } from '../../store/project-store.ts'
import { IconButton } from '../../ui/icon-button.tsx'
import { NoteDialog } from './note-dialog.tsx'

interface PassageListProps {
  store: ProjectStore
  documentId: string
  activeId: string | null
  /** Null lists the passages of the active row. */
  tagId: string | null
  version: number
  onGo: (annotationId: string) => void
  onClear: () => void
}

/** Annotations as their quotes, in order of the text; a press goes to the place. */
export function PassageList({ store, documentId, activeId, tagId, version, onGo, onClear }: PassageListProps) {
  const { t } = useTranslation()
  const scroller = useRef<HTMLDivElement>(null)
  const [noted, setNoted] = useState<Annotation | null>(null)
  const { annotations, tags } = store.records
  // biome-ignore lint/correctness/useExhaustiveDependencies: the map of annotations is changed in place; its version says when
  const listed = useMemo(() => {
    if (tagId === null) return activeId ? [...store.records.annotationsOf(activeId)].sort(byPlace(store)) : []
    return [...annotations.values()].filter((annotation) => annotation.tagId === tagId).sort(byPlace(store))
  }, [store, tagId, activeId, version])
  const orphans = tagId === null ? [] : listed.filter((annotation) => annotation.orphan)
  const virtualizer = useVirtualizer({
    count: listed.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => 62,
    getItemKey: (index) => listed[index]!.id,
    overscan: 8,
    useFlushSync: false,
  })
  const tag = tagId ? tags.get(tagId) : undefined

  return (
    <section className="passages" aria-label={tag ? t('tags.passagesOf', { name: tag.name }) : t('tags.inRow')}>
      <header className="pane-head">
        <h2>{tag ? t('tags.passagesOf', { name: tag.name }) : t('tags.inRow')}</h2>
        {tag ? <IconButton label={t('tags.showRow')} icon={<X size={14} aria-hidden />} onPress={onClear} /> : null}
      </header>
      {listed.length === 0 ? <p className="pane-empty">{t(tag ? 'tags.noPassages' : 'tags.noneInRow')}</p> : null}
      {orphans.length > 0 ? <p className="pane-empty warn">{t('tags.orphans', { count: orphans.length })}</p> : null}
      <div className="passage-scroll" ref={scroller}>
        <ul style={{ height: virtualizer.getTotalSize() }}>
          {virtualizer.getVirtualItems().map((item) => {
            const annotation = listed[item.index]!
            const span = annotation.spans[0]!
            const its = annotation.tagId ? tags.get(annotation.tagId) : undefined
            const document = store.records.outlines.get(annotation.documentId)
            const settings = store.records.project
            return (
              <li
                key={item.key}
                ref={virtualizer.measureElement}
                data-index={item.index}
                className="passage"
                style={{ transform: `translateY(${item.start}px)` }}
              >
                <button type="button" className="listed-go" onClick={() => onGo(annotation.id)}>
                  <span className="passage-meta">
                    <i className="tag-swatch" data-colour={its?.colour ?? 0} />
                    {tag ? null : <span>{its?.name ?? t('tags.note')}</span>}
                    <span>{t(`side.${span.side}`)}</span>
                    {annotation.documentId === documentId ? null : <span>{store.records.documents.get(annotation.documentId)?.name}</span>}
                    <span>{t('tags.row', { row: (document?.indexOf(span.unitId) ?? -1) + 1 })}</span>
                    {annotation.orphan ? <span className="warn">{t('tags.orphan')}</span> : null}
                  </span>
                  <span
                    className="passage-quote"
                    lang={span.side === 'source' ? settings.sourceLanguage : settings.targetLanguage}
                    dir="auto"
                  >
                    {annotation.spans.map((one) => one.quote).join(' … ')}
                  </span>
                  {annotation.note ? <span className="passage-note">{annotation.note}</span> : null}
                </button>
                <span className="passage-acts">
                  <IconButton
                    label={t('tags.editNote')}
                    icon={<MessageSquareText size={13} aria-hidden />}
                    onPress={() => setNoted(annotation)}
                  />
                  <IconButton
                    label={t('tags.removeFrom')}
                    icon={<Trash2 size={13} aria-hidden />}
                    onPress={() =>
                      void store.commit({
                        type: 'annotation.remove',
                        annotation: store.records.annotations.get(annotation.id) ?? annotation,
                      })
                    }
                  />
                </span>
              </li>
            )
          })}
        </ul>
      </div>
      {noted ? <NoteDialog store={store} annotation={noted} onClose={() => setNoted(null)} /> : null}
    </section>
  )
}

const byPlace = (store: ProjectStore) => {
  const documents = new Map(store.records.documentList.map((document, index) => [document.id, index]))
  const place = (annotation: Annotation): number[] => {
    const span = annotation.spans[0]!
    const row = store.records.outlines.get(annotation.documentId)?.indexOf(span.unitId) ?? 0
    return [documents.get(annotation.documentId) ?? 0, row, span.side === 'source' ? 0 : 1, span.from, span.to]
  }
  return (a: Annotation, b: Annotation) => {
    const x = place(a)
    const y = place(b)
    const differs = x.findIndex((part, i) => part !== y[i])
    return differs < 0 ? 0 : x[differs]! - y[differs]!
  }
}
