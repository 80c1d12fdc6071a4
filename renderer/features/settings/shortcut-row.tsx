import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { Keeper } from '../../../shared/keys/reserved.ts'
import { Kbd } from '../../ui/kbd.tsx'
import { ShortcutEditor } from './shortcut-editor.tsx'

export interface ShortcutRowProps {
  /** The command's, for people. */
  name: string
  keys: readonly string[]
  /** The keys were chosen by the person. */
  isOwn: boolean
  isOpen: boolean
  /** It takes the Tab key for the whole list. */
  isEntry: boolean
  /** Who keeps a key from every command. */
  keeperOf: (key: string) => Keeper | null
  /** Names of the other commands that have a key of this one. */
  sharedWith: (key: string) => readonly string[]
  /** The name of another command that has a key. */
  holderOf: (key: string) => string | undefined
  onFocus: () => void
  onOpen: (isOpen: boolean) => void
  /** Exactly these keys, taken from whoever had them. */
  onKeys: (keys: readonly string[]) => void
  onReset: () => void
}

/** A command and its keys; pressed, it opens to take others. */
export function ShortcutRow(props: ShortcutRowProps) {
  const { name, keys, isOwn, isOpen, isEntry, keeperOf, sharedWith, onFocus, onOpen } = props
  const { t } = useTranslation()
  const button = useRef<HTMLButtonElement>(null)
  const close = () => {
    onOpen(false)
    button.current?.focus()
  }
  return (
    <li className={isOpen ? 'shortcut open' : 'shortcut'}>
      <button
        ref={button}
        type="button"
        className="shortcut-row"
        tabIndex={isEntry ? 0 : -1}
        aria-expanded={isOpen}
        onFocus={onFocus}
        onClick={() => onOpen(!isOpen)}
      >
        <span className="shortcut-name">
          {name}
          {isOwn ? <span className="shortcut-own">{t('keyboard.own')}</span> : null}
        </span>
        {keys.map((key) => (
          <span key={key} className="shortcut-key">
            <Kbd keys={key} />
            {keeperOf(key) === null ? null : <span className="warn">{t('keyboard.keptMark')}</span>}
            {sharedWith(key).map((other) => (
              <span key={other} className="warn">
                {t('keyboard.shared', { name: other })}
              </span>
            ))}
          </span>
        ))}
        {keys.length === 0 ? <span className="muted">{t('keyboard.none')}</span> : null}
      </button>
      {isOpen ? <ShortcutEditor {...props} onClose={close} /> : null}
    </li>
  )
}
