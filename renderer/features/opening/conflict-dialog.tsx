import './conflict.css'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { plainText } from '../../../shared/text/rich-text.ts'
import { type Conflict, type ConflictRow, differ, type SideOfConflict } from '../../store/conflict.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { formatDay, formatNumber, formatTime } from '../../ui/format.ts'
import { WordDiff } from '../../ui/word-diff.tsx'

interface ConflictDialogProps {
  conflict: Conflict
  languages: { source: string; target: string }
  onChoose: (choice: 'copy' | 'folder' | null) => void
}

/** The working copy on this computer and the project folder went different ways: both, side by side, and which one goes on. */
export function ConflictDialog({ conflict, languages, onChoose }: ConflictDialogProps) {
  const { t } = useTranslation()
  const { kind, copy, folder, rows, more, place, formerPlace } = conflict
  const [chosen, setChosen] = useState<'copy' | 'folder' | null>(null)
  const choose = (choice: 'copy' | 'folder') => {
    setChosen(choice)
    onChoose(choice)
  }
  return (
    <Dialog
      role="alertdialog"
      size="full"
      title={t('opening.conflictTitle', { name: conflict.name })}
      onClose={() => onChoose(null)}
      footer={
        <>
          <Button onPress={() => onChoose(null)} isDisabled={chosen !== null}>
            {t('opening.notNow')}
          </Button>
          <span className="grow" />
          <Button onPress={() => choose('folder')} isPending={chosen === 'folder'} isDisabled={chosen === 'copy'}>
            {t('opening.useFolder')}
          </Button>
          <Button look="primary" onPress={() => choose('copy')} isPending={chosen === 'copy'} isDisabled={chosen === 'folder'}>
            {t('opening.useCopy')}
          </Button>
        </>
      }
    >
      <p className="conflict-lead">{t(kind === 'older' ? 'opening.older' : 'opening.parted')}</p>
      <p className="conflict-lead">{t('opening.bothKept')}</p>
      {formerPlace !== '' && formerPlace !== place ? (
        <p className="conflict-lead muted">{t('opening.otherPlace', { place, formerPlace })}</p>
      ) : null}
      <table className="conflict">
        <thead>
          <tr>
            <th scope="col">
              <SideHead title={t('opening.copy')} side={copy} />
            </th>
            <th scope="col">
              <SideHead title={t('opening.folder')} side={folder}>
                <span className="conflict-place">{place}</span>
              </SideHead>
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <Row key={row.unitId} row={row} languages={languages} />
          ))}
        </tbody>
      </table>
      {rows.length === 0 ? <p className="hint">{t('opening.noRows')}</p> : null}
      {more > 0 ? <p className="hint">{t('opening.moreRows', { count: more })}</p> : null}
    </Dialog>
  )
}

function SideHead({ title, side, children }: { title: string; side: SideOfConflict; children?: ReactNode }) {
  const { t, i18n } = useTranslation()
  const at = (iso: string) => `${formatDay(new Date(iso), i18n.language)}, ${formatTime(new Date(iso), i18n.language)}`
  return (
    <>
      <strong>{title}</strong>
      <span className="muted">
        {side.changes === 0
          ? t('opening.noChanges')
          : t('opening.changes', {
              count: side.changes,
              shown: formatNumber(side.changes, i18n.language),
              last: at(side.last ?? ''),
              ...(side.authors.length > 0 ? { authors: side.authors.join(', '), context: 'authors' } : {}),
            })}
      </span>
      {children}
    </>
  )
}

/** One row on both sides, each compared with what both had before. */
function Row({ row, languages }: { row: ConflictRow; languages: { source: string; target: string } }) {
  const { before, copy, folder } = row
  const source = plainText((before ?? copy ?? folder)?.source ?? [])
  return (
    <>
      <tr className="conflict-source">
        <td colSpan={2}>
          <span className="muted">{row.document}</span>{' '}
          <span lang={languages.source} dir="auto">
            {source.slice(0, 160)}
            {source.length > 160 ? '…' : ''}
          </span>
        </td>
      </tr>
      <tr>
        {[copy, folder].map((unit, i) => (
          <td key={i === 0 ? 'copy' : 'folder'}>
            <Version before={before} unit={unit} languages={languages} />
          </td>
        ))}
      </tr>
    </>
  )
}

interface VersionProps {
  before: ConflictRow['before']
  unit: ConflictRow['copy']
  languages: { source: string; target: string }
}

function Version({ before, unit, languages }: VersionProps) {
  const { t } = useTranslation()
  if (!unit) return <span className="muted">{t('opening.rowGone')}</span>
  return (
    <>
      {before && differ(before, unit, 'source') ? (
        <p className="conflict-text">
          <WordDiff before={plainText(before.source)} after={plainText(unit.source)} lang={languages.source} />
        </p>
      ) : null}
      <p className="conflict-text">
        {unit.target.length === 0 && (before?.target.length ?? 0) === 0 ? (
          <span className="muted">{t('opening.untranslated')}</span>
        ) : (
          <WordDiff before={plainText(before?.target ?? [])} after={plainText(unit.target)} lang={languages.target} />
        )}
      </p>
      {before && before.state !== unit.state ? (
        <span className="muted">{t('history.fromTo', { from: t(`state.${before.state}`), to: t(`state.${unit.state}`) })}</span>
      ) : null}
    </>
  )
}
