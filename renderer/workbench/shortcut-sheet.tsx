import { useTranslation } from 'react-i18next'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { whenFocusIsBack } from '../ui/focus-back.ts'
import { Kbd } from '../ui/kbd.tsx'
import { useKeymap } from '../ui/keys-in-force.ts'
import { listedCommands } from './listed-commands.ts'
import './shortcut-sheet.css'

interface ShortcutSheetProps {
  /** Goes to where keys are chosen. */
  onChange: () => void
  onClose: () => void
}

/** Every command that has keys, by group: what one looks up for a moment. */
export function ShortcutSheet({ onChange, onClose }: ShortcutSheetProps) {
  const { t } = useTranslation()
  const keymap = useKeymap()
  const keyed = listedCommands(t).flatMap(({ id, label, group }) => {
    const keys = keymap.get(id) ?? []
    return keys.length > 0 ? [{ id, label, group, keys }] : []
  })
  const groups = [...new Set(keyed.map(({ group }) => group))]
  return (
    <Dialog
      size="large"
      title={t('keyboard.sheet')}
      onClose={onClose}
      dismissable
      footer={
        <>
          <Button
            onPress={() => {
              onClose()
              whenFocusIsBack(onChange)
            }}
          >
            {t('keyboard.change')}
          </Button>
          <Button look="primary" onPress={onClose}>
            {t('common.close')}
          </Button>
        </>
      }
    >
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: longer than the window, it is scrolled by keys */}
      <section className="shortcut-sheet" aria-label={t('keyboard.sheet')} tabIndex={0}>
        {groups.map((group) => (
          <section key={group} aria-label={group}>
            <h3 className="section-title">{group}</h3>
            <dl>
              {keyed
                .filter((command) => command.group === group)
                .map(({ id, label, keys }) => (
                  <div key={id} className="sheet-row">
                    <dt>{label}</dt>
                    <dd>
                      {keys.map((key) => (
                        <Kbd key={key} keys={key} />
                      ))}
                    </dd>
                  </div>
                ))}
            </dl>
          </section>
        ))}
      </section>
      <p className="hint">{t('keyboard.digits')}</p>
    </Dialog>
  )
}
