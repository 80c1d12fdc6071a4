import { Plus } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { unitStates } from '../../shared/model/records.ts'
import type { GridController } from '../features/paragraphs/grid-controller.ts'
import { isBegun, type OutlineRow, type Progress } from '../store/outline.ts'
import type { ProjectStore } from '../store/project-store.ts'
import { outlineTopic } from '../store/topics.ts'
import { useTopic } from '../store/use-store.ts'
import { formatNumber, formatPercent } from '../ui/format.ts'
import { IconButton } from '../ui/icon-button.tsx'
import { MenuButton } from '../ui/menu.tsx'

interface DocumentsPaneProps {
  store: ProjectStore
  grid: GridController
  onImport: () => void
  onRemove: (documentId: string) => void
  onReport: (documentId: string) => void
  onRename: (documentId: string) => void
  onNext: (asked: (row: OutlineRow) => boolean) => void
}

const none: Progress = {
  units: { initial: 0, translated: 0, reviewed: 0, final: 0 },
  words: { initial: 0, translated: 0, reviewed: 0, final: 0 },
  begun: 0,
  total: 0,
  totalWords: 0,
}

/** The documents with how far each is, and the rows of the one shown by state. */
export function DocumentsPane({ store, grid, onImport, onRemove, onReport, onRename, onNext }: DocumentsPaneProps) {
  const { t } = useTranslation()
  const documents = useTopic(store, 'documents', () => store.records.documentList)
  const shownId = useTopic(grid, 'document', () => grid.documentId)
  const shown = useTopic(store, outlineTopic(shownId), () => store.records.outlines.get(shownId)?.progress ?? none)
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
      <header className="pane-head">
        <h2>{t('workbench.progress')}</h2>
      </header>
      <ul>
        {shown.begun > 0 ? (
          <StateItem label={t('state.begun')} count={shown.begun} dot={{ 'data-begun': '' }} onPress={() => onNext(isBegun)} />
        ) : null}
        {unitStates.map((state) => (
          <StateItem
            key={state}
            label={t(`state.${state}`)}
            count={shown.units[state]}
            dot={{ 'data-state': state }}
            onPress={() => onNext((row) => row.state === state)}
          />
        ))}
      </ul>
    </nav>
  )
}

interface StateItemProps {
  label: string
  count: number
  dot: Record<string, string>
  onPress: () => void
}

/** How many rows are in a state; a press goes to the next of them. */
function StateItem({ label, count, dot, onPress }: StateItemProps) {
  const { t, i18n } = useTranslation()
  return (
    <li>
      <button type="button" className="pane-item" disabled={count === 0} onClick={onPress} title={t('workbench.goToNext')}>
        <i className="dot" {...dot} />
        <span>{label}</span>
        <span className="count">{formatNumber(count, i18n.language)}</span>
      </button>
    </li>
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
