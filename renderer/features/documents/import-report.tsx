import { useTranslation } from 'react-i18next'
import type { TextImport } from '../../../shared/formats/txt/read.ts'
import { Button } from '../../ui/button.tsx'
import { formatNumber } from '../../ui/format.ts'
import { countKinds, type ImportEdits, type PreviewRow } from './import-rows.ts'

export interface ImportReportProps {
  read: TextImport
  rows: readonly PreviewRow[]
  edits: ImportEdits
  isDisabled: boolean
  onEdits: (edits: ImportEdits) => void
}

/** Beyond this the list says how many more there are: the preview shows each where it stood. */
const LISTED = 200

/** Counts, things to know, and the lines taken out. */
export function ImportReport({ read, rows, edits, isDisabled, onEdits }: ImportReportProps) {
  const { t, i18n } = useTranslation()
  const kinds = countKinds(rows)
  const paragraphs = kinds.reduce((sum, [, count]) => sum + count, 0)
  // The doubt about the encoding stands beside the encoding itself.
  const notes = read.notes.filter((note) => note.code !== 'encoding-unsure')
  return (
    <>
      <div className="import-report">
        <h3 className="section-title">{t('import.report')}</h3>
        <p className="numeric" data-testid="import-counts">
          {t('import.lines', { count: read.lines })} → {t('import.paragraphs', { count: paragraphs })}
        </p>
        <p className="muted numeric">{t('import.characters', { count: read.characters })}</p>
        <ul className="import-kinds" aria-label={t('import.kinds')}>
          {kinds.map(([kind, count]) => (
            <li key={kind}>
              <span>{t(`kind.${kind}`)}</span>
              <span className="muted numeric">{formatNumber(count, i18n.language)}</span>
            </li>
          ))}
        </ul>
        {notes.map((note) => (
          <p key={note.code} className="import-note">
            {t(`import.note.${note.code}`, { count: note.count })}
          </p>
        ))}
      </div>
      {read.removed.length === 0 ? null : <RemovedList read={read} edits={edits} isDisabled={isDisabled} onEdits={onEdits} />}
    </>
  )
}

function RemovedList({ read, edits, isDisabled, onEdits }: Omit<ImportReportProps, 'rows'>) {
  const { t, i18n } = useTranslation()
  const { removed } = read
  const allBack = edits.putBack.size === removed.length
  const toggle = (index: number) => {
    const next = new Set(edits.putBack)
    if (!next.delete(index)) next.add(index)
    onEdits({ ...edits, putBack: next })
  }
  return (
    <div className="import-report">
      <h3 className="section-title">{t('import.removed')}</h3>
      <p>
        {t(allBack ? 'import.removedAllBack' : 'import.removedCount', { count: removed.length - edits.putBack.size })}
        <Button look="quiet" isDisabled={isDisabled} onPress={() => onEdits({ ...edits, putBack: new Set(allBack ? [] : removed.keys()) })}>
          {allBack ? t('import.takeOutAll') : t('import.putBackAll')}
        </Button>
      </p>
      <p className="hint">{t('import.removedHint')}</p>
      <ul className="import-removed" aria-label={t('import.removed')}>
        {removed.slice(0, LISTED).map((line, index) => (
          <li key={line.line}>
            <label>
              <input type="checkbox" checked={edits.putBack.has(index)} disabled={isDisabled} onChange={() => toggle(index)} />
              <span className="import-removed-text">{line.text}</span>
              <span className="muted numeric" title={t(`import.removedReason.${line.reason}`)}>
                {t('import.line', { line: formatNumber(line.line, i18n.language) })}
              </span>
            </label>
          </li>
        ))}
      </ul>
      {removed.length > LISTED ? <p className="hint">{t('import.removedMore', { count: removed.length - LISTED })}</p> : null}
    </div>
  )
}
