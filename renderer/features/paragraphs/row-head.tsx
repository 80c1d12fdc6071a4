import { Bookmark, Lock, PencilLine, StickyNote } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { isBegun, type OutlineRow } from '../../store/outline.ts'
import type { GridController } from './grid-controller.ts'

interface RowHeadProps {
  controller: GridController
  /** The row's 1-based number in its document. */
  number: number
  outline: OutlineRow
}

const marks = [
  ['locked', Lock],
  ['bookmarked', Bookmark],
  ['corrected', PencilLine],
  ['noted', StickyNote],
] as const

/** A row's number, state and marks; pressed, it opens the row's menu. */
export function RowHead({ controller, number, outline }: RowHeadProps) {
  const { t } = useTranslation()
  const begun = isBegun(outline)
  const set = marks.filter(([mark]) => outline.flags[mark])
  const label = t('grid.rowMenu', {
    row: number,
    state: t(begun ? 'state.begun' : `state.${outline.state}`),
    kind: t(`kind.${outline.kind}`),
  })
  return (
    <div className="no" role="rowheader">
      <button
        type="button"
        className="row-menu"
        aria-label={[label, ...set.map(([mark]) => t(`grid.mark.${mark}`))].join(', ')}
        aria-haspopup="menu"
        onClick={(event) => controller.openMenu({ unitId: outline.id, number, anchor: event.currentTarget })}
      >
        <i className="dot" data-state={outline.state} {...(begun ? { 'data-begun': '' } : {})} />
        <span className="row-number">{number}</span>
      </button>
      {set.length > 0 ? (
        <span className="row-marks" aria-hidden>
          {set.map(([mark, Icon]) => (
            <span key={mark} title={t(`grid.mark.${mark}`)}>
              <Icon size={12} />
            </span>
          ))}
        </span>
      ) : null}
    </div>
  )
}
