import { useVirtualizer } from '@tanstack/react-virtual'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { ParagraphKind } from '../../../shared/formats/txt/read.ts'
import { unitKinds } from '../../../shared/model/records.ts'
import { directionOf } from '../../../shared/text/direction.ts'
import { formatNumber } from '../../ui/format.ts'
import type { ImportEdits, PreviewRow } from './import-rows.ts'

export interface ImportPreviewProps {
  rows: readonly PreviewRow[]
  /** Of the text. */
  language: string
  /** Another reading is under way. */
  isStale: boolean
  edits: ImportEdits
  onEdits: (edits: ImportEdits) => void
}

/** More of a single paragraph than this is not laid out in the preview. */
const SHOWN = 4000

/** Every paragraph as it would be imported; only those in sight are in the page. */
export function ImportPreview({ rows, language, isStale, edits, onEdits }: ImportPreviewProps) {
  const { t } = useTranslation()
  const scroller = useRef<HTMLDivElement>(null)
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => estimate(rows[index]),
    getItemKey: (index) => keyOf(rows[index], index),
    overscan: 8,
  })
  const toggle = (index: number) => {
    const next = new Set(edits.putBack)
    if (!next.delete(index)) next.add(index)
    onEdits({ ...edits, putBack: next })
  }
  const setKind = (line: number, kind: ParagraphKind) => onEdits({ ...edits, kinds: new Map(edits.kinds).set(line, kind) })
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reached from the keyboard (WCAG 2.1.1)
    <section className={isStale ? 'preview stale' : 'preview'} ref={scroller} aria-label={t('import.preview')} tabIndex={0}>
      <div className="preview-sheet" role="list" style={{ height: virtualizer.getTotalSize() }}>
        {virtualizer.getVirtualItems().map((item) => {
          const row = rows[item.index]
          if (row === undefined) return null
          return (
            <div
              key={item.key}
              ref={virtualizer.measureElement}
              data-index={item.index}
              role="listitem"
              aria-setsize={rows.length}
              aria-posinset={item.index + 1}
              className="preview-row"
              style={{ transform: `translateY(${item.start}px)` }}
            >
              {row.type === 'removed' ? (
                <RemovedRow row={row} onToggle={toggle} />
              ) : (
                <ParagraphRow row={row} language={language} onKind={setKind} onToggle={toggle} />
              )}
            </div>
          )
        })}
      </div>
    </section>
  )
}

interface ParagraphRowProps {
  row: Extract<PreviewRow, { type: 'paragraph' }>
  language: string
  onKind: (line: number, kind: ParagraphKind) => void
  onToggle: (index: number) => void
}

function ParagraphRow({ row, language, onKind, onToggle }: ParagraphRowProps) {
  const { t, i18n } = useTranslation()
  const { paragraph, kind, number, back } = row
  const rest = paragraph.text.length - SHOWN
  return (
    <>
      <span className="preview-number">{formatNumber(number, i18n.language)}</span>
      <span className="preview-kind">
        <select
          className={kind === paragraph.kind ? 'row-select' : 'row-select changed'}
          aria-label={t('import.kindOf', { number })}
          value={kind}
          onChange={(event) => {
            const chosen = unitKinds.find((one) => one === event.target.value)
            if (chosen !== undefined) onKind(paragraph.firstLine, chosen)
          }}
        >
          {unitKinds.map((one) => (
            <option key={one} value={one}>
              {t(`kind.${one}`)}
            </option>
          ))}
        </select>
      </span>
      <div className={`preview-text ${kind}`}>
        <span lang={language} dir={directionOf(language)}>
          {rest > 0 ? paragraph.text.slice(0, SHOWN) : paragraph.text}
        </span>
        {rest > 0 ? <span className="hint"> {t('import.longText', { count: rest })}</span> : null}
        {back === null ? null : (
          <button
            type="button"
            className="preview-toggle"
            aria-label={t('import.takeOutLine', { line: paragraph.firstLine, text: paragraph.text })}
            onClick={() => onToggle(back)}
          >
            {t('import.takeOut')}
          </button>
        )}
      </div>
    </>
  )
}

function RemovedRow({ row, onToggle }: { row: Extract<PreviewRow, { type: 'removed' }>; onToggle: (index: number) => void }) {
  const { t } = useTranslation()
  const { removed, index } = row
  return (
    <>
      <span className="preview-number" />
      <span className="preview-kind removed">{t(`import.removedReason.${removed.reason}`)}</span>
      <div className="preview-text removed">
        <del>{removed.text}</del>
        <button
          type="button"
          className="preview-toggle"
          aria-label={t('import.putBackLine', { line: removed.line, text: removed.text })}
          onClick={() => onToggle(index)}
        >
          {t('import.putBack')}
        </button>
      </div>
    </>
  )
}

function keyOf(row: PreviewRow | undefined, index: number): string | number {
  if (row === undefined) return index
  return row.type === 'removed' ? `r${row.index}` : `p${row.paragraph.firstLine}`
}

/** Height before a row was measured: some 80 characters a line of 25 px, and the space round it. */
function estimate(row: PreviewRow | undefined): number {
  if (row === undefined || row.type === 'removed') return 34
  return 18 + Math.ceil(Math.min(row.paragraph.text.length, SHOWN) / 80) * 25
}
