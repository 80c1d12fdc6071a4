import { useTranslation } from 'react-i18next'
import { unitKinds, unitStates } from '../../../shared/model/records.ts'
import { commitAll, stateOps } from '../../store/edits.ts'
import { isBegun, type OutlineRow } from '../../store/outline.ts'
import { MenuButton } from '../../ui/menu.tsx'
import type { GridController } from './grid-controller.ts'

interface RowHeadProps {
  controller: GridController
  index: number
  outline: OutlineRow
}

/** A row's number and state; in the active row, the menu of states and kinds. */
export function RowHead({ controller, index, outline }: RowHeadProps) {
  const { t } = useTranslation()
  const { store, documentId } = controller
  const unitOf = () => store.readUnit(documentId, outline.id)
  const begun = isBegun(outline)
  const label = t('grid.rowMenu', {
    row: index + 1,
    state: t(begun ? 'state.begun' : `state.${outline.state}`),
    kind: t(`kind.${outline.kind}`),
  })
  return (
    <div className="no" role="rowheader">
      <MenuButton
        label={label}
        className="row-menu"
        groups={[
          {
            id: 'state',
            title: t('grid.state'),
            actions: unitStates.map((state) => ({
              id: state,
              label: t(`state.${state}`),
              icon: <i className="dot" data-state={state} />,
              isCurrent: state === outline.state,
              onAction: async () => {
                const unit = await unitOf()
                if (unit) await commitAll(store, stateOps(unit, state))
              },
            })),
          },
          {
            id: 'kind',
            title: t('grid.kind'),
            actions: unitKinds.map((kind) => ({
              id: kind,
              label: t(`kind.${kind}`),
              isCurrent: kind === outline.kind,
              onAction: async () => {
                const unit = await unitOf()
                if (unit && unit.kind !== kind)
                  await store.commit({ type: 'unit.setKind', documentId, unitId: unit.id, before: unit.kind, after: kind })
              },
            })),
          },
          {
            id: 'row',
            title: t('grid.more'),
            actions: [{ id: 'history', label: t('commands.row.history'), onAction: () => controller.onHistory(outline.id) }],
          },
        ]}
      >
        <i className="dot" data-state={outline.state} {...(begun ? { 'data-begun': '' } : {})} />
        <span className="row-number">{index + 1}</span>
      </MenuButton>
    </div>
  )
}
