import { X } from 'lucide-react'
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Keeper } from '../../../shared/keys/reserved.ts'
import { shortcutOf } from '../../../shared/keys/shortcut.ts'
import { Button } from '../../ui/button.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { isMac, Kbd, shownKeys } from '../../ui/kbd.tsx'
import { Notice } from '../../ui/notice.tsx'
import type { ShortcutRowProps } from './shortcut-row.tsx'

/** A key that was pressed and cannot be had without more ado. */
type Refusal = { key: string; keeper: Keeper } | { key: string; holder: string }

/** Takes the keys of one command: those pressed are added; Backspace takes all away, Esc leaves. */
export function ShortcutEditor(props: ShortcutRowProps & { onClose: () => void }) {
  const { name, keys, isOwn, keeperOf, sharedWith, holderOf, onKeys, onReset, onClose } = props
  const { t } = useTranslation()
  const [refusal, setRefusal] = useState<Refusal | null>(null)
  const field = useRef<HTMLInputElement>(null)
  const id = useId()
  useEffect(() => field.current?.focus(), [])
  // What it says must be in sight, however low in the list it stands.
  // biome-ignore lint/correctness/useExhaustiveDependencies: a refusal makes it higher
  useEffect(() => {
    field.current?.parentElement?.scrollIntoView({ block: 'nearest' })
  }, [refusal])
  const written = (key: string) => shownKeys(key, isMac, '+')

  /** A button that is pressed may go with what it did; the field takes its focus. */
  const and = (act: () => void) => () => {
    act()
    field.current?.focus()
  }
  const add = (key: string) => {
    onKeys(keys.includes(key) ? keys : [...keys, key])
    onClose()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const alone = !event.ctrlKey && !event.altKey && !event.metaKey
    // The way on to the buttons, and out of the dialog's other parts.
    if (event.code === 'Tab' && alone) return
    event.preventDefault()
    event.stopPropagation()
    const key = shortcutOf(event.nativeEvent, isMac)
    if (key === null) return
    const keeper = keeperOf(key)
    const holder = holderOf(key)
    if (key === 'Escape') onClose()
    else if (key === 'Backspace') onKeys([])
    else if (keeper) setRefusal({ key, keeper })
    else if (holder !== undefined) setRefusal({ key, holder })
    else add(key)
  }
  return (
    <div className="shortcut-editor">
      {keys.map((key) => (
        <span key={key} className="shortcut-chip">
          <Kbd keys={key} />
          <IconButton
            label={t('keyboard.remove', { keys: written(key) })}
            icon={<X size={13} aria-hidden />}
            onPress={and(() => onKeys(keys.filter((other) => other !== key)))}
          />
        </span>
      ))}
      <input
        ref={field}
        readOnly
        className="input shortcut-capture"
        aria-label={t('keyboard.pressFor', { name })}
        aria-describedby={id}
        placeholder={t('keyboard.press')}
        value=""
        onKeyDown={onKeyDown}
      />
      {isOwn ? (
        <Button look="quiet" onPress={and(onReset)}>
          {t('keyboard.reset')}
        </Button>
      ) : null}
      <p className="hint" id={id}>
        {t('keyboard.pressHint')}
      </p>
      {keys.some((key) => sharedWith(key).length > 0) ? <Button onPress={and(() => onKeys(keys))}>{t('keyboard.takeOver')}</Button> : null}
      {refusal === null ? null : 'keeper' in refusal ? (
        <Notice tone="warn" title={t(`keyboard.kept.${refusal.keeper}`, { keys: written(refusal.key) })} />
      ) : (
        <div className="shortcut-taken">
          <Notice tone="warn" title={t('keyboard.taken', { keys: written(refusal.key), name: refusal.holder })} />
          <Button look="primary" autoFocus onPress={() => add(refusal.key)}>
            {t('keyboard.takeOver')}
          </Button>
          <Button onPress={onClose}>{t('keyboard.leave')}</Button>
        </div>
      )}
    </div>
  )
}
