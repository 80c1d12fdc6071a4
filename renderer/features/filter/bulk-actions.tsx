import type { TFunction } from 'i18next'
import { unitKinds, unitStates } from '../../../shared/model/records.ts'
import type { BulkEdit } from '../../store/bulk-edits.ts'
import type { MenuGroup } from '../../ui/menu.tsx'

/** What can be done to many rows, as a menu. */
export function bulkActions(t: TFunction, run: (edit: BulkEdit) => void): MenuGroup[] {
  const action = (id: string, label: string, edit: BulkEdit) => ({ id, label, onAction: () => run(edit) })
  const mark = (to: 'locked' | 'bookmarked', on: boolean) => {
    const id = `${to}.${on ? 'on' : 'off'}`
    return action(id, t(`grid.${id}`), { to, on })
  }
  return [
    {
      id: 'state',
      title: t('grid.state'),
      actions: unitStates.map((state) => ({
        ...action(state, t(`state.${state}`), { to: 'state', state }),
        icon: <i className="dot" data-state={state} />,
      })),
    },
    {
      id: 'marks',
      title: t('filter.marks'),
      actions: [mark('locked', true), mark('locked', false), mark('bookmarked', true), mark('bookmarked', false)],
    },
    {
      id: 'text',
      title: t('side.target'),
      actions: [
        action('copySource', t('filter.copySource'), { to: 'copySource' }),
        { ...action('clear', t('filter.clearTargets'), { to: 'clear' }), danger: true },
      ],
    },
    {
      id: 'kind',
      title: t('grid.kind'),
      actions: unitKinds.map((kind) => action(kind, t(`kind.${kind}`), { to: 'kind', kind })),
    },
  ]
}
