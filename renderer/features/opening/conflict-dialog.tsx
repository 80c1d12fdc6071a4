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

/** How much of a row's source is shown to tell which row it is, in UTF-16 units. */
const SOURCE_SHOWN = 160

/** The working copy on this computer and the project folder went different ways: both, side by side, and which one goes on. */
export function ConflictDialog({ conflict, languages, onChoose }: ConflictDialogProps) {
  const { t, i18n } = useTranslation()
  const { kind, copy, folder, rows, more, place, formerPlace, agreedAt } = conflict
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
      <div className="conflict-lead">
        <p>
          {t(kind === 'older' ? 'opening.older' : 'opening.parted')}
          {agreedAt === null ? null : ` ${t('opening.agreedAt', { when: timeText(agreedAt, i18n.language) })}`}
        </p>
        <p>{t(kind === 'older' ? 'opening.olderKept' : 'opening.bothKept')}</p>
        {formerPlace !== '' && formerPlace !== place ? <p className="muted">{t('opening.otherPlace', { place, formerPlace })}</p> : null}
      </div>
      {/* Among the stops of Tab, so that the keyboard can scroll what nothing in it can be pressed in. */}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: as said above */}
      <section tabIndex={0} aria-label={t('opening.rows')} className="conflict-rows">
        <table className="conflict">
          <thead>
            <tr>
              <th scope="col" className="conflict-side">
                <SideHead title={t('opening.copy')} side={copy} />
              </th>
              <th scope="col" className="conflict-side">
                <SideHead title={t('opening.folder')} side={folder}>
                  <span className="conflict-place">{place}</span>
                </SideHead>
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row, i) => (
              <Row key={row.unitId} row={row} isFirstOf={rows[i - 1]?.document !== row.document} languages={languages} />
            ))}
          </tbody>
        </table>
      </section>
      {rows.length === 0 ? <p className="hint">{t('opening.noRows')}</p> : null}
      {more > 0 ? <p className="hint">{t('opening.moreRows', { count: more })}</p> : null}
    </Dialog>
  )
}

/** Day and time of an ISO time. */
function timeText(iso: string, language: string): string {
  return `${formatDay(new Date(iso), language)}, ${formatTime(new Date(iso), language)}`
}

function SideHead({ title, side, children }: { title: string; side: SideOfConflict; children?: ReactNode }) {
  const { t, i18n } = useTranslation()
  return (
    <>
      <strong>{title}</strong>
      <span className="muted">
        {side.changes === 0
          ? t('opening.noChanges')
          : t('opening.changes', {
              count: side.changes,
              shown: formatNumber(side.changes, i18n.language),
              last: timeText(side.last ?? '', i18n.language),
              ...(side.authors.length > 0 ? { authors: side.authors.join(', '), context: 'authors' } : {}),
            })}
      </span>
      {children}
    </>
  )
}

interface RowProps {
  row: ConflictRow
  /** Its document is another than that of the row before it. */
  isFirstOf: boolean
  languages: { source: string; target: string }
}

/** One row on both sides, each compared with what both had before. */
function Row({ row, isFirstOf, languages }: RowProps) {
  const { before, copy, folder } = row
  const source = plainText((before ?? copy ?? folder)?.source ?? [])
  return (
    <>
      {isFirstOf && row.document !== '' ? (
        <tr className="conflict-document">
          <th scope="rowgroup" className="conflict-group" colSpan={2}>
            {row.document}
          </th>
        </tr>
      ) : null}
      <tr>
        <td
          className="conflict-source"
          colSpan={2}
          lang={languages.source}
          dir="auto"
          {...(source.length > SOURCE_SHOWN ? { title: source } : {})}
        >
          {source.length > SOURCE_SHOWN ? `${source.slice(0, SOURCE_SHOWN)}…` : source}
        </td>
      </tr>
      <tr>
        {[copy, folder].map((unit, i) => (
          <td key={i === 0 ? 'copy' : 'folder'} className="conflict-version">
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
        <p className="conflict-text" dir="auto">
          <WordDiff before={plainText(before.source)} after={plainText(unit.source)} lang={languages.source} />
        </p>
      ) : null}
      <p className="conflict-text" dir="auto">
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
