import { Plus } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { ShowSection } from '../features/filter/show-section.tsx'
import type { GridController } from '../features/paragraphs/grid-controller.ts'
import type { Progress } from '../store/outline.ts'
import type { ProjectStore } from '../store/project-store.ts'
import { outlineTopic } from '../store/topics.ts'
import { useTopic } from '../store/use-store.ts'
import { formatPercent } from '../ui/format.ts'
import { IconButton } from '../ui/icon-button.tsx'
import { MenuButton } from '../ui/menu.tsx'
import type { FilterActions } from './use-filter.tsx'

interface DocumentsPaneProps {
  store: ProjectStore
  grid: GridController
  onImport: () => void
  onRemove: (documentId: string) => void
  onReport: (documentId: string) => void
  onRename: (documentId: string) => void
  filter: FilterActions
}

const none: Progress = {
  units: { initial: 0, translated: 0, reviewed: 0, final: 0 },
  words: { initial: 0, translated: 0, reviewed: 0, final: 0 },
  begun: 0,
  total: 0,
  totalWords: 0,
}

/** The documents with how far each is, and what rows the one shown has. */
export function DocumentsPane({ store, grid, onImport, onRemove, onReport, onRename, filter }: DocumentsPaneProps) {
  const { t } = useTranslation()
  const documents = useTopic(store, 'documents', () => store.records.documentList)
  const shownId = useTopic(grid, 'document', () => grid.documentId)
  return (
    <nav className="pane documents" aria-label={t('workbench.documents')} tabIndex={-1} data-pane="documents">
      <header className="pane-head">
        <h2>{t('workbench.documents')}</h2>
        <IconButton label={t('workbench.import')} icon={<Plus size={15} aria-hidden />} onPress={onImport} />
      </header>
      <ul>
        {documents.map((document) => (
          <DocumentItem
            key={document.id}
            store={store}
            documentId={document.id}
            name={document.name}
            on={document.id === shownId}
            onShow={() => grid.show(document.id)}
            onRemove={() => onRemove(document.id)}
            onReport={() => onReport(document.id)}
            onRename={() => onRename(document.id)}
          />
        ))}
      </ul>
      <ShowSection
        store={store}
        filter={filter.controller}
        documentId={shownId}
        onMore={() => filter.open('conditions')}
        onRename={filter.rename}
        onRemove={filter.remove}
      />
    </nav>
  )
}

interface DocumentItemProps {
  store: ProjectStore
  documentId: string
  name: string
  on: boolean
  onShow: () => void
  onRemove: () => void
  onReport: () => void
  onRename: () => void
}

function DocumentItem({ store, documentId, name, on, onShow, onRemove, onReport, onRename }: DocumentItemProps) {
  const { t, i18n } = useTranslation()
  const progress = useTopic(store, outlineTopic(documentId), () => store.records.outlines.get(documentId)?.progress ?? none)
  const share = progress.totalWords === 0 ? 0 : 1 - progress.words.initial / progress.totalWords
  return (
    <li className={`document-item${on ? ' on' : ''}`}>
      <button type="button" className="pane-item" aria-current={on} onClick={onShow}>
        <span className="document-name">{name}</span>
        <span className="count" title={t('workbench.shareOfWords', { share: formatPercent(share, i18n.language) })}>
          {formatPercent(share, i18n.language)}
        </span>
        <span className="bar" aria-hidden>
          {(['final', 'reviewed', 'translated'] as const).map((state) => (
            <i
              key={state}
              data-state={state}
              style={{ width: `${progress.totalWords === 0 ? 0 : (100 * progress.words[state]) / progress.totalWords}%` }}
            />
          ))}
        </span>
      </button>
      <MenuButton
        label={t('workbench.documentMenu', { name })}
        className="icon-button document-more"
        groups={[
          {
            id: 'document',
            actions: [
              { id: 'rename', label: t('workbench.rename'), onAction: onRename },
              { id: 'report', label: t('workbench.importReport'), onAction: onReport },
              { id: 'remove', label: t('workbench.removeDocument'), danger: true, onAction: onRemove },
            ],
          },
        ]}
      >
        <span aria-hidden>⋯</span>
      </MenuButton>
    </li>
  )
}
