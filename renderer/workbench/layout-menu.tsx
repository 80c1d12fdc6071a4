import { Columns2 } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Side } from '../../shared/model/records.ts'
import { densities } from '../features/paragraphs/grid-layout.ts'
import { whenFocusIsBack } from '../ui/focus-back.ts'
import { useKeymap } from '../ui/keys-in-force.ts'
import { type MenuAction, MenuButton } from '../ui/menu.tsx'
import type { Layout } from './layout.ts'

interface LayoutMenuProps {
  layout: Layout
  reading: Side | null
  isFocused: boolean
  /** Runs a command by its id. */
  onRun: (id: string) => void
}

/** How rows and running text are shown, all in one menu. */
export function LayoutMenu({ layout, reading, isFocused, onRun }: LayoutMenuProps) {
  const { t } = useTranslation()
  const keymap = useKeymap()
  const action = (id: string, label: string, isCurrent = false): MenuAction => {
    const shortcut = keymap.get(id)?.[0]
    return { id, label, isCurrent, onAction: () => whenFocusIsBack(() => onRun(id)), ...(shortcut === undefined ? {} : { shortcut }) }
  }
  /** One of several that exclude one another: the one that holds is left as it is, though its command would take it back. */
  const choice = (id: string, label: string, isCurrent: boolean): MenuAction =>
    isCurrent ? { ...action(id, label, true), onAction: () => {} } : action(id, label)
  return (
    <MenuButton
      label={t('layout.title')}
      groups={[
        {
          id: 'shown',
          title: t('layout.shown'),
          actions: [
            choice('view.rows', t('layout.rows'), reading === null),
            choice('view.readSource', t('reading.source'), reading === 'source'),
            choice('view.reading', t('reading.target'), reading === 'target'),
            action('view.preview', t('reading.preview'), layout.hasPreview),
          ],
        },
        {
          id: 'sides',
          title: t('layout.sides'),
          actions: [
            choice('view.beside', t('layout.beside'), !layout.isStacked),
            choice('view.stacked', t('layout.stacked'), layout.isStacked),
          ],
        },
        {
          id: 'density',
          title: t('layout.densityTitle'),
          actions: densities.map((density) =>
            choice(`view.density.${density}`, t(`layout.density.${density}`), layout.density === density),
          ),
        },
        {
          id: 'text',
          title: t('layout.text', { size: layout.textSize }),
          actions: [
            action('view.larger', t('layout.larger')),
            action('view.smaller', t('layout.smaller')),
            ...(reading !== null || layout.hasPreview
              ? [action('view.untranslated', t('layout.untranslatedSource'), layout.untranslated === 'source')]
              : []),
            action('view.focus', t('layout.focus'), isFocused),
          ],
        },
      ]}
    >
      <Columns2 size={15} aria-hidden />
    </MenuButton>
  )
}
