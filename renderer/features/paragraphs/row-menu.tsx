import { useTranslation } from 'react-i18next'
import { unitKinds, unitStates } from '../../../shared/model/records.ts'
import { stateOps } from '../../store/edits.ts'
import { outlineTopic } from '../../store/topics.ts'
import { useTopic } from '../../store/use-store.ts'
import { AnchoredMenu } from '../../ui/menu.tsx'
import type { GridController } from './grid-controller.ts'

/** The menu of the row whose number was pressed. One for all rows: a hundred on the screen would each cost time to make. */
export function RowMenu({ controller }: { controller: GridController }) {
  const { t } = useTranslation()
  const { store, documentId } = controller
  const asked = useTopic(controller, 'menu', () => controller.menu)
  const outline = useTopic(store, outlineTopic(documentId), () => store.records.outlines.get(documentId))
  const row = asked && outline ? outline.row(outline.indexOf(asked.unitId)) : null
  if (!asked || !row) return null
  const flag = (flag: 'locked' | 'bookmarked') => ({
    id: flag,
    label: t(`grid.${flag}.${row.flags[flag] ? 'off' : 'on'}`),
    onAction: () => controller.toggleMark(row.id, flag),
  })
  return (
    <AnchoredMenu
      label={t('grid.rowMenuOf', { row: asked.number })}
      anchor={asked.anchor}
      onClose={() => controller.closeMenu()}
      groups={[
        {
          id: 'state',
          title: t('grid.state'),
          actions: unitStates.map((state) => ({
            id: state,
            label: t(`state.${state}`),
            icon: <i className="dot" data-state={state} />,
            isCurrent: state === row.state,
            onAction: () => controller.change(row.id, (unit) => stateOps(unit, state)),
          })),
        },
        {
          id: 'kind',
          title: t('grid.kind'),
          actions: unitKinds.map((kind) => ({
            id: kind,
            label: t(`kind.${kind}`),
            isCurrent: kind === row.kind,
            onAction: () =>
              controller.change(row.id, (unit) =>
                unit.kind === kind ? [] : [{ type: 'unit.setKind', documentId, unitId: unit.id, before: unit.kind, after: kind }],
              ),
          })),
        },
        {
          id: 'row',
          title: t('grid.more'),
          actions: [
            flag('locked'),
            flag('bookmarked'),
            { id: 'history', label: t('commands.row.history'), onAction: () => controller.onHistory(row.id) },
          ],
        },
      ]}
    />
  )
}
